namespace CostSim.Statistics;

/// <summary>Where a small sample lies and how far it reaches.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Median">Median.</param>
/// <param name="Width">Distance from the 5th to the 95th percentile.</param>
public readonly record struct Spread(double Mean, double Median, double Width)
{
    /// <summary>The spread of a sample of at least one value; puts it in order.</summary>
    public static Spread Of(Span<double> values)
    {
        values.Sort();
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }
        return new(sum / values.Length, Quantile(values, 0.5), Quantile(values, 0.95) - Quantile(values, 0.05));
    }

    /// <summary>Between two order statistics, the least biased for any law: type 8 of Hyndman and Fan 1996.</summary>
    private static double Quantile(ReadOnlySpan<double> sorted, double p)
    {
        double rank = Math.Clamp(p * (sorted.Length + 1.0 / 3) + 1.0 / 3, 1, sorted.Length);
        int below = (int)rank - 1;
        double lower = sorted[below], upper = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return lower + (rank - (below + 1)) * (upper - lower);
    }
}

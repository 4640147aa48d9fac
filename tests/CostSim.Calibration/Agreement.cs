namespace CostSim.Calibration;

/// <summary>How near predictions come to what was measured, over a group of points.</summary>
/// <param name="Count">Number of points.</param>
/// <param name="Median">Median of predicted over measured.</param>
/// <param name="Within25Percent">Share of the points with a ratio from 0.75 to 1.25.</param>
/// <param name="WithinFactor2">Share with a ratio from 0.5 to 2.</param>
/// <param name="MedianError">Median of how far the ratio is from 1.</param>
internal sealed record Agreement(int Count, double Median, double Within25Percent, double WithinFactor2, double MedianError)
{
    /// <summary>Of at least one ratio of predicted to measured.</summary>
    public static Agreement Of(IEnumerable<double> ratios)
    {
        double[] all = [.. ratios];
        return new(
            all.Length, MedianOf(all),
            (double)all.Count(ratio => ratio is >= 0.75 and <= 1.25) / all.Length,
            (double)all.Count(ratio => ratio is >= 0.5 and <= 2) / all.Length,
            MedianOf(all.Select(ratio => Math.Abs(ratio - 1))));
    }

    /// <summary>The median of at least one number.</summary>
    public static double MedianOf(IEnumerable<double> values) => QuantileOf(values, 0.5);

    /// <summary>A quantile of at least one number, linear between order statistics.</summary>
    public static double QuantileOf(IEnumerable<double> values, double p)
    {
        double[] sorted = [.. values.Order()];
        double rank = p * (sorted.Length - 1);
        int below = Math.Min((int)rank, sorted.Length - 1), above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}

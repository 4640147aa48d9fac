namespace CostSim.Statistics;

/// <summary>
/// A percentile, held exactly as a whole number of thousandths of a percent, 0 to 100 000: p99.9 is one thing, whether its probability is
/// written 0.999 or computed as 99.9 / 100, which are two numbers.
/// </summary>
/// <param name="Thousandths">Thousandths of a percent: 95 000 for p95.</param>
public readonly record struct Percentile(int Thousandths)
{
    private const int All = 100_000;

    /// <summary>How far a probability may lie from a percentile's and be called it: a few roundings, no more.</summary>
    private const double Rounding = 1e-14;

    /// <summary>The 5th.</summary>
    public static readonly Percentile P5 = new(5_000);

    /// <summary>The median.</summary>
    public static readonly Percentile P50 = new(50_000);

    /// <summary>The 95th.</summary>
    public static readonly Percentile P95 = new(95_000);

    /// <summary>The probability below it, in [0, 1].</summary>
    public double Quantile => Thousandths / (double)All;

    /// <summary><c>p5</c>, <c>p99.9</c>: as reports name it.</summary>
    public string Name => FormattableString.Invariant($"p{Thousandths / 1000m}");

    /// <summary>The percentile at a probability in [0, 1]; null where none is.</summary>
    public static Percentile? At(double p)
    {
        var nearest = new Percentile((int)Math.Round(p * All));
        return Math.Abs(p - nearest.Quantile) <= Rounding ? nearest : null;
    }
}

namespace CostSim.Statistics;

/// <summary>A figure estimated from trials with its 95 % Monte Carlo interval; NaN ends where no interval is defined.</summary>
public readonly record struct Estimate(double Value, double Lower, double Upper)
{
    /// <summary>A figure for which no interval is defined.</summary>
    public static Estimate WithoutInterval(double value) => new(value, double.NaN, double.NaN);

    /// <summary>True when both ends of the interval are known.</summary>
    public bool HasInterval => double.IsFinite(Lower) && double.IsFinite(Upper);
}

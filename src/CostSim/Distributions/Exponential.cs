using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Exponential law: density exp(-x / mean) / mean for x >= 0.
/// Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 19.
/// </summary>
public sealed class Exponential : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("exponential", "a waiting time without memory; only its mean is known",
        [new("mean=", [new("mean")], values => FromMean(values[0]))]);

    private readonly double _mean;

    /// <param name="mean">Mean, above 0.</param>
    public Exponential(double mean) => _mean = mean;

    public override double Minimum => 0;

    public override double Maximum => double.PositiveInfinity;

    public override double Mean => _mean;

    public override double Variance => _mean * _mean;

    public override double Quantile(double p) => -_mean * AccurateLogs.Log1p(-p);

    public override double UpperQuantile(double q) => -_mean * Math.Log(q);

    public override double Cdf(double x) => x > 0 ? -AccurateLogs.Expm1(-x / _mean) : 0;

    public override double Survival(double x) => x > 0 ? Math.Exp(-x / _mean) : 1;

    public override string ToString() => FormattableString.Invariant($"exponential mean={_mean}");

    private static Outcome<Distribution> FromMean(double mean) =>
        new ParameterChecks().Above0("mean", mean).Then(() => new Exponential(mean));
}

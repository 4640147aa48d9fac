using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Normal law: density exp(-((x - mean)/sd)^2 / 2) / (sd sqrt(2 pi)).
/// Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 13.
/// </summary>
public sealed class Normal : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("normal", "a sum of many small effects; can go below 0",
    [
        new("mean= sd=", [new("mean"), new("sd")], values => FromMean(values[0], values[1])),
        Parameterisation.OfTwoQuantiles(Through),
    ]);

    private readonly double _mean, _sd;

    /// <param name="mean">Mean.</param>
    /// <param name="sd">Standard deviation, above 0.</param>
    public Normal(double mean, double sd) => (_mean, _sd) = (mean, sd);

    public override double Minimum => double.NegativeInfinity;

    public override double Maximum => double.PositiveInfinity;

    public override double Mean => _mean;

    public override double Variance => _sd * _sd;

    public override double Quantile(double p) => Math.FusedMultiplyAdd(_sd, StandardNormal.Quantile(p), _mean);

    public override double UpperQuantile(double q) => Math.FusedMultiplyAdd(-_sd, StandardNormal.Quantile(q), _mean);

    public override double Cdf(double x) => StandardNormal.Cdf((x - _mean) / _sd);

    public override double Survival(double x) => StandardNormal.Cdf((_mean - x) / _sd);

    public override string ToString() => FormattableString.Invariant($"normal mean={_mean} sd={_sd}");

    private static Outcome<Distribution> FromMean(double mean, double sd) =>
        new ParameterChecks().AtLeast0("sd", sd).Then(() => sd == 0 ? new Fixed(mean) : new Normal(mean, sd));

    private static Outcome<Distribution> Through(QuantilePoint low, QuantilePoint high)
    {
        double sd = (high.Value - low.Value) / (high.NormalScore - low.NormalScore);
        return new ParameterChecks()
            .Representable("standard deviation", sd)
            .Then(() => new Normal(low.Value - (sd * low.NormalScore), sd));
    }
}

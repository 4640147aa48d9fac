using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Loguniform (reciprocal) law: the logarithm is uniform; density 1 / (x log(max/min)) between min and max.
/// Hamming, On the Distribution of Numbers, Bell System Technical Journal 49 (1970).
/// </summary>
public sealed class LogUniform : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("loguniform", "only the order of magnitude is known, between two bounds",
    [
        new("min= max=", [new("min"), new("max")], values => FromEnds(values[0], values[1])),
        Parameterisation.OfTwoQuantiles(Through),
    ]);

    private readonly double _min, _max, _logRatio;

    /// <param name="min">Lower end, above 0.</param>
    /// <param name="max">Upper end, above <paramref name="min"/>.</param>
    public LogUniform(double min, double max) => (_min, _max, _logRatio) = (min, max, Math.Log(max / min));

    public override double Minimum => _min;

    public override double Maximum => _max;

    public override double Mean => _min * AccurateLogs.Expm1(_logRatio) / _logRatio;

    /// <summary>With r = log(max/min): mean^2 ((r/2) coth(r/2) - 1), by its series where r is small.</summary>
    public override double Variance
    {
        get
        {
            double half = _logRatio / 2, s = half * half;
            double relative = half < 0.05
                ? s * ((1.0 / 3) - (s * ((1.0 / 45) - (s * ((2.0 / 945) - (s * (1.0 / 4725)))))))
                : (half / Math.Tanh(half)) - 1;
            return Mean * Mean * relative;
        }
    }

    public override double Quantile(double p) => Math.Min(_min * Math.Exp(p * _logRatio), _max);

    public override double UpperQuantile(double q) => Math.Max(_max * Math.Exp(-q * _logRatio), _min);

    public override double Cdf(double x) => x > _min ? Math.Min(AccurateLogs.Log1p((x - _min) / _min) / _logRatio, 1) : 0;

    public override double Survival(double x)
    {
        if (!(x < _max))
        {
            return 0;
        }

        if (!(x > _min))
        {
            return 1;
        }

        // Near the end the distance from it carries the digits, far from it the ratio does.
        double log = x > _max / 2 ? AccurateLogs.Log1p((x - _max) / _max) : Math.Log(x / _max);
        return Math.Min(-log / _logRatio, 1);
    }

    public override string ToString() => FormattableString.Invariant($"loguniform min={_min} max={_max}");

    private static Outcome<Distribution> FromEnds(double min, double max) =>
        new ParameterChecks().Above0("min", min).Ordered("min", min, "max", max)
            .Require(!(min > 0 && max >= min) || double.IsFinite(max / min), "max", "max is too many times min",
                "bring min and max closer together")
            .Then(() => max / min == 1 ? new Fixed(min) : new LogUniform(min, max));

    /// <summary>The logarithm is a straight line in the probability: log x = log min + p log(max/min).</summary>
    private static Outcome<Distribution> Through(QuantilePoint low, QuantilePoint high)
    {
        double logRatio = Math.Log(high.Value / low.Value) / (high.P - low.P);
        double min = low.Value * Math.Exp(-low.P * logRatio), max = high.Value * Math.Exp(high.Q * logRatio);
        return new ParameterChecks()
            .Above0(low.Name, low.Value)
            .Representable("min", min)
            .Representable("max", max)
            .Representable("ratio of max to min", max / min)
            .Then(() => new LogUniform(min, max));
    }
}

using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Pareto law: P(X > x) = (min / x)^alpha for x >= min.
/// Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 20.
/// </summary>
public sealed class Pareto : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("pareto", "sizes above a least one, a few of them enormous",
    [
        new("min= alpha=", [new("min"), new("alpha")], values => FromAlpha(values[0], values[1])),
        Parameterisation.OfQuantiles("min= and one pNN=", [new("min")], new(1, 1, (points, values) => Through(values[0], points[0]))),
    ]);

    private const double SmallestAlpha = 1e-2, LargestAlpha = 1e6;

    private readonly double _min, _alpha;

    /// <param name="min">Lower end, above 0.</param>
    /// <param name="alpha">Tail index, above 0: moments of this order and above are infinite.</param>
    public Pareto(double min, double alpha) => (_min, _alpha) = (min, alpha);

    public override double Minimum => _min;

    public override double Maximum => double.PositiveInfinity;

    /// <summary>Infinite for alpha up to 1.</summary>
    public override double Mean => _alpha > 1 ? _min * (_alpha / (_alpha - 1)) : double.PositiveInfinity;

    /// <summary>Infinite for alpha up to 2.</summary>
    public override double Variance => _alpha > 2
        ? _min / (_alpha - 1) * (_min / (_alpha - 1)) * (_alpha / (_alpha - 2))
        : double.PositiveInfinity;

    public override double Quantile(double p) => _min * Math.Exp(-AccurateLogs.Log1p(-p) / _alpha);

    public override double UpperQuantile(double q) => _min * Math.Pow(q, -1 / _alpha);

    public override double Cdf(double x) => x > _min ? -AccurateLogs.Expm1(-_alpha * AccurateLogs.Log1p((x - _min) / _min)) : 0;

    public override double Survival(double x) => !(x > _min) ? 1
        : x < 2 * _min ? Math.Exp(-_alpha * AccurateLogs.Log1p((x - _min) / _min))
        : Math.Pow(_min / x, _alpha);

    public override string ToString() => FormattableString.Invariant($"pareto min={_min} alpha={_alpha}");

    private static Outcome<Distribution> FromAlpha(double min, double alpha) =>
        new ParameterChecks().Above0("min", min).Shape("alpha", alpha, SmallestAlpha, LargestAlpha).Then(() => new Pareto(min, alpha));

    /// <summary>log x = log min - log(1 - p) / alpha.</summary>
    private static Outcome<Distribution> Through(double min, QuantilePoint point)
    {
        double hazard = point.P <= point.Q ? -AccurateLogs.Log1p(-point.P) : -Math.Log(point.Q);
        double alpha = hazard / AccurateLogs.Log1p((point.Value - min) / min);
        return new ParameterChecks()
            .Above0("min", min)
            .Require(!(min > 0) || point.Value > min, point.Name,
                FormattableString.Invariant($"{point.Name} must be above min, but {point.Value} is not above {min}"),
                FormattableString.Invariant($"write a number above {min}"))
            .Require(!(min > 0 && point.Value > min) || alpha is >= SmallestAlpha and <= LargestAlpha, point.Name,
                FormattableString.Invariant(
                    $"min={min} and {point.Name}={point.Value} are too close together or too far apart for a pareto law"),
                "change one of them, or use lognormal")
            .Then(() => new Pareto(min, alpha));
    }
}

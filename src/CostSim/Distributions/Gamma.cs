using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Gamma law: density x^(shape - 1) exp(-x / scale) / (scale^shape Gamma(shape)) for x >= 0.
/// Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 17.
/// </summary>
public sealed class Gamma : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("gamma", "a positive number, a waiting time or a total; lighter tail than lognormal",
    [
        new("shape= scale=", [new("shape"), new("scale")], values => FromShape(values[0], values[1])),
        new("mean= cv=", [new("mean"), new("cv")], values => FromMean(values[0], values[1])),
        Parameterisation.OfTwoQuantiles(Through),
    ]);

    private const double SmallestShape = 1e-3, LargestShape = 1e8;

    private readonly double _shape, _scale;
    private readonly StandardGamma _standard;

    /// <param name="shape">Shape, above 0.</param>
    /// <param name="scale">Scale, above 0.</param>
    public Gamma(double shape, double scale) => (_shape, _scale, _standard) = (shape, scale, new StandardGamma(shape));

    public override double Minimum => 0;

    public override double Maximum => double.PositiveInfinity;

    public override double Mean => _shape * _scale;

    public override double Variance => _shape * _scale * _scale;

    public override double Quantile(double p) => _scale * _standard.Quantile(p);

    public override double UpperQuantile(double q) => _scale * _standard.UpperQuantile(q);

    public override double Cdf(double x) => _standard.Cdf(x / _scale);

    public override double Survival(double x) => _standard.Survival(x / _scale);

    public override string ToString() => FormattableString.Invariant($"gamma shape={_shape} scale={_scale}");

    private static Outcome<Distribution> FromShape(double shape, double scale) =>
        new ParameterChecks().Shape("shape", shape, SmallestShape, LargestShape).Above0("scale", scale).Then(() => new Gamma(shape, scale));

    private static Outcome<Distribution> FromMean(double mean, double cv) =>
        new ParameterChecks().Above0("mean", mean).AtLeast0("cv", cv)
            .Require(!(cv > 0) || 1 / (cv * cv) is >= SmallestShape and <= LargestShape, "cv",
                FormattableString.Invariant(
                    $"cv must be 0 or lie between {1 / Math.Sqrt(LargestShape)} and {1 / Math.Sqrt(SmallestShape):F1}, but is {cv}"),
                "use a less extreme cv, or another law")
            .Then(() => cv == 0 ? new Fixed(mean) : new Gamma(1 / (cv * cv), mean * cv * cv));

    private static Outcome<Distribution> Through(QuantilePoint low, QuantilePoint high)
    {
        var checks = new ParameterChecks().Above0(low.Name, low.Value);
        if (!checks.AllHold)
        {
            return checks.Wrong();
        }

        double target = Math.Log(high.Value / low.Value), shape = ShapeOf(target, low, high), reached = LogRatio(shape, low, high);
        string pair = FormattableString.Invariant($"no gamma law has {low.Name}={low.Value} and {high.Name}={high.Value}");
        bool isNearEnough = reached > target * (1 - 1e-6);
        return checks
            .Require(isNearEnough, high.Name, $"{pair}: they are too far apart", "bring the two values closer together, or use lognormal")
            .Require(!isNearEnough || reached < target * (1 + 1e-6), high.Name, $"{pair}: they are too close together",
                "spread the two values, or use normal")
            .Then(() => new Gamma(shape, high.Value / At(new StandardGamma(shape), high)));
    }

    /// <summary>
    /// The ratio of two quantiles depends on the shape alone and falls as it rises, so the shape is found by
    /// halving its logarithm's interval.
    /// </summary>
    private static double ShapeOf(double logRatio, QuantilePoint low, QuantilePoint high)
    {
        double below = Math.Log(SmallestShape), above = Math.Log(LargestShape), middle = (below + above) / 2;
        while (middle > below && middle < above)
        {
            if (LogRatio(Math.Exp(middle), low, high) > logRatio)
            {
                below = middle;
            }
            else
            {
                above = middle;
            }

            middle = (below + above) / 2;
        }
        return Math.Exp(above);
    }

    private static double LogRatio(double shape, QuantilePoint low, QuantilePoint high)
    {
        StandardGamma standard = new(shape);
        double lowest = At(standard, low);
        return lowest > 1e-300 ? Math.Log(At(standard, high) / lowest) : double.PositiveInfinity;
    }

    private static double At(StandardGamma standard, QuantilePoint point) =>
        point.P <= point.Q ? standard.Quantile(point.P) : standard.UpperQuantile(point.Q);
}

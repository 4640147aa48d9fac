using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Weibull law: P(X > x) = exp(-(x / scale)^shape) for x >= 0.
/// Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 21.
/// </summary>
public sealed class Weibull : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("weibull", "a lifetime or a length with a light (shape > 1) or heavy (shape < 1) tail",
    [
        new("shape= scale=", [new("shape"), new("scale")], values => FromShape(values[0], values[1])),
        Parameterisation.OfTwoQuantiles(Through),
    ]);

    private const double SmallestShape = 1e-3, LargestShape = 1e6;

    private readonly double _shape, _scale;

    /// <param name="shape">Shape, above 0.</param>
    /// <param name="scale">Scale, above 0: exceeded with probability 1/e.</param>
    public Weibull(double shape, double scale) => (_shape, _scale) = (shape, scale);

    public override double Minimum => 0;

    public override double Maximum => double.PositiveInfinity;

    public override double Mean => _scale * GammaFunction.Of(1 + (1 / _shape));

    /// <summary>scale^2 (Gamma(1 + 2/shape) - Gamma(1 + 1/shape)^2); integrated for large shapes, where that difference cancels.</summary>
    public override double Variance => _shape > 10 ? QuantileIntegral.Moments(this).Variance : Mean * Mean
        * AccurateLogs.Expm1(GammaFunction.Log(1 + (2 / _shape)) - (2 * GammaFunction.Log(1 + (1 / _shape))));

    public override double Quantile(double p) => _scale * Math.Pow(-AccurateLogs.Log1p(-p), 1 / _shape);

    public override double UpperQuantile(double q) => _scale * Math.Pow(-Math.Log(q), 1 / _shape);

    public override double Cdf(double x) => x > 0 ? -AccurateLogs.Expm1(-Math.Pow(x / _scale, _shape)) : 0;

    public override double Survival(double x) => x > 0 ? Math.Exp(-Math.Pow(x / _scale, _shape)) : 1;

    public override string ToString() => FormattableString.Invariant($"weibull shape={_shape} scale={_scale}");

    private static Outcome<Distribution> FromShape(double shape, double scale) =>
        new ParameterChecks().Shape("shape", shape, SmallestShape, LargestShape).Above0("scale", scale)
            .Then(() => new Weibull(shape, scale));

    /// <summary>log x = log scale + log(-log(1 - p)) / shape: a straight line on Weibull paper.</summary>
    private static Outcome<Distribution> Through(QuantilePoint low, QuantilePoint high)
    {
        double shape = Math.Log(CumulativeHazard(high) / CumulativeHazard(low)) / Math.Log(high.Value / low.Value);
        double scale = low.Value / Math.Pow(CumulativeHazard(low), 1 / shape);
        return new ParameterChecks()
            .Above0(low.Name, low.Value)
            .Require(!(low.Value > 0) || shape is >= SmallestShape and <= LargestShape, high.Name,
                FormattableString.Invariant(
                    $"{low.Name}={low.Value} and {high.Name}={high.Value} are too close together or too far apart for a weibull law"),
                "change one of them, or use lognormal")
            .Representable("scale", scale)
            .Then(() => new Weibull(shape, scale));
    }

    private static double CumulativeHazard(QuantilePoint point) => point.P <= point.Q ? -AccurateLogs.Log1p(-point.P) : -Math.Log(point.Q);
}

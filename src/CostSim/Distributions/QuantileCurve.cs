using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>A smooth law through three or more percentiles: it has exactly these, and bends no more than it must in between.</summary>
/// <remarks>
/// The curve is drawn on paper on which common laws are straight lines: across, the standard normal quantile z of the probability; upwards,
/// the value's <see cref="SupportScale"/>. It is the monotone piecewise cubic of Fritsch and Butland, A method for constructing local
/// monotone piecewise cubic interpolants, SIAM J. Sci. Stat. Comput. 5 (1984), as in PCHIP: continuous slope, no overshoot, and a change of
/// one percentile is felt by its neighbours only. Beyond the outermost percentiles it goes on straight, with the slope of the line
/// through the last two.
/// A number whose percentiles are all above 0 is taken to be a positive one (min=0): its logarithm is drawn, percentiles
/// of a lognormal law give that law back, tails are lognormal, and no draw is ever negative. With min= or max= the draws stay between
/// them. Percentiles at or below 0 without min= are drawn as they are: those of a normal law give that law back, tails are normal.
/// </remarks>
public sealed class QuantileCurve : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("quantiles", "published percentiles: a smooth law that has exactly these",
    [
        Parameterisation.OfQuantiles(
            "three or more pNN= [min=] [max=]", [new("min", double.NegativeInfinity), new("max", double.PositiveInfinity)],
            new(3, int.MaxValue, (points, values) => Through(points, values[0], values[1]))),
    ]);

    private readonly IReadOnlyList<QuantilePoint> _points;
    private readonly SupportScale _given, _scale;
    private readonly double[] _z, _y, _slopes;  // of the points: across, upwards, and dy/dz
    private readonly Lazy<(double Mean, double Variance)> _moments;

    private QuantileCurve(IReadOnlyList<QuantilePoint> points, SupportScale given, SupportScale scale)
    {
        (_points, _given, _scale) = (points, given, scale);
        _z = [.. points.Select(point => point.NormalScore)];
        _y = [.. points.Select(point => scale.Score(point.Value))];
        _slopes = Slopes(_z, _y);
        Kinks = [.. points.Select(point => point.Value)];
        _moments = new(() => QuantileIntegral.Moments(this));
    }

    public override double Minimum => _scale.Min;

    public override double Maximum => _scale.Max;

    /// <summary>By numerical integration, to 10 digits or more.</summary>
    public override double Mean => _moments.Value.Mean;

    /// <summary>By numerical integration, to 10 digits or more.</summary>
    public override double Variance => _moments.Value.Variance;

    internal override IReadOnlyList<double> Kinks { get; }

    public override double Quantile(double p) => ValueAt(StandardNormal.Quantile(p));

    public override double UpperQuantile(double q) => ValueAt(-StandardNormal.Quantile(q));

    public override double Cdf(double x) => x > Minimum ? x < Maximum ? StandardNormal.Cdf(ScoreAt(x)) : 1 : 0;

    public override double Survival(double x) => x > Minimum ? x < Maximum ? StandardNormal.Cdf(-ScoreAt(x)) : 0 : 1;

    public override string ToString() =>
        Law.Name + string.Concat(_points.Select(point => FormattableString.Invariant($" {point.Name}={point.Value}"))) + _given;

    private static Outcome<Distribution> Through(IReadOnlyList<QuantilePoint> points, double min, double max)
    {
        SupportScale given = new(min, max), scale = double.IsInfinity(min) && points[0].Value > 0 ? new(0, max) : given;
        return scale.Check(points).Then(() => new QuantileCurve(points, given, scale));
    }

    /// <summary>
    /// Inside, a weighted harmonic mean of the slopes on both sides (Fritsch and Butland, equation 5); at the
    /// ends, the slope of the last step.
    /// </summary>
    private static double[] Slopes(double[] z, double[] y)
    {
        int steps = z.Length - 1;
        double[] width = [.. Enumerable.Range(0, steps).Select(i => z[i + 1] - z[i])],
            secant = [.. Enumerable.Range(0, steps).Select(i => (y[i + 1] - y[i]) / width[i])];
        double[] slopes = new double[z.Length];
        (slopes[0], slopes[^1]) = (secant[0], secant[^1]);
        for (int i = 1; i < steps; i++)
        {
            double weightBelow = width[i - 1] + (2 * width[i]), weightAbove = (2 * width[i - 1]) + width[i];
            slopes[i] = (weightBelow + weightAbove) / ((weightBelow / secant[i - 1]) + (weightAbove / secant[i]));
        }
        return slopes;
    }

    private double ValueAt(double z)
    {
        int step = Step(_z, z);
        if (step < 0)
        {
            return _scale.Value(_y[0] + (_slopes[0] * (z - _z[0])));
        }

        if (step == _z.Length - 1)
        {
            return _scale.Value(_y[^1] + (_slopes[^1] * (z - _z[^1])));
        }

        (double a, double b, double c) = Cubic(step);
        double f = (z - _z[step]) / (_z[step + 1] - _z[step]);
        return _scale.Value(_y[step] + (f * (a + (f * (b + (f * c))))));
    }

    private double ScoreAt(double x)
    {
        double y = _scale.Score(x);
        int step = Step(_y, y);
        if (step < 0)
        {
            return _z[0] + ((y - _y[0]) / _slopes[0]);
        }

        if (step == _y.Length - 1)
        {
            return _z[^1] + ((y - _y[^1]) / _slopes[^1]);
        }

        // Newton's method, kept between points on both sides of the root.
        (double a, double b, double c) = Cubic(step);
        double rise = y - _y[step], low = 0, high = 1, f = rise / (_y[step + 1] - _y[step]);
        for (int i = 0; i < 100; i++)
        {
            double excess = (f * (a + (f * (b + (f * c))))) - rise;
            if (excess > 0)
            {
                high = f;
            }
            else
            {
                low = f;
            }

            double next = f - (excess / (a + (f * ((2 * b) + (3 * f * c)))));
            if (!(next > low && next < high))
            {
                next = (low + high) / 2;
            }

            if (Math.Abs(next - f) < 1e-16 || next == low || next == high)
            {
                break;
            }

            f = next;
        }
        return Math.FusedMultiplyAdd(f, _z[step + 1] - _z[step], _z[step]);
    }

    /// <summary>Coefficients of f, f^2 and f^3 of y - y[step], where f runs from 0 to 1 over the step.</summary>
    private (double A, double B, double C) Cubic(int step)
    {
        double width = _z[step + 1] - _z[step], rise = _y[step + 1] - _y[step], start = width * _slopes[step],
            end = width * _slopes[step + 1];
        return (start, (3 * rise) - (2 * start) - end, start + end - (2 * rise));
    }

    /// <summary>The last of the rising <paramref name="ends"/> that is not above <paramref name="value"/>; -1 below the first.</summary>
    private static int Step(double[] ends, double value)
    {
        int found = Array.BinarySearch(ends, value);
        return found >= 0 ? found : ~found - 1;
    }
}

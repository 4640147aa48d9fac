using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Beta law stretched to [min, max]: density proportional to (x - min)^(alpha - 1) (max - x)^(beta - 1).
/// Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 25.
/// </summary>
public sealed class Beta : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("beta", "a share, or any number between two bounds",
    [
        new("alpha= beta= [min=0 max=1]", [new("alpha"), new("beta"), new("min", 0), new("max", 1)],
            values => FromShapes(values[0], values[1], values[2], values[3])),
    ]);

    /// <summary>Beyond these a beta law is a coin or a spike, and its continued fraction needs thousands of terms.</summary>
    internal const double SmallestShape = 1e-3, LargestShape = 1e5;

    private readonly double _alpha, _beta, _min, _max;
    private readonly StandardBeta _standard;

    /// <param name="alpha">Shape at the lower end, above 0.</param>
    /// <param name="beta">Shape at the upper end, above 0.</param>
    /// <param name="min">Lower end.</param>
    /// <param name="max">Upper end, above <paramref name="min"/>.</param>
    public Beta(double alpha, double beta, double min, double max) =>
        (_alpha, _beta, _min, _max, _standard) = (alpha, beta, min, max, new StandardBeta(alpha, beta));

    public override double Minimum => _min;

    public override double Maximum => _max;

    public override double Mean => _min + ((_max - _min) * (_alpha / (_alpha + _beta)));

    public override double Variance
    {
        get
        {
            double sum = _alpha + _beta, width = _max - _min;
            return width * width * (_alpha / sum) * (_beta / sum) / (sum + 1);
        }
    }

    public override double Quantile(double p) => AtOdds(_standard.Quantile(p));

    public override double UpperQuantile(double q) => AtOdds(_standard.UpperQuantile(q));

    public override double Cdf(double x) => x >= _max ? 1 : _standard.Cdf((x - _min) / (_max - x));

    public override double Survival(double x) => x >= _max ? 0 : _standard.Survival((x - _min) / (_max - x));

    public override string ToString() => _min == 0 && _max == 1
        ? FormattableString.Invariant($"beta alpha={_alpha} beta={_beta}")
        : FormattableString.Invariant($"beta alpha={_alpha} beta={_beta} min={_min} max={_max}");

    private static Outcome<Distribution> FromShapes(double alpha, double beta, double min, double max) =>
        new ParameterChecks().Shape("alpha", alpha, SmallestShape, LargestShape).Shape("beta", beta, SmallestShape, LargestShape)
            .Ordered("min", min, "max", max)
            .Then(() => min == max ? new Fixed(min) : new Beta(alpha, beta, min, max));

    private double AtOdds(double odds) => odds <= 1
        ? Math.Min(_min + ((_max - _min) * (odds / (1 + odds))), _max)
        : Math.Max(_max - ((_max - _min) / (1 + odds)), _min);
}

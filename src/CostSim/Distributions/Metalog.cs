namespace CostSim.Distributions;

/// <summary>
/// Metalog law with as many terms as percentiles: the quantile function on its <see cref="SupportScale"/> is m(y - 1/2) + l(y - 1/2) log(y
/// / (1 - y)) with polynomials m and l. Keelin, The Metalog Distributions, Decision Analysis 13 (2016), equations 6 (terms), 11 and 14
/// (ends).
/// </summary>
/// <remarks>Not every set of percentiles has one: where the function would fall, the percentile to move is named with the
/// range it may move in.</remarks>
public sealed class Metalog : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("metalog", "percentiles of an expert: smoother than quantiles, but not every set has one",
    [
        Parameterisation.OfQuantiles(
            "3 to 10 pNN= [min=] [max=]", [new("min", double.NegativeInfinity), new("max", double.PositiveInfinity)],
            new(3, MostTerms, (points, values) => Through(points, new(values[0], values[1])))),
    ]);

    private const int MostTerms = 10;

    private readonly IReadOnlyList<QuantilePoint> _points;
    private readonly SupportScale _scale;
    private readonly MetalogSide _low, _high;  // of the law, and of its mirror image
    private readonly double _median;
    private readonly Lazy<(double Mean, double Variance)> _moments;

    private Metalog(IReadOnlyList<QuantilePoint> points, SupportScale scale, MetalogSide low, MetalogSide high)
    {
        (_points, _scale, _low, _high, _median) = (points, scale, low, high, low.Value(0.5));
        Minimum = low.HasEnd ? scale.Value(low.End) : scale.Min;
        Maximum = high.HasEnd ? scale.Value(-high.End) : scale.Max;
        _moments = new(Moments);
    }

    public override double Minimum { get; }

    public override double Maximum { get; }

    /// <summary>
    /// By numerical integration, to 10 digits unless it is about to become infinite; infinite where a tail is as heavy as 1/p.
    /// </summary>
    public override double Mean => _moments.Value.Mean;

    /// <summary>
    /// By numerical integration, to 10 digits unless it is about to become infinite; infinite where a tail is as heavy as 1/sqrt(p).
    /// </summary>
    public override double Variance => _moments.Value.Variance;

    public override double Quantile(double p) => _scale.Value(p <= 0.5 ? _low.Value(p) : -_high.Value(1 - p));

    public override double UpperQuantile(double q) => _scale.Value(q <= 0.5 ? -_high.Value(q) : _low.Value(1 - q));

    public override double Cdf(double x)
    {
        if (!(x > Minimum))
        {
            return 0;
        }

        if (!(x < Maximum))
        {
            return 1;
        }

        double score = _scale.Score(x);
        return score <= _median ? _low.Solve(score) : 1 - _high.Solve(-score);
    }

    public override double Survival(double x)
    {
        if (!(x > Minimum))
        {
            return 1;
        }

        if (!(x < Maximum))
        {
            return 0;
        }

        double score = _scale.Score(x);
        return score <= _median ? 1 - _low.Solve(score) : _high.Solve(-score);
    }

    public override string ToString() =>
        Law.Name + string.Concat(_points.Select(point => FormattableString.Invariant($" {point.Name}={point.Value}"))) + _scale;

    private static Outcome<Distribution> Through(IReadOnlyList<QuantilePoint> points, SupportScale scale)
    {
        var checks = scale.Check(points);
        if (!checks.AllHold)
        {
            return checks.Wrong();
        }

        MetalogFit fit = new(points, scale);
        if (!fit.IsDetermined)
        {
            return checks.Require(false, "", points.Count == 7
                ? "these seven quantiles do not determine a metalog law: its seven terms cannot tell pairs that mirror each other, "
                    + "such as p10 and p90, apart"
                : "these quantiles are too close together to determine a metalog law", "leave one out, or use the law quantiles").Wrong();
        }
        (var low, var high) = fit.Sides();
        return low.IsRising() && high.IsRising()
            ? Outcome.Of<Distribution>(new Metalog(points, scale, low, high))
            : Outcome.Wrong<Distribution>(fit.Infeasible());
    }

    /// <summary>
    /// With one end only, the other tail is a power of the probability, with the coefficient of the logarithm as its exponent.
    /// </summary>
    private (double Mean, double Variance) Moments()
    {
        bool isAbove = double.IsFinite(_scale.Min) && double.IsInfinity(_scale.Max),
            isBelow = double.IsInfinity(_scale.Min) && double.IsFinite(_scale.Max);
        double exponent = isAbove ? _high.TailSlope : isBelow ? _low.TailSlope : 0;
        if (exponent >= 1)
        {
            return (isAbove ? double.PositiveInfinity : double.NegativeInfinity, double.PositiveInfinity);
        }

        (double mean, double variance) = QuantileIntegral.Moments(this);
        return (mean, exponent >= 0.5 ? double.PositiveInfinity : variance);
    }
}

using CostSim.Distributions;
using CostSim.Numerics;

namespace CostSim.Fitting;

/// <summary>
/// Fits laws to two or more stated percentiles, which rise in probability and in value. Laws with two parameters go through two percentiles
/// and follow more by least squares; the laws quantiles and metalog go through all. Cooke, Experts in Uncertainty (1991), chapter 10.
/// </summary>
public sealed class QuantileJudgement
{
    private readonly IReadOnlyList<QuantilePoint> _points;
    private readonly double _min, _max;
    private readonly (string Name, double Value)[] _ends;
    private readonly bool _isPositive;

    /// <param name="points">The percentiles, rising.</param>
    /// <param name="min">Lower end of a beta law.</param>
    /// <param name="max">Upper end of a beta law.</param>
    /// <param name="least">Least value that the number can have, or -infinity.</param>
    /// <param name="most">Greatest value that the number can have, or infinity.</param>
    public QuantileJudgement(
        IReadOnlyList<QuantilePoint> points, double min = 0, double max = 1, double least = double.NegativeInfinity,
        double most = double.PositiveInfinity)
    {
        (_points, _min, _max, _isPositive) = (points, min, max, points[0].Value > 0);
        (string, double)[] low = double.IsFinite(least) ? [("min", least)] : _isPositive ? [("min", 0)] : [],
            high = double.IsFinite(most) ? [("max", most)] : [];
        _ends = [.. low, .. high];
    }

    /// <summary>Laws with the reason why they cannot follow these percentiles.</summary>
    public IReadOnlyList<(string Law, string Why)> Excluded => _excluded;

    /// <summary>All other laws of the catalogue, which are not fitted to any percentiles, with the reason.</summary>
    public static IReadOnlyList<(string Law, string Why)> NotFitted =>
    [
        (Exponential.Law.Name, "one parameter for two percentiles or more"),
        (StudentT.Law.Name, "more than two parameters"),
        (Triangular.Law.Name, "more than two parameters"),
        (Pert.Law.Name, "more than two parameters"),
        (Fixed.Law.Name, "one number"),
        (Poisson.Law.Name, "separate values"),
        (Binomial.Law.Name, "separate values"),
        (Choice.Law.Name, "separate values"),
        (Empirical.Law.Name, "drawn from data"),
    ];

    private readonly List<(string Law, string Why)> _excluded = [];

    /// <summary>
    /// The laws with two parameters, the smallest misfit first (equal ones in order of custom), then those that go through any percentiles.
    /// </summary>
    public IReadOnlyList<JudgedLaw> Fit()
    {
        _excluded.Clear();
        JudgedLaw?[] simple =
        [
            Straight(LogNormal.Law, isLog: true, point => point.NormalScore, (a, b) => [("median", Math.Exp(a)), ("sigma", b)]),
            Straight(Normal.Law, isLog: false, point => point.NormalScore, (a, b) => [("mean", a), ("sd", b)]),
            GammaThrough(),
            Straight(Weibull.Law, isLog: true, point => Math.Log(Hazard(point)), (a, b) => [("shape", 1 / b), ("scale", Math.Exp(a))]),
            BetaThrough(),
            Straight(Pareto.Law, isLog: true, Hazard, (a, b) => [("min", Math.Exp(a)), ("alpha", 1 / b)]),
            Straight(LogUniform.Law, isLog: true, point => point.P, (a, b) => [("min", Math.Exp(a)), ("max", Math.Exp(a + b))]),
            Straight(Uniform.Law, isLog: false, point => point.P, (a, b) => [("min", a), ("max", a + b)]),
        ];
        return
        [
            .. simple.OfType<JudgedLaw>().OrderBy(law => law.Method == JudgementMethod.Exact ? 0 : law.Misfit),
            .. ((JudgedLaw?[])[Through(QuantileCurve.Law, _isPositive && _ends is [("min", 0)] ? [] : _ends), Through(Metalog.Law, _ends)])
                .OfType<JudgedLaw>(),
        ];
    }

    /// <summary>
    /// The largest distance of a law's percentiles from those stated: as a share of each, or of the whole range
    /// where they are not all above 0.
    /// </summary>
    public double Misfit(Distribution law) =>
        _points.Max(
            point => Math.Abs(Quantile(law, point) - point.Value) / (_isPositive ? point.Value : _points[^1].Value - _points[0].Value));

    /// <summary>The law's percentile.</summary>
    public static double Quantile(Distribution law, QuantilePoint point) =>
        point.P <= point.Q ? law.Quantile(point.P) : law.UpperQuantile(point.Q);

    /// <summary>-log(1 - p).</summary>
    private static double Hazard(QuantilePoint point) => point.P <= point.Q ? -AccurateLogs.Log1p(-point.P) : -Math.Log(point.Q);

    /// <summary>
    /// A law whose quantile, or its logarithm, is a + b times a score of the probability: a straight line through the points.
    /// </summary>
    private JudgedLaw? Straight(Law law, bool isLog, Func<QuantilePoint, double> score, Func<double, double, (string, double)[]> parameters)
    {
        if (isLog && !_isPositive)
        {
            return Exclude(law, "not all values are above 0");
        }

        double[] x = [.. _points.Select(score)], y = [.. _points.Select(point => isLog ? Math.Log(point.Value) : point.Value)];
        double meanX = x.Average(), meanY = y.Average();
        double slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
        return Make(law, isLog, parameters(meanY - (slope * meanX), slope));
    }

    /// <summary>
    /// For each shape the best scale is known; the shape is found between those of a gamma law, by golden sections of its logarithm.
    /// </summary>
    private JudgedLaw? GammaThrough()
    {
        if (!_isPositive)
        {
            return Exclude(Gamma.Law, "not all values are above 0");
        }

        if (_points.Count == 2 && Through(Gamma.Law, [], isReported: false) is { } exact)
        {
            return exact;
        }

        (double Loss, double LogScale) At(double logShape)
        {
            Gamma standard = new(Math.Exp(logShape), 1);
            double[] offsets =
                [.. _points.Select(point => Math.Log(point.Value) - Math.Log(Math.Max(Quantile(standard, point), double.Epsilon)))];
            double mean = offsets.Average();
            return (offsets.Sum(offset => (offset - mean) * (offset - mean)), mean);
        }
        double low = Math.Log(0.02), high = Math.Log(1e7), golden = (Math.Sqrt(5) - 1) / 2;
        double a = high - (golden * (high - low)), b = low + (golden * (high - low)), lossA = At(a).Loss, lossB = At(b).Loss;
        while (high - low > 1e-9)
        {
            if (lossA < lossB)
            {
                (high, b, lossB) = (b, a, lossA);
                a = high - (golden * (high - low));
                lossA = At(a).Loss;
            }
            else
            {
                (low, a, lossA) = (a, b, lossB);
                b = low + (golden * (high - low));
                lossB = At(b).Loss;
            }
        }
        double shape = (low + high) / 2;
        return Make(Gamma.Law, isLog: true, [("shape", Math.Exp(shape)), ("scale", Math.Exp(At(shape).LogScale))]);
    }

    private JudgedLaw? BetaThrough()
    {
        if (!(_points[0].Value > _min && _points[^1].Value < _max))
        {
            return Exclude(Beta.Law, FormattableString.Invariant($"not all values lie between {_min} and {_max}"));
        }
        double width = _max - _min, lowest = Math.Log(2 * Beta.SmallestShape), highest = Math.Log(Beta.LargestShape / 2);
        double Loss(double logAlpha, double logBeta)
        {
            if (!(Math.Min(logAlpha, logBeta) > lowest && Math.Max(logAlpha, logBeta) < highest))
            {
                return double.PositiveInfinity;
            }

            Beta law = new(Math.Exp(logAlpha), Math.Exp(logBeta), _min, _max);
            return Math.Sqrt(_points.Sum(point => Math.Pow((Quantile(law, point) - point.Value) / width, 2)));
        }

        // A start with the middle percentile's place for the mean.
        double mean = (_points[_points.Count / 2].Value - _min) / width;
        (double alpha, double beta) = NelderMead.Minimise(
            Loss, (Math.Log(6 * mean), Math.Log(6 * (1 - mean))), reach: 0.5, tolerance: 1e-10);
        return double.IsFinite(Loss(alpha, beta))
            ? Make(Beta.Law, isLog: false, _min == 0 && _max == 1
                ? [("alpha", Math.Exp(alpha)), ("beta", Math.Exp(beta))]
                : [("alpha", Math.Exp(alpha)), ("beta", Math.Exp(beta)), ("min", _min), ("max", _max)])
            : Exclude(Beta.Law, "its shapes would be too extreme");
    }

    /// <summary>The law that the percentiles themselves define.</summary>
    private JudgedLaw? Through(Law law, IReadOnlyList<(string Name, double Value)> others, bool isReported = true)
    {
        if (law.Parameterisations.All(form => form.Quantiles is { Fewest: var fewest } && fewest > _points.Count))
        {
            return Exclude(law, "needs three percentiles");
        }

        (string Name, double Value)[] parameters = [.. _points.Select(point => (point.Name, point.Value)), .. others];
        var outcome = Create(law, parameters);
        if (outcome.Value is { } made)
        {
            return new(StatedAs(law, parameters), made, JudgementMethod.Exact, 0);
        }

        return isReported ? Exclude(law, outcome.Problems[0].What) : null;
    }

    private JudgedLaw? Make(Law law, bool isLog, IReadOnlyList<(string Name, double Value)> parameters)
    {
        var outcome = Create(law, parameters);
        if (outcome.Value is not { } made)
        {
            return Exclude(law, outcome.Problems[0].What);
        }

        double misfit = Misfit(made);
        bool isExact = _points.Count == 2 && misfit < 1e-6;
        bool takesPercentiles = isExact && law.Parameterisations.Any(form => form.Quantiles is { Fewest: 2, Most: 2 });
        return takesPercentiles && Through(law, [], isReported: false) is { } stated ? stated
            : new(StatedAs(law, parameters), made,
                isExact ? JudgementMethod.Exact : isLog ? JudgementMethod.LeastSquaresOfLogs : JudgementMethod.LeastSquares,
                isExact ? 0 : misfit);
    }

    private static Outcome<Distribution> Create(Law law, IReadOnlyList<(string Name, double Value)> parameters) =>
        law.Create(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));

    private static LawInWords StatedAs(Law law, IReadOnlyList<(string Name, double Value)> parameters) =>
        new(law.Name, [.. parameters.Select(parameter => new StatedParameter(parameter.Name, parameter.Value))]);

    private JudgedLaw? Exclude(Law law, string why)
    {
        _excluded.Add((law.Name, why));
        return null;
    }
}

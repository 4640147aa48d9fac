using CostSim.Distributions;
using CostSim.Fitting.Estimators;

namespace CostSim.Fitting;

/// <summary>Every law that is fitted to data.</summary>
public static class LawEstimators
{
    /// <summary>The single laws. The beta law lies on [<paramref name="min"/>, <paramref name="max"/>].</summary>
    public static IReadOnlyList<LawEstimator> Single(double min = 0, double max = 1) =>
    [
        new LogNormalEstimator(),
        new GammaEstimator(),
        new WeibullEstimator(),
        new ExponentialEstimator(),
        new ParetoEstimator(),
        new LogUniformEstimator(),
        new NormalEstimator(),
        new StudentTEstimator(),
        new BetaEstimator(min, max),
        new UniformEstimator(),
        new TriangularEstimator(),
    ];

    /// <summary>The mixture that can have made these numbers: of two lognormal laws, or of two normal laws where they are not all above 0.</summary>
    public static LawEstimator MixtureFor(Sample sample) => new MixtureEstimator(isLogarithmic: sample.Minimum > 0);

    /// <summary>Laws of the catalogue that are not fitted to data, with the reason.</summary>
    internal static readonly IReadOnlyDictionary<string, string> NotFitted = new Dictionary<string, string>
    {
        [Fixed.Law.Name] = "one number",
        [Pert.Law.Name] = "a beta law whose ends a person states",
        [Poisson.Law.Name] = "separate values",
        [Binomial.Law.Name] = "separate values",
        [QuantileCurve.Law.Name] = "given by percentiles, with no likelihood of its own",
        [Metalog.Law.Name] = "given by percentiles, with no likelihood of its own",
        [Empirical.Law.Name] = "the data themselves",
        [Choice.Law.Name] = "separate values",
    };
}

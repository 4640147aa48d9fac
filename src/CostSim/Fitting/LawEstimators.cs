using CostSim.Distributions;
using CostSim.Fitting.Estimators;

namespace CostSim.Fitting;

/// <summary>Every law that is fitted to data.</summary>
public static class LawEstimators
{
    /// <summary>The single laws.</summary>
    /// <param name="min">Lower end of the beta law.</param>
    /// <param name="max">Its upper end.</param>
    /// <param name="location">Where laws of positive numbers start.</param>
    public static IReadOnlyList<LawEstimator> Single(double min = 0, double max = 1, double location = 0) =>
    [
        From(location, new LogNormalEstimator()),
        From(location, new GammaEstimator()),
        From(location, new WeibullEstimator()),
        From(location, new ExponentialEstimator()),
        From(location, new ParetoEstimator()),
        From(location, new LogUniformEstimator()),
        new NormalEstimator(),
        new StudentTEstimator(),
        new BetaEstimator(min, max),
        new UniformEstimator(),
        new TriangularEstimator(),
    ];

    /// <summary>
    /// The mixture that can have made these numbers: of two lognormal laws, or of two normal laws where they
    /// are not all above the location.
    /// </summary>
    public static LawEstimator MixtureFor(Sample sample, double location = 0) =>
        sample.Minimum > location ? From(location, new MixtureEstimator(isLogarithmic: true)) : new MixtureEstimator(isLogarithmic: false);

    private static LawEstimator From(double location, LawEstimator law) => location == 0 ? law : new ShiftedEstimator(law, location);

    /// <summary>All other laws of the catalogue, which are not fitted to data, with the reason.</summary>
    public static IReadOnlyList<(string Law, string Why)> NotFitted =>
    [
        (Fixed.Law.Name, "one number"),
        (Pert.Law.Name, "a beta law whose ends a person states"),
        (Poisson.Law.Name, "separate values"),
        (Binomial.Law.Name, "separate values"),
        (Choice.Law.Name, "separate values"),
        (QuantileCurve.Law.Name, "given by percentiles"),
        (Metalog.Law.Name, "given by percentiles"),
        (Empirical.Law.Name, "the data themselves"),
    ];
}

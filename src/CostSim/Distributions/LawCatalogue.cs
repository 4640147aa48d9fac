namespace CostSim.Distributions;

/// <summary>Every law a scenario can name.</summary>
public static class LawCatalogue
{
    public static readonly IReadOnlyList<Law> All =
    [
        Fixed.Law,
        Uniform.Law,
        LogUniform.Law,
        Normal.Law,
        StudentT.Law,
        LogNormal.Law,
        Triangular.Law,
        Pert.Law,
        Beta.Law,
        Gamma.Law,
        Weibull.Law,
        Exponential.Law,
        Pareto.Law,
        Poisson.Law,
        Binomial.Law,
        QuantileCurve.Law,
        Metalog.Law,
        Empirical.Law,
        Choice.Law,
    ];

    /// <summary>The law of this name, or null.</summary>
    public static Law? Find(string name) => All.FirstOrDefault(law => law.Name == name);
}

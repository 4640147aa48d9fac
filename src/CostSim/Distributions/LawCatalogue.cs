namespace CostSim.Distributions;

/// <summary>Every law a scenario can name.</summary>
public static class LawCatalogue
{
    public static readonly IReadOnlyList<Law> All = [];

    /// <summary>The law of this name, or null.</summary>
    public static Law? Find(string name) => All.FirstOrDefault(law => law.Name == name);
}

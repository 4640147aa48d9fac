namespace CostSim.Distributions;

/// <summary>placeholder</summary>
internal static class LawReader
{
    public static Outcome<Distribution> Create(Law law, IReadOnlyDictionary<string, double> arguments) =>
        Outcome.Wrong<Distribution>(new Problem("", $"{law.Name} with {arguments.Count} arguments", ""));
}

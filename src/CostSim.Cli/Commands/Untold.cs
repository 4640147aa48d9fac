using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary>Outputs that are asked for, but that none of a scenario's serving models tells.</summary>
internal static class Untold
{
    /// <summary>What is wrong with asking for them; null when nothing is.</summary>
    public static string? Of(IEnumerable<OutputDefinition> outputs, Scenario scenario)
    {
        var told = OutputCatalogue.ToldBy(scenario.Workloads.SelectMany(workload => workload.Servings));
        string[] untold = [.. outputs.Where(output => output.IsOfReplicas && !told.Contains(output)).Select(output => output.Name)];
        if (untold.Length == 0)
        {
            return null;
        }
        string servings = string.Join(
            " or ", ServingModels.All.Where(model => model.LooksIntoReplicas).Select(model => $"serving={model.Name}"));
        return $"{string.Join(", ", untold)}: told by {servings} alone, which no workload uses; add it, or leave the output out";
    }
}

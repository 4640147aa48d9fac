using CostSim.Cli.Text;
using CostSim.Sampling;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Check;

/// <summary>What <c>check</c> prints: how many inputs a scenario has, which of them are correlated, and the range of each.</summary>
internal static class CheckScreen
{
    public static IEnumerable<string> Lines(Scenario scenario)
    {
        yield return $"{scenario.Name} is in order: {scenario.Workloads.Count} {Plural.Of("workload", scenario.Workloads.Count)}, "
            + $"{scenario.Inputs.Count} inputs, {scenario.Uncertain.Count} uncertain";
        if (scenario.Correlations is { } correlations)
        {
            foreach (string line in Pairs(correlations))
            {
                yield return line;
            }
        }
        yield return "";
        foreach (string line in TextTable.Lines(
            ["input", "P5", "P50", "P95", "unit", "from"],
            scenario.Inputs.Select(input => new[]
            {
                input.Name,
                Quantile(input, 0.05), Quantile(input, 0.5), Quantile(input, 0.95),
                input.Definition.Unit,
                Path.GetFileName(input.Origin),
            }), Terminal.Width))
        {
            yield return line;
        }
    }

    /// <summary>How many pairs of inputs are correlated, and which.</summary>
    private static IEnumerable<string> Pairs(RankCorrelations correlations)
    {
        var pairs = new List<string[]>();
        for (int i = 0; i < correlations.Names.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (correlations[i, j] != 0)
                {
                    pairs.Add([correlations.Names[j], correlations.Names[i], NumberReader.Write(correlations[i, j])]);
                }
            }
        }
        yield return $"{pairs.Count} {Plural.Of("rank correlation", pairs.Count)}";
        foreach (string line in TextTable.Lines(["between", "and", "correlation"], pairs, Terminal.Width))
        {
            yield return $"  {line}";
        }
    }

    private static string Quantile(ScenarioInput input, double p) => input.Law switch
    {
        Distributions.Choice { IsCategorical: true, Options: [var only] } => p == 0.5 ? only.Name : "",
        Distributions.Choice { IsCategorical: true } choice => p == 0.5 ? $"{choice.Options.Count} options" : "",
        { IsFixed: true } law => p == 0.5 ? HumanNumber.Plain(law.Quantile(p)) : "",
        var law => HumanNumber.Plain(law.Quantile(p)),
    };
}

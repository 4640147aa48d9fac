using System.CommandLine;
using CostSim.Cli.Inputs;
using CostSim.Cli.Reports;
using CostSim.Sampling;
using CostSim.Simulation;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim check</c>: reads a scenario, reports every mistake and shows what a run would draw.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var scenario = new ScenarioArguments();
        var command = new Command("check", "Read a scenario and report all its mistakes without simulating");
        scenario.AddTo(command);
        command.SetAction(parsed =>
        {
            var (read, code) = scenario.Read(parsed, showWarnings: true);
            if (read is null)
            {
                return code.Number;
            }
            foreach (string line in Lines(read))
            {
                Terminal.Result(line);
            }
            return ExitCode.Ok.Number;
        });
        return command;
    }

    private static IEnumerable<string> Lines(Scenario scenario)
    {
        yield return $"{scenario.Name} is in order: {scenario.Workloads.Count} workload{(scenario.Workloads.Count == 1 ? "" : "s")}, "
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
                System.IO.Path.GetFileName(input.Origin),
            })))
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
        yield return $"{pairs.Count} rank correlation{(pairs.Count == 1 ? "" : "s")}";
        foreach (string line in TextTable.Lines(["between", "and", "correlation"], pairs))
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

using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Run;

/// <summary>
/// inputs.resolved.csv: every input after defaults and overrides, in the form of inputs.csv, so that it can be run again.
/// </summary>
internal static class ResolvedInputsReport
{
    public const string FileName = "inputs.resolved.csv";

    public static byte[] Write(FinishedRun run)
    {
        using var csv = new CsvText("workload", "input", "distribution", "parameters", "unit", "source");
        foreach (var input in run.Result.Scenario.Inputs)
        {
            foreach (var row in input.Components.Count > 0 ? input.Components : [new(input.Stated, input.Source)])
            {
                string law = row.Stated;
                int space = law.IndexOf(' ', StringComparison.Ordinal);
                csv.Row(
                    input.Workload, input.Input, law[..space], law[(space + 1)..], input.Definition.Unit,
                    input.IsDefault ? row.Source.Length > 0 ? $"default: {row.Source}" : "default" : row.Source);
            }
        }
        return csv.ToBytes();
    }
}

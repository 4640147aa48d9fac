using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Run;

/// <summary>summary.csv: every statistic of every output, in full precision, with its 95 % Monte Carlo interval.</summary>
internal static class SummaryReport
{
    public const string FileName = "summary.csv";

    public static byte[] Write(FinishedRun run)
    {
        using var csv = new CsvText("workload", "output", "statistic", "value", "lower", "upper", "unit");
        foreach (var output in run.ReportedOutputs)
        {
            foreach (var (name, estimate) in output.Statistics)
            {
                csv.Row(
                    output.Workload, output.Definition.Name, name,
                    CsvText.Cell(estimate.Value), CsvText.Cell(estimate.Lower), CsvText.Cell(estimate.Upper), output.Definition.Unit);
            }
        }
        return csv.ToBytes();
    }
}

using CostSim.CostModel;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Run;

/// <summary>
/// breakdown.csv: mean USD/day of every part of the cost, by use and by kind; each breakdown adds up to the mean
/// daily_cost. Null when not simulated.
/// </summary>
internal static class BreakdownReport
{
    public const string FileName = "breakdown.csv";

    public static byte[]? Write(FinishedRun run)
    {
        if (!OutputCatalogue.Parts.All(run.Result.Plan.Outputs.Contains))
        {
            return null;
        }
        using var csv = new CsvText("workload", "breakdown", "part", "mean", "share", "unit");
        foreach (string workload in run.Scopes)
        {
            Write(csv, run, workload, "use", OutputCatalogue.PartsByUse);
            Write(csv, run, workload, "kind", OutputCatalogue.PartsByKind);
        }
        return csv.ToBytes();
    }

    private static void Write(CsvText csv, FinishedRun run, string workload, string breakdown, IReadOnlyList<OutputDefinition> parts)
    {
        double total = parts.Sum(part => run.Result.Find(workload, part)!.Moments.Mean);
        foreach (var part in parts)
        {
            double mean = run.Result.Find(workload, part)!.Moments.Mean;
            csv.Row(workload, breakdown, part.Name, CsvText.Cell(mean), CsvText.Cell(total > 0 ? mean / total : 0), part.Unit);
        }
    }
}

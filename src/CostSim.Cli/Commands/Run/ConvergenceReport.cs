using CostSim.Analysis;
using CostSim.CostModel;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Run;

/// <summary>convergence.csv: percentiles of the total daily_cost and their 95 % intervals by number of trials.</summary>
internal static class ConvergenceReport
{
    public const string FileName = "convergence.csv";

    public static byte[]? Write(FinishedRun run)
    {
        if (run.Convergence.Count == 0)
        {
            return null;
        }
        using var csv = new CsvText("trials", "output", "statistic", "value", "lower", "upper", "unit");
        foreach (var point in run.Convergence)
        {
            foreach (var (percentile, estimate) in Convergence.Percentiles.Zip(point.Percentiles))
            {
                csv.Row(
                    CsvText.Cell(point.Trials), OutputCatalogue.DailyCost.Name, percentile.Name,
                    CsvText.Cell(estimate.Value), CsvText.Cell(estimate.Lower), CsvText.Cell(estimate.Upper),
                    OutputCatalogue.DailyCost.Unit);
            }
        }
        return csv.ToBytes();
    }
}

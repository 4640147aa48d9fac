using CostSim.CostModel;
using CostSim.Simulation;

namespace CostSim.Cli.Reports;

/// <summary>convergence.csv: percentiles of the total daily_cost and their 95 % intervals by number of trials.</summary>
internal static class ConvergenceReport
{
    public const string FileName = "convergence.csv";

    public static byte[]? Write(RunReport run)
    {
        if (run.Convergence.Count == 0)
        {
            return null;
        }
        using var csv = new CsvText("trials", "output", "statistic", "value", "lower", "upper", "unit");
        foreach (var point in run.Convergence)
        {
            foreach (var (p, estimate) in Convergence.Quantiles.Zip(point.Percentiles))
            {
                csv.Row(
                    CsvText.Cell(point.Trials), OutputCatalogue.DailyCost.Name, FormattableString.Invariant($"p{100 * p:0}"),
                    CsvText.Cell(estimate.Value), CsvText.Cell(estimate.Lower), CsvText.Cell(estimate.Upper), OutputCatalogue.DailyCost.Unit);
            }
        }
        return csv.ToBytes();
    }
}

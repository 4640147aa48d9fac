using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Run;

/// <summary>drivers.csv: rank correlation of every varying input with the total daily_cost, strongest first.</summary>
internal static class DriversReport
{
    public const string FileName = "drivers.csv";

    public static byte[] Write(FinishedRun run)
    {
        using var csv = new CsvText("input", "rank_correlation", "lower", "upper", "measure", "trials");
        foreach (var driver in run.Drivers)
        {
            csv.Row(
                driver.Input, CsvText.Cell(driver.RankCorrelation), CsvText.Cell(driver.Lower), CsvText.Cell(driver.Upper),
                driver.IsRatio ? "correlation ratio of ranks" : "Spearman", CsvText.Cell(run.Draws.Count));
        }
        return csv.ToBytes();
    }
}

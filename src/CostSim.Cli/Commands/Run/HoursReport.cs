using System.Globalization;
using CostSim.CostModel;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Run;

/// <summary>gpus_by_hour.csv: paid GPUs in every hour of the day, for scenarios with a load profile; null for others.</summary>
internal static class HoursReport
{
    public const string FileName = "gpus_by_hour.csv";

    public static byte[]? Write(FinishedRun run)
    {
        if (!OutputCatalogue.GpusByHour.All(run.Result.Plan.Outputs.Contains))
        {
            return null;
        }
        using var csv = new CsvText("workload", "hour", "mean", "p5", "p50", "p95", "unit");
        foreach (string workload in run.Scopes)
        {
            for (int hour = 0; hour < CostChain.Hours; hour++)
            {
                var gpus = run.Result.Find(workload, OutputCatalogue.GpusByHour[hour])!;
                csv.Row(
                    workload, hour.ToString(CultureInfo.InvariantCulture), CsvText.Cell(gpus.Moments.Mean),
                    CsvText.Cell(gpus.Histogram.Quantile(0.05)), CsvText.Cell(gpus.Histogram.Quantile(0.5)),
                    CsvText.Cell(gpus.Histogram.Quantile(0.95)),
                    gpus.Definition.Unit);
            }
        }
        return csv.ToBytes();
    }
}

using System.Globalization;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Run;

/// <summary>
/// histogram.csv: counts of every output in bins 1/64 of an octave wide (about 1 %), only bins that hold trials, and the probability that a
/// day exceeds the bin's upper end with its 95 % interval.
/// </summary>
internal static class HistogramReport
{
    public const string FileName = "histogram.csv";

    private const int BinsPerOctave = 64;

    public static byte[] Write(FinishedRun run)
    {
        using var csv = new CsvText(
            "workload", "output", "lower", "upper", "trials", "exceedance", "exceedance_lower", "exceedance_upper", "unit");
        foreach (var output in run.ReportedOutputs)
        {
            foreach (var (bin, exceedance) in output.Sample.Exceedances(BinsPerOctave))
            {
                csv.Row(
                    output.Workload, output.Definition.Name, CsvText.Cell(bin.Lower), CsvText.Cell(bin.Upper),
                    bin.Count.ToString(CultureInfo.InvariantCulture), CsvText.Cell(exceedance.Value), CsvText.Cell(exceedance.Lower),
                    CsvText.Cell(exceedance.Upper), output.Definition.Unit);
            }
        }
        return csv.ToBytes();
    }
}

using System.Globalization;

namespace CostSim.Cli.Reports;

/// <summary>histogram.csv: counts of every output in bins 1/64 of an octave wide (about 1 %); only bins that hold trials.</summary>
internal static class HistogramReport
{
    public const string FileName = "histogram.csv";

    private const int BinsPerOctave = 64;

    public static byte[] Write(RunReport run)
    {
        using var csv = new CsvText("workload", "output", "lower", "upper", "trials", "unit");
        foreach (var output in run.ReportedOutputs)
        {
            foreach (var bin in output.Histogram.Bins(BinsPerOctave))
            {
                csv.Row(
                    output.Workload, output.Definition.Name, CsvText.Cell(bin.Lower), CsvText.Cell(bin.Upper),
                    bin.Count.ToString(CultureInfo.InvariantCulture), output.Definition.Unit);
            }
        }
        return csv.ToBytes();
    }
}

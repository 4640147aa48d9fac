using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using CostSim.Fitting;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Fit;

/// <summary>fit.csv: every law with its parameters and how well it fits, the best first, then those that cannot apply and why.</summary>
internal static class FitReport
{
    public const string FileName = "fit.csv";

    public static byte[] Write(FittedData fitted)
    {
        using var csv = new CsvText(
            "rank", "law", "parameters", "estimated", "log_likelihood", "aic", "aicc", "delta_aic", "akaike_weight",
            "ks", "ks_p", "ad", "ad_p",
            "worst_percentile", "worst_gap", "note");
        for (int i = 0; i < fitted.Ranked.Count; i++)
        {
            var fit = fitted.Ranked[i];
            var (percentile, gap) = fit.WorstPercentile(fitted.Sample);
            csv.Row(
                FormattableString.Invariant($"{i + 1}"), fit.Name, Parameters(fit.Stated),
                FormattableString.Invariant($"{fit.ParameterCount}"),
                CsvText.Cell(fit.LogLikelihood), CsvText.Cell(fit.Aic), CsvText.Cell(fit.AicOfSmallSample(fitted.Sample.Count)),
                CsvText.Cell(fit.Aic - fitted.Ranked[0].Aic), CsvText.Cell(fitted.Weight(fit)),
                CsvText.Cell(fit.Distance.KolmogorovSmirnov), CsvText.Cell(fit.P?.KolmogorovSmirnov ?? double.NaN),
                CsvText.Cell(fit.Distance.AndersonDarling), CsvText.Cell(fit.P?.AndersonDarling ?? double.NaN),
                CsvText.Cell(percentile * 100), CsvText.Cell(gap),
                fit.P is null ? "not tested" : FitChoice.Holds(fit) ? "" : "does not fit");
        }
        foreach (var (law, why) in fitted.Excluded)
        {
            csv.Row(["", law, .. Enumerable.Repeat("", 13), why]);
        }
        return csv.ToBytes();
    }

    public static byte[] Write(FittedPercentiles fitted)
    {
        using var csv = new CsvText("rank", "law", "parameters", "method", "largest_misfit", "p1", "p5", "p50", "p95", "p99", "note");
        for (int i = 0; i < fitted.Laws.Count; i++)
        {
            var law = fitted.Laws[i];
            csv.Row(
                FormattableString.Invariant($"{i + 1}"), law.Name, Figures.Exact(law.Stated, isPart: false),
                FitWords.Of(law.Method), CsvText.Cell(law.Misfit),
                CsvText.Cell(law.Distribution.Quantile(0.01)), CsvText.Cell(law.Distribution.Quantile(0.05)),
                CsvText.Cell(law.Distribution.Quantile(0.5)),
                CsvText.Cell(law.Distribution.UpperQuantile(0.05)), CsvText.Cell(law.Distribution.UpperQuantile(0.01)), "");
        }
        foreach (var (law, why) in fitted.Excluded)
        {
            csv.Row(["", law, .. Enumerable.Repeat("", 8), why]);
        }
        return csv.ToBytes();
    }

    /// <summary>The parameters to the last bit; of a mixture, each law with its weight.</summary>
    private static string Parameters(IReadOnlyList<LawInWords> laws) => laws.Count == 1
        ? Figures.Exact(laws[0], isPart: false)
        : string.Join("; ", laws.Select(law => $"{law.Law} {Figures.Exact(law, isPart: true)}"));
}

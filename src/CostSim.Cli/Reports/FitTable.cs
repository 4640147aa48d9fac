using CostSim.Fitting;

namespace CostSim.Cli.Reports;

/// <summary>fit.csv: every law with its parameters and how well it fits, the best first, then those that cannot apply and why.</summary>
internal static class FitTable
{
    public const string FileName = "fit.csv";

    public static OutputFile Of(FitReport report)
    {
        using var csv = new CsvText(
            "rank", "law", "parameters", "estimated", "log_likelihood", "aic", "aicc", "delta_aic", "akaike_weight", "ks", "ks_p", "ad", "ad_p",
            "worst_percentile", "worst_gap", "note");
        for (int i = 0; i < report.Ranked.Count; i++)
        {
            var fit = report.Ranked[i];
            var (percentile, gap) = fit.WorstPercentile(report.Sample);
            csv.Row(
                FormattableString.Invariant($"{i + 1}"), fit.Name, Parameters(fit.Stated), FormattableString.Invariant($"{fit.ParameterCount}"),
                CsvText.Cell(fit.LogLikelihood), CsvText.Cell(fit.Aic), CsvText.Cell(fit.AicOfSmallSample(report.Sample.Count)),
                CsvText.Cell(fit.Aic - report.Ranked[0].Aic), CsvText.Cell(report.Weight(fit)),
                CsvText.Cell(fit.Distance.KolmogorovSmirnov), CsvText.Cell(fit.P?.KolmogorovSmirnov ?? double.NaN),
                CsvText.Cell(fit.Distance.AndersonDarling), CsvText.Cell(fit.P?.AndersonDarling ?? double.NaN),
                CsvText.Cell(percentile * 100), CsvText.Cell(gap),
                fit.P is null ? "not tested" : FitChoice.Holds(fit) ? "" : "does not fit");
        }
        foreach (var (law, why) in report.Excluded)
        {
            csv.Row(["", law, .. Enumerable.Repeat("", 13), why]);
        }
        return new(FileName, csv.ToBytes());
    }

    public static OutputFile Of(JudgementReport report)
    {
        using var csv = new CsvText("rank", "law", "parameters", "method", "largest_misfit", "p1", "p5", "p50", "p95", "p99", "note");
        for (int i = 0; i < report.Laws.Count; i++)
        {
            var law = report.Laws[i];
            csv.Row(
                FormattableString.Invariant($"{i + 1}"), law.Name, Figures.Exact(law.Stated, isPart: false), Method(law.Method), CsvText.Cell(law.Misfit),
                CsvText.Cell(law.Distribution.Quantile(0.01)), CsvText.Cell(law.Distribution.Quantile(0.05)), CsvText.Cell(law.Distribution.Quantile(0.5)),
                CsvText.Cell(law.Distribution.UpperQuantile(0.05)), CsvText.Cell(law.Distribution.UpperQuantile(0.01)), "");
        }
        foreach (var (law, why) in report.Excluded)
        {
            csv.Row(["", law, .. Enumerable.Repeat("", 8), why]);
        }
        return new(FileName, csv.ToBytes());
    }

    /// <summary>How a law was fitted: through all percentiles, or by least squares on a scale.</summary>
    public static string Method(JudgementMethod method) => method switch
    {
        JudgementMethod.Exact => "exact",
        JudgementMethod.LeastSquares => "linear scale",
        _ => "log scale",
    };

    /// <summary>The parameters to the last bit; of a mixture, each law with its weight.</summary>
    private static string Parameters(IReadOnlyList<LawInWords> laws) => laws.Count == 1
        ? Figures.Exact(laws[0], isPart: false)
        : string.Join("; ", laws.Select(law => $"{law.Law} {Figures.Exact(law, isPart: true)}"));
}

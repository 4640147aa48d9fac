using CostSim.Analysis;
using CostSim.Cli.Files;
using CostSim.Cli.Findings;
using CostSim.Cli.Text;

namespace CostSim.Cli.Commands.Sensitivity;

/// <summary>
/// What <c>sensitivity</c> prints: the inputs, the weightiest first, and in plain words where better data would help; 80 columns.
/// </summary>
internal static class SensitivityScreen
{
    private const int Width = 80;
    private const int MostRows = 16;
    private const int WidestName = 28;

    public static IEnumerable<string> Lines(
        SensitivityRequest request, SensitivityResult sensitivity, WrittenFolder written, TimeSpan elapsed) =>
    [
        .. Heading(request, sensitivity, elapsed),
        .. sensitivity.Varies ? Table(sensitivity) : [],
        .. SensitivityFindings.Sentences(sensitivity).SelectMany(Prose),
        "",
        .. Prose(written.Line),
    ];

    private static IEnumerable<string> Heading(SensitivityRequest request, SensitivityResult sensitivity, TimeSpan elapsed)
    {
        var (scenario, unit, sample) = (sensitivity.Scenario, sensitivity.Output.Unit, sensitivity.Sample);
        yield return string.Join("   ",
            scenario.Name,
            $"{scenario.Inputs.Count} inputs, {scenario.Uncertain.Count} uncertain",
            $"{HumanNumber.Count(sensitivity.Run.Plan.Trials)} points");
        yield return $"seed {request.Seed}   {request.Threads} {Plural.Of("thread", request.Threads)}   {Measure.Elapsed(elapsed)}";
        yield return "";
        string Figure(double value) => HumanNumber.InUnit(value, unit);
        foreach (string line in Prose(
            $"{sensitivity.Output.Name} ({unit}): P5 {Figure(sample.Quantile(0.05).Value)}, median {Figure(sample.Quantile(0.5).Value)}, "
            + $"P95 {Figure(sample.Quantile(0.95).Value)}; with every input at its median {Figure(sensitivity.AtMedians)}"))
        {
            yield return line;
        }
        yield return "";
    }

    private static IEnumerable<string> Table(SensitivityResult sensitivity)
    {
        var rows = Rows(sensitivity).ToList();
        int width = Math.Min(WidestName, rows.Max(row => row.Name.Length));
        string Line(string name, params ReadOnlySpan<string> cells)
        {
            int[] widths = [11, 8, 8, 8, 8, 9];
            // What is too long loses its middle: workloads begin names, and inputs end them.
            string line = name.Length <= width ? name.PadRight(width) : $"{name[..(width / 3)]}…{name[^(width - 1 - width / 3)..]}";
            for (int i = 0; i < cells.Length; i++)
            {
                line += cells[i].PadLeft(widths[i]);
            }
            return line.TrimEnd();
        }
        yield return Line("input", "P10 to P90", "rank", "linear", "S1", "ST", "narrows");
        var shown = rows.Take(rows.Count <= MostRows ? MostRows : MostRows - 1).ToList();
        foreach (var row in shown)
        {
            yield return Line(row.Name, row.Swing, row.Rank, row.Linear, row.FirstOrder, row.Total, row.Narrows);
        }
        if (rows.Count > shown.Count)
        {
            yield return $"and {rows.Count - shown.Count} more with an ST below "
                + $"{Index(Math.Floor(rows[shown.Count].Size * 100 + 1) / 100)}";
        }
        foreach (string line in Prose(
            "P10 to P90: what the input's own range moves, the others at their medians. rank: rank correlation. linear: "
            + $"standardised regression coefficient (R² {HumanNumber.Unsigned(sensitivity.ExplainedByLine)}). S1, ST: share of the "
            + $"variance, alone and with interactions, within ±{HumanNumber.Unsigned(SensitivityFindings.Reach(sensitivity))} (95 %). "
            + "narrows: how much the P5-P95 range would if the input were known. A choice by name has sizes without sign."))
        {
            yield return line;
        }
        yield return "";
    }

    /// <summary>A row per input by falling total index; correlated inputs under a row of their group.</summary>
    private static IEnumerable<Row> Rows(SensitivityResult sensitivity)
    {
        foreach (var factor in sensitivity.Factors.OrderByDescending(factor => factor.Total.Value))
        {
            var inputs = sensitivity.Inputs.Where(input => factor.Inputs.Contains(input.Input) && !sensitivity.HasNoEffect(input))
                .OrderByDescending(input => input.WidthReduction.Value);
            string first = Index(factor.FirstOrder.Value), total = Index(factor.Total.Value);
            bool isGroup = factor.Inputs.Count > 1;
            if (isGroup && inputs.Any())
            {
                yield return new($"{factor.Inputs.Count} correlated inputs", "", "", "", first, total, "", factor.Total.Value);
            }
            foreach (var input in inputs)
            {
                string rank = HumanNumber.Signed(input.RankCorrelation.RankCorrelation);
                string linear = HumanNumber.Signed(input.StandardisedCoefficient.Value);
                yield return new(
                    (isGroup ? "  " : "") + SensitivityFindings.NameOf(sensitivity, input.Input),
                    SensitivityFindings.Swing(sensitivity, input.Swing, input.IsCategorical),
                    input.IsCategorical ? rank.TrimStart('+') : rank,
                    input.IsCategorical ? linear.TrimStart('+') : linear,
                    isGroup ? "" : first, isGroup ? "" : total,
                    SensitivityFindings.Narrowing(input.WidthReduction), factor.Total.Value);
            }
        }
    }

    private static string Index(double value) => HumanNumber.Unsigned(Math.Max(0, value));

    private static IEnumerable<string> Prose(string text) => Wrapping.Prose(text, Width);

    private sealed record Row(
        string Name, string Swing, string Rank, string Linear, string FirstOrder, string Total, string Narrows, double Size);
}

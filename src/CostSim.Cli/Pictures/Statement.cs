using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Scenarios;
using ScottPlot;

namespace CostSim.Cli.Pictures;

/// <summary>The page for a run whose answer is one figure: the figure, why there is no more to draw, and what else the run found.</summary>
internal static class Statement
{
    private const int MostRows = 8;

    /// <param name="context">The run.</param>
    /// <param name="title">The finding.</param>
    /// <param name="figure">What stands large on the page.</param>
    /// <param name="reason">Why there is nothing to draw.</param>
    public static Sheet Compose(PictureContext context, string title, string figure, string reason) =>
        Compose(context, title, figure, reason, [.. context.Result.Outputs
            .Where(output => output.Workload == Scenario.Total && output.Moments.Mean > 0
                && output.Definition != OutputCatalogue.DailyCost && OutputCatalogue.All.Contains(output.Definition))
            .Select(output => (Figure: HumanNumber.InUnit(output.Moments.Mean, output.Definition.Unit),
                Meaning: Sheet.Joined(" · ", Unit(output.Definition.Unit), output.Definition.Meaning)))]);

    /// <param name="context">The run.</param>
    /// <param name="title">The finding.</param>
    /// <param name="figure">What stands large on the page.</param>
    /// <param name="reason">Why there is nothing to draw.</param>
    /// <param name="facts">Figures with what they mean, beneath; as many as the page holds.</param>
    public static Sheet Compose(
        PictureContext context, string title, string figure, string reason, IReadOnlyList<(string Figure, string Meaning)> facts)
    {
        var sheet = new Sheet(title, context.Name, context);
        float y = sheet.Body.Top + 26;
        sheet.Write(figure, Theme.Margin, y, Theme.Figure);
        y += Theme.Figure.LineHeight + 6;
        y = sheet.WriteLines(Sheet.Wrap(reason, Theme.Label, Sheet.BodyWidth, mostLines: 3), Theme.Margin, y, Theme.Label) + 18;
        float step = Theme.Label.LineHeight + 3;
        var shown = facts.Take(Math.Min(MostRows, (int)((sheet.Body.Bottom - y) / step))).ToList();
        float figuresEnd = Theme.Margin + shown.Select(fact => Sheet.Measure(fact.Figure, Theme.StrongLabel)).DefaultIfEmpty().Max();
        foreach (var (value, meaning) in shown)
        {
            sheet.Write(value, figuresEnd, y, Theme.StrongLabel, Alignment.UpperRight);
            string text = Sheet.Wrap(meaning, Theme.Label, sheet.Body.Right - figuresEnd - Theme.LabelGap, mostLines: 1)[0];
            sheet.Write(text, figuresEnd + Theme.LabelGap, y, Theme.Label);
            y += step;
        }
        return sheet;
    }

    private static string Unit(string unit) => unit == "1" || unit.StartsWith("USD", StringComparison.Ordinal) ? "" : unit;
}

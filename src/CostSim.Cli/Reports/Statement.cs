using CostSim.CostModel;
using CostSim.Simulation;
using ScottPlot;

namespace CostSim.Cli.Reports;

/// <summary>The page for a run whose answer is one figure: the figure, why there is no more to draw, and what else the run found.</summary>
internal static class Statement
{
    private const int MostRows = 8;

    /// <param name="context">The run.</param>
    /// <param name="title">The finding.</param>
    /// <param name="figure">What stands large on the page.</param>
    /// <param name="reason">Why there is nothing to draw.</param>
    public static Sheet Compose(PictureContext context, string title, string figure, string reason)
    {
        var sheet = new Sheet(title, context.Name, context);
        float y = sheet.Body.Top + 26;
        sheet.Write(figure, Theme.Margin, y, Theme.Figure);
        y += Theme.Figure.LineHeight + 6;
        y = sheet.WriteLines(Sheet.Wrap(reason, Theme.Label, Sheet.BodyWidth, mostLines: 3), Theme.Margin, y, Theme.Label) + 18;
        var rows = context.Result.Outputs
            .Where(output => output.Workload == Scenario.Total && output.Moments.Mean > 0
                && output.Definition != OutputCatalogue.DailyCost && OutputCatalogue.All.Contains(output.Definition))
            .Take(MostRows).ToList();
        if (rows.Count == 0)
        {
            return sheet;
        }
        float figuresEnd = Theme.Margin + rows.Max(row => Sheet.Measure(Figure(row), Theme.StrongLabel));
        foreach (var row in rows)
        {
            if (y + Theme.Label.LineHeight > sheet.Body.Bottom)
            {
                break;
            }
            sheet.Write(Figure(row), figuresEnd, y, Theme.StrongLabel, Alignment.UpperRight);
            string meaning = $"{Unit(row.Definition.Unit)}{row.Definition.Meaning}";
            sheet.Write(Sheet.Wrap(meaning, Theme.Label, sheet.Body.Right - figuresEnd - Theme.LabelGap, mostLines: 1)[0], figuresEnd + Theme.LabelGap, y, Theme.Label);
            y += Theme.Label.LineHeight + 3;
        }
        return sheet;
    }

    private static string Figure(OutputResult row) => HumanNumber.InUnit(row.Moments.Mean, row.Definition.Unit);

    private static string Unit(string unit) => unit == "1" || unit.StartsWith("USD", StringComparison.Ordinal) ? "" : unit + " · ";
}

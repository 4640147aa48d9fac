using CostSim.Analysis;
using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using CostSim.Statistics;
using ScottPlot;

namespace CostSim.Cli.Pictures;

/// <summary>
/// indices.png: each input's share of the output's variance, alone and with interactions, with 95 % intervals, and by how much its P5-P95
/// range would narrow if the input were known; the weightiest on top. Null where nothing moves the output.
/// </summary>
internal static class IndicesPicture
{
    private const int MostBars = 12;
    private const float WidestName = 250;
    private const float KeyHeight = 30;
    private const float FigureGap = 7;
    private const string Narrows = "range narrows by";

    public static Sheet? Compose(SensitivityResult sensitivity)
    {
        var rows = sensitivity.Factors
            .Where(factor => double.IsFinite(factor.Total.Value))
            .Where(factor => sensitivity.Inputs.Any(input => factor.Inputs.Contains(input.Input) && !sensitivity.HasNoEffect(input)))
            .OrderByDescending(factor => factor.Total.Value).Select(factor => Row.Of(sensitivity, factor)).ToList();
        if (rows.Count == 0 || !sensitivity.Varies)
        {
            return null;
        }
        var shown = rows.Take(rows.Count == MostBars + 1 ? MostBars - 1 : MostBars).ToList();
        int smaller = rows.Count - shown.Count;
        var context = new PictureContext(sensitivity.Run, ProgramVersion.Text);
        string[] footnotes = [shown.Any(row => row.IsGroup) ? "correlated inputs have indices together" : ""];
        string subtitle = $"{context.Name} · share of the variance of {sensitivity.Output.Name} (Sobol indices)";
        var sheet = new Sheet(SensitivityFindings.Title(sensitivity), subtitle, context, footnotes: footnotes);
        float nameWidth = MathF.Min(WidestName, shown.Max(row => Sheet.Measure(row.Name, Theme.Label)));
        float left = sheet.Body.Left + nameWidth + Theme.LabelGap, top = sheet.Body.Top + KeyHeight;
        float rest = smaller > 0 ? Theme.Label.LineHeight + 10 : 6;
        float rowHeight = MathF.Min(60, (sheet.Body.Bottom - top - rest) / shown.Count);
        float bottom = top + shown.Count * rowHeight;
        float column = MathF.Max(Sheet.Measure(Narrows, Theme.StrongNote), shown.Max(row => Sheet.Measure(row.Narrowing, Theme.Label)));
        float figures = 2 * FigureGap + shown.Max(row => Sheet.Measure(row.Figures, Theme.StrongLabel));
        float right = sheet.Body.Right - column - Theme.LabelGap;
        double lowest = Math.Min(0, shown.Min(row => row.Lowest)), highest = Math.Max(0.01, shown.Max(row => row.Highest));
        double perPoint = (highest - lowest) / (right - left - figures);
        using var panel = new Panel(sheet, new(left, top, right, bottom), lowest, highest + figures * perPoint, shown.Count, 0);
        double height = Math.Min(0.66, 28 / rowHeight);
        for (int i = 0; i < shown.Count; i++)
        {
            Draw(panel.Plot, shown[i], i + 0.5, height);
        }
        panel.Render();
        sheet.Line(Theme.Rule, 1, false, new(panel.X(0), top), new(panel.X(0), bottom));
        WriteKey(sheet);
        for (int i = 0; i < shown.Count; i++)
        {
            var row = shown[i];
            float middle = panel.Y(i + 0.5);
            sheet.Write(Sheet.Shorten(row.Name, Theme.Label, nameWidth + 1), sheet.Body.Left, middle, Theme.Label, Alignment.MiddleLeft);
            sheet.Write(row.Figures, panel.X(row.Highest) + FigureGap, middle, Theme.StrongLabel, Alignment.MiddleLeft);
            sheet.Write(row.Narrowing, sheet.Body.Right, middle, Theme.Label, Alignment.MiddleRight);
        }
        if (smaller > 0)
        {
            double bound = Math.Floor(Math.Max(0, rows[shown.Count].Total.Value) * 100 + 1) / 100;
            sheet.Write($"and {smaller} smaller, below {HumanNumber.Unsigned(bound)}", sheet.Body.Left, bottom + 6, Theme.Subtitle);
        }
        return sheet;
    }

    private static void Draw(Plot plot, Row row, double middle, double height)
    {
        Fill(plot, row.Total.Value, middle - height / 2, middle + height / 2, Theme.AccentLight);
        Fill(plot, row.FirstOrder.Value, middle - height / 4, middle + height / 4, Theme.Accent);
        Whisker(plot, row.Total, middle + 3 * height / 8, height / 10);
        Whisker(plot, row.FirstOrder, middle, height / 8);
    }

    private static void Fill(Plot plot, double value, double y1, double y2, Color colour)
    {
        var rectangle = plot.Add.Rectangle(Math.Min(0, value), Math.Max(0, value), y1, y2);
        rectangle.FillColor = colour;
        rectangle.LineWidth = 0;
    }

    private static void Whisker(Plot plot, Estimate estimate, double y, double half)
    {
        if (!estimate.HasInterval)
        {
            return;
        }
        Line(plot, estimate.Lower, y, estimate.Upper, y);
        Line(plot, estimate.Lower, y - half, estimate.Lower, y + half);
        Line(plot, estimate.Upper, y - half, estimate.Upper, y + half);
    }

    private static void Line(Plot plot, double x1, double y1, double x2, double y2)
    {
        var line = plot.Add.Line(x1, y1, x2, y2);
        line.Color = Theme.Ink;
        line.LineWidth = 1.2f;
    }

    private static void WriteKey(Sheet sheet)
    {
        float x = sheet.Body.Left, y = sheet.Body.Top + 10;
        foreach (var (text, colour) in new[] { ("S1, alone", Theme.Accent), ("ST, with interactions", Theme.AccentLight) })
        {
            sheet.Line(colour, 10, false, new(x, y), new(x + 14, y));
            x = sheet.Write(text, x + 19, y, Theme.Note, Alignment.MiddleLeft).Box.Right + 2 * Theme.LabelGap;
        }
        sheet.Write("thin lines: 95 % intervals", x, y, Theme.Note, Alignment.MiddleLeft);
        sheet.Write(Narrows, sheet.Body.Right, y, Theme.StrongNote, Alignment.MiddleRight);
    }

    /// <summary>An input, or a group of correlated ones, as drawn.</summary>
    private sealed record Row(string Name, Estimate FirstOrder, Estimate Total, string Narrowing, bool IsGroup)
    {
        public string Figures =>
            $"{HumanNumber.Unsigned(Math.Max(0, FirstOrder.Value))} · {HumanNumber.Unsigned(Math.Max(0, Total.Value))}";

        public double Lowest => Math.Min(0, Math.Min(FirstOrder.HasInterval ? FirstOrder.Lower : 0, Total.HasInterval ? Total.Lower : 0));

        public double Highest =>
            Math.Max(Total.HasInterval ? Total.Upper : Total.Value, FirstOrder.HasInterval ? FirstOrder.Upper : FirstOrder.Value);

        public static Row Of(SensitivityResult sensitivity, FactorSensitivity factor)
        {
            bool isGroup = factor.Inputs.Count > 1;
            string[] narrowing =
            [
                .. sensitivity.Inputs.Where(input => factor.Inputs.Contains(input.Input))
                    .OrderByDescending(input => input.WidthReduction.Value)
                    .Select(input => SensitivityFindings.Narrowing(input.WidthReduction)),
            ];
            return new(
                SensitivityFindings.NameOf(sensitivity, factor), factor.FirstOrder, factor.Total,
                isGroup ? $"up to {narrowing[0]}" : narrowing[0], isGroup);
        }
    }
}

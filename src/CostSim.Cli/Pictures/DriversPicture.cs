using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Statistics;
using ScottPlot;

namespace CostSim.Cli.Pictures;

/// <summary>
/// drivers.png: rank correlation of each uncertain input with daily_cost, the strongest on top; null where nothing moves it.
/// </summary>
internal static class DriversPicture
{
    private const int MostBars = 12;
    private const float WidestName = 250;
    private const float KeyHeight = 24;

    public static Sheet? Compose(PictureContext context)
    {
        if (context.Result.Find(Scenario.Total, OutputCatalogue.DailyCost) is null)
        {
            return null;
        }
        var inputs = context.Result.Scenario.Inputs;
        var categorical = inputs.Where(input => input.Definition.IsCategorical).Select(input => input.Name).ToHashSet();
        var bars = context.Drivers.Where(driver => double.IsFinite(driver.RankCorrelation))
            .Select(driver => Bar.Of(driver, isCategorical: categorical.Contains(driver.Input)))
            .OrderByDescending(bar => Math.Abs(bar.Value)).ThenBy(bar => bar.Name, StringComparer.Ordinal).ToList();
        if (bars.Count == 0)
        {
            return null;
        }
        var shown = bars.Take(bars.Count == MostBars + 1 ? MostBars - 1 : MostBars).ToList();
        int smaller = bars.Count - shown.Count;

        string[] footnotes =
        [
            shown.Any(bar => bar.HasInterval) ? "thin lines: 95 % intervals" : "",
            shown.Any(bar => bar.IsUndecided) ? "pale: may be 0" : "",
        ];
        string subtitle = $"{context.Name} · rank correlation of each uncertain input with daily cost";
        var sheet = new Sheet(Title(bars), subtitle, context.OfDraws(), footnotes: footnotes);
        float nameWidth = MathF.Min(WidestName, shown.Max(bar => Sheet.Measure(bar.Name, Theme.Label)));
        float left = sheet.Body.Left + nameWidth + Theme.LabelGap, top = sheet.Body.Top + KeyHeight;
        float rest = smaller > 0 ? Theme.Label.LineHeight + 10 : 6;
        float rowHeight = MathF.Min(64, (sheet.Body.Bottom - top - rest) / shown.Count);
        float bottom = top + shown.Count * rowHeight;

        // Room beside the bars for their figures.
        float figureWidth = Sheet.Measure("+0.00", Theme.StrongLabel) + 2 * Theme.LabelGap;
        double lowest = shown.Min(bar => bar.Lowest), highest = shown.Max(bar => bar.Highest);
        bool hasLeft = shown.Any(bar => bar.Value < 0), hasRight = shown.Any(bar => bar.Value >= 0);
        float room = sheet.Body.Right - left - (hasLeft ? figureWidth : 0) - (hasRight ? figureWidth : 0);
        double perPoint = Math.Max(highest - lowest, 0.01) / room;
        using var panel = new Panel(sheet, new(left, top, sheet.Body.Right, bottom),
            lowest - (hasLeft ? figureWidth * perPoint : 0), highest + (hasRight ? figureWidth * perPoint : 0), shown.Count, 0);
        float barHeight = MathF.Min(0.68f, 30 / rowHeight);
        for (int i = 0; i < shown.Count; i++)
        {
            DrawBar(panel.Plot, shown[i], i + 0.5, barHeight);
        }
        var zero = panel.Plot.Add.Line(0, 0, 0, shown.Count);
        zero.Color = Theme.Rule;
        zero.LineWidth = 1;
        panel.Render();
        WriteKey(sheet, panel, shown);
        for (int i = 0; i < shown.Count; i++)
        {
            WriteRow(sheet, panel, shown[i], panel.Y(i + 0.5), nameWidth);
        }
        if (smaller > 0)
        {
            string bound = HumanNumber.Unsigned(Math.Ceiling(Math.Abs(bars[shown.Count].Value) * 100) / 100);
            sheet.Write($"and {smaller} smaller, within ±{bound}", sheet.Body.Left, bottom + 6, Theme.Subtitle);
        }
        return sheet;
    }

    private static string Title(List<Bar> bars)
    {
        string first = Sheet.Shorten(ShortName(bars, bars[0]), Theme.Title, 280);
        return bars.Count == 1
            ? $"{first} ({bars[0].Figure}) is the one thing that moves the cost"
            : $"{first} moves the cost most ({bars[0].Figure}), then {Sheet.Shorten(ShortName(bars, bars[1]), Theme.Title, 280)}";
    }

    /// <summary>The input without its workload, where no other workload has it too.</summary>
    private static string ShortName(List<Bar> bars, Bar bar)
    {
        static string Input(Bar bar) => bar.Name[(bar.Name.LastIndexOf('.') + 1)..];
        return bars.Count(other => Input(other) == Input(bar)) == 1 ? Input(bar) : bar.Name;
    }

    private static void DrawBar(Plot plot, Bar bar, double middle, double height)
    {
        var rectangle = plot.Add.Rectangle(Math.Min(0, bar.Value), Math.Max(0, bar.Value), middle - height / 2, middle + height / 2);
        rectangle.FillColor = bar.Colour;
        rectangle.LineWidth = 0;
        if (bar.HasInterval)
        {
            AddLine(plot, bar.Lower, middle, bar.Upper, middle);
            AddLine(plot, bar.Lower, middle - height / 5, bar.Lower, middle + height / 5);
            AddLine(plot, bar.Upper, middle - height / 5, bar.Upper, middle + height / 5);
        }
    }

    private static void AddLine(Plot plot, double x1, double y1, double x2, double y2)
    {
        var line = plot.Add.Line(x1, y1, x2, y2);
        line.Color = Theme.Ink;
        line.LineWidth = 1.2f;
    }

    /// <summary>What the colours mean, on either side of the zero line.</summary>
    private static void WriteKey(Sheet sheet, Panel panel, List<Bar> bars)
    {
        List<(string Text, Color Colour, bool IsLeft, bool IsShown)> keys =
        [
            ("← lowers the cost", Theme.Lowers, true, bars.Any(bar => bar.Value < 0)),
            ("raises the cost →", Theme.Raises, false, bars.Any(bar => bar.Value >= 0 && !bar.IsCategorical)),
            ("options, no direction", Theme.QuietInk, false, bars.Any(bar => bar.IsCategorical)),
        ];
        keys.RemoveAll(key => !key.IsShown);
        var widths = keys.Select(key => Sheet.Measure(key.Text, Theme.StrongNote)).ToList();
        float zero = panel.X(0), end = zero + Theme.LabelGap;
        var wanted = new List<float>();
        for (int i = 0; i < keys.Count; i++)
        {
            wanted.Add(keys[i].IsLeft ? zero - Theme.LabelGap - widths[i] / 2 : end + widths[i] / 2);
            end += keys[i].IsLeft ? 0 : widths[i] + 2 * Theme.LabelGap;
        }
        var centres = LabelRow.Spread(wanted, widths, sheet.Body.Left, sheet.Body.Right, 2 * Theme.LabelGap);
        for (int i = 0; i < keys.Count; i++)
        {
            var style = Theme.StrongNote with { Colour = keys[i].Colour };
            sheet.Write(keys[i].Text, centres[i], sheet.Body.Top + 2, style, Alignment.UpperCenter);
        }
    }

    private static void WriteRow(Sheet sheet, Panel panel, Bar bar, float middle, float nameWidth)
    {
        sheet.Write(Sheet.Shorten(bar.Name, Theme.Label, nameWidth + 1), sheet.Body.Left, middle, Theme.Label, Alignment.MiddleLeft);
        bool isLeft = bar.Value < 0;
        float x = isLeft ? panel.X(bar.Lowest) - 6 : panel.X(bar.Highest) + 6;
        sheet.Write(bar.Figure, x, middle, Theme.StrongLabel, isLeft ? Alignment.MiddleRight : Alignment.MiddleLeft);
    }

    /// <summary>A driver as drawn. Options have no order, so that their correlation has a size but no sign.</summary>
    private sealed record Bar(string Name, double Value, double Lower, double Upper, bool IsCategorical)
    {
        public bool HasInterval => double.IsFinite(Lower) && double.IsFinite(Upper);

        /// <summary>Pale where the sign is not decided.</summary>
        public Color Colour
        {
            get
            {
                var colour = IsCategorical ? Theme.Rule : Value < 0 ? Theme.Lowers : Theme.Raises;
                return IsUndecided ? colour.Lighten(0.6) : colour;
            }
        }

        public bool IsUndecided => Lower <= 0 && Upper >= 0;

        public string Figure => IsCategorical ? HumanNumber.Unsigned(Value) : HumanNumber.Signed(Value);

        public double Lowest => Math.Min(0, HasInterval ? Math.Min(Lower, Value) : Value);

        public double Highest => Math.Max(0, HasInterval ? Math.Max(Upper, Value) : Value);

        public static Bar Of(Driver driver, bool isCategorical) => isCategorical && driver.RankCorrelation < 0
            ? new(driver.Input, -driver.RankCorrelation, -driver.Upper, -driver.Lower, isCategorical)
            : new(driver.Input, driver.RankCorrelation, driver.Lower, driver.Upper, isCategorical);
    }
}

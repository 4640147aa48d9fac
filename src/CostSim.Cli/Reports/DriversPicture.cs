using CostSim.CostModel;
using CostSim.Simulation;
using CostSim.Statistics;
using ScottPlot;

namespace CostSim.Cli.Reports;

/// <summary>drivers.png: rank correlation of each uncertain input with daily_cost, the strongest on top.</summary>
internal static class DriversPicture
{
    private const int MostBars = 12;
    private const float WidestName = 250;
    private const float KeyHeight = 24;

    public static Sheet? Compose(PictureContext context)
    {
        if (context.Result.Find(Scenario.Total, OutputCatalogue.DailyCost) is not { } cost)
        {
            return null;
        }
        var drivers = context.Drivers.Where(driver => double.IsFinite(driver.RankCorrelation))
            .OrderByDescending(driver => Math.Abs(driver.RankCorrelation)).ThenBy(driver => driver.Input, StringComparer.Ordinal).ToList();
        if (drivers.Count == 0)
        {
            return CostPicture.OneFigure(context, cost, "Nothing varies, so nothing drives the cost");
        }
        var shown = drivers.Take(drivers.Count == MostBars + 1 ? MostBars - 1 : MostBars).ToList();
        int smaller = drivers.Count - shown.Count;

        var sheet = new Sheet(Title(drivers), $"{context.Name} · rank correlation of each uncertain input with daily cost", context,
            footnote: shown.Any(HasInterval) ? "thin lines: 95 % intervals" : "");
        float nameWidth = MathF.Min(WidestName, shown.Max(driver => Sheet.Measure(driver.Input, Theme.Label)));
        float left = sheet.Body.Left + nameWidth + Theme.LabelGap, top = sheet.Body.Top + KeyHeight;
        float rest = smaller > 0 ? Theme.Label.LineHeight + 10 : 6;
        float rowHeight = MathF.Min(64, (sheet.Body.Bottom - top - rest) / shown.Count);
        float bottom = top + shown.Count * rowHeight;
        float figureWidth = Sheet.Measure("+0.00", Theme.StrongLabel) + 2 * Theme.LabelGap;

        double lowest = shown.Min(Lowest), highest = shown.Max(Highest);
        float room = sheet.Body.Right - left - (lowest < 0 ? figureWidth : 0) - (highest > 0 ? figureWidth : 0);
        double perPoint = Math.Max(highest - lowest, 1e-6) / room;
        using var panel = new Panel(sheet, new(left, top, sheet.Body.Right, bottom),
            lowest - (lowest < 0 ? figureWidth * perPoint : 0), highest + (highest > 0 ? figureWidth * perPoint : 0), shown.Count, 0);
        for (int i = 0; i < shown.Count; i++)
        {
            DrawBar(panel.Plot, shown[i], i + 0.5, barHeight: MathF.Min(0.68f, 30 / rowHeight));
        }
        var zero = panel.Plot.Add.Line(0, 0, 0, shown.Count);
        zero.Color = Theme.Rule;
        zero.LineWidth = 1;
        panel.Render();
        WriteKey(sheet, panel, lowest < 0, highest > 0);
        for (int i = 0; i < shown.Count; i++)
        {
            WriteRow(sheet, panel, shown[i], panel.Y(i + 0.5), nameWidth);
        }
        if (smaller > 0)
        {
            string bound = HumanNumber.Signed(Math.Abs(drivers[shown.Count].RankCorrelation))[1..];
            sheet.Write($"and {smaller} smaller, none beyond ±{bound}", sheet.Body.Left, bottom + 6, Theme.Subtitle);
        }
        return sheet;
    }

    private static string Title(List<Driver> drivers)
    {
        string first = Sheet.Shorten(ShortName(drivers, drivers[0]), Theme.Title, 280), correlation = HumanNumber.Signed(drivers[0].RankCorrelation);
        return drivers.Count == 1
            ? $"{first} ({correlation}) is the one thing that moves the cost"
            : $"{first} moves the cost most ({correlation}), then {Sheet.Shorten(ShortName(drivers, drivers[1]), Theme.Title, 280)}";
    }

    /// <summary>The input without its workload, where no other workload has it too.</summary>
    private static string ShortName(List<Driver> drivers, Driver driver)
    {
        static string Input(Driver driver) => driver.Input[(driver.Input.LastIndexOf('.') + 1)..];
        return drivers.Count(other => Input(other) == Input(driver)) == 1 ? Input(driver) : driver.Input;
    }

    private static void DrawBar(Plot plot, Driver driver, double middle, double barHeight)
    {
        double value = driver.RankCorrelation;
        var bar = plot.Add.Rectangle(Math.Min(0, value), Math.Max(0, value), middle - barHeight / 2, middle + barHeight / 2);
        bar.FillColor = IsUndecided(driver) ? Colour(value).Lighten(0.6) : Colour(value);
        bar.LineWidth = 0;
        if (HasInterval(driver))
        {
            var whisker = plot.Add.Line(driver.Lower, middle, driver.Upper, middle);
            whisker.Color = Theme.Ink;
            whisker.LineWidth = 1.2f;
            foreach (double end in (double[])[driver.Lower, driver.Upper])
            {
                var cap = plot.Add.Line(end, middle - barHeight / 5, end, middle + barHeight / 5);
                cap.Color = Theme.Ink;
                cap.LineWidth = 1.2f;
            }
        }
    }

    private static void WriteKey(Sheet sheet, Panel panel, bool hasNegative, bool hasPositive)
    {
        const string Lowers = "← lowers the cost", Raises = "raises the cost →";
        float zero = panel.X(0), y = sheet.Body.Top + 2, gap = Theme.LabelGap;
        float lowersEnd = hasPositive ? Math.Max(zero - gap, sheet.Body.Left + Sheet.Measure(Lowers, Theme.StrongNote)) : zero - gap;
        float raisesStart = zero + gap;
        if (hasNegative)
        {
            sheet.Write(Lowers, lowersEnd, y, Theme.StrongNote with { Colour = Theme.Lowers }, Alignment.UpperRight);
            raisesStart = Math.Max(raisesStart, lowersEnd + 2 * gap);
        }
        if (hasPositive)
        {
            raisesStart = Math.Min(raisesStart, sheet.Body.Right - Sheet.Measure(Raises, Theme.StrongNote));
            sheet.Write(Raises, raisesStart, y, Theme.StrongNote with { Colour = Theme.Raises });
        }
    }

    private static void WriteRow(Sheet sheet, Panel panel, Driver driver, float middle, float nameWidth)
    {
        sheet.Write(Sheet.Shorten(driver.Input, Theme.Label, nameWidth + 1), sheet.Body.Left, middle, Theme.Label, Alignment.MiddleLeft);
        bool isNegative = driver.RankCorrelation < 0;
        float x = isNegative ? panel.X(Lowest(driver)) - 6 : panel.X(Highest(driver)) + 6;
        sheet.Write(HumanNumber.Signed(driver.RankCorrelation), x, middle, Theme.StrongLabel, isNegative ? Alignment.MiddleRight : Alignment.MiddleLeft);
    }

    private static Color Colour(double correlation) => correlation < 0 ? Theme.Lowers : Theme.Raises;

    private static bool HasInterval(Driver driver) => double.IsFinite(driver.Lower) && double.IsFinite(driver.Upper);

    private static bool IsUndecided(Driver driver) => driver.Lower <= 0 && driver.Upper >= 0;

    private static double Lowest(Driver driver) => Math.Min(0, HasInterval(driver) ? Math.Min(driver.Lower, driver.RankCorrelation) : driver.RankCorrelation);

    private static double Highest(Driver driver) => Math.Max(0, HasInterval(driver) ? Math.Max(driver.Upper, driver.RankCorrelation) : driver.RankCorrelation);
}

using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Simulation;
using ScottPlot;
using SkiaSharp;

namespace CostSim.Cli.Pictures;

/// <summary>gpus_by_hour.png: paid GPUs over the hours of a day, median and bands; null for scenarios without a load profile.</summary>
internal static class HoursPicture
{
    private const int TickEvery = 3;

    public static Sheet? Compose(PictureContext context)
    {
        var hours = OutputCatalogue.GpusByHour.Select(hour => context.Result.Find(Scenario.Total, hour)).OfType<OutputResult>().ToList();
        if (hours.Count < CostChain.Hours)
        {
            return null;
        }
        double[] At(double p) => [.. hours.Select(hour => hour.Histogram.Quantile(p))];
        double[] median = At(0.5), top = At(0.95);
        var sheet = new Sheet(Title(median), $"{context.Name} · paid GPUs in each hour of the day", context,
            footnotes: "bands: P25 to P75 and P5 to P95 of each hour by itself");
        var axis = new ValueAxis(false, 0, Math.Max(1e-9, 1.1 * top.Max()), "GPU");
        var body = sheet.Body;
        var ticks = axis.Ticks(Theme.MostTicks - 2, body.Height - Panel.AxisHeight, _ => Theme.Tick.LineHeight);
        (string Name, double Value)[] names =
            [("P95", top[^1]), ("P75", At(0.75)[^1]), ("median", median[^1]), ("P25", At(0.25)[^1]), ("P5", At(0.05)[^1])];
        float tickWidth = ticks.Max(tick => Sheet.Measure(tick.Label, Theme.Tick)) + Theme.LabelGap;
        float nameWidth = names.Max(name => Sheet.Measure(Text(name), Theme.StrongNote)) + Theme.LabelGap;
        var area = new SKRect(body.Left + tickWidth, body.Top + 6, body.Right - nameWidth, body.Bottom - Panel.AxisHeight);
        using var panel = new Panel(sheet, area, 0, CostChain.Hours, axis.Minimum, axis.Maximum);
        foreach (var tick in ticks)
        {
            float y = panel.Y(tick.Position);
            sheet.Write(tick.Label, area.Left - 6, y, Theme.Tick, Alignment.MiddleRight);
        }
        AddBand(panel.Plot, At(0.05), top, Theme.AccentFaint);
        AddBand(panel.Plot, At(0.25), At(0.75), Theme.AccentLight);
        foreach (var tick in ticks)
        {
            var grid = panel.Plot.Add.Line(0, tick.Position, CostChain.Hours, tick.Position);
            grid.Color = Theme.Rule.WithAlpha(0.25);
            grid.LineWidth = 1;
        }
        var line = panel.Plot.Add.ScatterLine(Steps(median).ToArray(), Theme.Accent);
        line.LineWidth = 2.5f;
        panel.Render();
        WriteHours(sheet, panel);
        WriteExtremes(sheet, panel, median);
        WriteNames(sheet, panel, names);
        return sheet;
    }

    private static string Title(double[] median)
    {
        double least = median.Min(), most = median.Max();
        return least == most
            ? $"{HumanNumber.Plain(most)} GPUs are paid for in every hour (median)"
            : $"{HumanNumber.Plain(least)} GPUs are paid for in the quietest hour, {HumanNumber.Plain(most)} at the peak (medians)";
    }

    /// <summary>Both ends of every hour at its value.</summary>
    private static IEnumerable<Coordinates> Steps(double[] values) =>
        values.SelectMany((value, hour) => new[] { new Coordinates(hour, value), new Coordinates(hour + 1, value) });

    private static void AddBand(Plot plot, double[] low, double[] high, Color colour)
    {
        var band = plot.Add.Polygon([.. Steps(low), .. Steps(high).Reverse()]);
        band.FillColor = colour;
        band.LineWidth = 0;
    }

    private static void WriteHours(Sheet sheet, Panel panel)
    {
        sheet.Line(Theme.Rule, 1, false, new(panel.Area.Left, panel.Area.Bottom), new(panel.Area.Right, panel.Area.Bottom));
        for (int hour = 0; hour <= CostChain.Hours; hour += TickEvery)
        {
            float x = panel.X(hour);
            sheet.Line(Theme.Rule, 1, false, new(x, panel.Area.Bottom), new(x, panel.Area.Bottom + 4));
            sheet.Write($"{hour}:00", x, panel.Area.Bottom + 6, Theme.Tick, Alignment.UpperCenter);
        }
        sheet.Write("hour of the day", panel.Area.Left, panel.Area.Bottom + 26, Theme.Note);
    }

    /// <summary>Marks the quietest hour and the peak of the median.</summary>
    private static void WriteExtremes(Sheet sheet, Panel panel, double[] median)
    {
        int least = Array.IndexOf(median, median.Min()), most = Array.IndexOf(median, median.Max());
        if (median[least] == median[most])
        {
            return;
        }
        var style = Theme.StrongNote with { Colour = Theme.Accent };
        foreach (int hour in (int[])[least, most])
        {
            string text = FormattableString.Invariant($"{HumanNumber.Plain(median[hour])} at {hour}:00");
            float x = panel.X(hour + 0.5), y = panel.Y(median[hour]), half = Sheet.Measure(text, style) / 2;
            sheet.Dot(x, y, 3.5f, Theme.Accent);
            sheet.Write(text, Math.Clamp(x, panel.Area.Left + half + 4, panel.Area.Right - half - 4), y - 8, style, Alignment.LowerCenter);
        }
    }

    private static string Text((string Name, double Value) line) => $"{line.Name} {HumanNumber.Plain(line.Value)}";

    /// <summary>Names the lines at their right ends, apart from each other.</summary>
    private static void WriteNames(Sheet sheet, Panel panel, (string Name, double Value)[] lines)
    {
        var places = LabelRow.Spread([.. lines.Select(line => panel.Y(line.Value))], [.. lines.Select(_ => Theme.Note.LineHeight)],
            panel.Area.Top - 8, panel.Area.Bottom, 2);
        for (int i = 0; i < lines.Length; i++)
        {
            sheet.Write(Text(lines[i]), panel.Area.Right + 8, places[i],
                lines[i].Name == "median" ? Theme.StrongNote with { Colour = Theme.Accent } : Theme.Note, Alignment.MiddleLeft);
        }
    }
}

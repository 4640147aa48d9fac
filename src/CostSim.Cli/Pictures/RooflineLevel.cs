using CostSim.Analysis;
using CostSim.Cli.Text;
using ScottPlot;

namespace CostSim.Cli.Pictures;

/// <summary>A rate of which only the FLOP/s are known.</summary>
internal sealed record RooflineLevel(string Name, AchievedSpread Spread)
{
    private const float WidestName = 300;
    private const float ConnectorWidth = 26;

    /// <summary>Levels up to which each is told its FLOP/s beneath its name.</summary>
    private const int MostDetailed = 4;

    public AchievedRate Rate => Spread.Median;

    /// <summary>FLOP per byte that it needs at least.</summary>
    public double Needed => Rate.FlopPerSecond / Rate.Gpu.Bandwidth;

    public string Figures => $"{HumanNumber.Plain(Rate.FlopPerSecond / RooflinePicture.Tera)} TFLOP/s, {Share} of peak";

    public string Need => $"needs {HumanNumber.Plain(Needed)} FLOP per byte";

    /// <summary>All of it in one line.</summary>
    public string Line => $"{Name} {Share} of peak";

    private string Share => HumanNumber.Percent(Rate.FlopPerSecond / Rate.Peak);

    /// <summary>Rates without a place on the axis of intensity; one for both phases where they are the same.</summary>
    public static List<RooflineLevel> Of(IReadOnlyList<AchievedSpread> spreads, bool namesWorkloads)
    {
        var groups = spreads.GroupBy(
            spread => (spread.Median.Workload, spread.Median.Gpu, Rate: Math.Round(spread.Median.FlopPerSecond, 0))).ToList();
        bool severalGpus = spreads.Select(spread => spread.Median.Gpu).Distinct().Count() > 1;
        return
        [
            .. groups.Select(group => new RooflineLevel(
                Sheet.Joined(" ",
                    namesWorkloads ? group.Key.Workload : "",
                    string.Join(" and ", group.Select(spread => spread.Median.Phase == Phase.Prefill ? "prefill" : "decode")),
                    severalGpus ? $"on {group.Key.Gpu.Name}" : ""),
                group.Last())),
        ];
    }

    /// <summary>A level from the memory roof, left of which it cannot be reached, to the right.</summary>
    public void Draw(Plot plot, ValueAxis x, ValueAxis y)
    {
        double height = y.Of(Rate.FlopPerSecond / RooflinePicture.Tera), start = x.Of(Rate.FlopPerSecond / Rate.Gpu.Bandwidth);
        var line = plot.Add.Line(start, height, x.Maximum, height);
        line.LineColor = RooflinePicture.Colour(Rate.Phase);
        line.LineWidth = 2;
    }

    /// <summary>Where the level lies in nine trials of ten, from the memory roof to the right.</summary>
    public void DrawBand(Plot plot, ValueAxis x, ValueAxis y)
    {
        var (low, high) = Spread.FlopPerSecond;
        double bottom = y.Of(low / RooflinePicture.Tera), top = y.Of(high / RooflinePicture.Tera), left = x.Of(low / Rate.Gpu.Bandwidth),
            right = x.Of(high / Rate.Gpu.Bandwidth);
        var band = plot.Add.Polygon(new Coordinates[] { new(left, bottom), new(right, top), new(x.Maximum, top), new(x.Maximum, bottom) });
        band.FillColor = Theme.AccentFaint;
        band.LineWidth = 0;
    }

    /// <summary>Room that names and figures of some levels take beside a panel.</summary>
    public static float ColumnWidth(IReadOnlyList<RooflineLevel> levels)
    {
        if (levels.Count == 0)
        {
            return 0;
        }
        float widest = levels.Max(level => IsDetailed(levels)
            ? Sheet.Widest((level.Name, Theme.StrongNote), (level.Figures, Theme.Note), (level.Need, Theme.Note))
            : Sheet.Measure(level.Line, Theme.Note));
        return ConnectorWidth + MathF.Min(WidestName, widest) + 1;
    }

    private static bool IsDetailed(IReadOnlyList<RooflineLevel> levels) => levels.Count <= MostDetailed;

    /// <summary>Marks where each level leaves the memory roof, and names it in the column.</summary>
    public static void WriteColumn(Sheet sheet, Panel panel, IReadOnlyList<RooflineLevel> levels, ValueAxis x, ValueAxis y)
    {
        float lineHeight = Theme.Note.LineHeight, height = IsDetailed(levels) ? 3 * lineHeight + 4 : lineHeight;
        var heights = levels.Select(level => panel.Y(y.Of(level.Rate.FlopPerSecond / RooflinePicture.Tera))).ToList();
        var places = LabelRow.Spread(heights, [.. levels.Select(_ => height)], panel.Area.Top, panel.Area.Bottom, 4);
        for (int i = 0; i < levels.Count; i++)
        {
            var level = levels[i];
            sheet.Dot(panel.X(x.Of(level.Needed)), heights[i], RooflinePicture.DotRadius, RooflinePicture.Colour(level.Rate.Phase));
            float left = panel.Area.Right + ConnectorWidth, room = sheet.Body.Right - left;
            sheet.Line(Theme.Rule, 1, false, new(panel.Area.Right + 2, heights[i]), new(left - 6, places[i]));
            if (!IsDetailed(levels))
            {
                sheet.Write(Sheet.Shorten(level.Line, Theme.Note, room), left, places[i], Theme.Note, Alignment.MiddleLeft);
                continue;
            }
            sheet.Write(
                Sheet.Shorten(level.Name, Theme.StrongNote, room), left, places[i] - lineHeight, Theme.StrongNote, Alignment.MiddleLeft);
            sheet.Write(level.Figures, left, places[i], Theme.Note, Alignment.MiddleLeft);
            sheet.Write(level.Need, left, places[i] + lineHeight, Theme.Note, Alignment.MiddleLeft);
        }
    }
}

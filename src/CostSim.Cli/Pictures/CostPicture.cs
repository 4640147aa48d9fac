using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;
using ScottPlot;
using SkiaSharp;

namespace CostSim.Cli.Pictures;

/// <summary>cost.png: the density of daily_cost with its 90 % range, P5, P50, P95 and mean.</summary>
internal static class CostPicture
{
    private const string Unit = "USD/day";
    private const float LabelHeight = 34;
    private const float ConnectorHeight = 20;
    private const int MostOutcomes = 5;
    private const int MostStrokes = 200;

    public static Sheet? Compose(PictureContext context)
    {
        if (context.Result.Find(Scenario.Total, OutputCatalogue.DailyCost) is not { } cost)
        {
            return null;
        }
        var curve = new CumulativeCurve(cost.Histogram);
        if (curve.IsConstant)
        {
            return OneFigure(context, cost);
        }
        var axis = ValueAxis.Of(curve, Unit);
        axis = curve.IsDiscrete ? axis.Widened(0.06) : axis;
        var mean = cost.Sample.Mean;
        // The normal interval of a heavy tail's mean may reach below every trial.
        bool isOneSided = mean.Lower < cost.Moments.Minimum;
        string meanInterval = isOneSided ? $"up to {HumanNumber.Money(mean.Upper)}" : HumanNumber.Interval(mean, Unit);
        var p5 = cost.Sample.Quantile(0.05);
        var p50 = cost.Sample.Quantile(0.5);
        var p95 = cost.Sample.Quantile(0.95);
        int digits = HumanNumber.DigitsToTell(p5.Value, p50.Value, p95.Value);
        string Money(double value) => HumanNumber.Money(value, digits);

        string title = curve.IsDiscrete
            ? Outcomes(curve)
            : $"A day costs {Money(p5.Value)} to {Money(p95.Value)} (90 %), median {Money(p50.Value)}";
        string small = curve.IsDiscrete ? "" : " · small: 95 % Monte Carlo interval";
        string subtitle = $"{context.Name} · distribution of daily cost, USD per day{small}";
        var sheet = new Sheet(title, subtitle, context, footnotes: Beyond(curve, axis));
        var body = sheet.Body;
        var area = new SKRect(body.Left, body.Top + LabelHeight + ConnectorHeight, body.Right, body.Bottom - Panel.AxisHeight);
        using var panel = new Panel(sheet, area, axis.Minimum, axis.Maximum, 0, 1.04);
        List<Marker> markers = [new($"mean {HumanNumber.Money(mean.Value)}", meanInterval, mean.Value, Theme.Ink, IsDashed: true)];
        if (curve.IsDiscrete)
        {
            DrawBars(panel, curve, axis);
            var likely = curve.Bins.OrderByDescending(bin => bin.Count).Take(MostOutcomes).ToList();
            markers.AddRange(likely.Select(bin => new Marker(HumanNumber.Money(curve.Middle(bin)), $"{Share(curve, bin)} of trials",
                curve.Middle(bin), Theme.Accent, Foot: bin.Count / (double)likely[0].Count)));
        }
        else
        {
            DrawCurve(panel, curve, axis, p5.Value, p95.Value);
            DrawFewTrials(panel, curve, axis);
            markers.Add(new($"P5 {Money(p5.Value)}", HumanNumber.Interval(p5, Unit), p5.Value, Theme.QuietInk));
            markers.Add(new($"P50 {Money(p50.Value)}", HumanNumber.Interval(p50, Unit), p50.Value, Theme.Accent));
            markers.Add(new($"P95 {Money(p95.Value)}", HumanNumber.Interval(p95, Unit), p95.Value, Theme.QuietInk));
        }
        panel.Render();
        string height = curve.IsDiscrete ? "share of the trials" : axis.IsLog ? "density per factor of ten" : "density";
        panel.WriteAxis(axis, "daily cost", $"height: {height}");
        WriteMarkers(sheet, panel, axis, markers);
        return sheet;
    }

    /// <summary>The finding for a cost that takes a few values.</summary>
    public static string Outcomes(CumulativeCurve curve)
    {
        if (curve.Histogram.Count == curve.Bins.Count)
        {
            return $"In {curve.Bins.Count} trials a day costs {HumanNumber.Money(curve.Histogram.Minimum)} to "
                + $"{HumanNumber.Money(curve.Histogram.Maximum)}";
        }
        var likely = curve.Bins.OrderByDescending(bin => bin.Count).Take(3)
            .Select(bin => $"{HumanNumber.Money(curve.Middle(bin))} ({Share(curve, bin)})").ToList();
        return curve.Bins.Count > 3
            ? $"A day costs one of {curve.Bins.Count} sums: {string.Join(", ", likely)} ..."
            : $"A day costs {string.Join(", ", likely[..^1])} or {likely[^1]}";
    }

    /// <summary>The page for a cost that is one number: no other picture repeats it.</summary>
    private static Sheet OneFigure(PictureContext context, OutputResult cost)
    {
        string figure = HumanNumber.Money(cost.Moments.Mean);
        if (cost.Moments.Maximum == 0)
        {
            return Statement.Compose(context, "A day costs nothing", figure,
                "Every trial costs 0 USD: no demand, or GPUs at no price.");
        }
        if (cost.Histogram.Count == 1)
        {
            return Statement.Compose(context, $"In the one trial a day costs {figure}", figure,
                "One trial says nothing about how sure the figure is. Run more: -n 1M.");
        }
        double width = (cost.Moments.Maximum - cost.Moments.Minimum) / cost.Moments.Maximum;
        string reason = context.Result.Scenario.Uncertain.Count == 0
            ? "No input is uncertain, so every trial is the same day. "
                + "Give an input a range, triangular say, and the cost becomes a distribution."
            : width > 0
                ? $"The uncertain inputs move the cost by no more than {HumanNumber.Percent(width)}: there is no distribution to draw."
                : "The uncertain inputs do not move the cost.";
        return Statement.Compose(context, $"Every day costs {figure}", figure, reason);
    }

    /// <summary>What the axis leaves out, in words.</summary>
    public static string Beyond(CumulativeCurve curve, ValueAxis axis)
    {
        double zeros = axis.IsLog ? curve.Zeros : 0;
        double beyond = curve.Beyond(axis.ValueAt(axis.Minimum), axis.ValueAt(axis.Maximum)) - zeros;
        return Sheet.Joined(" · ",
            zeros > 0 ? $"{HumanNumber.Percent(zeros)} of trials cost nothing" : "",
            beyond > 1e-12 ? $"{HumanNumber.Percent(beyond)}{(zeros > 0 ? "" : " of trials")} beyond the axis" : "");
    }

    /// <summary>A filled density, the 90 % range darker.</summary>
    public static void DrawCurve(Panel panel, CumulativeCurve curve, ValueAxis axis, double p5, double p95)
    {
        var (positions, heights) = Density.Of(curve, axis);
        double from = axis.Of(p5), to = axis.Of(p95);
        Fill(panel.Plot, positions, heights, double.NegativeInfinity, from, Theme.AccentFaint);
        Fill(panel.Plot, positions, heights, from, to, Theme.AccentLight);
        Fill(panel.Plot, positions, heights, to, double.PositiveInfinity, Theme.AccentFaint);
        var line = panel.Plot.Add.ScatterLine(positions, heights, Theme.Accent);
        line.LineWidth = 1.6f;
    }

    private static void Fill(Plot plot, double[] positions, double[] heights, double from, double to, Color colour)
    {
        double start = Math.Max(from, positions[0]), end = Math.Min(to, positions[^1]);
        if (!(end > start))
        {
            return;
        }
        List<Coordinates> corners = [new(start, 0), new(start, At(positions, heights, start))];
        for (int i = 0; i < positions.Length; i++)
        {
            if (positions[i] > start && positions[i] < end)
            {
                corners.Add(new(positions[i], heights[i]));
            }
        }
        corners.Add(new(end, At(positions, heights, end)));
        corners.Add(new(end, 0));
        var area = plot.Add.Polygon([.. corners]);
        area.FillColor = colour;
        area.LineWidth = 0;
    }

    private static double At(double[] positions, double[] heights, double position)
    {
        int i = Array.FindIndex(positions, p => p >= position);
        if (i <= 0)
        {
            return i == 0 ? heights[0] : heights[^1];
        }
        double width = positions[i] - positions[i - 1];
        return width > 0 ? heights[i - 1] + (position - positions[i - 1]) / width * (heights[i] - heights[i - 1]) : heights[i];
    }

    /// <summary>A bar per distinct value, as high as its share.</summary>
    public static void DrawBars(Panel panel, CumulativeCurve curve, ValueAxis axis)
    {
        double most = curve.Bins.Max(bin => bin.Count), width = Math.Min(0.016, 0.5 / curve.Bins.Count) * (axis.Maximum - axis.Minimum);
        foreach (var bin in curve.Bins.Where(bin => !axis.IsLog || bin.Upper > 0))
        {
            double centre = axis.Of(curve.Middle(bin));
            var bar = panel.Plot.Add.Rectangle(centre - width / 2, centre + width / 2, 0, bin.Count / most);
            bar.FillColor = Theme.AccentLight;
            bar.LineWidth = 0;
        }
    }

    /// <summary>A stroke per trial where the curve rests on few.</summary>
    private static void DrawFewTrials(Panel panel, CumulativeCurve curve, ValueAxis axis)
    {
        if (curve.Histogram.Count > MostStrokes)
        {
            return;
        }
        foreach (var bin in curve.Bins)
        {
            double position = axis.Within(curve.Middle(bin));
            var stroke = panel.Plot.Add.Line(position, 0, position, 0.04);
            stroke.Color = Theme.Accent;
            stroke.LineWidth = 1;
        }
    }

    private static string Share(CumulativeCurve curve, HistogramBin bin) => HumanNumber.Percent(bin.Count / (double)curve.Histogram.Count);

    /// <summary>Writes the labels in a row above the panel, each joined to its place on the axis.</summary>
    private static void WriteMarkers(Sheet sheet, Panel panel, ValueAxis axis, List<Marker> markers)
    {
        var figures = markers.Select(marker => axis.Place(marker.Value) switch
        {
            < 0 => "← " + marker.Figure,
            > 0 => marker.Figure + " →",
            _ => marker.Figure,
        }).ToList();
        var wanted = markers.Select(marker => panel.X(axis.Within(marker.Value))).ToList();
        var widths = markers.Select((marker, i) => Sheet.Widest((figures[i], Theme.StrongLabel), (marker.Note, Theme.Note))).ToList();
        var centres = LabelRow.Spread(wanted, widths, sheet.Body.Left, sheet.Body.Right, 2 * Theme.LabelGap);
        float top = sheet.Body.Top;
        for (int i = 0; i < markers.Count; i++)
        {
            var marker = markers[i];
            sheet.Write(figures[i], centres[i], top, Theme.StrongLabel with { Colour = marker.Colour }, Alignment.UpperCenter);
            sheet.Write(marker.Note, centres[i], top + 18, Theme.Note, Alignment.UpperCenter);
            if (axis.Place(marker.Value) == 0)
            {
                sheet.Line(marker.Colour, marker.Colour == Theme.Accent ? 2 : 1.2f, marker.IsDashed,
                    new(centres[i], top + LabelHeight + 2), new(wanted[i], panel.Area.Top - 2), new(wanted[i], panel.Y(marker.Foot)));
            }
        }
    }

    /// <summary>A value of the axis to be named: figure, a small note, and the height where its line ends.</summary>
    private readonly record struct Marker(string Figure, string Note, double Value, Color Colour, bool IsDashed = false, double Foot = 0);
}

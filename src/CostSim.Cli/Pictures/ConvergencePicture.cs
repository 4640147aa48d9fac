using CostSim.Analysis;
using CostSim.Cli.Text;
using CostSim.Statistics;
using ScottPlot;
using SkiaSharp;

namespace CostSim.Cli.Pictures;

/// <summary>
/// convergence.png: P5, P50 and P95 of the daily cost and their intervals against the number of trials, relative to the final values. Left
/// out are percentiles that are 0 or known exactly; null where no other is left or the trials are too few to compare.
/// </summary>
internal static class ConvergencePicture
{
    private const float PanelGap = 14;
    private const float HeadHeight = 40;
    private const int FewestPoints = 3;

    public static Sheet? Compose(PictureContext context)
    {
        var points = context.Convergence;
        if (points.Count < FewestPoints)
        {
            return null;
        }
        Curve[] curves = [.. Convergence.Percentiles.Select((percentile, i) => new Curve(percentile, points, i))
            .Where(curve => curve.HasSettled)];
        if (curves.Length == 0)
        {
            return null;
        }
        var sheet = new Sheet(
            Title(points[^1].Trials, curves), $"{context.Name} · daily cost, each estimate against the one from all trials", context,
            footnotes: "shaded: 95 % Monte Carlo interval");
        double reach = 1.05 * curves.Max(curve => curve.Reach);
        var axis = new ValueAxis(false, -reach, reach, "");
        var body = sheet.Body;
        var ticks = axis.Ticks(Theme.MostTicks - 1, body.Height - Panel.AxisHeight - HeadHeight, _ => Theme.Tick.LineHeight);
        string[] labels = [.. ticks.Select(tick => Deviation(tick.Position))];
        float tickWidth = labels.Max(label => Sheet.Measure(label, Theme.Tick)) + Theme.LabelGap;
        float width = (body.Width - tickWidth - (curves.Length - 1) * PanelGap) / curves.Length;
        for (int i = 0; i < curves.Length; i++)
        {
            float left = body.Left + tickWidth + i * (width + PanelGap);
            var area = new SKRect(left, body.Top + HeadHeight, left + width, body.Bottom - Panel.AxisHeight);
            using var panel = new Panel(
                sheet, area, Math.Log10(points[0].Trials), Math.Log10(points[^1].Trials), axis.Minimum, axis.Maximum);
            Draw(panel.Plot, curves[i], ticks);
            panel.Render();
            WriteHead(sheet, panel, curves[i]);
            WriteTrials(sheet, panel, points);
            if (i == 0)
            {
                foreach (var (tick, label) in ticks.Zip(labels))
                {
                    sheet.Write(label, area.Left - 6, panel.Y(tick.Position), Theme.Tick, Alignment.MiddleRight);
                }
                sheet.Write("trials, log scale", area.Left, area.Bottom + 27, Theme.Note);
            }
        }
        return sheet;
    }

    private static string Title(long trials, Curve[] curves)
    {
        string[] names = [.. curves.Select(curve => curve.Name)];
        string all = names.Length == 1 ? $"{names[0]} is" : $"{string.Join(", ", names[..^1])} and {names[^1]} are";
        return $"After {HumanNumber.Count(trials)} trials {all} known to "
            + $"±{HumanNumber.Percent(curves.Max(curve => curve.HalfWidth))} or better";
    }

    private static void Draw(Plot plot, Curve curve, IReadOnlyList<AxisTick> ticks)
    {
        var known = curve.Points.Where(point => point.Deviation.HasInterval).ToList();
        var band = plot.Add.Polygon(
        [
            .. known.Select(point => new Coordinates(Math.Log10(point.Trials), point.Deviation.Lower)),
            .. Enumerable.Reverse(known).Select(point => new Coordinates(Math.Log10(point.Trials), point.Deviation.Upper)),
        ]);
        band.FillColor = Theme.AccentLight;
        band.LineWidth = 0;
        Coordinates[] line = [.. curve.Points.Select(point => new Coordinates(Math.Log10(point.Trials), point.Deviation.Value))];
        foreach (var tick in ticks)
        {
            var grid = plot.Add.Line(line[0].X, tick.Position, line[^1].X, tick.Position);
            grid.Color = tick.Position == 0 ? Theme.Rule : Theme.Rule.WithAlpha(0.25);
            grid.LineWidth = 1;
        }
        plot.Add.ScatterLine(line, Theme.Accent).LineWidth = 2.5f;
    }

    private static void WriteHead(Sheet sheet, Panel panel, Curve curve)
    {
        sheet.Write(
            $"{curve.Name} {HumanNumber.Money(curve.Final.Value)}", panel.Area.Left, panel.Area.Top - HeadHeight + 4, Theme.StrongLabel);
        sheet.Write($"±{HumanNumber.Percent(curve.HalfWidth)}", panel.Area.Left, panel.Area.Top - HeadHeight + 22, Theme.Note);
    }

    /// <summary>Powers of ten, or of two where those are fewer than two.</summary>
    private static void WriteTrials(Sheet sheet, Panel panel, IReadOnlyList<ConvergencePoint> points)
    {
        sheet.Line(Theme.Rule, 1, false, new(panel.Area.Left, panel.Area.Bottom), new(panel.Area.Right, panel.Area.Bottom));
        double[] tens = [.. Enumerable.Range(1, 12).Select(power => Math.Pow(10, power))
            .Where(trials => trials >= points[0].Trials && trials <= points[^1].Trials)];
        double[] marked = tens.Length >= 2 ? tens : [points[0].Trials, points[^1].Trials];
        foreach (double trials in marked)
        {
            float x = panel.X(Math.Log10(trials));
            string label = HumanNumber.Tick(trials, "");
            float half = Sheet.Measure(label, Theme.Tick) / 2;
            sheet.Line(Theme.Rule, 1, false, new(x, panel.Area.Bottom), new(x, panel.Area.Bottom + 4));
            sheet.Write(label, Math.Clamp(x, panel.Area.Left + half, panel.Area.Right - half), panel.Area.Bottom + 6,
                Theme.Tick, Alignment.UpperCenter);
        }
    }

    private static string Deviation(double share) => share == 0 ? "0" : (share > 0 ? "+" : "−") + HumanNumber.Percent(Math.Abs(share));

    /// <summary>One percentile's estimates over the trials.</summary>
    private sealed class Curve(Percentile percentile, IReadOnlyList<ConvergencePoint> points, int place)
    {
        public string Name => percentile.Name.ToUpperInvariant();

        public Estimate Final => points[^1].Percentiles[place];

        /// <summary>False where the estimate is 0, known exactly or without an interval.</summary>
        public bool HasSettled => Final is { Value: > 0, HasInterval: true } && Final.Upper > Final.Lower;

        public double HalfWidth => (Final.Upper - Final.Lower) / 2 / Final.Value;

        /// <summary>The estimates relative to the final one, as deviations from it.</summary>
        public IEnumerable<(long Trials, Estimate Deviation)> Points =>
            points.Select(point => (point.Trials, Relative(point.Percentiles[place])));

        /// <summary>The largest deviation that the curve or its band shows.</summary>
        public double Reach => Points
            .SelectMany(point => new[] { point.Deviation.Value, point.Deviation.Lower, point.Deviation.Upper })
            .Where(double.IsFinite).Max(Math.Abs);

        private Estimate Relative(Estimate estimate) =>
            new(estimate.Value / Final.Value - 1, estimate.Lower / Final.Value - 1, estimate.Upper / Final.Value - 1);
    }
}

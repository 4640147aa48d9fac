using CostSim.Analysis;
using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using ScottPlot;
using SkiaSharp;

namespace CostSim.Cli.Pictures;

/// <summary>
/// roofline.png: FLOP/s per GPU against FLOP per byte read, with the roofs of every GPU used and what prefill and decode reach. A serving
/// model that says nothing of memory gives a level instead of a point: the FLOP per byte it needs at least. Null when nothing is reached.
/// </summary>
internal static class RooflinePicture
{
    /// <summary>FLOP/s and byte/s in a unit of the axes.</summary>
    public const double Tera = 1e12;

    /// <summary>Radius of a point.</summary>
    public const float DotRadius = 5.5f;

    private const float TickWidth = 52;
    private const float AxisNameHeight = 22;

    private const int MostPanels = 8;
    private const float PanelHeight = 210;
    private const float PanelGap = 18;
    private const float KeyHeight = 24;

    /// <summary>Trials of each point that are drawn behind it.</summary>
    private const int CloudSize = 400;

    public static Sheet? Compose(ExplainedDay day)
    {
        var plan = day.Result.Plan;
        var spreads = AchievedSpread.Over(day.Explanation, plan.Seed, ExplainedDay.SpreadTrials);
        if (spreads.Count == 0)
        {
            return null;
        }
        var context = new PictureContext(day.Result with { Plan = plan with { Trials = ExplainedDay.SpreadTrials } }, ProgramVersion.Text);
        bool isUncertain = day.Scenario.Uncertain.Count > 0;
        return spreads.Any(HasPlace)
            ? ComposePanels(day.Explanation, spreads, context, isUncertain)
            : ComposeLevels(day.Explanation, spreads, context);
    }

    /// <summary>A panel for every workload, all with the same axes.</summary>
    private static Sheet ComposePanels(
        Explanation explanation, IReadOnlyList<AchievedSpread> spreads, PictureContext context, bool isUncertain)
    {
        var workloads = explanation.Workloads.Where(workload => workload.Rates.Count > 0).OrderByDescending(CostOf).ToList();
        var shown = workloads.Take(MostPanels).ToList();
        bool isSingle = shown.Count == 1;
        var roofs = Roof.Of(explanation);
        int rows = (shown.Count + 1) / 2;
        string subtitle = isSingle
            ? Subtitle(context)
            : $"{context.Name} · TFLOP/s per GPU against FLOP per byte, at the inputs' medians; log scales";
        var sheet = new Sheet(
            Title(explanation), subtitle, context, isSingle ? 0 : KeyHeight * roofs.Count + rows * (PanelHeight + PanelGap),
            isUncertain ? "bars: P5 to P95 of the trials (dots)" : "",
            workloads.Count > shown.Count ? $"without the {workloads.Count - shown.Count} cheapest workloads" : "",
            "bytes: a decode step's weights, keys and values; in prefill the weights once a prompt",
            spreads.Any(IsBeyondRoof) ? "beyond a roof: only with several prompts read together" : "");
        var axes = Axes(spreads, roofs, roofNames: isSingle ? roofs.Count : 0);
        var body = sheet.Body;
        float top = body.Top + (isSingle ? 0 : Roof.WriteKey(sheet, roofs)), height = (body.Bottom - top - (rows - 1) * PanelGap) / rows;
        float width = isSingle ? body.Width : (body.Width - PanelGap) / 2;
        for (int i = 0; i < shown.Count; i++)
        {
            float left = body.Left + i % 2 * (width + PanelGap), start = top + i / 2 * (height + PanelGap);
            var ofWorkload = spreads.Where(spread => spread.Median.Workload == shown[i].Name).ToList();
            float head = AxisNameHeight;
            if (isSingle)
            {
                sheet.Write($"TFLOP/s per GPU, {axes.Y.ScaleNote}", left, start, Theme.Note);
            }
            else
            {
                head = WriteHead(sheet, shown[i].Name, ofWorkload, left, start, width);
            }
            var area = new SKRect(left + TickWidth, start + head, left + width, start + height - Panel.AxisHeight);
            ComposePanel(sheet, area, ofWorkload, roofs, axes, isSingle);
        }
        return sheet;
    }

    /// <summary>A panel's workload and what its phases reach, each with its dot; returns the height taken.</summary>
    private static float WriteHead(Sheet sheet, string workload, IReadOnlyList<AchievedSpread> spreads, float left, float top, float width)
    {
        float y = top + Theme.StrongLabel.LineHeight;
        sheet.Write(Sheet.Shorten(workload, Theme.StrongLabel, width), left, top, Theme.StrongLabel);
        foreach (var phase in new[] { Phase.Prefill, Phase.Decode })
        {
            var rates = spreads.Select(spread => spread.Median).Where(rate => rate.Phase == phase).ToList();
            if (rates.Count > 0)
            {
                sheet.Dot(left + 5, y + 7, 4.5f, Colour(phase));
                sheet.Write(Sheet.Shorten($"{NameOf(phase)} {Figures(rates)}", Theme.Note, width - 16), left + 16, y, Theme.Note);
                y += Theme.Note.LineHeight;
            }
        }
        return Theme.StrongLabel.LineHeight + 2 * Theme.Note.LineHeight + 6;
    }

    /// <param name="sheet">The sheet.</param>
    /// <param name="area">The panel's place.</param>
    /// <param name="spreads">What one workload reaches.</param>
    /// <param name="roofs">The roofs.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="isNamed">Whether roofs and points are named in the panel; else above it.</param>
    private static void ComposePanel(
        Sheet sheet, SKRect area, IReadOnlyList<AchievedSpread> spreads, IReadOnlyList<Roof> roofs,
        (ValueAxis X, ValueAxis Y) axes, bool isNamed)
    {
        var (x, y) = axes;
        using var panel = new Panel(sheet, area, x.Minimum, x.Maximum, y.Minimum, y.Maximum);
        var points = spreads.Where(HasPlace).ToList();
        var levels = RooflineLevel.Of([.. spreads.Except(points)], namesWorkloads: false);
        WriteGrid(sheet, panel, y);
        foreach (var point in points)
        {
            DrawCloud(panel.Plot, point, x, y);
        }
        foreach (var roof in roofs)
        {
            roof.Draw(panel.Plot, x, y);
        }
        foreach (var level in levels)
        {
            level.Draw(panel.Plot, x, y);
        }
        foreach (var point in points)
        {
            DrawBars(panel.Plot, point, x, y);
        }
        panel.Render();
        panel.WriteAxis(x, "FLOP per byte read from memory");
        foreach (var spread in spreads)
        {
            // A white rim sets the dot off from the trials around it.
            var centre = CentreOf(spread, panel, axes);
            sheet.Dot(centre.X, centre.Y, DotRadius + 1.5f, Theme.Ground);
            sheet.Dot(centre.X, centre.Y, DotRadius, Colour(spread.Median.Phase));
        }
        if (isNamed)
        {
            var taken = new List<SKRect>();
            Roof.WriteNames(sheet, panel, roofs, y, taken);
            WriteNames(sheet, panel, spreads, roofs, axes, taken);
        }
    }

    /// <summary>Where a rate stands; one without intensity at the least it needs.</summary>
    private static SKPoint CentreOf(AchievedSpread spread, Panel panel, (ValueAxis X, ValueAxis Y) axes)
    {
        var rate = spread.Median;
        double intensity = HasPlace(spread) ? rate.Intensity : rate.FlopPerSecond / rate.Gpu.Bandwidth;
        return new(panel.X(axes.X.Of(intensity)), panel.Y(axes.Y.Of(rate.FlopPerSecond / Tera)));
    }

    private static string NameOf(Phase phase) => phase == Phase.Prefill ? "prefill" : "decode";

    private static string Figures(IReadOnlyList<AchievedRate> rates) => rates is [var only]
        ? $"{HumanNumber.Plain(only.FlopPerSecond / Tera)} TFLOP/s, {HumanNumber.Percent(only.FlopPerSecond / only.Peak)} of peak"
        : $"{string.Join(", ", rates.Select(rate => $"{rate.Gpu.Name} {HumanNumber.Percent(rate.FlopPerSecond / rate.Peak)}"))} of peak";

    /// <summary>One panel with a level for every workload, named in a column beside it.</summary>
    private static Sheet ComposeLevels(Explanation explanation, IReadOnlyList<AchievedSpread> spreads, PictureContext context)
    {
        var levels = RooflineLevel.Of(spreads, namesWorkloads: explanation.Workloads.Count > 1);
        var roofs = Roof.Of(explanation);
        bool hasBand = levels is [{ Spread.FlopPerSecond: var (low, high) }] && high > low;
        var sheet = new Sheet(Title(explanation), Subtitle(context), context, footnotes: hasBand ? "band: P5 to P95 of the trials" : "");
        var (x, y) = Axes(spreads, roofs, roofs.Count);
        var body = sheet.Body;
        sheet.Write($"TFLOP/s per GPU, {y.ScaleNote}", body.Left, body.Top, Theme.Note);
        var area = new SKRect(body.Left + TickWidth, body.Top + AxisNameHeight, body.Right - RooflineLevel.ColumnWidth(levels),
            body.Bottom - Panel.AxisHeight);
        using var panel = new Panel(sheet, area, x.Minimum, x.Maximum, y.Minimum, y.Maximum);
        WriteGrid(sheet, panel, y);
        if (hasBand)
        {
            levels[0].DrawBand(panel.Plot, x, y);
        }
        foreach (var roof in roofs)
        {
            roof.Draw(panel.Plot, x, y);
        }
        foreach (var level in levels)
        {
            level.Draw(panel.Plot, x, y);
        }
        panel.Render();
        panel.WriteAxis(x, "FLOP per byte read from memory");
        Roof.WriteNames(sheet, panel, roofs, y, []);
        RooflineLevel.WriteColumn(sheet, panel, levels, x, y);
        return sheet;
    }

    private static bool HasPlace(AchievedSpread spread) => double.IsFinite(spread.Median.Intensity);

    private static bool IsBeyondRoof(AchievedSpread spread) =>
        spread.Median.Phase == Phase.Prefill && spread.Median.FlopPerSecond > spread.Median.Intensity * spread.Median.Gpu.Bandwidth;

    private static double CostOf(WorkloadExplanation workload) => workload.Parts.Sum(part => part.Value);

    private static string Subtitle(PictureContext context) =>
        $"{context.Name} · FLOP/s per GPU against FLOP per byte read from memory, at the inputs' medians";

    /// <summary>What the costliest workload does on the accelerator that most of it runs on.</summary>
    private static string Title(Explanation explanation)
    {
        var workload = explanation.Workloads.Where(workload => workload.Rates.Count > 0).MaxBy(CostOf)!;
        var gpu = workload.Gpus.MaxBy(gpu => gpu.Share).Gpu;
        var rates = workload.Rates.Where(rate => rate.Gpu == gpu).ToList();
        string name = explanation.Workloads.Count > 1 ? Sheet.Shorten(workload.Name, Theme.Title, 200) + ": " : "";
        string Share(AchievedRate rate) => HumanNumber.Percent(rate.FlopPerSecond / rate.Peak);
        var decode = rates.Find(rate => rate.Phase == Phase.Decode);
        var prefill = rates.Find(rate => rate.Phase == Phase.Prefill);
        if (workload.Rooflines.Count == 0)
        {
            var main = decode ?? prefill!;
            string title = $"{name}the {workload.Serving.RateIs} {Share(main)} of the peak needs "
                + $"{HumanNumber.Plain(main.FlopPerSecond / gpu.Bandwidth)} FLOP per byte read";
            return name.Length > 0 ? title : char.ToUpperInvariant(title[0]) + title[1..];
        }
        string limit = workload.Rooflines.FirstOrDefault(roofline => roofline.Gpu == gpu) is { HasSteps: true } roofline
            ? $", limited by {LimitOf(roofline)},"
            : "";
        string text = name + Sheet.Joined("; ",
            decode is null ? "" : $"decode{limit} reaches {Share(decode)} of the peak",
            prefill is null ? "" : decode is null ? $"prefill reaches {Share(prefill)} of the peak" : $"prefill {Share(prefill)}");
        return name.Length > 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>What takes most of a decode step.</summary>
    private static string LimitOf(RooflineExplanation roofline)
    {
        double linear = roofline.Linear, attention = roofline.Attention, experts = roofline.Experts;
        double reading = (roofline.LinearMemory >= roofline.LinearCompute ? linear : 0)
            + (roofline.ExpertMemory >= roofline.ExpertCompute ? experts : 0)
            + (roofline.AttentionMemory >= roofline.AttentionCompute ? attention : 0);
        return new[] { ("memory", reading), ("computing", linear + experts + attention - reading), ("exchanges", roofline.Communication),
            ("overhead", roofline.Overhead) }
            .MaxBy(part => part.Item2).Item1;
    }

    private static (ValueAxis X, ValueAxis Y) Axes(IReadOnlyList<AchievedSpread> spreads, IReadOnlyList<Roof> roofs, int roofNames)
    {
        double[] ridges = [.. roofs.Select(roof => roof.Peak / roof.Bandwidth)];
        double[] intensities =
        [
            .. ridges, .. ridges.Select(ridge => ridge / 20),
            .. spreads.SelectMany(spread => double.IsFinite(spread.Median.Intensity)
                ? new[] { spread.Intensity.Low, spread.Intensity.High, spread.Median.Intensity }
                : [spread.FlopPerSecond.Low / spread.Median.Gpu.Bandwidth]),
        ];
        double[] rates =
        [
            .. roofs.Select(roof => roof.Peak / 30),
            .. spreads.SelectMany(spread => new[] { spread.FlopPerSecond.Low, spread.Median.FlopPerSecond }),
        ];
        double least = Math.Log10(intensities.Min() / 2), most = Math.Log10(Math.Max(intensities.Max() * 1.6, ridges.Max() * 5));
        double bottom = Math.Log10(rates.Min() / 2.5 / Tera), peak = Math.Log10(roofs.Max(roof => roof.Peak) / Tera);
        // Room above the highest roof for the names of all.
        double top = peak + (peak - bottom) * (0.06 + 0.055 * roofNames);
        return (new(true, least, most, "FLOP/byte"), new(true, bottom, top, "TFLOP/s"));
    }

    private static void WriteGrid(Sheet sheet, Panel panel, ValueAxis y)
    {
        foreach (var tick in y.Ticks(Theme.MostTicks, panel.Area.Height, _ => 1.6f * Theme.Tick.LineHeight)
            .Where(tick => tick.Label.Length > 0))
        {
            float height = panel.Y(tick.Position);
            sheet.Line(Theme.Grid, 1, false, new(panel.Area.Left, height), new(panel.Area.Right, height));
            sheet.Write(tick.Label, panel.Area.Left - 6, height, Theme.Tick, Alignment.MiddleRight);
        }
    }

    /// <summary>Trials behind their point, so that it is seen which rates go with which intensities.</summary>
    private static void DrawCloud(Plot plot, AchievedSpread point, ValueAxis x, ValueAxis y)
    {
        var places = Shown(point).Select(trial => new Coordinates(x.Of(trial.Intensity), y.Of(trial.FlopPerSecond / Tera))).ToArray();
        if (places.Length > 0)
        {
            var cloud = plot.Add.ScatterPoints(places, Colour(point.Median.Phase).Lighten(0.3).WithAlpha(0.4));
            cloud.MarkerSize = 2.6f;
            cloud.MarkerShape = MarkerShape.FilledCircle;
        }
    }

    /// <summary>Some of the trials, evenly taken.</summary>
    private static IEnumerable<AchievedRate> Shown(AchievedSpread point)
    {
        int stride = Math.Max(1, point.Trials.Count / CloudSize);
        return point.Trials.Where((trial, i) => i % stride == 0 && double.IsFinite(trial.Intensity));
    }

    private static void DrawBars(Plot plot, AchievedSpread point, ValueAxis x, ValueAxis y)
    {
        double centre = x.Of(point.Median.Intensity), middle = y.Of(point.Median.FlopPerSecond / Tera);
        void Bar(double fromX, double fromY, double toX, double toY)
        {
            var bar = plot.Add.Line(fromX, fromY, toX, toY);
            bar.LineColor = Colour(point.Median.Phase);
            bar.LineWidth = 2;
        }
        Bar(x.Of(point.Intensity.Low), middle, x.Of(point.Intensity.High), middle);
        Bar(centre, y.Of(point.FlopPerSecond.Low / Tera), centre, y.Of(point.FlopPerSecond.High / Tera));
    }

    /// <summary>The phases' names beside their dots, where none covers another, a bar, a roof or a trial.</summary>
    private static void WriteNames(
        Sheet sheet, Panel panel, IReadOnlyList<AchievedSpread> spreads, IReadOnlyList<Roof> roofs,
        (ValueAxis X, ValueAxis Y) axes, List<SKRect> taken)
    {
        var (x, y) = axes;
        foreach (var spread in spreads)
        {
            var centre = CentreOf(spread, panel, axes);
            taken.Add(SKRect.Create(centre.X - 7, centre.Y - 7, 14, 14));
            float right = HasPlace(spread) ? panel.X(x.Of(spread.Intensity.High)) : panel.Area.Right;
            taken.Add(new(HasPlace(spread) ? panel.X(x.Of(spread.Intensity.Low)) : centre.X, centre.Y - 2, right, centre.Y + 2));
            taken.Add(new(centre.X - 2, panel.Y(y.Of(spread.FlopPerSecond.High / Tera)), centre.X + 2,
                panel.Y(y.Of(spread.FlopPerSecond.Low / Tera))));
        }
        taken.AddRange(spreads.SelectMany(Shown).Select(trial => SKRect.Create(
            panel.X(x.Of(trial.Intensity)) - 1.5f, panel.Y(y.Of(trial.FlopPerSecond / Tera)) - 1.5f, 3, 3)));
        taken.AddRange(roofs.SelectMany(roof => roof.Traced(panel, axes)));
        foreach (var phase in spreads.GroupBy(spread => spread.Median.Phase))
        {
            string figures = Figures([.. phase.Select(spread => spread.Median)]);
            var size = new SKSize(Sheet.Widest((NameOf(phase.Key), Theme.StrongNote), (figures, Theme.Note)), 2 * Theme.Note.LineHeight);
            var centre = CentreOf(phase.First(), panel, axes);
            var place = Place(centre, size, panel.Area, taken);
            taken.Add(place);
            var nearest = new SKPoint(Math.Clamp(centre.X, place.Left, place.Right), Math.Clamp(centre.Y, place.Top, place.Bottom));
            if (SKPoint.Distance(nearest, centre) > 30)
            {
                sheet.Line(Theme.Rule, 1, false, centre, nearest);
            }
            sheet.Write(NameOf(phase.Key), place.Left, place.Top, Theme.StrongNote);
            sheet.Write(figures, place.Left, place.Top + Theme.Note.LineHeight, Theme.Note);
        }
    }

    /// <summary>The nearest free place for a box of this size around a point; right below it where all is free.</summary>
    private static SKRect Place(SKPoint centre, SKSize size, SKRect area, List<SKRect> taken)
    {
        var best = SKRect.Create(centre.X + 9, centre.Y + 7, size.Width, size.Height);
        float least = float.PositiveInfinity;
        for (float distance = 9; distance < 260; distance += 12)
        {
            for (int direction = 0; direction < 16; direction++)
            {
                // From right below, clockwise and back, so that places below come before those above.
                double angle = Math.PI / 4 + (direction % 2 == 0 ? 1 : -1) * ((direction + 1) / 2) * Math.PI / 8;
                float dx = distance * (float)Math.Cos(angle), dy = distance * (float)Math.Sin(angle);
                var box = SKRect.Create(
                    centre.X + dx - (dx < -1 ? size.Width : dx < 1 ? size.Width / 2 : 0),
                    centre.Y + dy - (dy < -1 ? size.Height : dy < 1 ? size.Height / 2 : 0), size.Width, size.Height);
                var grown = SKRect.Inflate(box, 3, 2);
                if (grown.Left < area.Left || grown.Right > area.Right + 1 || grown.Top < area.Top || grown.Bottom > area.Bottom)
                {
                    continue;
                }
                float covered = taken.Sum(
                    other => SKRect.Intersect(grown, other) is { Width: > 0, Height: > 0 } common ? common.Width * common.Height : 0);
                if (covered == 0)
                {
                    return box;
                }
                if (covered + distance < least)
                {
                    (best, least) = (box, covered + distance);
                }
            }
        }
        return best;
    }

    /// <summary>The colour of a phase's points and levels.</summary>
    public static Color Colour(Phase phase) => Theme.Category(phase == Phase.Prefill ? 0 : 1);
}

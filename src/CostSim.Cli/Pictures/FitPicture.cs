using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using CostSim.Distributions;
using ScottPlot;
using SkiaSharp;

namespace CostSim.Cli.Pictures;

/// <summary>
/// fit.png: the data's (or stated) percentiles and the best three laws, as distribution functions and as quantiles against quantiles.
/// </summary>
internal static class FitPicture
{
    public const string FileName = "fit.png";

    /// <summary>P99/P1 above which the axes are logarithmic.</summary>
    private const double LogAbove = 30;

    /// <summary>Numbers from which the axes leave the rarest out.</summary>
    private const int Many = 1000;

    private const double Rare = 0.0005;
    private const int MostDots = 160, CurvePoints = 240, MostSteps = 600;
    private const float KeyHeight = 24, PanelHead = 20, PanelGap = 30, WidestLabel = 230;

    private static readonly Color[] Colours = [Theme.Accent, Theme.Category(6), Theme.Category(4)];

    /// <summary>The picture of laws fitted to data; null where all numbers are the same.</summary>
    public static Sheet? OfData(FittedData fitted)
    {
        if (fitted.IsConstant)
        {
            return null;
        }
        var sample = fitted.Sample;
        var chosen = fitted.Ranked.OrderBy(fit => fit == fitted.Choice.Law ? 0 : 1).Take(Colours.Length);
        var laws = chosen.Select(fit => new Curve(fit.Name, $"D {HumanNumber.Percent(fit.Distance.KolmogorovSmirnov)}", fit.Distribution))
            .ToList();
        double edge = sample.Count >= Many ? Rare : 0;
        var (low, high) = edge > 0 ? (sample.Quantile(edge), sample.Quantile(1 - edge)) : (sample.Minimum, sample.Maximum);
        int beyond = 0;
        foreach (double value in sample.Values)
        {
            beyond += value < low || value > high ? 1 : 0;
        }
        string footer = Sheet.Joined(" · ",
            FormattableString.Invariant($"{HumanNumber.Count(sample.Count)} numbers"),
            beyond > 0 ? $"{HumanNumber.Count(beyond)} beyond the axes" : "",
            FormattableString.Invariant(
                $"p-values from {fitted.Bootstrap.Replicates} samples, seed {fitted.Bootstrap.Seed} · CostSim {ProgramVersion.Text}"));
        string p = fitted.Choice.Law is { } law ? $" ({FitWords.PValues(law)})" : "";
        var observed = Enumerable.Range(0, Math.Min(sample.Count, MostSteps))
            .Select(i => Rank(i, Math.Min(sample.Count, MostSteps), sample.Count)).Distinct()
            .Select(i => new Observation((i + 0.5) / sample.Count, sample.Values[i])).ToList();
        return Draw(
            new(FitWords.Title(fitted) + p, $"{fitted.Subject} · {Named(fitted.Target, fitted.Data.Name)}", footer, "data", laws, observed)
            {
                Axis = Axis(low, high, sample.Minimum > 0 ? sample.Quantile(0.99) / sample.Quantile(0.01) : 1, fitted.Target.Unit),
                Dots = [.. Enumerable.Range(0, Math.Min(sample.Count, MostDots))
                .Select(i => Rank(i, Math.Min(sample.Count, MostDots), sample.Count)).Distinct()
                .Select(i => new Observation((i + 0.5) / sample.Count, sample.Values[i]))],
                Label = Sheet.Shorten(Named(fitted.Target, fitted.Data.Name), Theme.Note, WidestLabel),
            });
    }

    /// <summary>The picture of laws fitted to percentiles; null where there is no law.</summary>
    public static Sheet? OfPercentiles(FittedPercentiles fitted)
    {
        if (fitted.Choice is not { } choice)
        {
            return null;
        }
        var laws = fitted.Laws.OrderBy(law => law == choice ? 0 : 1).Take(Colours.Length)
            .Select(law => new Curve(
                law.Name, law.Misfit == 0 ? "exact" : $"off by up to {HumanNumber.Percent(law.Misfit)}", law.Distribution)).ToList();
        var points = fitted.Points.Select(point => new Observation(point.P, point.Value)).ToList();
        double low = points[0].Value, high = points[^1].Value;
        foreach (var law in laws)
        {
            (low, high) = (Math.Min(low, law.Law.Quantile(0.01)), Math.Max(high, law.Law.UpperQuantile(0.01)));
        }
        bool isPositive = points[0].Value > 0;
        low = isPositive ? Math.Max(low, points[0].Value / 10) : low;
        high = isPositive ? Math.Min(high, points[^1].Value * 10) : high;
        string name = fitted.Target.Definition is null ? "the number" : fitted.Target.Input;
        string title = choice.Misfit == 0
            ? $"{choice.Name} goes through all percentiles"
            : $"{choice.Name} follows the percentiles within {HumanNumber.Percent(choice.Misfit)}";
        return Draw(
            new(title, $"stated: {fitted.Subject} · {Named(fitted.Target, name)}", $"CostSim {ProgramVersion.Text}", "stated", laws, points)
            {
                Axis = Axis(low, high, isPositive ? high / low : 1, fitted.Target.Unit),
                Dots = points,
                IsStated = true,
                Label = Sheet.Shorten(Named(fitted.Target, name), Theme.Note, WidestLabel),
            });
    }

    private static Sheet Draw(Content content)
    {
        var sheet = new Sheet(content.Title, content.Subtitle, content.Footer);
        var body = sheet.Body;
        WriteKey(sheet, content);
        float tickWidth = Sheet.Measure("100 %", Theme.Tick) + 8;
        var ticks = content.Axis.Ticks(Theme.MostTicks, 250, _ => 40).Where(tick => tick.Label.Length > 0).ToList();
        float valueWidth = ticks.Select(tick => Sheet.Measure(tick.Label, Theme.Tick)).DefaultIfEmpty().Max() + 8;
        float top = body.Top + KeyHeight + PanelHead, bottom = body.Bottom - Panel.AxisHeight;
        float width = (body.Width - tickWidth - valueWidth - PanelGap) / 2;
        var left = new SKRect(body.Left + tickWidth, top, body.Left + tickWidth + width, bottom);
        var right = new SKRect(body.Right - width, top, body.Right, bottom);
        sheet.Write("share of values below", body.Left, body.Top + KeyHeight, Theme.Note);
        string pairs = content.IsStated
            ? "stated percentile against the law's"
            : "each value of the data against the law's at the same rank";
        sheet.Write(pairs, right.Left - valueWidth, body.Top + KeyHeight, Theme.Note);
        using var shares = new Panel(sheet, left, content.Axis.Minimum, content.Axis.Maximum, 0, 1);
        DrawShares(sheet, shares, content);
        using var quantiles = new Panel(
            sheet, right, content.Axis.Minimum, content.Axis.Maximum, content.Axis.Minimum, content.Axis.Maximum);
        DrawQuantiles(sheet, quantiles, content, ticks);
        return sheet;
    }

    private static void WriteKey(Sheet sheet, Content content)
    {
        float x = sheet.Body.Left, y = sheet.Body.Top + 8;
        if (content.IsStated)
        {
            sheet.Dot(x + 5, y, 4, Theme.Ink);
        }
        else
        {
            sheet.Line(Theme.Rule, 4, false, new(x, y), new(x + 14, y));
        }
        x = sheet.Write(content.ObservedName, x + 20, y, Theme.StrongNote, Alignment.MiddleLeft).Box.Right + 2 * Theme.LabelGap;
        for (int i = 0; i < content.Laws.Count; i++)
        {
            sheet.Line(Colours[i], 2, false, new(x, y), new(x + 14, y));
            x = sheet.Write(content.Laws[i].Name, x + 20, y, Theme.StrongNote with { Colour = Colours[i] }, Alignment.MiddleLeft).Box.Right
                + 5;
            x = sheet.Write(content.Laws[i].Note, x, y, Theme.Note, Alignment.MiddleLeft).Box.Right + 2 * Theme.LabelGap;
        }
    }

    private static void DrawShares(Sheet sheet, Panel panel, Content content)
    {
        foreach (double share in (double[])[0, 0.25, 0.5, 0.75, 1])
        {
            float y = panel.Y(share);
            sheet.Line(Theme.Grid, 1, false, new(panel.Area.Left, y), new(panel.Area.Right, y));
            sheet.Write(share == 0 ? "0" : HumanNumber.Percent(share), panel.Area.Left - 6, y, Theme.Tick, Alignment.MiddleRight);
        }
        if (!content.IsStated)
        {
            DrawLine(sheet, panel.Area, Theme.Rule, 4, Steps(panel, content));
        }
        for (int i = content.Laws.Count - 1; i >= 0; i--)
        {
            var law = content.Laws[i].Law;
            DrawLine(sheet, panel.Area, Colours[i], 1.8f, Enumerable.Range(0, CurvePoints + 1).Select(k =>
            {
                double place = content.Axis.Minimum + (content.Axis.Maximum - content.Axis.Minimum) * k / CurvePoints;
                return new SKPoint(panel.X(place), panel.Y(law.Cdf(content.Axis.ValueAt(place))));
            }));
        }
        if (content.IsStated)
        {
            foreach (var point in content.Observed)
            {
                sheet.Dot(panel.X(content.Axis.Of(point.Value)), panel.Y(point.P), 4, Theme.Ink);
            }
        }
        panel.WriteAxis(content.Axis, content.Label);
    }

    /// <summary>The empirical distribution function, as steps where the numbers are few.</summary>
    private static IEnumerable<SKPoint> Steps(Panel panel, Content content)
    {
        double half = 0.5 / content.Observed.Count;
        bool isStepped = content.Observed.Count < MostSteps;
        foreach (var point in content.Observed)
        {
            float x = panel.X(content.Axis.Within(point.Value));
            if (isStepped)
            {
                yield return new(x, panel.Y(Math.Max(0, point.P - half)));
            }
            yield return new(x, panel.Y(isStepped ? Math.Min(1, point.P + half) : point.P));
        }
    }

    private static void DrawQuantiles(Sheet sheet, Panel panel, Content content, IReadOnlyList<AxisTick> ticks)
    {
        foreach (var tick in ticks)
        {
            float y = panel.Y(tick.Position);
            sheet.Line(Theme.Grid, 1, false, new(panel.Area.Left, y), new(panel.Area.Right, y));
            sheet.Write(tick.Label, panel.Area.Left - 6, y, Theme.Tick, Alignment.MiddleRight);
        }
        sheet.Line(Theme.Rule, 1, true, new(panel.Area.Left, panel.Area.Bottom), new(panel.Area.Right, panel.Area.Top));
        for (int i = content.Laws.Count - 1; i >= 0; i--)
        {
            foreach (var dot in content.Dots)
            {
                double stated = dot.P < 0.5 ? content.Laws[i].Law.Quantile(dot.P) : content.Laws[i].Law.UpperQuantile(1 - dot.P);
                if (content.Axis.Place(stated) == 0 && content.Axis.Place(dot.Value) == 0)
                {
                    sheet.Dot(panel.X(content.Axis.Of(stated)), panel.Y(content.Axis.Of(dot.Value)),
                        content.IsStated ? 4 : i == 0 ? 2.4f : 1.6f, Colours[i]);
                }
            }
        }
        panel.WriteAxis(content.Axis, content.IsStated ? "the law's percentile" : "the law's value");
    }

    /// <summary>A line through points, cut at the panel's sides.</summary>
    private static void DrawLine(Sheet sheet, SKRect area, Color colour, float width, IEnumerable<SKPoint> points)
    {
        SKPoint[] inside = [.. points.Where(point => point.X >= area.Left - 0.5f && point.X <= area.Right + 0.5f)];
        if (inside.Length > 1)
        {
            sheet.Line(colour, width, false, inside);
        }
    }

    private static ValueAxis Axis(double low, double high, double fold, string unit)
    {
        bool isLog = low > 0 && fold > LogAbove;
        var (start, end) = isLog ? (Math.Log10(low), Math.Log10(high)) : (low, high);
        double room = 0.03 * (end - start);
        return new(isLog, !isLog && low >= 0 && start - room < 0.1 * end ? 0 : start - room, end + room, unit);
    }

    /// <summary>The i-th of some ranks among n: even in the logarithm of the odds, so that tails are seen; both ends among them.</summary>
    private static int Rank(int i, int of, int n)
    {
        if (of >= n)
        {
            return i;
        }
        double farthest = Math.Log(2.0 * n - 1), odds = Math.Exp(farthest * (2.0 * i / (of - 1) - 1));
        return (int)Math.Clamp(odds / (1 + odds) * n, 0, n - 1);
    }

    private static string Named(FitTarget target, string column) =>
        Sheet.Joined(", ", target.Definition is null ? column : target.Input, target.Unit == "1" ? "" : target.Unit);

    private readonly record struct Observation(double P, double Value);

    private sealed record Curve(string Name, string Note, Distribution Law);

    private sealed record Content(
        string Title, string Subtitle, string Footer, string ObservedName, IReadOnlyList<Curve> Laws, IReadOnlyList<Observation> Observed)
    {
        public required ValueAxis Axis { get; init; }

        public required IReadOnlyList<Observation> Dots { get; init; }

        public required string Label { get; init; }

        public bool IsStated { get; init; }
    }
}

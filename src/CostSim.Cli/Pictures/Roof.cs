using CostSim.Analysis;
using CostSim.Cli.Text;
using ScottPlot;
using SkiaSharp;

namespace CostSim.Cli.Pictures;

/// <summary>
/// Both roofs of an accelerator: its data sheet's, and what products and reading reach, 0 where the serving model does not say.
/// </summary>
internal sealed record Roof(
    string Name, double Peak, double Bandwidth, double ReachedPeak, double ReachedBandwidth, Color Colour, Color Ink)
{
    /// <summary>Name and data sheet.</summary>
    public string Text => $"{Name}: {TeraFlops} TFLOP/s, memory {HumanNumber.Plain(Bandwidth / RooflinePicture.Tera)} TB/s";

    private string TeraFlops => Peak < 1000 * RooflinePicture.Tera
        ? HumanNumber.Plain(Peak / RooflinePicture.Tera)
        : HumanNumber.Count(Peak / RooflinePicture.Tera);

    /// <summary>What the dashed lines are.</summary>
    public string Reached => ReachedPeak == 0 ? ""
        : $" · dashed: {HumanNumber.Percent(ReachedPeak / Peak)} and {HumanNumber.Percent(ReachedBandwidth / Bandwidth)} "
            + "of it, reached at best";

    private static readonly Color[] Greys = [Theme.Ink, Theme.Rule, Color.FromHex("#B07D00"), Color.FromHex("#5E8C6A")];

    public static IReadOnlyList<Roof> Of(Explanation explanation)
    {
        var roofs = explanation.Workloads
            .SelectMany(workload => workload.Rates.Select(
                rate => (rate.Gpu, rate.Peak, Limits: workload.Rooflines.FirstOrDefault(roofline => roofline.Gpu == rate.Gpu))))
            .GroupBy(use => (use.Gpu, use.Peak))
            .Select(uses => (uses.Key.Gpu, uses.Key.Peak, uses.First().Limits));
        return
        [
            .. roofs.Select((roof, i) => new Roof(
                roof.Gpu.Name, roof.Peak, roof.Gpu.Bandwidth, roof.Limits?.ReachedFlops ?? 0, roof.Limits?.ReachedBandwidth ?? 0,
                Greys[i % Greys.Length], i == 1 ? Theme.QuietInk : Greys[i % Greys.Length])),
        ];
    }

    /// <summary>Draws the roof of the data sheet, and dashed what is reached at best.</summary>
    public void Draw(Plot plot, ValueAxis x, ValueAxis y)
    {
        Draw(plot, Peak, Bandwidth, x, y, Colour, width: 2.2f, isDashed: false);
        if (ReachedPeak > 0)
        {
            Draw(plot, ReachedPeak, ReachedBandwidth, x, y, Colour, width: 1.2f, isDashed: true);
        }
    }

    /// <summary>Both lines as small boxes along them.</summary>
    public IEnumerable<SKRect> Traced(Panel panel, (ValueAxis X, ValueAxis Y) axes) =>
        Traced(panel, Peak, Bandwidth, axes).Concat(Traced(panel, ReachedPeak, ReachedBandwidth, axes));

    /// <summary>Names above the flat parts at the right; those of near roofs are stacked above the highest of them.</summary>
    public static void WriteNames(Sheet sheet, Panel panel, IReadOnlyList<Roof> roofs, ValueAxis y, List<SKRect> taken)
    {
        float above = float.PositiveInfinity;
        float Height(Roof roof) => panel.Y(y.Of(roof.Peak / RooflinePicture.Tera));
        foreach (var roof in roofs.OrderBy(roof => roof.Peak).ThenBy(roof => roof.Bandwidth))
        {
            float place = MathF.Min(Height(roof) - 11, above - Theme.Note.LineHeight - 1);
            foreach (var higher in roofs.OrderBy(other => other.Peak)
                .Where(other => other.Peak > roof.Peak && MathF.Abs(Height(other) - place) < 10))
            {
                place = Height(higher) - 11;
            }
            above = place;
            var note = sheet.Write(roof.Reached, panel.Area.Right, place, Theme.Note, Alignment.MiddleRight);
            var name = sheet.Write(roof.Text, note.Box.Left, place, Theme.StrongNote with { Colour = roof.Ink }, Alignment.MiddleRight);
            taken.Add(SKRect.Union(name.Box, note.Box));
        }
    }

    /// <summary>The roofs' names above several panels; returns the height taken.</summary>
    public static float WriteKey(Sheet sheet, IReadOnlyList<Roof> roofs)
    {
        float y = sheet.Body.Top + 8;
        foreach (var roof in roofs)
        {
            sheet.Line(roof.Colour, 2.2f, false, new(sheet.Body.Left, y), new(sheet.Body.Left + 28, y));
            var name = sheet.Write(roof.Text, sheet.Body.Left + 36, y, Theme.StrongNote with { Colour = roof.Ink }, Alignment.MiddleLeft);
            sheet.Write(roof.Reached, name.Box.Right, y, Theme.Note, Alignment.MiddleLeft);
            y += Theme.Note.LineHeight + 1;
        }
        return y - sheet.Body.Top;
    }

    private static void Draw(Plot plot, double peak, double bandwidth, ValueAxis x, ValueAxis y, Color colour, float width, bool isDashed)
    {
        double ridge = Math.Log10(peak / bandwidth), top = Math.Log10(peak / RooflinePicture.Tera);
        double start = Math.Max(x.Minimum, y.Minimum + Math.Log10(RooflinePicture.Tera / bandwidth));
        var line = plot.Add.ScatterLine(
            new Coordinates[] { new(start, start + Math.Log10(bandwidth / RooflinePicture.Tera)), new(ridge, top),
                new(Math.Max(ridge, x.Maximum), top) }, colour);
        line.LineWidth = width;
        line.LinePattern = isDashed ? LinePattern.Dashed : LinePattern.Solid;
    }

    private static IEnumerable<SKRect> Traced(Panel panel, double peak, double bandwidth, (ValueAxis X, ValueAxis Y) axes)
    {
        var (x, y) = axes;
        const int Steps = 200;
        for (int i = 0; i <= Steps && peak > 0; i++)
        {
            double position = x.Minimum + i * (x.Maximum - x.Minimum) / Steps;
            double height = y.Of(Math.Min(peak, bandwidth * x.ValueAt(position)) / RooflinePicture.Tera);
            if (height >= y.Minimum)
            {
                yield return SKRect.Create(panel.X(position) - 2, panel.Y(height) - 2, 4, 4);
            }
        }
    }
}

using ScottPlot;
using SkiaSharp;

namespace CostSim.Cli.Pictures;

/// <summary>A plot at a place on a sheet, with the way from axis coordinates to the sheet's points.</summary>
internal sealed class Panel : IDisposable
{
    /// <summary>Room that <see cref="WriteAxis"/> takes below the panel.</summary>
    public const float AxisHeight = 44;

    private readonly Sheet _sheet;
    private readonly AxisLimits _limits;

    public Panel(Sheet sheet, SKRect area, double left, double right, double bottom, double top)
    {
        _sheet = sheet;
        Area = area;
        _limits = new(left, right, bottom, top);
        Plot = new();
        Plot.Axes.SetLimits(_limits);
    }

    /// <summary>Where it stands on the sheet.</summary>
    public SKRect Area { get; }

    public Plot Plot { get; }

    public float X(double coordinate) => (float)(Area.Left + (coordinate - _limits.Left) / (_limits.Right - _limits.Left) * Area.Width);

    public float Y(double coordinate) =>
        (float)(Area.Bottom - (coordinate - _limits.Bottom) / (_limits.Top - _limits.Bottom) * Area.Height);

    /// <summary>Draws the plot on the sheet.</summary>
    public void Render() => _sheet.Draw(Plot, Area);

    /// <summary>Draws the ground line with ticks, their labels and the axis label beneath: <see cref="AxisHeight"/> in all.</summary>
    public void WriteAxis(ValueAxis axis, string label, string note = "")
    {
        float y = Area.Bottom;
        var ticks = axis.Ticks(Theme.MostTicks, Area.Width, text => Sheet.Measure(text, Theme.Tick) + 2 * Theme.LabelGap);
        foreach (var tick in ticks)
        {
            float x = X(tick.Position);
            _sheet.Line(Theme.Rule, 1, false, new(x, y), new(x, y + (tick.Label.Length > 0 ? 5 : 3)));
            if (tick.Label.Length > 0)
            {
                float half = Sheet.Measure(tick.Label, Theme.Tick) / 2;
                _sheet.Write(tick.Label, Math.Clamp(x, half + 4, Theme.Width - half - 4), y + 7, Theme.Tick, Alignment.UpperCenter);
            }
        }
        _sheet.Line(Theme.Rule, 1, false, new(Area.Left, y), new(Area.Right, y));
        string text = (axis.IsLog ? $"{label}, {axis.ScaleNote}" : label) + (note.Length > 0 ? $" ({note})" : "");
        _sheet.Write(text, Area.Left, y + AxisHeight - Theme.Note.LineHeight, Theme.Note);
    }

    public void Dispose() => Plot.Dispose();
}

using ScottPlot;
using SkiaSharp;

namespace CostSim.Cli.Pictures;

/// <summary>A label as it stands on a sheet, in points.</summary>
internal readonly record struct Label(string Text, SKRect Box);

/// <summary>
/// A picture in the making: title, subtitle and footer around a body of panels. Every text passes through <see cref="Write"/>, which
/// keeps its place, so that tests can tell what overlaps and what is clipped.
/// </summary>
internal sealed class Sheet : IDisposable
{
    private const float Ascent = 0.77f;
    private const float Descent = 0.23f;

    private static readonly SKPngEncoderOptions Encoding = new(SKPngEncoderFilterFlags.None, 6);

    private readonly SKSurface _surface;
    private readonly List<Label> _labels = [];

    /// <param name="title">The finding.</param>
    /// <param name="subtitle">Scenario and unit.</param>
    /// <param name="context">Whose trials, seed, sampling and version the footer states.</param>
    /// <param name="bodyHeight">Height the panels need, where the usual page is too small.</param>
    /// <param name="footnotes">What else the footer says; empty ones are left out.</param>
    public Sheet(string title, string subtitle, PictureContext context, float bodyHeight = 0, params IReadOnlyList<string> footnotes)
        : this(title, subtitle, Joined(" · ", [context.Footer, .. footnotes]), bodyHeight)
    {
    }

    /// <param name="title">The finding.</param>
    /// <param name="subtitle">What is shown, and its unit.</param>
    /// <param name="footer">What a reader needs to make the picture again.</param>
    /// <param name="bodyHeight">Height the panels need, where the usual page is too small.</param>
    public Sheet(string title, string subtitle, string footer, float bodyHeight = 0)
    {
        var titleLines = Wrap(title, Theme.Title, BodyWidth, mostLines: 2);
        var subtitleLines = Wrap(subtitle, Theme.Subtitle, BodyWidth, mostLines: 2);
        var footerLines = Wrap(footer, Theme.Footer, BodyWidth, mostLines: 2);
        float top = Theme.Margin - 6 + titleLines.Count * Theme.Title.LineHeight + 2 + subtitleLines.Count * Theme.Subtitle.LineHeight + 10;
        float bottom = 16 + footerLines.Count * Theme.Footer.LineHeight;
        float height = MathF.Ceiling(MathF.Max(Theme.Height, top + bodyHeight + bottom));
        Bounds = new(0, 0, Theme.Width, height);
        Body = new(Theme.Margin, top, Theme.Width - Theme.Margin, height - bottom);
        int widthInPixels = (int)(Theme.Width * Theme.Scale), heightInPixels = (int)(height * Theme.Scale);
        _surface = SKSurface.Create(new SKImageInfo(widthInPixels, heightInPixels, SKColorType.Rgba8888, SKAlphaType.Opaque));
        _surface.Canvas.Clear(Theme.Ground.ToSKColor());
        _surface.Canvas.Scale(Theme.Scale);
        float y = WriteLines(titleLines, Theme.Margin, Theme.Margin - 6, Theme.Title);
        WriteLines(subtitleLines, Theme.Margin, y + 2, Theme.Subtitle);
        WriteLines(footerLines, Theme.Margin, Body.Bottom + 6, Theme.Footer);
    }

    /// <summary>Width of every sheet's body.</summary>
    public static float BodyWidth => Theme.Width - 2 * Theme.Margin;

    /// <summary>The room for panels.</summary>
    public SKRect Body { get; }

    /// <summary>Every label written so far: no reader of the picture's bytes could tell whether one covers another.</summary>
    public IReadOnlyList<Label> Labels => _labels;

    /// <summary>The whole sheet.</summary>
    public SKRect Bounds { get; }

    /// <summary>Draws a plot whose data area fills <paramref name="area"/>.</summary>
    public void Draw(Plot plot, SKRect area)
    {
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.HideGrid();
        plot.Layout.Frameless();
        _surface.Canvas.Save();
        plot.Render(_surface.Canvas, new PixelRect(area.Left, area.Right, area.Bottom, area.Top));
        _surface.Canvas.Restore();
    }

    /// <summary>Writes one line of text with the given part of its box at (x, y).</summary>
    public Label Write(string text, float x, float y, TextStyle style, Alignment alignment = Alignment.UpperLeft)
    {
        float width = Measure(text, style);
        float left = x - width * alignment.HorizontalFraction();
        float top = y - style.Size * (1 - alignment.VerticalFraction());
        using var font = Font(style);
        using var paint = new SKPaint { Color = style.Colour.ToSKColor(), IsAntialias = true };
        _surface.Canvas.DrawText(text, left, top + style.Size * Ascent, SKTextAlign.Left, font, paint);
        var label = new Label(text, new(left, top, left + width, top + style.Size * (Ascent + Descent)));
        _labels.Add(label);
        return label;
    }

    /// <summary>Writes lines one below the other; returns where the next would start.</summary>
    public float WriteLines(IReadOnlyList<string> lines, float x, float y, TextStyle style, Alignment alignment = Alignment.UpperLeft)
    {
        foreach (string line in lines)
        {
            Write(line, x, y, style, alignment);
            y += style.LineHeight;
        }
        return y;
    }

    /// <summary>Draws a line through points.</summary>
    public void Line(Color colour, float width, bool isDashed, params ReadOnlySpan<SKPoint> points)
    {
        using var path = new SKPath();
        path.MoveTo(points[0]);
        foreach (var point in points[1..])
        {
            path.LineTo(point);
        }
        using var dashes = isDashed ? SKPathEffect.CreateDash([4, 3], 0) : null;
        using var paint = new SKPaint
        {
            Color = colour.ToSKColor(),
            StrokeWidth = width,
            IsStroke = true,
            StrokeJoin = SKStrokeJoin.Round,
            PathEffect = dashes,
            IsAntialias = true,
        };
        _surface.Canvas.DrawPath(path, paint);
    }

    /// <summary>Draws a filled circle.</summary>
    public void Dot(float x, float y, float radius, Color colour)
    {
        using var paint = new SKPaint { Color = colour.ToSKColor(), IsAntialias = true };
        _surface.Canvas.DrawCircle(x, y, radius, paint);
    }

    /// <summary>Width of a text in points.</summary>
    public static float Measure(string text, TextStyle style)
    {
        using var font = Font(style);
        return font.MeasureText(text);
    }

    /// <summary>Width of the widest of some texts in points.</summary>
    public static float Widest(params ReadOnlySpan<(string Text, TextStyle Style)> texts)
    {
        float widest = 0;
        foreach (var (text, style) in texts)
        {
            widest = MathF.Max(widest, Measure(text, style));
        }
        return widest;
    }

    /// <summary>The texts that are not empty, in one line.</summary>
    public static string Joined(string separator, params IReadOnlyList<string> texts) =>
        string.Join(separator, texts.Where(text => text.Length > 0));

    /// <summary>
    /// A text in lines no wider than <paramref name="width"/>, broken at spaces, else after - _ . or /, else anywhere; what is too much
    /// ends in an ellipsis.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text, TextStyle style, float width, int mostLines)
    {
        using var font = Font(style);
        var lines = new List<string>();
        string rest = Printable(text);
        while (font.MeasureText(rest) > width && lines.Count < mostLines - 1)
        {
            int fits = Math.Max(1, LongestPrefix(rest, font, width));
            int end = rest.AsSpan(0, Math.Min(fits + 1, rest.Length)).LastIndexOf(' ');
            end = end > fits / 3 ? end : rest.AsSpan(0, fits).LastIndexOfAny("-_./") + 1;
            end = end > fits / 3 ? end : fits;
            lines.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }
        if (font.MeasureText(rest) > width)
        {
            rest = rest[..LongestPrefix(rest, font, width - font.MeasureText("…"))].TrimEnd() + "…";
        }
        lines.Add(rest);
        return lines;
    }

    /// <summary>A name no wider than <paramref name="width"/>: what is too much leaves its middle, for ends tell names apart.</summary>
    public static string Shorten(string name, TextStyle style, float width)
    {
        using var font = Font(style);
        string text = Printable(name);
        if (font.MeasureText(text) <= width)
        {
            return text;
        }
        float room = width - font.MeasureText("…");
        string head = text[..LongestPrefix(text, font, room * 0.35f)];
        room -= font.MeasureText(head);
        int tail = head.Length + 1;
        while (tail < text.Length && (char.IsLowSurrogate(text[tail]) || font.MeasureText(text.AsSpan(tail)) > room))
        {
            tail++;
        }
        return head + "…" + text[tail..];
    }

    /// <summary>The sheet as a PNG file.</summary>
    public byte[] ToPng()
    {
        using var pixels = _surface.PeekPixels();
        using var png = pixels.Encode(Encoding)!;
        return png.ToArray();
    }

    public void Dispose() => _surface.Dispose();

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    private static int LongestPrefix(string text, SKFont font, float width)
    {
        int low = 0, high = text.Length;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = font.MeasureText(text.AsSpan(0, middle)) <= width ? (middle, high) : (low, middle - 1);
        }
        return low > 0 && char.IsHighSurrogate(text[low - 1]) ? low - 1 : low;
    }

    private static SKFont Font(TextStyle style) =>
        new(style.Bold ? EmbeddedFonts.Bold : EmbeddedFonts.Regular, style.Size)
        {
            Subpixel = true,
            Edging = SKFontEdging.Antialias,
            Hinting = SKFontHinting.None,
            LinearMetrics = true,
        };
}

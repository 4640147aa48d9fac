using ScottPlot;
using SkiaSharp;

namespace CostSim.Cli.Pictures;

/// <summary>DejaVu Sans from this assembly under every name, so that pictures are the same on a machine without fonts.</summary>
internal sealed class EmbeddedFonts : IFontResolver
{
    private const string Family = "DejaVu Sans";

    public static readonly SKTypeface Regular = Load("Fonts/DejaVuSans.ttf");
    public static readonly SKTypeface Bold = Load("Fonts/DejaVuSans-Bold.ttf");

    static EmbeddedFonts()
    {
        Fonts.FontResolvers.Clear();
        Fonts.FontResolvers.Add(new EmbeddedFonts());
        Fonts.Default = Fonts.Sans = Fonts.Serif = Fonts.Monospace = Family;
    }

    public SKTypeface CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        weight >= FontWeight.SemiBold ? Bold : Regular;

    public SKTypeface CreateTypeface(string fontName, bool bold, bool italic) => bold ? Bold : Regular;

    private static SKTypeface Load(string resource)
    {
        using var stream = typeof(EmbeddedFonts).Assembly.GetManifestResourceStream(resource)!;
        using var bytes = SKData.Create(stream);
        return SKTypeface.FromData(bytes);
    }
}

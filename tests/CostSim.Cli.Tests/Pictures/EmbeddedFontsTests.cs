using CostSim.Cli.Pictures;
using ScottPlot;
using SkiaSharp;
using Xunit;

namespace CostSim.Cli.Tests.Pictures;

public class EmbeddedFontsTests
{
    [Fact]
    public void Every_name_is_answered_with_the_embedded_face_of_its_weight()
    {
        var fonts = new EmbeddedFonts();
        Assert.Same(EmbeddedFonts.Regular, fonts.CreateTypeface("no such font", FontWeight.Normal, FontSlant.Upright, FontSpacing.Normal));
        Assert.Same(EmbeddedFonts.Bold, fonts.CreateTypeface("no such font", FontWeight.SemiBold, FontSlant.Italic, FontSpacing.Normal));
        Assert.Same(EmbeddedFonts.Bold, fonts.CreateTypeface("no such font", bold: true, italic: false));
    }

    [Fact]
    public void The_faces_are_DejaVu_Sans_regular_and_bold()
    {
        Assert.Equal("DejaVu Sans", EmbeddedFonts.Regular.FamilyName);
        Assert.Equal("DejaVu Sans", EmbeddedFonts.Bold.FamilyName);
        Assert.True(EmbeddedFonts.Bold.IsBold);
        Assert.False(EmbeddedFonts.Regular.IsBold);
    }

    [Fact]
    public void Both_faces_have_every_sign_that_reports_write()
    {
        const string Signs = "ABCabc0123456789$¢%·×±≤≥–−…←→↑↓⁰¹²³⁴⁵⁶⁷⁸⁹⁻µρσéüßłžñαβΩ€£■●";
        foreach (var face in (SKTypeface[])[EmbeddedFonts.Regular, EmbeddedFonts.Bold])
        {
            Assert.All(Signs, sign => Assert.NotEqual(0, face.GetGlyph(sign)));
        }
    }

    [Fact]
    public void Each_file_is_smaller_than_150_kB()
    {
        var assembly = typeof(EmbeddedFonts).Assembly;
        var files = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".ttf", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, files.Count);
        foreach (string resource in files)
        {
            Assert.InRange(assembly.GetManifestResourceStream(resource)!.Length, 1, 150_000);
        }
    }
}

using CostSim.Cli.Pictures;
using Xunit;

namespace CostSim.Cli.Tests.Pictures;

public class SheetTests
{
    [Theory]
    [InlineData("normal mean=300k sd=30k at_least=200k at_most=400k", 150f)]
    [InlineData("enterprise-customer-support-emea-region-0.daily_users", 120f)]
    [InlineData("onewordwithoutanyplacetobreakthatislongerthanitsline", 90f)]
    [InlineData("🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀", 60f)]
    public void Lines_fit_their_width(string text, float width)
    {
        var lines = Sheet.Wrap(text, Theme.Label, width, mostLines: 3);
        Assert.InRange(lines.Count, 1, 3);
        Assert.All(lines, line => Assert.True(Sheet.Measure(line, Theme.Label) <= width));
    }

    [Fact]
    public void Lines_break_at_spaces_before_anything_else() =>
        Assert.Equal(
            ["moves the cost most", "(+0.48), then"],
            Sheet.Wrap("moves the cost most (+0.48), then", Theme.Label, 165, mostLines: 2));

    [Fact]
    public void What_does_not_fit_ends_in_an_ellipsis()
    {
        var lines = Sheet.Wrap("a b c d e f g h i j k l m n", Theme.Label, 40, mostLines: 2);
        Assert.EndsWith("…", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enterprise-customer-support-emea-region-0.daily_users", 200f)]
    [InlineData("🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀", 60f)]
    [InlineData("x", 1f)]
    [InlineData("", 10f)]
    public void Shortened_names_fit_and_keep_their_end(string name, float width)
    {
        string text = Sheet.Shorten(name, Theme.Label, width);
        Assert.True(text.Length <= 1 || Sheet.Measure(text, Theme.Label) <= width);
        string end = text[(text.IndexOf('…', StringComparison.Ordinal) + 1)..];
        Assert.EndsWith(end, name, StringComparison.Ordinal);
    }
}

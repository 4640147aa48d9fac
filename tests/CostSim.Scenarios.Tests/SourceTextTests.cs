using Xunit;

namespace CostSim.Scenarios.Tests;

public class SourceTextTests
{
    [Fact]
    public void Columns_count_characters_in_whatever_order_they_are_asked_for()
    {
        const string text = "ab\u00e9cd\n\U0001F600x\U0001F600\U0001F600y\r\nz";
        var source = SourceText.OfFile("f", text);
        string At(string piece) => source.Locate(text.IndexOf(piece, StringComparison.Ordinal), 1).ToString();
        foreach (var (piece, place) in new[] { ("y", "f:2:5"), ("x", "f:2:2"), ("d", "f:1:5"), ("y", "f:2:5"), ("z", "f:3:1"),
            ("a", "f:1:1"), ("c", "f:1:4") })
        {
            Assert.Equal(place, At(piece));
        }
        Assert.Equal("\U0001F600x\U0001F600\U0001F600y", source.Locate(text.IndexOf('x', StringComparison.Ordinal), 1).SourceLine);
    }
}

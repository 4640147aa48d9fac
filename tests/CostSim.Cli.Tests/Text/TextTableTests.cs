using CostSim.Cli.Text;
using Xunit;

namespace CostSim.Cli.Tests.Text;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_and_the_last_one_wraps() => Assert.Equal(
        [
            "name    meaning",
            "a       one two",
            "        three",
            "longer",
        ],
        TextTable.Lines(["name", "meaning"], [["a", "one two three"], ["longer", ""]], width: 16, narrowestLast: 4));

    [Fact]
    public void The_last_column_is_never_narrower_than_it_may_be() =>
        Assert.Equal(["a  m", "b  one two", "   three"], TextTable.Lines(["a", "m"], [["b", "one two three"]], width: 1, narrowestLast: 7));
}

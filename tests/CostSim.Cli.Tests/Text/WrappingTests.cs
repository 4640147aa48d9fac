using CostSim.Cli.Text;
using Xunit;

namespace CostSim.Cli.Tests.Text;

public sealed class WrappingTests
{
    [Fact]
    public void A_text_breaks_between_words_where_the_next_would_pass_the_edge() =>
        Assert.Equal(["one two", "three", "four"], Wrapping.Words("one two three four", 7));

    [Fact]
    public void A_word_that_is_too_long_stands_alone() =>
        Assert.Equal(["a", "longer-than-that", "b"], Wrapping.Words("a longer-than-that b", 5));

    [Fact]
    public void Lines_hang_under_their_head_which_counts_as_a_part_of_the_line() =>
        Assert.Equal(["note: one two", "      three"], Wrapping.Words("one two three", 13, "note: "));

    [Fact]
    public void An_empty_text_is_a_line_of_its_own() => Assert.Equal(["head:"], Wrapping.Words("", 10, "head: "));

    [Fact]
    public void Spaces_inside_a_line_stay_and_those_at_its_end_go() => Assert.Equal(["a   b", "c"], Wrapping.Words("a   b   c", 5));

    [Fact]
    public void Pieces_stay_whole_and_keep_their_distance() =>
        Assert.Equal(["x: one two   three", "   four"], Wrapping.Pieces(["one two", "three", "four"], "   ", 20, "x: "));

    [Fact]
    public void No_pieces_are_no_lines() => Assert.Empty(Wrapping.Pieces([], "   ", 20, "x: "));

    [Fact]
    public void A_figure_in_prose_keeps_its_percent_sign() => Assert.Equal(["it is", "12 % now"], Wrapping.Prose("it is 12 % now", 9));
}

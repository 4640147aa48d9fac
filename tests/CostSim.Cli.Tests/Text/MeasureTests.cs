using CostSim.Cli.Text;
using Xunit;

namespace CostSim.Cli.Tests.Text;

public sealed class MeasureTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1.5, "1.5 s")]
    [InlineData(0.035, "35 ms")]
    [InlineData(4.1e-6, "4.1 µs")]
    public void Times_take_the_unit_that_suits_them(double seconds, string text) => Assert.Equal(text, Measure.Seconds(seconds));

    [Theory]
    [InlineData(80e9, "80 GB")]
    [InlineData(512e6, "512 MB")]
    public void So_does_memory(double bytes, string text) => Assert.Equal(text, Measure.Bytes(bytes));

    [Theory]
    [InlineData(0.44, "0.4 s")]
    [InlineData(12.3, "12 s")]
    public void Waiting_is_told_in_tenths_of_a_second_up_to_ten(double seconds, string text) =>
        Assert.Equal(text, Measure.Elapsed(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "rows")]
    [InlineData(1, "row")]
    [InlineData(2, "rows")]
    public void Only_one_thing_has_no_s(long count, string text) => Assert.Equal(text, Plural.Of("row", count));

    [Theory]
    [InlineData("output/a/", "output/a")]
    [InlineData(@"output\a\b", "output/a/b")]
    public void Paths_are_shown_alike_on_every_system(string path, string text) => Assert.Equal(text, ShownPath.Of(path));
}

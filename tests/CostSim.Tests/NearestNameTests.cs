using Xunit;

namespace CostSim.Tests;

public class NearestNameTests
{
    [Theory]
    [InlineData("gup_price", "gpu_price")]
    [InlineData("gpuprice", "gpu_price")]
    [InlineData("GPU-Price", "gpu_price")]
    [InlineData("price", null)]
    [InlineData("gpu", "gpu")]
    [InlineData("gp", "gpu")]
    [InlineData("g", null)]
    [InlineData("daily_user", "daily_users")]
    [InlineData("ddaily_usres", "daily_users")]
    [InlineData("daily", null)]
    [InlineData("", null)]
    public void The_nearest_name_differs_in_at_most_a_third(string written, string? nearest) =>
        Assert.Equal(nearest, NearestName.Of(written, ["daily_users", "gpu", "gpu_price", "gpu_power"]));

    [Fact]
    public void Very_long_words_have_no_nearest_name() => Assert.Null(NearestName.Of(new string('g', 100_000), [new string('g', 100_001)]));
}

using CostSim.Statistics;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class SpreadTests
{
    /// <summary>Ranks p (n + 1/3) + 1/3 (Hyndman and Fan 1996): 5.35 and 95.65 of 1 ... 100.</summary>
    [Fact]
    public void Of_the_numbers_to_a_hundred_it_is_known_by_hand()
    {
        double[] values = [.. Enumerable.Range(1, 100).Select(i => (double)(i * 37 % 101))];

        var spread = Spread.Of(values);

        Assert.Equal(50.5, spread.Mean, 1e-12);
        Assert.Equal(50.5, spread.Median, 1e-12);
        Assert.Equal(90.3, spread.Width, 1e-12);
    }

    [Fact]
    public void Few_values_reach_no_further_than_their_ends()
    {
        Assert.Equal(new Spread(7, 7, 0), Spread.Of([7.0]));
        Assert.Equal(new Spread(2, 2, 2), Spread.Of([3.0, 1.0]));
    }
}

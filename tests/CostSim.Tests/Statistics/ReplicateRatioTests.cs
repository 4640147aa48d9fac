using CostSim.Statistics;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class ReplicateRatioTests
{
    /// <summary>By hand: (1 + 2 + 6) / (2 + 4 + 6) = 3/4; residuals 1 - 1.5, 2 - 3, 6 - 4.5 over the mean denominator 4.</summary>
    [Fact]
    public void The_value_is_the_ratio_of_the_sums_and_replicates_scatter_about_it()
    {
        var ratio = ReplicateRatio.Of([(1, 2), (2, 4), (6, 6)]);

        Assert.Equal(0.75, ratio.Value, 1e-15);
        Assert.Equal([0.625, 0.5, 1.125], ratio.OfReplicates);
        // sd = 0.33072, t_2 = 4.302653, sqrt(3).
        Assert.Equal(0.8215505, ratio.Estimate.Upper - ratio.Value, 1e-6);
    }

    [Fact]
    public void Replicates_that_agree_leave_no_interval_to_speak_of()
    {
        var estimate = ReplicateRatio.Of([(1, 2), (2, 4), (3, 6)]).Estimate;

        Assert.Equal((0.5, 0.5, 0.5), (estimate.Value, estimate.Lower, estimate.Upper));
    }

    [Fact]
    public void Nothing_over_nothing_is_no_number() => Assert.True(double.IsNaN(ReplicateRatio.Of([(0, 0), (0, 0)]).Value));
}

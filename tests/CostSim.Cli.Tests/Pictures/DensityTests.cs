using CostSim.Cli.Pictures;
using CostSim.Scenarios;
using Xunit;

namespace CostSim.Cli.Tests.Pictures;

public class DensityTests
{
    [Fact]
    public void A_uniform_sample_is_flat_up_to_its_hard_ends()
    {
        var (positions, heights) = Of((u, _) => 1 + u);
        Assert.Equal(1, positions[0], 0.001);
        Assert.Equal(2, positions[^1], 0.001);
        Assert.Equal(0, heights[0]);
        Assert.Equal(0, heights[^1]);
        Assert.All(heights[1..^1], height => Assert.InRange(height, 0.93, 1));
    }

    [Fact]
    public void A_triangular_sample_falls_to_zero_at_its_end()
    {
        var (positions, heights) = Of((u, _) => 10 - Math.Sqrt(1 - u));
        Assert.InRange(heights[^2], 0, 0.01);
        Assert.InRange(heights[Array.FindIndex(positions, x => x >= 9.98)], 0, 0.03);
        Assert.InRange(heights[1], 0.95, 1);
        Assert.InRange(heights[Array.FindIndex(positions, x => x >= 9.5)], 0.45, 0.55);
    }

    [Fact]
    public void A_normal_sample_has_the_heights_of_its_law()
    {
        var (positions, heights) = Of((u, v) => 100 + Math.Log(SampleRun.LogNormal(1, 1, u, v)));
        foreach (double z in (double[])[-2, -1, 0, 1, 2])
        {
            Assert.Equal(Math.Exp(-z * z / 2), heights[Array.FindIndex(positions, x => x >= 100 + z)], 0.03);
        }
    }

    [Fact]
    public void Two_narrow_peaks_stay_two_narrow_peaks()
    {
        var (positions, heights) = Of((u, v) => (u < 0.5 ? 10 : 20) + 0.2 * (Math.Sqrt(v) - 0.5));
        Assert.True(heights[Array.FindIndex(positions, x => x >= 15)] < 0.001);
        Assert.True(heights[Array.FindIndex(positions, x => x >= 10.6)] < 0.01);
        Assert.InRange(positions[Array.IndexOf(heights, heights.Max())], 9.9, 20.1);
    }

    [Theory]
    [InlineData("twenty trials")]
    [InlineData("1024 trials")]
    [InlineData("some zeros")]
    [InlineData("mostly zeros")]
    [InlineData("heavy tail")]
    [InlineData("tiny")]
    [InlineData("huge")]
    public void Heights_are_finite_and_at_most_1_and_positions_rise(string run)
    {
        var cost = SampleRun.Cases[run]().Result.Find(Scenario.Total, CostSim.CostModel.OutputCatalogue.DailyCost)!;
        var curve = new CumulativeCurve(cost.Histogram);
        var (positions, heights) = Density.Of(curve, ValueAxis.Of(curve, "USD/day"));
        Assert.All(heights, height => Assert.InRange(height, 0, 1));
        Assert.All(positions.Zip(positions[1..]), pair => Assert.True(pair.First <= pair.Second));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1024)]
    [InlineData(100_000)]
    public void Trials_of_one_peak_make_no_second(int trials)
    {
        var (_, heights) = Of((u, v) => SampleRun.LogNormal(7e5, 0.87, u, v), trials);
        int rises = Enumerable.Range(2, heights.Length - 3).Count(i => heights[i] > heights[i - 1] && heights[i] >= heights[i + 1]);
        Assert.InRange(rises, 0, 1);
    }

    private static (double[] Positions, double[] Heights) Of(Func<double, double, double> formula, int trials = 100_000)
    {
        var curve = new CumulativeCurve(SampleRun.HistogramOf(SampleRun.Values(formula, trials)));
        return Density.Of(curve, ValueAxis.Of(curve, "USD/day"));
    }
}

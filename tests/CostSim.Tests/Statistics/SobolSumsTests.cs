using CostSim.Statistics;
using CostSim.Tests.Distributions;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class SobolSumsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1001)]
    public void Figures_follow_their_definitions(int length)
    {
        double[] a = SplitMix64.Uniforms(1, length), b = SplitMix64.Uniforms(2, length), mixed = SplitMix64.Uniforms(3, length);
        double mean = a.Concat(b).Average();
        var sums = new SobolSums(1, 0.4);

        sums.AddPairs(a, b);
        sums.AddMixed(0, a, b, mixed);

        var (explained, variance) = sums.FirstOrder(0);
        Assert.Equal(Enumerable.Range(0, length).Average(t => (b[t] - mean) * (mixed[t] - a[t])), explained, 1e-14);
        Assert.Equal(Variance([.. b, .. mixed]), variance, 1e-14);
        var (left, other) = sums.Total(0);
        Assert.Equal(Enumerable.Range(0, length).Average(t => (a[t] - mixed[t]) * (a[t] - mixed[t]) / 2), left, 1e-14);
        Assert.Equal(Variance([.. a, .. mixed]), other, 1e-14);
    }

    [Fact]
    public void Sums_of_parts_add_up_to_the_sums_of_all()
    {
        double[] a = SplitMix64.Uniforms(1, 96), b = SplitMix64.Uniforms(2, 96), mixed = SplitMix64.Uniforms(3, 96);
        var all = Of(a, b, mixed);
        var sum = Of(a[..32], b[..32], mixed[..32]);

        sum.Add(Of(a[32..], b[32..], mixed[32..]));

        Assert.Equal(all.Count, sum.Count);
        Assert.Equal(all.FirstOrder(0).Explained, sum.FirstOrder(0).Explained, 1e-15);
        Assert.Equal(all.Total(0).Left, sum.Total(0).Left, 1e-15);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e200)]
    public void Values_that_cannot_be_squared_are_noticed(double bad)
    {
        Assert.True(Of([1, 2], [3, 4], [5, 6]).IsFinite);
        Assert.False(Of([1, bad], [3, 4], [5, 6]).IsFinite);
        Assert.False(Of([1, 2], [bad, 4], [5, 6]).IsFinite);
        Assert.False(Of([1, 2], [3, 4], [5, bad]).IsFinite);
    }

    private static SobolSums Of(double[] a, double[] b, double[] mixed)
    {
        var sums = new SobolSums(1, 0.5);
        sums.AddPairs(a, b);
        sums.AddMixed(0, a, b, mixed);
        return sums;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}

using CostSim.Statistics;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class ReplicateTests
{
    private static readonly double[] Values = [.. ReplicateErrorTests.Values(20_000, 0.5)];
    private static readonly Replicate Reduced = new(Sample.Moments(Values), Sample.Histogram(Values));

    [Fact]
    public void Reported_percentiles_are_those_of_the_histogram()
    {
        var histogram = Sample.Histogram(Values);
        Assert.All(
            Summary.Percentiles,
            percentile => Assert.Equal(histogram.Quantile(percentile.Quantile), Reduced.Quantile(percentile.Quantile)));
    }

    [Theory]
    [InlineData(0.999)]
    [InlineData(99.9 / 100)]
    public void A_reported_percentile_is_found_however_its_probability_is_computed(double p) =>
        Assert.Equal(Sample.Histogram(Values).Quantile(0.999), Reduced.Quantile(p));

    [Fact]
    public void Other_quantiles_and_probabilities_are_read_off_within_a_thousandth()
    {
        for (double p = 0.005; p < 1; p += 0.0137)
        {
            double exact = 1 + 1000 * p;
            Assert.Equal(exact, Reduced.Quantile(p), 1e-3 * exact);
            Assert.Equal(1 - p, Reduced.Exceedance(exact), 1e-3);
        }
    }

    [Fact]
    public void Nothing_lies_above_the_largest_value_and_all_above_what_is_smaller_than_the_smallest()
    {
        Assert.Equal(0, Reduced.Exceedance(1001));
        Assert.Equal(1, Reduced.Exceedance(0.5));
        Assert.Equal(Values[0], Reduced.Quantile(0));
        Assert.Equal(Values[^1], Reduced.Quantile(1));
    }

    [Fact]
    public void Values_that_are_few_numbers_are_told_apart()
    {
        double[] values = [.. Enumerable.Repeat(0.0, 300), .. Enumerable.Repeat(7.0, 700)];
        var replicate = new Replicate(Sample.Moments(values), Sample.Histogram(values));
        Assert.Equal((0, 7), (replicate.Quantile(0.2), replicate.Quantile(0.42)));
        Assert.Equal((0.7, 0.7, 0), (replicate.Exceedance(0), replicate.Exceedance(6), replicate.Exceedance(7)));
    }
}

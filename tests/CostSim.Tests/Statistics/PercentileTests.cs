using CostSim.Statistics;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class PercentileTests
{
    [Theory]
    [InlineData(5_000, 0.05, "p5")]
    [InlineData(50_000, 0.5, "p50")]
    [InlineData(97_500, 0.975, "p97.5")]
    [InlineData(99_900, 0.999, "p99.9")]
    [InlineData(99_999, 0.99999, "p99.999")]
    [InlineData(1, 0.00001, "p0.001")]
    [InlineData(0, 0.0, "p0")]
    [InlineData(100_000, 1.0, "p100")]
    public void A_percentile_has_one_probability_and_one_name(int thousandths, double quantile, string name)
    {
        var percentile = new Percentile(thousandths);

        Assert.Equal((quantile, name), (percentile.Quantile, percentile.Name));
    }

    [Fact]
    public void Every_percentile_is_found_at_its_probability_written_as_a_quotient_or_from_above()
    {
        for (int thousandths = 0; thousandths <= 100_000; thousandths++)
        {
            var percentile = new Percentile(thousandths);

            Assert.Equal(percentile, Percentile.At(percentile.Quantile));
            Assert.Equal(percentile, Percentile.At(thousandths / 1000.0 / 100));
            Assert.Equal(percentile, Percentile.At(1 - (100_000 - thousandths) / 100_000.0));
        }
    }

    [Theory]
    [InlineData(0.9990000001)]
    [InlineData(0.123456)]
    [InlineData(1e-9)]
    [InlineData(double.NaN)]
    public void A_probability_between_two_percentiles_is_none(double p) => Assert.Null(Percentile.At(p));
}

using CostSim.Statistics;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class ReplicateErrorTests
{
    /// <summary>97.5 % point of Student's t with 15 degrees of freedom, from printed tables.</summary>
    private const double T15 = 2.131449545559323;

    [Fact]
    public void The_interval_is_Students_t_about_the_pooled_figure()
    {
        double[] means = [.. Enumerable.Range(0, 16).Select(i => 10.0 + i)];
        var estimate = ReplicateError.Around(17.5, means);
        // The variance of 0 ... 15 is 16 x 17 / 12.
        double reach = T15 * Math.Sqrt(16 * 17 / 12.0 / 16);
        Assert.Equal(17.5, estimate.Value);
        Assert.Equal(17.5 - reach, estimate.Lower, 1e-9);
        Assert.Equal(17.5 + reach, estimate.Upper, 1e-9);
    }

    [Fact]
    public void The_interval_stays_where_the_figure_can_be()
    {
        Assert.Equal((0, 1), (ReplicateError.Around(0.5, [0, 1], 0, 1).Lower, ReplicateError.Around(0.5, [0, 1], 0, 1).Upper));
    }

    [Fact]
    public void A_single_replicate_tells_no_error() => Assert.False(ReplicateError.Around(1, [1]).HasInterval);

    [Fact]
    public void Replicates_that_agree_leave_no_doubt()
    {
        var estimate = ReplicateError.Around(3, [3, 3, 3]);
        Assert.Equal((3, 3), (estimate.Lower, estimate.Upper));
    }

    [Fact]
    public void A_quantile_beyond_the_values_of_a_replicate_has_no_interval()
    {
        Replicate[] replicates = [Uniform(500, 0), Uniform(500, 0.3)];
        double[] all = [.. Values(500, 0), .. Values(500, 0.3)];
        Assert.True(ReplicateError.OfQuantile(Sample.Histogram(all), replicates, 0.99).HasInterval);
        Assert.False(ReplicateError.OfQuantile(Sample.Histogram(all), replicates, 0.999).HasInterval);
    }

    [Fact]
    public void Every_statistic_of_a_sample_of_replicates_spans_those_of_its_replicates()
    {
        double[][] parts =
            [Values(5000, 0), [.. Values(5000, 0).Select(value => 0.99 * value)], [.. Values(5000, 0).Select(value => 1.01 * value)]];
        double[] all = [.. parts.SelectMany(part => part)];
        Replicate[] replicates = [.. parts.Select(part => new Replicate(Sample.Moments(part), Sample.Histogram(part)))];
        var sample = new SampleStatistics(Sample.Moments(all), Sample.Histogram(all), replicates);
        var exceedance = ReplicateError.OfExceedance(sample.Histogram.Exceedance(700), replicates, 700);
        Assert.All([sample.Mean, sample.StandardDeviation, sample.Quantile(0.5), sample.Quantile(0.42), exceedance], estimate =>
        {
            Assert.InRange(estimate.Value, estimate.Lower, estimate.Upper);
            Assert.True(estimate.Upper > estimate.Lower);
        });
        // P(X > 700) of values spread evenly over about 1 ... 1001.
        Assert.Equal(0.301, exceedance.Value, 2e-3);
    }

    [Fact]
    public void What_no_trial_exceeds_has_no_interval_from_replicates()
    {
        Replicate[] replicates = [Uniform(500, 0), Uniform(500, 0)];
        Assert.Equal(Estimate.WithoutInterval(0), ReplicateError.OfExceedance(0, replicates, 2000));
        Assert.Equal(Estimate.WithoutInterval(1), ReplicateError.OfExceedance(1, replicates, 0));
    }

    internal static double[] Values(int count, double shift) =>
        [.. Enumerable.Range(0, count).Select(i => 1 + 1000.0 * (i + shift) / count)];

    private static Replicate Uniform(int count, double shift) =>
        new(Sample.Moments(Values(count, shift)), Sample.Histogram(Values(count, shift)));
}

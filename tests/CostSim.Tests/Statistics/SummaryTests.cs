using CostSim.Statistics;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class SummaryTests
{
    [Fact]
    public void The_statistics_come_in_the_order_of_the_reports()
    {
        string[] names = ["mean", "sd", "min", "max", "p1", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "p99.9"];
        double[] values = [.. Enumerable.Range(1, 20_000).Select(i => i / 100.0)];
        var statistics = Summary.Of(new SampleStatistics(Sample.Moments(values), Sample.Histogram(values), []));
        Assert.Equal(names, Summary.Names);
        Assert.Equal(names, statistics.Select(statistic => statistic.Name));
    }

    [Fact]
    public void Each_name_stands_beside_its_own_figure()
    {
        double[] values = [.. Enumerable.Range(1, 20_000).Select(i => i / 100.0)];
        var byName = Summary.Of(new SampleStatistics(Sample.Moments(values), Sample.Histogram(values), []))
            .ToDictionary(statistic => statistic.Name, statistic => statistic.Estimate);
        Assert.Equal(100.005, byName["mean"].Value, 1e-10);
        Assert.Equal(Math.Sqrt(20_000.0 * 20_001 / 12) / 100, byName["sd"].Value, 1e-9);
        Assert.Equal(Estimate.WithoutInterval(0.01), byName["min"]);
        Assert.Equal(Estimate.WithoutInterval(200), byName["max"]);
        foreach (double percentile in new[] { 1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9 })
        {
            var estimate = byName[FormattableString.Invariant($"p{percentile}")];
            Assert.Equal(2 * percentile, estimate.Value, 1.3e-4 * estimate.Value);
            Assert.True(estimate.HasInterval);
        }
    }
}

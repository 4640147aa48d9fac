namespace CostSim.Statistics;

/// <summary>A statistic by name: <c>mean</c>, <c>p95</c> ...</summary>
public readonly record struct NamedEstimate(string Name, Estimate Estimate);

/// <summary>The statistics reported for every output.</summary>
public static class Summary
{
    /// <summary>Percentiles reported.</summary>
    public static readonly IReadOnlyList<Percentile> Percentiles =
    [
        new(1_000), Percentile.P5, new(10_000), new(25_000), Percentile.P50, new(75_000), new(90_000), Percentile.P95, new(99_000),
        new(99_900),
    ];

    /// <summary>Names of all statistics, in the order of the reports.</summary>
    public static readonly IReadOnlyList<string> Names = ["mean", "sd", "min", "max", .. Percentiles.Select(percentile => percentile.Name)];

    /// <summary>mean, sd, min, max and the percentiles, each with its 95 % interval where one is defined.</summary>
    public static IReadOnlyList<NamedEstimate> Of(SampleStatistics sample) =>
    [
        new("mean", sample.Mean),
        new("sd", sample.StandardDeviation),
        new("min", Estimate.WithoutInterval(sample.Moments.Minimum)),
        new("max", Estimate.WithoutInterval(sample.Moments.Maximum)),
        .. Percentiles.Select(percentile => new NamedEstimate(percentile.Name, sample.Quantile(percentile))),
    ];
}

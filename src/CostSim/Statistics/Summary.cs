namespace CostSim.Statistics;

/// <summary>A statistic by name: <c>mean</c>, <c>p95</c> ...</summary>
public readonly record struct NamedEstimate(string Name, Estimate Estimate);

/// <summary>The statistics reported for every output.</summary>
public static class Summary
{
    /// <summary>Percentiles reported, 0-100.</summary>
    public static readonly IReadOnlyList<double> Percentiles = [1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9];

    /// <summary>Names of all statistics, in the order of the reports.</summary>
    public static readonly IReadOnlyList<string> Names = ["mean", "sd", "min", "max", .. Percentiles.Select(PercentileName)];

    /// <summary>mean, sd, min, max and the percentiles, each with its 95 % interval where one is defined.</summary>
    public static IReadOnlyList<NamedEstimate> Of(SampleStatistics sample) =>
    [
        new("mean", sample.Mean),
        new("sd", sample.StandardDeviation),
        new("min", Estimate.WithoutInterval(sample.Moments.Minimum)),
        new("max", Estimate.WithoutInterval(sample.Moments.Maximum)),
        .. Percentiles.Select(percentile => new NamedEstimate(PercentileName(percentile), sample.Quantile(percentile / 100))),
    ];

    private static string PercentileName(double percentile) => FormattableString.Invariant($"p{percentile}");
}

using CostSim.Distributions;
using Xunit;

namespace CostSim.Tests.Distributions;

public sealed class MetalogTests
{
    [Theory]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity), InlineData(0, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 100), InlineData(0, 100)]
    public void Given_percentiles_are_met_exactly(double min, double max)
    {
        List<(string, double)> arguments = [("p5", 11), ("p25", 19), ("p50", 25), ("p75", 33), ("p95", 52)];
        if (double.IsFinite(min))
        {
            arguments.Add(("min", min));
        }

        if (double.IsFinite(max))
        {
            arguments.Add(("max", max));
        }

        var law = Create([.. arguments]).Value!;
        Assert.Equal((min, max), (law.Minimum, law.Maximum));
        Assert.Equal([11, 19, 25, 33, 52], new[] { 0.05, 0.25, 0.5, 0.75, 0.95 }.Select(p => Math.Round(law.Quantile(p), 11)));
    }

    /// <summary>
    /// Keelin (2016), section 3.4 and equation 15: for p10, p50, p90 the median must lie between k and 1 - k of the way, k =
    /// (1 - 1.66711 (1/2 - 0.1)) / 2.
    /// </summary>
    [Theory]
    [InlineData(0.1, 0.1665780, 0.833422), InlineData(0.9, 0.1665780, 0.833422), InlineData(0.166, 0.1665780, 0.833422)]
    [InlineData(0.8335, 0.1665780, 0.833422)]
    public void A_median_that_is_too_far_out_is_to_be_moved_into_Keelins_range(double median, double low, double high)
    {
        var problem = Assert.Single(Create(("p10", 0), ("p50", median), ("p90", 1)).Problems);
        Assert.Equal("p50", problem.Parameter);
        Assert.StartsWith("no metalog law runs through these quantiles; with the others as they are, p50 must lie between ", problem.What,
            StringComparison.Ordinal);
        double[] range = Numbers(problem.What.Replace("p50", "", StringComparison.Ordinal));
        Assert.Equal(low, range[0], 0.0021);
        Assert.Equal(high, range[1], 0.0021);
        foreach (double end in range[..2])
        {
            Assert.True(Create(("p10", 0), ("p50", end), ("p90", 1)).IsRight);
        }

        Assert.True(Create(("p10", 0), ("p50", 0.16659), ("p90", 1)).IsRight);
        Assert.True(Create(("p10", 0), ("p50", 0.83341), ("p90", 1)).IsRight);
        Assert.False(Create(("p10", 0), ("p50", 0.16656), ("p90", 1)).IsRight);
        Assert.False(Create(("p10", 0), ("p50", 0.83344), ("p90", 1)).IsRight);
    }

    [Fact]
    public void Of_many_percentiles_the_one_with_the_least_way_to_go_is_named()
    {
        // A normal law's percentiles, one of them pushed.
        var problem = Assert.Single(
            Create(("p5", -16.45), ("p10", -12.82), ("p25", -12.5), ("p50", 0), ("p75", 6.745), ("p90", 12.82)).Problems);
        Assert.Equal("p25", problem.Parameter);
        double[] range = Numbers(problem.What.Replace("p25", "", StringComparison.Ordinal));
        Assert.InRange(-6.745, range[0], range[1]);
        Assert.True(Create(("p5", -16.45), ("p10", -12.82), ("p25", range[0]), ("p50", 0), ("p75", 6.745), ("p90", 12.82)).IsRight);
    }

    [Fact]
    public void Ranges_are_in_the_numbers_of_the_user_where_there_are_ends()
    {
        var problem = Assert.Single(Create(("p10", 1), ("p50", 90), ("p90", 100), ("min", 0)).Problems);
        double[] range = Numbers(problem.What.Replace("p50", "", StringComparison.Ordinal));

        // Keelin's range on the logarithmic scale.
        Assert.Equal(Math.Pow(100, 0.1665780), range[0], 0.5);
        Assert.Equal(Math.Pow(100, 0.833422), range[1], 0.5);
        Assert.Equal(90, range[2]);
    }

    [Fact]
    public void Quantiles_that_no_single_move_mends_are_a_problem_of_the_set() =>
        Assert.Equal("", Assert.Single(Create(("p1", 0), ("p10", 1), ("p20", 90), ("p30", 91), ("p50", 92), ("p60", 300), ("p70", 301),
            ("p90", 302), ("p99", 1000)).Problems).Parameter);

    [Fact]
    public void Seven_quantiles_that_mirror_each_other_determine_no_law() =>
        Assert.StartsWith("these seven quantiles do not determine a metalog law",
            Assert.Single(Create(("p1", 1), ("p10", 4), ("p25", 6), ("p50", 9), ("p75", 13), ("p90", 19), ("p99", 40)).Problems).What,
            StringComparison.Ordinal);

    [Fact]
    public void Heavy_tails_have_infinite_moments()
    {
        // A loglogistic law of shape 1/s: log x = s L; its mean is infinite for s >= 1, its variance for s >= 1/2.
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (LogLogistic(1.2).Mean, LogLogistic(1.2).Variance));
        Assert.Equal(Math.PI * 0.6 / Math.Sin(Math.PI * 0.6), LogLogistic(0.6).Mean, 1e-9);
        Assert.Equal(double.PositiveInfinity, LogLogistic(0.6).Variance);
        Assert.Equal(Math.PI * 0.4 / Math.Sin(Math.PI * 0.4), LogLogistic(0.2).Variance + Math.Pow(LogLogistic(0.2).Mean, 2), 1e-10);
    }

    private static Distribution LogLogistic(double s) =>
        Create(("p10", Math.Pow(9, -s)), ("p50", 1), ("p90", Math.Pow(9, s)), ("min", 0)).Value!;

    private static Outcome<Distribution> Create(params (string Name, double Value)[] arguments) =>
        LawCatalogue.Find("metalog")!.Create(arguments.ToDictionary(argument => argument.Name, argument => argument.Value));

    private static double[] Numbers(string text) =>
        [.. text.Split(' ', ',').Where(word => word.Length > 0 && (char.IsAsciiDigit(word[^1]))).Select(word => (double)decimal.Parse(
            word, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture))];
}

using CostSim.Sampling;
using CostSim.Statistics;
using CostSim.Tests.Distributions;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class RankCorrelationTests
{
    /// <summary>The worked example of Wikipedia's article on Spearman's coefficient: 1 - 6·194/990 = -29/165.</summary>
    [Fact]
    public void Intelligence_and_hours_of_television_correlate_as_published()
    {
        double[] intelligence = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110], television = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
        Assert.Equal(-29.0 / 165, RankCorrelation.Spearman(intelligence, television).Value, 1e-15);
    }

    /// <summary>By hand: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4; 4.5 / sqrt(4.5 · 5).</summary>
    [Fact]
    public void Ties_share_their_mean_rank()
    {
        Assert.Equal([1, 2.5, 2.5, 4], RankCorrelation.Ranks([-3, 0, 0, 9]));
        Assert.Equal([3.5, 3.5, 3.5, 1, 3.5, 6], RankCorrelation.Ranks([2, 2, 2, 1, 2, 3]));
        Assert.Equal(Math.Sqrt(0.9), RankCorrelation.Spearman([-3, 0, 0, 9], [1, 2, 3, 4]).Value, 1e-15);
    }

    [Fact]
    public void Ranks_and_coefficient_follow_their_definition_with_and_without_ties()
    {
        foreach (int levels in new[] { 2, 3, 10, 1_000_000 })
        {
            double[] x = [.. SplitMix64.Uniforms(1, 400).Select(u => Math.Floor(u * levels))];
            double[] y = [.. SplitMix64.Uniforms(2, 400).Zip(x, (u, value) => Math.Floor(u * levels) + (value / 2))];
            double[] rx = DefinedRanks(x), ry = DefinedRanks(y);
            Assert.Equal(rx, RankCorrelation.Ranks(x));
            Assert.Equal(Pearson(rx, ry), RankCorrelation.Spearman(x, y).Value, 1e-13);
        }
    }

    [Fact]
    public void Only_the_order_matters()
    {
        double[] x = SplitMix64.Uniforms(3, 200), y = [.. SplitMix64.Uniforms(4, 200).Zip(x, (a, b) => a + b)];
        var estimate = RankCorrelation.Spearman(x, y);
        Assert.Equal(estimate, RankCorrelation.Spearman([.. x.Select(Math.Exp)], [.. y.Select(value => value * value * value)]));
        var mirrored = RankCorrelation.Spearman(x, [.. y.Select(value => -value)]);
        Assert.Equal((-estimate.Value, -estimate.Upper, -estimate.Lower), (mirrored.Value, mirrored.Lower, mirrored.Upper));
    }

    [Fact]
    public void Samples_in_the_same_or_the_opposite_order_have_coefficients_1_and_minus_1()
    {
        double[] x = [1, 2, 5, 7, 8], squares = [1, 4, 25, 49, 64], falling = [5, 4, 3, 2, 1];
        Assert.Equal(new Estimate(1, 1, 1), RankCorrelation.Spearman(x, squares));
        Assert.Equal(new Estimate(-1, -1, -1), RankCorrelation.Spearman(x, falling));
    }

    [Fact]
    public void Without_variation_or_with_fewer_than_four_pairs_there_is_no_correlation_and_no_interval()
    {
        Assert.Equal(Estimate.WithoutInterval(0), RankCorrelation.Spearman([3, 3, 3, 3, 3], [1, 2, 3, 4, 5]));
        Assert.Equal(Estimate.WithoutInterval(0), RankCorrelation.Spearman([1, 2, 3, 4, 5], [3, 3, 3, 3, 3]));
        Assert.Equal(Estimate.WithoutInterval(0), RankCorrelation.Spearman([1, 2, 3], [1, 2, 3]));
        Assert.Equal(Estimate.WithoutInterval(0), RankCorrelation.OfGroups([1, 1, 1, 1, 1], [1, 2, 3, 4, 5]));
    }

    /// <summary>
    /// A normal pair with correlation r has Spearman's coefficient 6/pi asin(r/2). 1 000 samples of 200 pairs; the number of intervals that
    /// cover it is binomial(1000, 0.95): 921 to 975 leaves alpha = 1e-4 (Python's exact sum).
    /// </summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.6)]
    [InlineData(-0.9)]
    public void The_interval_covers_the_coefficient_of_a_normal_pair(double r)
    {
        double exact = 6 / Math.PI * Math.Asin(r / 2);
        int covered = 0;
        double[] u = new double[208], v = new double[208];
        for (ulong seed = 0; seed < 1000; seed++)
        {
            Philox.Uniforms(seed, 1, 0, u);
            Philox.Uniforms(seed, 2, 0, v);
            double[] x = [.. u.Take(200).Select(Normal)];
            double[] y = [.. v.Take(200).Select((p, i) => (r * x[i]) + (Math.Sqrt(1 - (r * r)) * Normal(p)))];
            var estimate = RankCorrelation.Spearman(x, y);
            covered += estimate.Lower <= exact && exact <= estimate.Upper ? 1 : 0;
        }
        Assert.InRange(covered, 921, 975);

        static double Normal(double p) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, p);
    }

    /// <summary>sqrt(between groups / total) of the ranks: one-way analysis of variance.</summary>
    [Fact]
    public void The_correlation_ratio_is_the_share_of_the_ranks_variance_between_groups()
    {
        double[] group = [0, 0, 1, 1, 1, 2], y = [10, 30, 20, 60, 50, 40];
        // Ranks 1 3 | 2 6 5 | 4: means 2, 13/3, 4 about 3.5.
        double between = (2 * 1.5 * 1.5) + (3 * (5.0 / 6) * (5.0 / 6)) + (1 * 0.5 * 0.5), total = 17.5;
        Assert.Equal(Math.Sqrt(between / total), RankCorrelation.OfGroups(group, y).Value, 1e-15);
    }

    [Fact]
    public void The_correlation_ratio_does_not_depend_on_the_groups_numbers()
    {
        double[] u = SplitMix64.Uniforms(8, 500), group = [.. u.Select(value => Math.Floor(value * 4))];
        double[] y = [.. SplitMix64.Uniforms(9, 500).Zip(group, (value, number) => value + (number == 2 ? 0.4 : 0))];
        double[] renumbered = [.. group.Select(number => (number * 7 % 4) + 0.5)];
        Assert.Equal(RankCorrelation.OfGroups(group, y).Value, RankCorrelation.OfGroups(renumbered, y).Value, 1e-14);
    }

    [Fact]
    public void Of_two_groups_in_rising_order_the_correlation_ratio_is_spearmans_coefficient()
    {
        double[] group = [.. SplitMix64.Uniforms(10, 300).Select(u => u < 0.3 ? 0.0 : 1.0)];
        double[] y = [.. SplitMix64.Uniforms(11, 300).Zip(group, (u, number) => u + number)];
        Assert.Equal(RankCorrelation.Spearman(group, y).Value, RankCorrelation.OfGroups(group, y).Value, 1e-14);
    }

    private static double[] DefinedRanks(double[] values) =>
        [.. values.Select(value => values.Count(other => other < value) + ((values.Count(other => other == value) + 1) / 2.0))];

    private static double Pearson(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average();
        double xy = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum();
        return xy / Math.Sqrt(x.Sum(a => (a - mx) * (a - mx)) * y.Sum(b => (b - my) * (b - my)));
    }
}

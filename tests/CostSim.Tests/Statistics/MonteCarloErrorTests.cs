using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Statistics;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class MonteCarloErrorTests
{
    private const double Tail = 0.025;

    /// <summary>
    /// The definition, by summing the binomial law's probabilities: P(B &lt; l) and P(B >= u) are at most 2.5 %, and no nearer ranks do.
    /// </summary>
    [Fact]
    public void Ranks_of_small_samples_are_the_nearest_that_the_binomial_law_allows()
    {
        foreach (double p in new[] { 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999 })
        {
            foreach (long n in new long[] { 1, 2, 5, 6, 20, 59, 60, 100, 599, 1000, 1600 })
            {
                if (n * p * (1 - p) > 400)
                {
                    continue;
                }
                double[] cdf = BinomialCdf(n, p);
                long lower = 0, upper = n + 1;
                while (lower < n && cdf[lower] <= Tail)
                {
                    lower++;
                }
                while (upper > 1 && 1 - cdf[upper - 2] <= Tail)
                {
                    upper--;
                }
                Assert.Equal((lower, upper), MonteCarloError.Ranks(n, p));
            }
        }
    }

    /// <summary>
    /// Ranks between whole numbers, rounded outwards, keep the level and lie at most one rank beyond the nearest that do.
    /// </summary>
    [Fact]
    public void Ranks_of_large_samples_keep_the_level_and_waste_at_most_one_rank()
    {
        foreach (double p in new[] { 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999 })
        {
            foreach (double variance in new[] { 401, 1000, 5000, 20_000 })
            {
                long n = (long)Math.Ceiling(variance / p / (1 - p));
                double[] cdf = BinomialCdf(n, p);
                var (lower, upper) = MonteCarloError.Ranks(n, p);
                long below = (long)Math.Floor(lower), above = (long)Math.Ceiling(upper);
                Assert.True(cdf[below - 1] <= Tail, $"P(B < {below}), n = {n}, p = {p}");
                Assert.True(1 - cdf[above - 1] <= Tail, $"P(B >= {above}), n = {n}, p = {p}");
                Assert.True(cdf[below + 1] > Tail, $"rank {below + 2} should be beyond, n = {n}, p = {p}");
                Assert.True(1 - cdf[above - 3] > Tail, $"rank {above - 2} should be beyond, n = {n}, p = {p}");
            }
        }
    }

    /// <summary>
    /// Newcombe 1998, Statistics in Medicine 17, table II, method 4: 81 of 263, 15 of 148, 0 of 20, 1 of 29; 29 of 29 by its definition.
    /// </summary>
    [Theory]
    [InlineData(81, 263, 0.2535, 0.3682)]
    [InlineData(15, 148, 0.0598, 0.1644)]
    [InlineData(0, 20, 0, 0.2005)]
    [InlineData(1, 29, 0.0018, 0.1963)]
    [InlineData(29, 29, 0.8544, 1)]
    public void A_probability_has_the_published_interval(int above, int of, double lower, double upper)
    {
        var estimate = MonteCarloError.OfProbability(above / (double)of, of);
        Assert.Equal(above / (double)of, estimate.Value, 1e-12);
        Assert.Equal(lower, estimate.Lower, 5e-5);
        Assert.Equal(upper, estimate.Upper, 5e-5);
    }

    [Fact]
    public void A_quantile_has_no_interval_when_a_rank_falls_outside_the_sample()
    {
        // 0.95^n <= 2.5 % from n = 72 on, 0.999^n from n = 3688 on: before, no value is sure enough to lie above.
        Assert.False(OfRamp(71, 0.95).HasInterval);
        Assert.True(OfRamp(72, 0.95).HasInterval);
        Assert.False(OfRamp(71, 0.05).HasInterval);
        Assert.True(OfRamp(72, 0.05).HasInterval);
        Assert.False(OfRamp(3687, 0.999).HasInterval);
        Assert.True(OfRamp(3688, 0.999).HasInterval);
        Assert.False(OfRamp(1, 0.5).HasInterval);

        static Estimate OfRamp(int count, double p) =>
            MonteCarloError.OfQuantile(Sample.Histogram([.. Enumerable.Range(1, count).Select(i => (double)i)]), p);
    }

    [Fact]
    public void A_quantiles_interval_ends_at_the_order_statistics_of_its_ranks()
    {
        double[] sorted = [.. Enumerable.Range(1, 1000).Select(i => Math.Exp(i / 100.0))];
        var histogram = Sample.Histogram(sorted);
        foreach (double p in new[] { 0.05, 0.5, 0.9 })
        {
            var (lower, upper) = MonteCarloError.Ranks(1000, p);
            var estimate = MonteCarloError.OfQuantile(histogram, p);
            Assert.Equal(sorted[(int)lower - 1], estimate.Lower, 1.3e-4 * estimate.Lower);
            Assert.Equal(sorted[(int)upper - 1], estimate.Upper, 1.3e-4 * estimate.Upper);
            Assert.InRange(estimate.Value, estimate.Lower, estimate.Upper);
        }
    }

    [Fact]
    public void The_means_interval_is_students_for_small_samples()
    {
        var estimate = MonteCarloError.OfMean(Moments.Of([2, 4, 4, 4, 5, 5, 7, 9]));
        // 97.5 % point of Student's t with 7 degrees of freedom.
        double reach = 2.364624251592784 * Math.Sqrt(32.0 / 7 / 8);
        Assert.Equal(5, estimate.Value);
        Assert.Equal(5 - reach, estimate.Lower, 1e-9);
        Assert.Equal(5 + reach, estimate.Upper, 1e-9);
    }

    [Fact]
    public void The_means_interval_does_not_reach_below_zero() =>
        Assert.Equal(0, MonteCarloError.OfMean(Moments.Of([0.1, 10])).Lower);

    [Fact]
    public void A_single_trial_has_no_intervals()
    {
        var one = Moments.Of([3]);
        Assert.Equal(Estimate.WithoutInterval(3), MonteCarloError.OfMean(one));
        Assert.Equal(Estimate.WithoutInterval(0), MonteCarloError.OfStandardDeviation(one));
    }

    [Fact]
    public void A_constant_is_known_without_error()
    {
        var constant = Moments.Of([3, 3, 3, 3]);
        Assert.Equal(new Estimate(3, 3, 3), MonteCarloError.OfMean(constant));
        Assert.Equal(new Estimate(0, 0, 0), MonteCarloError.OfStandardDeviation(constant));
    }

    /// <summary>
    /// A lognormal sample, sigma 0.5. The number of covering intervals in 1 000 runs is binomial; 921 to 975 leaves alpha = 1e-4 for
    /// exactly 95 % (Python's exact sum). Quantile intervals end at whole ranks, so they may cover up to the binomial law's next step:
    /// for n = 2 000 and p = 0.95, 96.6 %.
    /// </summary>
    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public void Intervals_cover_the_exact_value_as_often_as_they_say(int trials)
    {
        var law = new LogNormal(10, 0.5);
        var transform = law.CreateTransform();
        double[] column = new double[(trials + 15) / 16 * 16];
        int mean = 0, sd = 0, p50 = 0, p95 = 0;
        for (ulong seed = 0; seed < 1000; seed++)
        {
            Philox.Uniforms(seed, StreamName.Hash("coverage"), 0, column);
            transform.Apply(column);
            double[] values = column[..trials];
            var moments = Sample.Moments(values);
            var histogram = Sample.Histogram(values);
            mean += Covers(MonteCarloError.OfMean(moments), law.Mean);
            sd += Covers(MonteCarloError.OfStandardDeviation(moments), Math.Sqrt(law.Variance));
            p50 += Covers(MonteCarloError.OfQuantile(histogram, 0.5), law.Quantile(0.5));
            p95 += Covers(MonteCarloError.OfQuantile(histogram, 0.95), law.Quantile(0.95));
        }
        TestContext.Current.SendDiagnosticMessage($"n = {trials}: mean {mean}, sd {sd}, P50 {p50}, P95 {p95} of 1000");
        Assert.InRange(mean, 921, 975);
        Assert.InRange(sd, 921, 975);
        Assert.InRange(p50, 921, 985);
        Assert.InRange(p95, 921, 985);

        static int Covers(Estimate estimate, double exact) => estimate.Lower <= exact && exact <= estimate.Upper ? 1 : 0;
    }

    /// <summary>P(B &lt;= k) for k = 0 ... n, from logarithms of factorials.</summary>
    private static double[] BinomialCdf(long n, double p)
    {
        double[] logFactorial = new double[n + 1];
        for (long i = 1; i <= n; i++)
        {
            logFactorial[i] = logFactorial[i - 1] + Math.Log(i);
        }
        double[] cdf = new double[n + 1];
        double sum = 0;
        for (long k = 0; k <= n; k++)
        {
            sum += Math.Exp(logFactorial[n] - logFactorial[k] - logFactorial[n - k] + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p)));
            cdf[k] = sum;
        }
        return cdf;
    }
}

using CostSim.Sampling;
using Xunit;

namespace CostSim.Tests.Sampling;

public sealed class StratumPermutationTests
{
    /// <summary>
    /// Standard deviations that a chi-square may lie above its mean: right permutations fail one comparison in 10^5. The seeds are fixed,
    /// so that a test fails always or never.
    /// </summary>
    private const double Reach = 4.9;

    [Theory, InlineData(2), InlineData(3), InlineData(4)]
    public void All_orders_of_few_strata_are_equally_likely(int n)
    {
        int orders = Enumerable.Range(1, n).Aggregate(1, (product, k) => product * k);
        var counts = new Dictionary<string, int>();
        for (int seed = 0; seed < orders * 100; seed++)
        {
            string order = string.Join(' ', Strata(n, (ulong)seed, stream: 1));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(orders, counts.Count);
        AssertUniform(counts.Values, orders - 1);
    }

    /// <summary>What the variance of an estimate rests on.</summary>
    [Theory, InlineData(5), InlineData(7), InlineData(16), InlineData(37), InlineData(100)]
    public void Any_two_trials_land_on_all_pairs_of_strata_alike(int n)
    {
        foreach (var (i, j) in ((ulong, ulong)[])[(0, 1), (0, (ulong)n - 1), (1, (ulong)n / 2 + 1)])
        {
            int[] counts = new int[n * n];
            for (int seed = 0; seed < 20 * n * n; seed++)
            {
                var permutation = new StratumPermutation(n, (ulong)seed, 1, 0);
                counts[(int)permutation[i] * n + (int)permutation[j]]++;
            }
            int[] different = [.. counts.Where((_, pair) => pair / n != pair % n)];
            Assert.Equal(20 * n * n, different.Sum());
            AssertUniform(different, different.Length - 1);
        }
    }

    [Theory, InlineData(1024), InlineData(4099), InlineData(62_464), InlineData(65_536), InlineData(100_003)]
    public void Strata_are_independent_of_the_index_and_of_other_streams_replicates_and_seeds(int n)
    {
        ulong[] order = Strata(n, seed: 1, stream: 1);
        ulong[] index = [.. Enumerable.Range(0, n).Select(i => (ulong)i)];
        AssertIndependent(order, index, n);
        AssertIndependent(order, Strata(n, seed: 1, stream: 2), n);
        AssertIndependent(order, Strata(n, seed: 2, stream: 1), n);
        AssertIndependent(order, Strata(n, seed: 1, stream: 1, replicate: 1), n);
        AssertIndependent(order, Strata(n, seed: 1, stream: 1UL << 63), n);
    }

    [Theory, InlineData(1024), InlineData(4099), InlineData(62_464), InlineData(100_003)]
    public void Differences_along_an_order_are_uniform(int n)
    {
        ulong[] order = Strata(n, seed: 3, stream: 9);
        int boxes = n / 100;
        foreach (int lag in (int[])[1, 2, 4, 16, 250])
        {
            int[] counts = new int[boxes];
            for (int i = lag; i < n; i++)
            {
                counts[(order[i] + (ulong)n - order[i - lag]) % (ulong)n * (ulong)boxes / (ulong)n]++;
            }
            AssertUniform(counts, boxes - 1);
        }
    }

    [Fact]
    public void Orders_of_more_strata_than_32_bits_can_count_are_permutations()
    {
        const long n = (1L << 40) + 12_345;
        var permutation = new StratumPermutation(n, 1, 2, 3);
        ulong[] strata = [.. Enumerable.Range(0, 100_000).Select(i => permutation[(ulong)i * 10_000_019])];
        Assert.Equal(strata.Length, strata.Distinct().Count());
        Assert.All(strata, stratum => Assert.InRange(stratum, 0UL, (ulong)n - 1));
        int[] counts = new int[100];
        foreach (ulong stratum in strata)
        {
            counts[(int)(stratum / (n / 100 + 1))]++;
        }
        AssertUniform(counts, 99);
    }

    private static ulong[] Strata(int n, ulong seed, ulong stream, int replicate = 0)
    {
        var permutation = new StratumPermutation(n, seed, stream, replicate);
        return [.. Enumerable.Range(0, n).Select(i => permutation[(ulong)i])];
    }

    private static void AssertIndependent(ulong[] x, ulong[] y, int n)
    {
        int sides = (int)Math.Sqrt(n / 20.0);
        int[] counts = new int[sides * sides];
        for (int i = 0; i < n; i++)
        {
            counts[(int)((long)x[i] * sides / n) * sides + (int)((long)y[i] * sides / n)]++;
        }
        AssertUniform(counts, (sides - 1) * (sides - 1));
    }

    private static void AssertUniform(IReadOnlyCollection<int> counts, int degreesOfFreedom)
    {
        double expected = counts.Sum() / (double)counts.Count;
        double chiSquare = counts.Sum(count => (count - expected) * (count - expected)) / expected;
        // Wilson and Hilferty 1931: the cube root of chi-square is nearly normal.
        double spread = 2.0 / (9 * degreesOfFreedom);
        double z = (Math.Cbrt(chiSquare / degreesOfFreedom) - (1 - spread)) / Math.Sqrt(spread);
        Assert.InRange(z, -Reach, Reach);
    }
}

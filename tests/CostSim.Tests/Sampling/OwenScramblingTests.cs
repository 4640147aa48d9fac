using CostSim.Sampling;
using Xunit;

namespace CostSim.Tests.Sampling;

public sealed class OwenScramblingTests
{
    private const int Scramblings = 20_000;

    /// <summary>5 standard errors of a variance from that many normal values: passed by a right scrambling but for 1 in 10^6.</summary>
    private static readonly double Reach = 5 * Math.Sqrt(2.0 / Scramblings);

    /// <summary>
    /// In one dimension the points are a stratified sample: the mean of u has variance 1/(12 n^3), and the kurtosis of a sum of n uniforms.
    /// </summary>
    [Theory, InlineData(3), InlineData(6), InlineData(9)]
    public void Mean_of_a_line_has_the_variance_and_the_kurtosis_of_a_stratified_sample(int m)
    {
        int n = 1 << m;
        var (variance, kurtosis) = MomentsOver(r => Mean(r, n, [0], u => u[0] - 0.5));
        Assert.Equal(1, variance * 12 * n * n * n, Reach);
        // 5 standard errors of a kurtosis from normal values.
        Assert.Equal(3 - 1.2 / n, kurtosis, 5 * Math.Sqrt(24.0 / Scramblings));
    }

    /// <summary>
    /// Owen 1997, "Scrambled net variance", theorem 2, for (u - 1/2)(v - 1/2) on the (0, m, 2)-net of the first two dimensions: the gain of
    /// level k = k1 + k2 is 0 below m - 1, 2 at m - 1 and 1 from m on, and the level's variance is (k + 1) 4^-(k+4).
    /// </summary>
    [Theory, InlineData(3), InlineData(6), InlineData(9)]
    public void Mean_of_a_product_has_the_variance_of_a_scrambled_net(int m)
    {
        int n = 1 << m;
        double exact = (2 * m * Math.ScaleB(1, -2 * m - 6) + Math.ScaleB(1, -2 * m - 8) * ((m + 1) * 4.0 / 3 + 4.0 / 9)) / n;
        var (variance, kurtosis) = MomentsOver(r => Mean(r, n, [0, 1], u => (u[0] - 0.5) * (u[1] - 0.5)));
        Assert.Equal(1, variance / exact, Reach * Math.Sqrt((kurtosis - 1) / 2));
    }

    [Fact]
    public void Scramblings_of_other_streams_replicates_and_seeds_are_independent()
    {
        ulong[] x = [.. Enumerable.Range(0, 4096).Select(i => SobolSequence.ReversedPoint(SobolSequence.Columns(0), (ulong)i))];
        double[] u = [.. x.Select(new OwenScrambling(1, 1, 0).Uniform)];
        foreach (var other in (OwenScrambling[])[new(2, 1, 0), new(1, 2, 0), new(1, 1, 1), new(1 + (1L << 40), 1, 0),
            new(1, 1 + (1L << 40), 0)])
        {
            double correlation = u.Zip(x, (a, b) => (a - 0.5) * (other.Uniform(b) - 0.5)).Average() * 12;
            // The first digits agree or differ for all points at once, which is 3/4 of the correlation; the rest must go.
            Assert.InRange(Math.Abs(correlation), 0, 1 - 1.0 / 64);
            Assert.DoesNotContain(u.Zip(x), pair => pair.First == other.Uniform(pair.Second));
        }
    }

    private static double Mean(int replicate, int n, int[] dimensions, Func<double[], double> f)
    {
        OwenScrambling[] scramblings = [.. dimensions.Select(d => new OwenScrambling(seed: 11, stream: (ulong)d + 100, replicate))];
        double[] u = new double[dimensions.Length];
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int d = 0; d < u.Length; d++)
            {
                u[d] = scramblings[d].Uniform(SobolSequence.ReversedPoint(SobolSequence.Columns(dimensions[d]), (ulong)i));
            }
            sum += f(u);
        }
        return sum / n;
    }

    /// <summary>Variance about 0 and kurtosis over all scramblings.</summary>
    private static (double Variance, double Kurtosis) MomentsOver(Func<int, double> estimate)
    {
        double[] squares = [.. Enumerable.Range(0, Scramblings).Select(r => estimate(r)).Select(x => x * x)];
        double variance = squares.Average();
        return (variance, squares.Average(square => square * square) / (variance * variance));
    }
}

using System.Runtime.Intrinsics.X86;
using CostSim.Sampling;
using Xunit;

namespace CostSim.Tests.Sampling;

public sealed class LatinHypercubeSamplerTests
{
    public static TheoryData<long> Trials =>
        [1, 2, 3, 5, 7, 16, 17, 100, 997, 1023, 1024, 1025, 4099, 16_384, 20_000, 65_537, 100_000, 123_457, 1_000_000];

    [Theory, MemberData(nameof(Trials))]
    public void Every_stratum_of_every_replicate_is_hit_once(long trials)
    {
        foreach (int replicates in (int[])[1, 16])
        {
            var design = new SamplingDesign(trials, replicates);
            double[] uniforms = Column(new LatinHypercubeSampler(5, design), StreamName.Hash("daily_users"));
            for (int r = 0; r < design.Replicates; r++)
            {
                long n = design.Length(r);
                bool[] isHit = new bool[n];
                foreach (double u in uniforms.AsSpan((int)design.Start(r), (int)n))
                {
                    long stratum = (long)((Int128)(long)(u * (1L << 52)) * n >> 52);
                    Assert.False(isHit[stratum]);
                    isHit[stratum] = true;
                }
            }
        }
    }

    [Theory, InlineData(100_003, 0), InlineData(100_003, 98_304), InlineData(1 << 20, 4096), InlineData((1L << 33) + 7, 1L << 32)]
    public void All_vector_widths_give_the_same_bits(long count, long firstIndex)
    {
        var permutation = new StratumPermutation(count, 1, 2, 3);
        double[] scalar = new double[1024];
        Philox.Uniforms(1, 2, 0, scalar);
        double[] avx2 = [.. scalar];
        LatinHypercubeSampler.StratifyScalar(permutation, count, (ulong)firstIndex, scalar);
        if (Avx2.IsSupported)
        {
            LatinHypercubeSampler.Stratify256(permutation, count, (ulong)firstIndex, avx2);
            Assert.Equal(scalar, avx2);
        }
    }

    /// <summary>
    /// Stein 1987, "Large sample properties of simulations using Latin hypercube sampling": a sum of d
    /// uniforms keeps d/(12 n^3) of d/(12 n).
    /// </summary>
    [Fact]
    public void Mean_of_a_sum_has_the_variance_of_stratified_coordinates()
    {
        const int hypercubes = 10_000, n = 1024, dimensions = 3;
        var sampler = new LatinHypercubeSampler(8, new SamplingDesign((long)hypercubes * n, hypercubes));
        double[] column = new double[n];
        double sum = 0;
        for (int r = 0; r < hypercubes; r++)
        {
            double mean = 0;
            for (int d = 0; d < dimensions; d++)
            {
                sampler.Uniforms((ulong)d, d, (long)r * n, column);
                mean += column.Average() - 0.5;
            }
            sum += mean * mean;
        }
        // 5 standard errors of a variance from that many normal values.
        Assert.Equal(1, sum / hypercubes * 12 * n * n * n / dimensions, 5 * Math.Sqrt(2.0 / hypercubes));
    }

    /// <summary>The product of two centred uniforms is no sum: its variance stays 1/144 over n - 1.</summary>
    [Fact]
    public void Mean_of_a_product_has_the_variance_of_a_random_pairing()
    {
        const int hypercubes = 10_000, n = 1024;
        var sampler = new LatinHypercubeSampler(9, new SamplingDesign((long)hypercubes * n, hypercubes));
        var (x, y) = (new double[n], new double[n]);
        double sum = 0;
        for (int r = 0; r < hypercubes; r++)
        {
            sampler.Uniforms(0, 0, (long)r * n, x);
            sampler.Uniforms(1, 1, (long)r * n, y);
            double mean = x.Zip(y, (u, v) => (u - 0.5) * (v - 0.5)).Average();
            sum += mean * mean;
        }
        Assert.Equal(1, sum / hypercubes * 144 * (n - 1), 5 * Math.Sqrt(2.0 / hypercubes));
    }

    private static double[] Column(Sampler sampler, ulong stream)
    {
        double[] uniforms = new double[(sampler.Design.Trials + 15) / 16 * 16];
        sampler.Uniforms(stream, 0, 0, uniforms);
        return uniforms;
    }
}

using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CostSim.Sampling;
using Xunit;

namespace CostSim.Tests.Sampling;

public sealed class SobolSamplerTests
{
    [Theory, InlineData(0, 0), InlineData(1, 65_536), InlineData(37, 48), InlineData(255, 0x123_4567_8000L)]
    public void All_vector_widths_give_the_same_bits(int dimension, long firstIndex)
    {
        var columns = SobolSequence.Columns(dimension);
        var scrambling = new OwenScrambling(20230201, StreamName.Hash("gpu_price"), 5);
        var (scalar, avx2, avx512) = (new double[2048], new double[2048], new double[2048]);
        SobolSampler.FillScalar(columns, scrambling, (ulong)firstIndex, scalar);
        if (Avx2.IsSupported)
        {
            SobolSampler.Fill256(columns, scrambling, (ulong)firstIndex, avx2);
            Assert.Equal(scalar, avx2);
        }
        if (Avx512BW.IsSupported && Vector512.IsHardwareAccelerated)
        {
            SobolSampler.Fill512(columns, scrambling, (ulong)firstIndex, avx512);
            Assert.Equal(scalar, avx512);
        }
    }

    /// <summary>
    /// Smooth in ten dimensions, mean 1. Sixteen plain samples of this size would have a standard error of 0.0012; Owen's theorem promises
    /// less than that, and the error of the mean must fit the spread of the replicates: |t| with 15 degrees of freedom is below 4.88 but
    /// for 1 in 5,000.
    /// </summary>
    [Fact]
    public void Replicates_tell_the_error_of_a_mean()
    {
        const int dimensions = 10, length = 4096;
        var design = new SamplingDesign(16 * length, 16);
        var sampler = new SobolSampler(20230201, design);
        double[] means = [.. Enumerable.Range(0, design.Replicates).Select(r => Mean(sampler, dimensions, design.Start(r), length))];
        double mean = means.Average();
        double standardError = Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (16 * 15));
        Assert.InRange(standardError, 1e-7, 1.2e-4);
        Assert.InRange(Math.Abs(mean - 1) / standardError, 0, 4.88);
    }

    private static double Mean(Sampler sampler, int dimensions, long start, int length)
    {
        double[][] u = [.. Enumerable.Range(0, dimensions).Select(_ => new double[length])];
        for (int d = 0; d < dimensions; d++)
        {
            sampler.Uniforms(StreamName.Hash($"input {d}"), d, start, u[d]);
        }
        return Enumerable.Range(0, length).Average(i => u.Aggregate(1.0, (product, column) => product * (1 + (column[i] - 0.5) / 3)));
    }
}

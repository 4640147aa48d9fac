using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CostSim.Sampling;
using MathNet.Numerics.Distributions;
using Xunit;

namespace CostSim.Tests.Sampling;

public sealed class PhiloxTests
{
    private delegate void Fill(ulong seed, ulong stream, long firstTrial, Span<double> uniforms);

    /// <summary>Random123, kat_vectors.</summary>
    [Fact]
    public void Words_are_the_published_known_answers()
    {
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Philox.Words((0, 0, 0, 0), (0, 0)));
        Assert.Equal(
            (0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu),
            Philox.Words((0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff), (0xffffffff, 0xffffffff)));
        Assert.Equal(
            (0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            Philox.Words((0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344), (0xa4093822, 0x299f31d0)));
    }

    /// <summary>
    /// Python 3.11: Philox in whole numbers, checked on the known answers, and the layout that Philox's documentation promises.
    /// </summary>
    [Theory]
    [InlineData(20230201, 0x549C2D4D6CD32A47, 0, 0.15528416460542804)]
    [InlineData(20230201, 0x549C2D4D6CD32A47, 9, 0.010586989010229364)]
    [InlineData(0xFEDCBA9876543210, 0xE9E2C2304FF6CB5C, 1_000_007, 0.7776990557593281)]
    [InlineData(1, 1, 10_000_000_000_013, 0.750649869929155)]
    public void The_uniform_of_a_trial_is_a_fixed_function_of_seed_stream_and_trial(ulong seed, ulong stream, long trial, double uniform)
    {
        double[] group = new double[Philox.GroupLength];
        Philox.Uniforms(seed, stream, trial / Philox.GroupLength * Philox.GroupLength, group);
        Assert.Equal(uniform, group[trial % Philox.GroupLength]);
    }

    [Fact]
    public void Vectors_of_every_width_that_the_processor_has_give_the_scalar_bits()
    {
        AssertSameBits(Philox.Uniforms);
        if (Avx2.IsSupported)
        {
            AssertSameBits(Philox.Uniforms256);
        }
        if (Avx512F.IsSupported && Vector512.IsHardwareAccelerated)
        {
            AssertSameBits(Philox.Uniforms512);
        }
    }

    [Fact]
    public void Any_split_of_a_range_gives_the_same_uniforms()
    {
        const long first = 5_000_000_000 / 16 * 16;
        double[] whole = new double[1024];
        Philox.Uniforms(7, 11, first, whole);
        foreach (int length in new[] { 16, 32, 48, 112, 496, 1008 })
        {
            double[] pieces = new double[whole.Length];
            for (int start = 0; start < pieces.Length; start += length)
            {
                Philox.Uniforms(7, 11, first + start, pieces.AsSpan(start, Math.Min(length, pieces.Length - start)));
            }
            Assert.Equal(whole, pieces);
        }
    }

    [Fact]
    public void Nothing_is_written_beyond_the_range()
    {
        double[] column = new double[64];
        Philox.Uniforms(1, 2, 0, column.AsSpan(16, 16));
        Assert.All(column[..16], value => Assert.Equal(0, value));
        Assert.All(column[16..32], value => Assert.InRange(value, double.Epsilon, 1));
        Assert.All(column[32..], value => Assert.Equal(0, value));
        Philox.Uniforms(1, 2, 0, []);
    }

    [Theory]
    [InlineData(8, 16)]
    [InlineData(1, 1024)]
    [InlineData(0, 1)]
    [InlineData(16, 1000)]
    public void A_range_that_cuts_a_group_is_refused(long firstTrial, int length) =>
        Assert.Throws<ArgumentException>(() => Philox.Uniforms(1, 1, firstTrial, new double[length]));

    [Fact]
    public void Uniforms_are_odd_multiples_of_half_a_step_so_never_0_or_1()
    {
        double[] column = new double[1 << 16];
        Philox.Uniforms(3, 4, 0, column);
        Assert.All(column, u =>
        {
            double steps = Math.ScaleB(u, 53);
            Assert.Equal(1, steps % 2);
            Assert.InRange(u, Math.ScaleB(1, -53), 1 - Math.ScaleB(1, -53));
        });
    }

    /// <summary>
    /// Twelve streams, 2^20 draws each: 1024 bins, then the same of the fraction beyond 20 bits. Two-sided
    /// alpha = 1e-5 for each of 24 tests.
    /// </summary>
    [Theory]
    [MemberData(nameof(Streams))]
    public void Uniforms_are_uniform_in_their_high_and_their_low_bits(ulong seed, ulong stream)
    {
        const int n = 1 << 20, bins = 1024;
        double[] column = new double[n];
        Philox.Uniforms(seed, stream, 0, column);
        double lower = ChiSquared.InvCDF(bins - 1, 0.5e-5), upper = ChiSquared.InvCDF(bins - 1, 1 - 0.5e-5);
        foreach (double scale in new[] { 1.0, 1 << 20 })
        {
            int[] counts = new int[bins];
            foreach (double u in column)
            {
                counts[(int)(u * scale % 1 * bins)]++;
            }
            double expected = (double)n / bins;
            Assert.InRange(counts.Sum(count => (count - expected) * (count - expected) / expected), lower, upper);
        }
    }

    /// <summary>
    /// 12 sum (u_i - 1/2)(u_(i+lag) - 1/2) / sqrt(n) is standard normal: |z| &lt; 4.9, alpha = 1e-6 for each of 96 tests.
    /// </summary>
    [Theory]
    [MemberData(nameof(Streams))]
    public void Draws_of_one_stream_do_not_follow_from_earlier_ones(ulong seed, ulong stream)
    {
        double[] column = new double[1 << 18];
        Philox.Uniforms(seed, stream, 0, column);
        foreach (int lag in new[] { 1, 2, 7, 8, 9, 16, 1024, 65_536 })
        {
            Assert.InRange(Score(column.AsSpan(0, column.Length - lag), column.AsSpan(lag)), -4.9, 4.9);
        }
    }

    /// <summary>As above for pairs of streams or of seeds: alpha = 1e-6 for each of 66 tests.</summary>
    [Fact]
    public void Streams_and_seeds_are_independent_of_one_another()
    {
        double[][] columns = Streams.Select(pair =>
        {
            double[] column = new double[1 << 16];
            Philox.Uniforms(pair.Data.Item1, pair.Data.Item2, 0, column);
            return column;
        }).ToArray();
        for (int i = 0; i < columns.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.InRange(Score(columns[i], columns[j]), -4.9, 4.9);
            }
        }
    }

    /// <summary>Neighbouring seeds and streams, and ones that differ in the high word only: where a weak key schedule would show.</summary>
    public static TheoryData<ulong, ulong> Streams
    {
        get
        {
            var data = new TheoryData<ulong, ulong>();
            foreach (ulong seed in new ulong[] { 0, 1, 1UL << 32, 20230201 })
            {
                data.Add(seed, 0);
                data.Add(seed, 1);
                data.Add(seed, StreamName.Hash("chat.daily_users"));
            }
            return data;
        }
    }

    private static void AssertSameBits(Fill fill)
    {
        foreach (long first in new[] { 0, 16, 1 << 20, (1L << 33) - 512, 1L << 52 })
        {
            foreach (int length in new[] { 16, 32, 48, 1008, 1024 })
            {
                foreach (ulong seed in new ulong[] { 0, 20230201, ulong.MaxValue })
                {
                    double[] expected = new double[length];
                    double[] actual = new double[length];
                    Philox.UniformsScalar(seed, StreamName.Hash($"{seed}"), first, expected);
                    fill(seed, StreamName.Hash($"{seed}"), first, actual);
                    Assert.Equal(expected, actual);
                }
            }
        }
    }

    private static double Score(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - 0.5) * (b[i] - 0.5);
        }
        return 12 * sum / Math.Sqrt(a.Length);
    }
}

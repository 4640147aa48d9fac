using System.Numerics;
using CostSim.Statistics;
using CostSim.Tests.Distributions;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class MomentsTests
{
    /// <summary>Digits of the standard deviation that the rounding of the data to doubles leaves; 14 of the mean everywhere.</summary>
    private static readonly Dictionary<string, double> DigitsOfSd = new()
    {
        ["Lottery"] = 14,
        ["Mavro"] = 12,
        ["NumAcc1"] = 14,
        ["NumAcc2"] = 14,
        ["NumAcc3"] = 9,
        ["NumAcc4"] = 8,
    };

    [Fact]
    public void Nist_data_keep_their_certified_digits()
    {
        foreach (var data in NistData.All)
        {
            AssertDigits(data, Moments.Of(data.Values));
        }
    }

    [Fact]
    public void Nist_data_keep_their_certified_digits_when_streamed_in_blocks_of_any_size()
    {
        foreach (var data in NistData.All)
        {
            foreach (int size in new[] { 1, 2, 3, 7, 8, 16, 61, 64, 100, 333 })
            {
                var streamed = Moments.None;
                foreach (double[] block in data.Values.Chunk(size))
                {
                    streamed = Moments.Combine(streamed, Moments.Of(block));
                }
                Assert.Equal(data.Values.Length, streamed.Count);
                AssertDigits(data, streamed);
            }
        }
    }

    [Fact]
    public void Nist_data_keep_their_certified_digits_when_split_unevenly()
    {
        foreach (var data in NistData.All)
        {
            var values = data.Values.AsSpan();
            for (int split = 1; split < values.Length; split += 1 + (split / 7))
            {
                AssertDigits(data, Moments.Combine(Moments.Of(values[..split]), Moments.Of(values[split..])));
            }
        }
    }

    [Fact]
    public void Any_length_gives_the_exact_moments_of_whole_numbers()
    {
        double[] values = NistData.Lottery.Values;
        for (int n = 1; n <= 70; n++)
        {
            AssertExact(values[..n], Moments.Of(values.AsSpan(0, n)));
        }
    }

    [Fact]
    public void Combining_any_two_parts_gives_the_exact_moments_of_the_whole()
    {
        double[] values = NistData.Lottery.Values;
        for (int split = 0; split <= values.Length; split++)
        {
            AssertExact(values, Moments.Combine(Of(values.AsSpan(0, split)), Of(values.AsSpan(split))));
        }

        static Moments Of(ReadOnlySpan<double> part) => part.IsEmpty ? Moments.None : Moments.Of(part);
    }

    [Fact]
    public void Combining_many_blocks_gives_the_exact_moments_of_the_whole()
    {
        double[] values = [.. SplitMix64.Uniforms(5, 20_000).Select(u => Math.Floor(Math.Exp(12 * u)))];
        var streamed = values.Chunk(1024).Aggregate(Moments.None, (sum, block) => Moments.Combine(sum, Moments.Of(block)));
        AssertExact(values, streamed);
    }

    [Fact]
    public void No_values_add_nothing()
    {
        var some = Moments.Of(NistData.NumAcc1.Values);
        Assert.Equal(some, Moments.Combine(Moments.None, some));
        Assert.Equal(some, Moments.Combine(some, Moments.None));
    }

    [Fact]
    public void A_single_value_has_no_spread()
    {
        var one = Moments.Of([42.5]);
        Assert.Equal(new Moments(1, 42.5, 0, 0, 0, 42.5, 42.5), one);
        Assert.Equal((0.0, 0.0), (one.Variance, one.StandardDeviation));
    }

    [Fact]
    public void A_constant_has_itself_as_mean_and_no_spread_to_the_last_bit()
    {
        foreach (double constant in new[] { 0.1, 2.4290598290598293, 694_444.4444444445, 1e-300, 0 })
        {
            foreach (int length in new[] { 1, 3, 100, 1000, 1024 })
            {
                var block = Moments.Of([.. Enumerable.Repeat(constant, length)]);
                Assert.Equal(new Moments(length, constant, 0, 0, 0, constant, constant), block);
                Assert.Equal(
                    new Moments(3 * length, constant, 0, 0, 0, constant, constant), Moments.Combine(Moments.Combine(block, block), block));
            }
        }
    }

    [Fact]
    public void Impossible_values_show_wherever_they_stand()
    {
        foreach (double impossible in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1e-300, -5 })
        {
            for (int length = 1; length < 30; length++)
            {
                for (int place = 0; place < length; place++)
                {
                    double[] values = [.. Enumerable.Repeat(1.0, length)];
                    values[place] = impossible;
                    Assert.False(Moments.Of(values).IsFiniteAndNotNegative);
                }
            }
        }
        Assert.True(Moments.Of([0.0, -0.0, double.Epsilon, 1e300]).IsFiniteAndNotNegative);
    }

    private static void AssertDigits(NistData data, in Moments moments)
    {
        Assert.True(Digits(moments.Mean, data.Mean) >= 14, $"{data}: mean {moments.Mean:R}");
        Assert.True(Digits(moments.StandardDeviation, data.StandardDeviation) >= DigitsOfSd[data.Name],
            $"{data}: sd {moments.StandardDeviation:R}");
    }

    /// <summary>NIST's log relative error.</summary>
    private static double Digits(double value, double certified) =>
        value == certified ? 15 : -Math.Log10(Math.Abs(value - certified) / Math.Abs(certified));

    /// <summary>Central sums of powers of whole numbers, without rounding: sum (n x - S)^k / n^k.</summary>
    private static void AssertExact(double[] values, in Moments actual)
    {
        BigInteger n = values.Length, sum = values.Aggregate(BigInteger.Zero, (total, value) => total + new BigInteger(value));
        double Central(int k) =>
            Ratio(values.Aggregate(BigInteger.Zero, (total, value) => total + BigInteger.Pow((n * new BigInteger(value)) - sum, k)),
                BigInteger.Pow(n, k));
        double m2 = Central(2), m3 = Central(3), m4 = Central(4);
        Assert.Equal(values.Length, actual.Count);
        Assert.Equal(Ratio(sum, n), actual.Mean, 1e-15 * Ratio(sum, n));
        Assert.Equal(m2, actual.M2, 1e-13 * m2);
        // Odd powers cancel: their error is measured against the sum of |x - mean|^3, at most sqrt(M2 M4) by Cauchy and Schwarz.
        Assert.Equal(m3, actual.M3, 1e-13 * Math.Sqrt(m2 * m4));
        Assert.Equal(m4, actual.M4, 1e-13 * m4);
        Assert.Equal((values.Min(), values.Max()), (actual.Minimum, actual.Maximum));
    }

    private static double Ratio(BigInteger numerator, BigInteger denominator) =>
        (double)(numerator << 128) / (double)denominator / Math.ScaleB(1, 128);
}

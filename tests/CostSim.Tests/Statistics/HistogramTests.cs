using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Statistics;
using CostSim.Tests.Distributions;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class HistogramTests
{
    /// <summary>Half a bin: more than smooth samples, small samples and samples of a few numbers may be off.</summary>
    private const double RelativeError = 1.3e-4;

    private static readonly double[] Probabilities =
        [0, 1e-4, 0.001, 0.01, 0.05, 0.1, 0.25, 1.0 / 3, 0.4999, 0.5, 0.6, 0.75, 0.9, 0.95, 0.99, 0.999, 1];

    [Fact]
    public void Quantiles_of_smooth_samples_are_near_the_samples_own()
    {
        AssertQuantiles(Lognormal(median: 1e6, sigma: 1, count: 200_000));
        AssertQuantiles(Lognormal(median: 1e-9, sigma: 3, count: 50_000));
        AssertQuantiles([.. SplitMix64.Uniforms(2, 100_000).Select(u => 1 + (u * 1e-3))]);
        AssertQuantiles([.. SplitMix64.Uniforms(3, 100_000).Select(u => Math.ScaleB(1, (int)(u * 2000) - 1000) * (1 + u))]);
    }

    [Fact]
    public void Quantiles_of_few_values_are_near_the_samples_own()
    {
        for (int count = 1; count <= 60; count++)
        {
            AssertQuantiles(Lognormal(median: 1, sigma: 1, count));
        }
    }

    [Fact]
    public void Quantiles_of_samples_with_few_different_values_are_near_the_samples_own()
    {
        AssertQuantiles([.. SplitMix64.Uniforms(4, 5000).Select(u => u < 0.5 ? 1.0 : 2.0)]);
        AssertQuantiles([.. SplitMix64.Uniforms(5, 5000).Select(u => u < 0.4 ? 0.0 : u < 0.7 ? Math.BitDecrement(2.0) : 1000.0)]);
        AssertQuantiles([.. SplitMix64.Uniforms(6, 5000).Select(u => Math.Floor(10 * u))]);
    }

    [Fact]
    public void A_quantile_that_is_one_of_a_few_numbers_is_that_number()
    {
        // A model is one of two, all else is known: the cost is one of two numbers.
        var histogram = Sample.Histogram(
            [.. SplitMix64.Uniforms(7, 5000).Select(u => u < 0.3 ? 172_310.0 : u < 0.8 ? 345_678.9 : 400_000.1)]);
        foreach (double p in Probabilities)
        {
            double expected = p < 0.3 ? 172_310.0 : p < 0.8 ? 345_678.9 : 400_000.1;
            Assert.Equal(expected, histogram.Quantile(p), 6e-8 * expected);
        }
        Assert.Equal(0.7, histogram.Exceedance(172_310), 0.03);
        Assert.Equal(0.2, histogram.Exceedance(345_678.9), 0.03);
        Assert.Equal(0.7, histogram.Exceedance(200_000), 0.03);
    }

    [Fact]
    public void A_quantile_lies_in_the_bin_of_the_samples_own_whatever_the_sample()
    {
        // Two numbers at the ends of one bin, the worst case: nothing tells how the weight lies between them.
        double low = 1, high = Math.BitDecrement(1 + (1.0 / Histogram.BinsPerOctave));
        double[] values = [.. SplitMix64.Uniforms(8, 5000).Select(u => u < 0.9 ? low : high)], sorted = [.. values.Order()];
        var histogram = Sample.Histogram(values);
        Assert.All(Probabilities,
            p => Assert.Equal(sorted[Math.Max(0, (int)Math.Ceiling(p * 5000) - 1)], histogram.Quantile(p), 1.0 / Histogram.BinsPerOctave));
    }

    [Fact]
    public void A_constant_sample_has_that_constant_at_every_quantile()
    {
        var histogram = Sample.Histogram([.. Enumerable.Repeat(Math.PI, 1000)]);
        Assert.All(Probabilities, p => Assert.Equal(Math.PI, histogram.Quantile(p)));
        Assert.Equal((1.0, 0.0, 0.0), (histogram.Exceedance(3), histogram.Exceedance(Math.PI), histogram.Exceedance(4)));
    }

    [Fact]
    public void Count_and_extremes_are_exact()
    {
        double[] values = Lognormal(median: 5, sigma: 2, count: 12_345);
        var histogram = Sample.Histogram(values);
        Assert.Equal((12_345, values.Min(), values.Max()), (histogram.Count, histogram.Minimum, histogram.Maximum));
        Assert.Equal((values.Min(), values.Max()), (histogram.Quantile(0), histogram.Quantile(1)));
        Assert.Equal(12_345, histogram.Bins().Sum(bin => bin.Count));
    }

    [Fact]
    public void A_bin_counts_as_many_values_as_a_run_may_have_trials()
    {
        var histogram = new Histogram();
        var ofPowerOf2 = Sample.Histogram([3]);
        for (long left = SamplingDesign.MostTrials; left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
            {
                histogram.Merge(ofPowerOf2);
            }
            var twice = new Histogram();
            twice.Merge(ofPowerOf2);
            twice.Merge(ofPowerOf2);
            ofPowerOf2 = twice;
        }
        Assert.Equal(new HistogramBin(3, 3, SamplingDesign.MostTrials), histogram.Bins().Single() with { Lower = 3, Upper = 3 });
    }

    [Fact]
    public void Every_value_is_counted_in_the_bin_that_holds_it()
    {
        double[] values = [0, 1, Math.BitDecrement(1), 1.5, 2, 3, 1024, 1e-300, 1e300, Math.ScaleB(1, -1022), double.MaxValue];
        var bins = Sample.Histogram(values).Bins().ToArray();
        Assert.Equal(values.Length, bins.Length);
        foreach (double value in values)
        {
            Assert.Equal(
                1, bins.Single(bin => value == 0 ? bin == new HistogramBin(0, 0, 1) : bin.Lower <= value && value < bin.Upper).Count);
        }
        Assert.Equal(bins.OrderBy(bin => bin.Lower), bins);
    }

    [Fact]
    public void Zeros_of_either_sign_and_numbers_too_small_to_be_normal_count_as_zero()
    {
        var histogram = Sample.Histogram([0.0, -0.0, double.Epsilon, 1e-310, 4]);
        Assert.Equal([(0, 4), (4, 1)], histogram.Bins().Select(bin => (bin.Lower, bin.Count)));
        Assert.Equal((0.0, 0.0, 4.0), (histogram.Quantile(0.1), histogram.Quantile(0.8), histogram.Quantile(1)));
    }

    [Fact]
    public void Zeros_are_not_above_zero()
    {
        var histogram = Sample.Histogram([0, 0, 0, 5]);
        Assert.Equal(0.25, histogram.Exceedance(0));
        Assert.Equal(0.25, histogram.Exceedance(1));
        Assert.Equal(0, histogram.Exceedance(5));
        Assert.Equal(1, histogram.Exceedance(-1));
    }

    [Fact]
    public void Exceedance_is_the_share_above_to_within_a_bin()
    {
        double[] values = Lognormal(median: 3, sigma: 1, count: 50_000);
        var histogram = Sample.Histogram(values);
        foreach (double value in new[] { 1e-3, 0.1, 0.5, 1, 2, 3, 5, 8, 20, 100 })
        {
            double width = value / Histogram.BinsPerOctave;
            double above = values.Count(other => other > value + width) / 50_000.0,
                atLeast = values.Count(other => other > value - width) / 50_000.0;
            Assert.InRange(histogram.Exceedance(value), above, atLeast);
        }
    }

    [Fact]
    public void Exceedance_undoes_the_quantile()
    {
        var histogram = Sample.Histogram(Lognormal(median: 3, sigma: 1, count: 50_000));
        foreach (double p in new[] { 0.01, 0.1, 0.5, 0.77, 0.95, 0.999 })
        {
            // A quantile inside a bin of one value is that value: one trial more or less is above it.
            Assert.Equal(1 - p, histogram.Exceedance(histogram.Quantile(p)), 1.0 / 50_000);
        }
    }

    [Fact]
    public void Merging_in_any_order_is_counting_everything_at_once()
    {
        double[] values = [.. Lognormal(median: 1, sigma: 4, count: 30_000), .. Enumerable.Repeat(0.0, 100)];
        double[][] parts = values.Chunk(7001).ToArray();
        var whole = Sample.Histogram(values);
        foreach (int[] order in new int[][] { [0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3] })
        {
            var merged = new Histogram();
            foreach (int part in order)
            {
                merged.Merge(Sample.Histogram(parts[part]));
            }
            AssertSame(whole, merged);
        }
        var left = Sample.Histogram(parts[0]);
        left.Merge(Sample.Histogram(parts[1]));
        var right = Sample.Histogram(parts[2]);
        right.Merge(Sample.Histogram(parts[3]));
        right.Merge(Sample.Histogram(parts[4]));
        left.Merge(right);
        left.Merge(new Histogram());
        AssertSame(whole, left);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(4096)]
    public void Coarse_bins_add_up_and_hold_what_lies_between_their_ends(int binsPerOctave)
    {
        double[] values = [.. Lognormal(median: 1e4, sigma: 1.5, count: 20_000), 0, 0, 0];
        var bins = Sample.Histogram(values).Bins(binsPerOctave).ToArray();
        Assert.Equal(values.Length, bins.Sum(bin => bin.Count));
        foreach (var bin in bins)
        {
            Assert.Equal(values.Count(value => bin.Upper == 0 ? value == 0 : bin.Lower <= value && value < bin.Upper), bin.Count);
            Assert.True(bin.Upper == 0 || Math.ScaleB(1, Math.ILogB(bin.Lower)) / binsPerOctave == bin.Upper - bin.Lower);
        }
        Assert.Equal(bins.OrderBy(bin => bin.Lower), bins);
    }

    [Fact]
    public void An_empty_histogram_has_no_bins()
    {
        Assert.Empty(new Histogram().Bins());
        Assert.Empty(new Histogram().Bins(4));
    }

    private static double[] Lognormal(double median, double sigma, int count)
    {
        var law = new LogNormal(median, sigma);
        return [.. SplitMix64.Uniforms((ulong)count, count).Select(law.Quantile)];
    }

    /// <summary>The sample's own quantile is the smallest value with at least p n values at or below it.</summary>
    private static void AssertQuantiles(double[] values)
    {
        var histogram = Sample.Histogram(values);
        double[] sorted = [.. values.Order()];
        foreach (double p in Probabilities)
        {
            double expected = sorted[Math.Max(0, (int)Math.Ceiling(p * values.Length) - 1)];
            Assert.Equal(expected, histogram.Quantile(p), RelativeError * expected);
        }
    }

    private static void AssertSame(Histogram expected, Histogram actual)
    {
        Assert.Equal((expected.Count, expected.Minimum, expected.Maximum), (actual.Count, actual.Minimum, actual.Maximum));
        Assert.Equal(expected.Bins(), actual.Bins());
    }
}

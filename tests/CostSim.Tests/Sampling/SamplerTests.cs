using CostSim.Sampling;
using Xunit;

namespace CostSim.Tests.Sampling;

/// <summary>What every method of sampling must pass.</summary>
public sealed class SamplerTests
{
    private const long Trials = 100_003;

    private static readonly ulong Stream = StreamName.Hash("gpu_price");

    public static TheoryData<string> Methods => [.. SamplingMethod.All.Select(method => method.Name)];

    [Fact]
    public void Names_find_their_methods()
    {
        Assert.Equal(["mc", "lhs", "sobol"], SamplingMethod.All.Select(method => method.Name));
        Assert.All(SamplingMethod.All, method => Assert.Same(method, SamplingMethod.Find(method.Name)));
        Assert.Null(SamplingMethod.Find("halton"));
    }

    [Theory, MemberData(nameof(Methods))]
    public void Uniforms_are_52_bits_and_a_half_also_past_the_last_trial(string method)
    {
        foreach (double u in Draw(Make(method), 3, 0, 102_400))
        {
            double bits = (u - Math.ScaleB(1, -53)) * Math.ScaleB(1, 52);
            Assert.InRange(bits, 0, Math.ScaleB(1, 52) - 1);
            Assert.Equal(Math.Floor(bits), bits);
            Assert.Equal(u, 1 - (1 - u));
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_trial_draws_the_same_whatever_range_it_is_asked_in(string method)
    {
        var sampler = Make(method);
        double[] all = Draw(sampler, 2, 0, 102_400);
        foreach (var (first, length) in ((int, int)[])[(0, 1024), (5 * 1024, 2048), (6160, 16), (6256, 12_304),
            (99_328, 1024), (101_376, 1024)])
        {
            Assert.Equal(all[first..(first + length)], Draw(sampler, 2, first, length));
        }
    }

    /// <summary>
    /// Chi-square over 1,000 intervals, below a limit that plain draws pass but for 1 in 10^6; evener points pass the more.
    /// </summary>
    [Theory, MemberData(nameof(Methods))]
    public void Uniforms_of_every_replicate_are_uniform(string method)
    {
        var sampler = SamplingMethod.Find(method)!.For(20230201, 16 * 65_536);
        for (int r = 0; r < sampler.Design.Replicates; r++)
        {
            int[] counts = new int[1000];
            foreach (double u in Draw(sampler, 7, sampler.Design.Start(r), 65_536))
            {
                counts[(int)(u * 1000)]++;
            }
            Assert.InRange(counts.Sum(count => (count - 65.536) * (count - 65.536) / 65.536), 0, 1230);
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void Other_seeds_streams_and_replicates_draw_other_uniforms(string method)
    {
        var sampler = SamplingMethod.Find(method)!.For(1, 1 << 20);
        double[] uniforms = Draw(sampler, 0, 0, 1024);
        Assert.DoesNotContain(Draw(SamplingMethod.Find(method)!.For(2, 1 << 20), 0, 0, 1024), uniforms.Contains);
        Assert.DoesNotContain(Draw(sampler, 0, 65_536, 1024), uniforms.Contains);
        double[] other = new double[1024];
        sampler.Uniforms(Stream + 1, 0, 0, other);
        Assert.DoesNotContain(other, uniforms.Contains);
    }

    [Fact]
    public void Plain_uniforms_are_those_of_Philox()
    {
        double[] expected = new double[2048];
        Philox.Uniforms(9, Stream, 1024, expected);
        Assert.Equal(expected, Draw(new PlainSampler(9, new(Trials, 1)), 4, 1024, 2048));
        Assert.Equal(expected, Draw(new PlainSampler(9, new(Trials, 16)), 4, 1024, 2048));
    }

    [Theory, MemberData(nameof(Methods))]
    public void Drawing_allocates_nothing(string method)
    {
        var sampler = Make(method);
        double[] uniforms = new double[1024];
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int block = 0; block < 90; block++)
            {
                sampler.Uniforms(Stream, 5, block * 1024, uniforms);
            }
        }));
    }

    [Theory, MemberData(nameof(Methods))]
    public void Ranges_off_the_grid_are_refused(string method)
    {
        Assert.Throws<ArgumentException>(() => Draw(Make(method), 0, 8, 16));
        Assert.Throws<ArgumentException>(() => Draw(Make(method), 0, 0, 8));
    }

    private static Sampler Make(string method) => SamplingMethod.Find(method)!.For(20230201, Trials);

    private static double[] Draw(Sampler sampler, int dimension, long first, int count)
    {
        double[] uniforms = new double[count];
        sampler.Uniforms(Stream, dimension, first, uniforms);
        return uniforms;
    }
}

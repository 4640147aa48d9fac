using CostSim.Sampling;
using Xunit;

namespace CostSim.Tests.Sampling;

public sealed class SamplingDesignTests
{
    public static TheoryData<long> Trials =>
        [1, 2, 1023, 1024, 1025, 5000, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 17 * 1024, 100_000, 1_000_000, 1L << 20, (1L << 20) + 1,
            3_333_333, 1L << 32, 10_000_000_019];

    [Theory, MemberData(nameof(Trials))]
    public void Replicates_follow_each_other_and_differ_by_a_block_at_most(long trials)
    {
        foreach (int wanted in (int[])[1, 2, 7, 16])
        {
            var design = new SamplingDesign(trials, wanted);
            Assert.Equal(Math.Min(wanted, (trials + 1023) / 1024), design.Replicates);
            long[] lengths = [.. Enumerable.Range(0, design.Replicates).Select(design.Length)];
            Assert.Equal(trials, lengths.Sum());
            Assert.InRange(lengths.Max() - lengths.Min(), 0, TrialBlock.Length);
            for (int r = 0; r < design.Replicates; r++)
            {
                Assert.Equal(lengths[..r].Sum(), design.Start(r));
                Assert.Equal(0, design.Start(r) % TrialBlock.Length);
                Assert.Equal((r, 0L), design.Locate(design.Start(r)));
                Assert.Equal((r, lengths[r] - 1), design.Locate(design.Start(r) + lengths[r] - 1));
            }
            Assert.Equal((design.Replicates - 1, lengths[^1] + 5), design.Locate(trials + 5));
        }
    }

    [Theory, MemberData(nameof(Trials))]
    public void Chunks_follow_each_other_inside_replicates(long trials)
    {
        foreach (int wanted in (int[])[1, 16])
        {
            var design = new SamplingDesign(trials, wanted);
            long next = 0;
            for (long c = 0; c < Math.Min(design.Chunks, 100_000); c++)
            {
                var (first, length, replicate) = design.Chunk(c);
                Assert.Equal(next, first);
                Assert.InRange(length, 1, SamplingDesign.ChunkLength);
                Assert.Equal(replicate, design.Locate(first).Replicate);
                Assert.Equal(replicate, design.Locate(first + length - 1).Replicate);
                next = first + length;
            }
            Assert.Equal(trials, design.Chunks <= 100_000 ? next : trials);
        }
    }

    [Fact]
    public void A_design_of_one_replicate_has_the_chunks_of_plain_trials()
    {
        var design = new SamplingDesign(1_000_000, 1);
        Assert.Equal(16, design.Chunks);
        Assert.Equal((15 * 65_536L, 1_000_000 - 15 * 65_536, 0), design.Chunk(15));
    }

    [Fact]
    public void The_most_trials_are_the_most()
    {
        Assert.Equal(SamplingDesign.MostTrials, new SamplingDesign(SamplingDesign.MostTrials, 16).Trials);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingDesign(SamplingDesign.MostTrials + 1, 16));
    }

    [Fact]
    public void Even_numbers_of_trials_make_equal_replicates_of_a_power_of_2()
    {
        Assert.Equal(1L << 20, SamplingDesign.Even(1_000_000, 16));
        Assert.Equal(1L << 20, SamplingDesign.Even(1 << 20, 16));
        Assert.Equal(16 * 1024, SamplingDesign.Even(1, 16));
        Assert.Equal(3L << 11, SamplingDesign.Even(5000, 3));
    }
}

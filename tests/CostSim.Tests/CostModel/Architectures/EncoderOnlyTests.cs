using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class EncoderOnlyTests
{
    [Fact]
    public void It_generates_nothing_and_needs_no_response()
    {
        var model = ShippedModels.Named("bert-base");
        Assert.False(model.GeneratesText);
        Assert.False(model.GeneratesImages);
        Assert.Equal(0, model.Work.Decode(prompt: 100, response: 100));
        Assert.Equal(0, model.KeyValuesPerToken);
    }

    [Fact]
    public void Its_prompt_is_read_in_both_directions_so_that_the_cache_does_not_help()
    {
        var work = ShippedModels.Named("bert-large").Work;
        Assert.Equal(work.Prefill(512), work.Prefill(512, cached: 1));
    }

    [Fact]
    public void The_pooler_runs_once_for_a_prompt()
    {
        var pooler = ShippedModels.Named("bert-base").Component("pooler");
        Assert.Equal(2 * 768 * 768, pooler.Prefill(1));
        Assert.Equal(2 * 768 * 768, pooler.Prefill(512));
        Assert.Equal(0, pooler.Prefill(0));
    }

    [Fact]
    public void A_pass_reads_all_but_the_embeddings()
    {
        var memory = ShippedModels.Named("bert-base").Memory;
        Assert.Equal(109_482_240, memory.Weights);
        Assert.Equal(109_482_240 - (30522 + 512 + 2) * 768, memory.WeightsPerStep);
    }
}

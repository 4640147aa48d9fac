using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class DecoderOnlyTests
{
    private const string Small = "layers=3 d_model=8 heads=4 head_dim=2 d_ff=16 vocabulary=10";

    [Fact]
    public void What_is_cached_need_not_be_read_again()
    {
        var work = ShippedModels.Named("llama-3.1-8b").Work;
        // A prompt of 1000 tokens, 400 of them cached, is the continuation of one of 400 tokens (the LM head runs once either way).
        Assert.Equal(work.Prefill(1000) - work.Prefill(400) + work.PerPrompt, work.Prefill(1000, cached: 0.4), 1);
    }

    [Fact]
    public void Decode_continues_what_prefill_began()
    {
        var work = ShippedModels.Make("decoder", Small + " window=4 windowed_layers=2").Work;
        double head = 2 * 10 * 8;
        Assert.Equal(work.Prefill(100) + 20 * head, work.Prefill(80) + work.Decode(80, 20));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(5, 5)]
    [InlineData(20, 5)]
    public void A_windowed_layer_attends_to_no_more_than_its_window(double context, double attended)
    {
        var work = ShippedModels.Make("decoder", Small + " window=5 windowed_layers=3").Work;
        Assert.Equal(work.PerResponseToken + 4 * 3 * 4 * 2 * attended, work.Decode(prompt: context - 1, response: 1));
    }

    [Fact]
    public void Windowed_layers_cache_apart_from_the_others()
    {
        var memory = ShippedModels.Named("gpt-oss-120b").Memory;
        Assert.Equal((2 * 18 * 8 * 64, 2 * 18 * 8 * 64, 128), (memory.KeyValues, memory.WindowKeyValues, memory.Window));
    }

    [Fact]
    public void A_step_reads_the_head_but_no_embedding_that_is_looked_up()
    {
        double embedding = 128256.0 * 4096;
        var untied = ShippedModels.Named("llama-3.1-8b");
        Assert.Equal(8_030_261_248, untied.Memory.Weights);
        Assert.Equal(8_030_261_248 - embedding, untied.Memory.WeightsPerStep);
        Assert.Equal(untied.Memory.WeightsPerStep, untied.ActiveParameters);
        Assert.Equal((32, 4096), (untied.Memory.Layers, untied.Memory.Width));

        // Tied, the one matrix is read as the head; positions are looked up.
        var tied = ShippedModels.Named("gpt-3-175b");
        Assert.Equal(tied.Memory.Weights - 2048 * 12288, tied.Memory.WeightsPerStep);
    }

    /// <summary>Qwen3-Embedding-8B is Qwen3-8B without its head: the same layers over a vocabulary of 151 665.</summary>
    [Fact]
    public void A_model_of_embeddings_reads_texts_and_generates_nothing()
    {
        var model = ShippedModels.Named("qwen3-embedding-8b");
        var generating = ShippedModels.Named("qwen3-8b");
        double head = 2 * 151936.0 * 4096;
        Assert.False(model.GeneratesText);
        Assert.Equal(generating.Work.Prefill(500) - head, model.Work.Prefill(500), head * 1e-12);
        Assert.Equal((0.0, 0.0, 0.0), (model.Work.Decode(500, 100), model.KeyValuesPerToken, model.Memory.WindowKeyValues));
        Assert.Equal(generating.ActiveParameters - head / 2, model.ActiveParameters);
    }

    /// <summary>Norms of queries and keys: 2·128 weights in each of 36 layers of Qwen3-8B, and no FLOP.</summary>
    [Fact]
    public void Extra_norms_add_weights_and_no_work()
    {
        const string Sizes = "layers=36 d_model=4096 heads=32 kv_heads=8 head_dim=128 d_ff=12288 vocabulary=151936 gated=1";
        var with = ShippedModels.Make("decoder", Sizes + " extra_norm_weights=256");
        var without = ShippedModels.Make("decoder", Sizes);
        Assert.Equal(36 * 256, with.Parameters - without.Parameters);
        Assert.Equal(without.Work, with.Work);
    }
}

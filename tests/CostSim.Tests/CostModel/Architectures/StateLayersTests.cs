using CostSim.CostModel;
using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class StateLayersTests
{
    private const string Small = "layers=6 d_model=8 heads=4 head_dim=2 d_ff=16 vocabulary=10";

    /// <summary>Keys and values per token and state per sequence of hybrids, bytes at 16 bit.</summary>
    [Theory]
    // 12 full layers of 2 heads of 256; 36 of 32 heads of 128 x 128 and a convolution of 4 over 8192.
    [InlineData("qwen3-next-80b-a3b", 24_576, 36 * 2 * (32 * 128 * 128 + 8192 * 3))]
    [InlineData("qwen3.5-397b-a17b", 30_720, 45 * 2 * (64 * 128 * 128 + 12288 * 3))]
    // 4 of 8 heads of 128; 24 of 8192 x 128 and a convolution of 4 over 8192 + 2·8·128.
    [InlineData("nemotron-h-8b", 16_384, 24 * 2 * (8192 * 128 + 10240 * 3))]
    [InlineData("nemotron-3-nano-30b-a3b", 6_144, 23 * 2 * (4096 * 128 + 6144 * 3))]
    [InlineData("jamba-1.5-mini", 16_384, 28 * 2 * (8192 * 16 + 8192 * 3))]
    [InlineData("jamba-1.5-large", 36_864, 63 * 2 * (16384 * 16 + 16384 * 3))]
    [InlineData("minimax-m1", 40_960, 70 * 2 * 64 * 128 * 128)]
    public void A_hybrid_keeps_little_of_a_token_and_as_much_of_every_sequence(string model, double perToken, double perSequence)
    {
        var memory = ShippedModels.Named(model).Memory;
        Assert.Equal((perToken, perSequence), (2 * memory.KeyValues, 2 * memory.StatePerSequence));
        Assert.Equal(0, memory.WindowKeyValues);
    }

    /// <summary>Parameters in all and of one token, as a second program counts them from the same sizes.</summary>
    [Theory]
    [InlineData("qwen3-next-80b-a3b", 79_674_292_992, 3_563_666_176)]
    [InlineData("qwen3.5-397b-a17b", 396_346_104_576, 16_331_676_416)]
    [InlineData("nemotron-h-8b", 8_100_852_736, 7_563_981_824)]
    [InlineData("nemotron-3-nano-30b-a3b", 31_577_940_288, 3_227_754_816)]
    [InlineData("jamba-1.5-mini", 51_570_323_328, 11_841_875_840)]
    [InlineData("jamba-1.5-large", 398_555_145_696, 93_612_467_680)]
    [InlineData("minimax-m1", 456_089_655_296, 47_174_113_280)]
    public void A_hybrid_has_the_parameters_of_an_independent_count(string model, double parameters, double active) =>
        Assert.Equal((parameters, active), (ShippedModels.Named(model).Parameters, ShippedModels.Named(model).ActiveParameters));

    [Theory]
    [InlineData("qwen3-next-80b-a3b", 36)]
    [InlineData("nemotron-h-8b", 24)]
    public void State_layers_are_counted(string model, double layers) =>
        Assert.Equal(layers, ShippedModels.Named(model).Memory.StateLayers);

    /// <summary>A token takes 2 FLOP a weight and 6 a number kept, wherever it stands.</summary>
    [Fact]
    public void A_state_layer_takes_the_same_work_for_every_token()
    {
        var hybrid = ShippedModels.Make("decoder", Small + " state_layers=4 state_weights=100 state_size=30").Work;
        var attention = ShippedModels.Make("decoder", Small.Replace("layers=6", "layers=2", StringComparison.Ordinal)).Work;
        double feedForward = 2 * 4 * 2 * 8 * 16, state = 4 * (2 * 100 + 6 * 30);
        foreach (double tokens in (double[])[1, 10, 1000])
        {
            Assert.Equal(attention.Prefill(tokens) + tokens * (feedForward + state), hybrid.Prefill(tokens));
            Assert.Equal(attention.Decode(50, tokens) + tokens * (feedForward + state), hybrid.Decode(50, tokens));
        }
        Assert.Equal(hybrid.Prefill(400) - attention.Prefill(400), 2 * (hybrid.Prefill(400, 0.5) - attention.Prefill(400, 0.5)));
    }

    /// <summary>Layers without attention lack its weights, its extra norms, its keys and values.</summary>
    [Fact]
    public void A_state_takes_the_place_of_attention()
    {
        var hybrid = ShippedModels.Make("decoder", Small + " extra_norm_weights=7 state_layers=4 state_weights=100 state_size=30");
        var attention = ShippedModels.Make("decoder", Small + " extra_norm_weights=7");
        double attentionWeights = 4 * 8 * 8 + 7;
        Assert.Equal(4 * (attentionWeights - 100), attention.Parameters - hybrid.Parameters);
        Assert.Equal(4 * (attentionWeights - 100), attention.Memory.WeightsPerStep - hybrid.Memory.WeightsPerStep);
        Assert.Equal((attention.KeyValuesPerToken / 3, 120), (hybrid.KeyValuesPerToken, hybrid.Memory.StatePerSequence));
    }

    [Fact]
    public void Latent_attention_has_state_layers_beside_it()
    {
        const string Latent = " heads=4 d_ff=16 vocabulary=10 d_model=8 kv_latent=4 nope_dim=3 rope_dim=2 value_dim=3";
        var memory = ShippedModels.Make("decoder", "layers=4 state_layers=3 state_weights=10 state_size=5" + Latent).Memory;
        Assert.Equal((6, 15), (memory.KeyValues, memory.StatePerSequence));
    }

    /// <summary>A window over all layers is one over all that attend.</summary>
    [Fact]
    public void A_window_is_for_layers_that_attend()
    {
        const string Hybrid = Small + " window=5 state_layers=4 state_weights=100 state_size=30";
        var all = ShippedModels.Make("decoder", Hybrid);
        Assert.Equal((0, 2 * 2 * 8), (all.Memory.KeyValues, all.Memory.WindowKeyValues));
        Assert.Equal(all.Work, ShippedModels.Make("decoder", Hybrid + " windowed_layers=2").Work);
        var problem = Assert.Single(ShippedModels.Try("decoder", Hybrid + " windowed_layers=3").Problems);
        Assert.Equal(("windowed_layers", "windowed_layers is above layers - state_layers"), (problem.Parameter, problem.What));
    }

    /// <summary>Nemotron-H: a block is a mixer or a feed-forward layer, each with one norm; 24 + 4 and 24 of them.</summary>
    [Fact]
    public void Blocks_of_one_kind_each_have_one_norm_and_one_exchange()
    {
        var model = ShippedModels.Named("nemotron-h-8b");
        Assert.Equal(8_100_852_736, model.Parameters);
        Assert.Equal(24 * 2 * 2 * 4096.0 * 21504, model.Component("feed-forward").PerPromptToken);
        Assert.Equal((28 + 24) / 2, model.Memory.Layers);
    }

    /// <summary>Of 3 feed-forward layers beside 6 mixers, 1 is dense and 2 have experts.</summary>
    [Fact]
    public void Dense_layers_are_among_the_feed_forward_layers()
    {
        const string Sparse = Small + " feed_forward_layers=3 experts=4 active_experts=1 dense_layers=1";
        Assert.Equal(2 * 4 * 2 * 8 * 16, ShippedModels.Make("decoder", Sparse).Memory.ExpertWeights);
        string wrong = Sparse.Replace("dense_layers=1", "dense_layers=4", StringComparison.Ordinal);
        var problem = Assert.Single(ShippedModels.Try("decoder", wrong).Problems);
        Assert.Equal(("dense_layers", "dense_layers is above feed_forward_layers"), (problem.Parameter, problem.What));
    }

    /// <summary>The gate of 12 layers of Qwen3-Next is 16 heads of 256 out of a width of 2048.</summary>
    [Fact]
    public void A_gate_is_as_wide_as_the_queries()
    {
        var with = ShippedModels.Make("decoder", Small + " output_gate=1");
        var without = ShippedModels.Make("decoder", Small);
        double gate = 6 * 8 * 4 * 2;
        Assert.Equal(gate, with.Parameters - without.Parameters);
        Assert.Equal((2 * gate, 2 * gate), (
            with.Work.PerPromptToken - without.Work.PerPromptToken, with.Work.PerResponseToken - without.Work.PerResponseToken));
        Assert.Equal(without.KeyValuesPerToken, with.KeyValuesPerToken);
    }

    /// <summary>Llama 4: within chunks of w, 2w tokens attend to w(w + 1) positions; within a window to w(w + 1)/2 + w².</summary>
    [Fact]
    public void A_chunk_begins_anew()
    {
        const double W = 8192, PerPosition = 2 * 2 * 40 * 128 * 36.0;
        var scout = ShippedModels.Named("llama-4-scout");
        Work Of(Architecture model) => model.Component("attention scores") + model.Component("weighted values");
        var chunks = Of(scout) with { PerPromptPosition = 0 };
        Assert.Equal(PerPosition * W * (W + 1), chunks.Prefill(2 * W));
        Assert.Equal(PerPosition * (W * (W + 1) / 2 + W * W), (chunks with { IsChunked = false }).Prefill(2 * W));
        Assert.Equal((W, 2 * 36 * 8 * 128), (scout.Memory.Window, scout.Memory.WindowKeyValues));
    }

    [Theory]
    [InlineData(Small + " state_layers=2 state_size=5", "state_weights", "state_weights is missing (state_layers needs it)")]
    [InlineData(Small + " state_layers=2 state_weights=5", "state_size", "state_size is missing (state_layers needs it)")]
    [InlineData(Small + " state_size=5", "state_size", "state_size has no meaning without state_layers")]
    [InlineData(Small + " state_layers=7 state_weights=5 state_size=5", "state_layers", "state_layers is above layers")]
    [InlineData(Small + " chunked=1", "chunked", "chunked has no meaning without a window")]
    public void A_hybrid_that_cannot_be_is_a_problem(string parameters, string parameter, string what)
    {
        var problem = Assert.Single(ShippedModels.Try("decoder", parameters).Problems);
        Assert.Equal((parameter, what), (problem.Parameter, problem.What));
        Assert.NotEmpty(problem.Help);
    }
}

using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

/// <summary>Latent attention to the best positions by an index: DeepSeek-V3.2, GLM-5.</summary>
public sealed class SparseAttentionTests
{
    private const double IndexBits = 8.25;
    private const string Latent = "layers=3 d_model=8 heads=4 d_ff=16 vocabulary=10 kv_latent=7 nope_dim=3 rope_dim=2 value_dim=5";
    private const string Sparse = Latent + " attended_positions=6 index_heads=5 index_width=9";

    /// <summary>
    /// Bytes of a token in use: the latent in 8 bit with 4 scales and the rotary key in 16 bit, 656 bytes over 576 numbers, and the index;
    /// V3 has the one, V3.2 both.
    /// </summary>
    [Theory]
    [InlineData("deepseek-v3", 656 * 8 / 576.0, 40_016)]
    [InlineData("deepseek-v3.2", 656 * 8 / 576.0, 48_068)]
    [InlineData("deepseek-v3.2", 8, 43_188)]
    [InlineData("glm-5", 656 * 8 / 576.0, 61_464)]
    public void A_token_takes_the_published_bytes(string model, double bits, double published)
    {
        var memory = ShippedModels.Named(model).Memory;
        Assert.Equal(published, (memory.KeyValues * bits + memory.IndexKeyValues * IndexBits) / 8, 1e-6);
    }

    /// <summary>Parameters in all and of one token, as a second program counts them from the same sizes.</summary>
    [Theory]
    [InlineData("deepseek-v3.2", 671_877_944_064, 37_477_143_296)]
    [InlineData("glm-5", 743_911_218_432, 40_833_146_112)]
    public void The_index_has_weights_in_every_layer(string model, double parameters, double active) =>
        Assert.Equal((parameters, active), (ShippedModels.Named(model).Parameters, ShippedModels.Named(model).ActiveParameters));

    /// <summary>61 layers of queries from the latent of 1536, a key with its norm, and a weight for each of 64 heads of 128.</summary>
    [Fact]
    public void The_index_of_deepseek_adds_852_million_parameters()
    {
        double added = ShippedModels.Named("deepseek-v3.2").Parameters - ShippedModels.Named("deepseek-v3").Parameters;
        Assert.Equal(61 * (1536.0 * 64 * 128 + 7168 * 128 + 2 * 128 + 7168 * 64), added);
        Assert.Equal(0.8515e9, added, 0.00005e9);
        Assert.Equal(
            (2048, 61 * 128, 61 * 576),
            (ShippedModels.Named("deepseek-v3.2").Memory.AttendedPositions, ShippedModels.Named("deepseek-v3.2").Memory.IndexKeyValues,
                ShippedModels.Named("deepseek-v3.2").KeyValuesPerToken));
    }

    /// <summary>Token by token: the index scores all positions, attention reads six of them, on the latent beyond the sixth.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(6, 3)]
    [InlineData(7, 6)]
    [InlineData(40, 0)]
    [InlineData(40, 5)]
    [InlineData(40, 20)]
    public void Attention_reads_no_more_than_the_best_positions(int prompt, int cached)
    {
        var work = ShippedModels.Make("decoder", Sparse).Work with { PerPrompt = 0 };
        const double Index = 2 * 3 * 5 * (9 + 1), Expanded = 2 * 3 * 4 * (3 + 2 + 5), OnLatent = 2 * 3 * 4 * (2 * 7 + 2);
        double read = 0, generated = 0;
        for (int token = cached + 1; token <= prompt; token++)
        {
            read += work.PerPromptToken + Index * token + (token <= 6 ? Expanded * token : OnLatent * 6);
            generated += work.PerResponseToken + Index * token + OnLatent * Math.Min(token, 6);
        }
        Assert.Equal(read, work.Prefill(prompt, prompt == 0 ? 0 : (double)cached / prompt), 1e-6);
        Assert.Equal(generated, work.Decode(cached, prompt - cached), 1e-6);
    }

    [Fact]
    public void Within_the_attended_positions_the_index_is_all_that_is_added()
    {
        var sparse = ShippedModels.Named("deepseek-v3.2");
        var dense = ShippedModels.Named("deepseek-v3").Work;
        double index = sparse.Component("index scores").Prefill(2048) + sparse.Component("index projections").Prefill(2048);
        Assert.Equal(dense.Prefill(2048) + index, sparse.Work.Prefill(2048), dense.Prefill(2048) * 1e-12);
        // At 128 K tokens attention is what it is at 2048, and the index has 64 times as many positions to score.
        var scores = sparse.Component("attention scores");
        Assert.Equal(scores.Decode(2048, 1), scores.Decode(131_072, 1));
        Assert.Equal(64, sparse.Component("index scores").Decode(131_071, 1) / sparse.Component("index scores").Decode(2047, 1), 1e-12);
    }

    [Theory]
    [InlineData(Latent + " attended_positions=6 index_width=9", "index_heads", "index_heads is missing (attended_positions needs it)")]
    [InlineData(Latent + " index_heads=6", "index_heads", "index_heads has no meaning without attended_positions")]
    [InlineData("layers=3 d_model=8 heads=4 head_dim=2 d_ff=16 vocabulary=10 attended_positions=6", "attended_positions",
        "attended_positions has no meaning without kv_latent")]
    public void An_index_that_cannot_be_is_a_problem(string parameters, string parameter, string what)
    {
        var problem = Assert.Single(ShippedModels.Try("decoder", parameters).Problems);
        Assert.Equal((parameter, what), (problem.Parameter, problem.What));
        Assert.NotEmpty(problem.Help);
    }
}

using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class LatentAttentionTests
{
    [Fact]
    public void Prompts_are_read_in_the_expanded_form_and_responses_in_the_absorbed_one()
    {
        var work = ShippedModels.Named("deepseek-v3").Work;
        Assert.Equal(2 * 61 * 128 * (128 + 64 + 128), work.PerPromptPosition);
        Assert.Equal(2 * 61 * 128 * (2 * 512 + 64), work.PerResponsePosition);
        Assert.Equal(work.PerResponsePosition, work.PerResponsePromptPair);
    }

    [Fact]
    public void Its_weights_are_those_of_the_latents_and_their_projections()
    {
        var model = ShippedModels.Named("deepseek-v3");
        double projections = 7168.0 * 1536 + 1536 * 128 * 192 + 7168 * 576 + 512 * 128 * 256;
        Assert.Equal(2 * 61 * projections, model.Component("query, key and value projections").PerResponseToken);
        Assert.Equal(2.0 * 61 * 128 * 128 * 7168, model.Component("output projection").PerResponseToken);
    }

    [Fact]
    public void Queries_may_come_straight_from_the_residual_stream()
    {
        var model = ShippedModels.Make(
            "decoder", "layers=1 d_model=10 heads=2 kv_latent=4 nope_dim=3 rope_dim=2 value_dim=3 d_ff=20 vocabulary=7");
        Assert.Equal(2 * (10 * 2 * 5 + 10 * 6 + 4 * 2 * 6), model.Component("query, key and value projections").PerResponseToken);
        Assert.Equal(4 + 2, model.KeyValuesPerToken);
    }
}

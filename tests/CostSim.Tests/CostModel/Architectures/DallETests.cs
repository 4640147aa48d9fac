using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class DallETests
{
    private const string Layers = "layers=2 d_model=8 heads=2 head_dim=4 d_ff=32 vocabulary=100";

    [Fact]
    public void An_image_is_a_response_of_1024_tokens_to_a_prompt_of_256()
    {
        var decoder = ShippedModels.Make("decoder", Layers).Work;
        var painter = ShippedModels.Make("dall-e", Layers + " image_decoder_mac=1000").Work;
        Assert.Equal(decoder.Prefill(256), painter.Prefill(prompt: 256));
        Assert.Equal(decoder.Decode(256, 1024) + 2000, painter.Images(1));
        Assert.Equal(4 * painter.Images(1), painter.Images(4));
    }

    [Fact]
    public void Prompts_are_padded_so_that_their_length_and_cached_share_have_no_effect()
    {
        var work = ShippedModels.Named("dall-e-12b").Work;
        Assert.Equal(work.Prefill(256), work.Prefill(0));
        Assert.Equal(work.Prefill(256), work.Prefill(1000, cached: 0.9));
    }

    [Fact]
    public void It_says_how_many_tokens_an_image_takes()
    {
        var model = ShippedModels.Named("dall-e-12b");
        Assert.Equal((256, 1024), (model.Work.PaddedPrompt, model.ImageTokens));
        Assert.True(model.GeneratesImages);
        Assert.False(model.GeneratesText);
        Assert.False(model.Denoises);
        Assert.Equal(2 * 64 * 62 * 64, model.Memory.KeyValues);
        Assert.Equal(model.Parameters + 43_829_766, model.Memory.Weights);
    }
}

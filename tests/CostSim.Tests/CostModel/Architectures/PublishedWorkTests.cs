using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

/// <summary>FLOP and KV caches against published and independently computed figures.</summary>
public sealed class PublishedWorkTests
{
    [Fact]
    public void Gpt_3_takes_359_GFLOP_for_a_token_at_context_2048()
    {
        double flop = ShippedModels.Named("gpt-3-175b").Work.Decode(prompt: 2047, response: 1);
        Assert.Equal(358_791_143_424, flop);
        Assert.Equal(358_791_192_576, flop, 358_791_192_576 * 1e-6);
    }

    [Fact]
    public void Llama_2_70b_takes_71_TFLOP_for_a_full_pass_over_512_tokens() =>
        Assert.Equal(7.10495e13, ShippedModels.Named("llama-2-70b").Work.FullForward(512), 0.5e8);

    [Fact]
    public void Llama_2_70b_takes_137_GFLOP_for_its_first_token()
    {
        var work = ShippedModels.Named("llama-2-70b").Work;
        Assert.Equal(137_428_992_000, work.Decode(prompt: 0, response: 1));
        Assert.Equal(137_428_992_000, work.Prefill(prompt: 1));
    }

    [Fact]
    public void Llama_2_7b_takes_1700_GFLOP_for_a_full_pass_over_128_tokens() =>
        Assert.Equal(1700.0e9, ShippedModels.Named("llama-2-7b").Work.FullForward(128), 0.05e9);

    [Fact]
    public void Llama_2_7b_takes_14_GFLOP_for_a_token_at_context_2304() =>
        Assert.Equal(1.44221e10, ShippedModels.Named("llama-2-7b").Work.Decode(prompt: 2303, response: 1), 0.5e5);

    [Theory]
    [InlineData("bert-base", 512, 96.64e9)]
    [InlineData("bert-base", 128, 22.35e9)]
    [InlineData("bert-large", 512, 335.01e9)]
    public void The_blocks_of_bert_take_the_published_work(string model, double tokens, double published)
    {
        var bert = ShippedModels.Named(model);
        Assert.Equal(published, bert.Work.Prefill(tokens) - bert.Component("pooler").Prefill(tokens), 0.005e9);
    }

    [Fact]
    public void The_layers_of_the_52B_model_take_24_L_d_squared_a_token()
    {
        var model = ShippedModels.Make("decoder", "layers=64 d_model=8192 heads=64 head_dim=128 d_ff=32768 vocabulary=65536");
        Assert.Equal(103_079_215_104, model.Work.PerResponseToken - model.Component("LM head").PerResponseToken);
    }

    [Fact]
    public void Training_gpt_3_takes_six_FLOP_a_parameter_and_token() =>
        Assert.Equal(3.14e23, 6 * ShippedModels.Named("gpt-3-175b").Parameters * 300e9, 0.005e23);

    [Fact]
    public void A_step_of_stable_diffusion_takes_339_G_multiply_adds_and_63_G_of_attention()
    {
        var model = ShippedModels.Named("stable-diffusion-1.5");
        Assert.Equal(338_610_585_600, model.Component("convolutions and linear layers").PerStepArea / 2);
        Assert.Equal(
            63e9, (model.Component("self-attention").PerStepAreaSquared + model.Component("cross attention").PerStepArea) / 2, 0.5e9);
        Assert.Equal(6_545_882_112, model.Component("text encoder").PerGuidancePass / 2);
        Assert.Equal(1.24e12, model.Component("image decoder").PerImageArea / 2, 0.005e12);
    }

    [Fact]
    public void A_step_of_sdxl_takes_7_TFLOP()
    {
        var work = ShippedModels.Named("sdxl").Work;
        Assert.Equal(6.761e12, work.PerStepArea + work.PerStepAreaSquared, 0.0005e12);
        Assert.Equal(5.977e12, ShippedModels.Named("sdxl").Component("convolutions and linear layers").PerStepArea, 0.0005e12);
    }

    [Fact]
    public void A_candidate_of_dall_e_takes_32_TFLOP_of_the_transformer()
    {
        var model = ShippedModels.Named("dall-e-12b");
        double painter = model.Component("image decoder").Images(1);
        Assert.Equal(3.20e13, model.Work.Prefill(prompt: 256) + model.Work.Images(images: 1) - painter, 0.005e13);
    }

    [Theory]
    [InlineData("gpt-3-175b", 4_718_592)]
    [InlineData("llama-3.1-70b", 327_680)]
    [InlineData("deepseek-v3", 70_272)]
    public void A_token_of_context_takes_the_published_bytes_at_16_bit(string model, double published) =>
        Assert.Equal(published, 2 * ShippedModels.Named(model).KeyValuesPerToken);
}

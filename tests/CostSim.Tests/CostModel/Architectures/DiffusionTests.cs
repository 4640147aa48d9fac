using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class DiffusionTests
{
    private static readonly UNetGraph StableDiffusion = new([320, 640, 1280, 1280], [1, 1, 1, 0], textWidth: 768, side: 64, addedWidth: 0);
    private static readonly UNetGraph Sdxl = new([320, 640, 1280], [0, 2, 10], textWidth: 2048, side: 128, addedWidth: 2816);

    [Fact]
    public void The_rows_are_what_the_layers_of_the_released_unets_add_up_to()
    {
        foreach (var (name, graph) in new[] { ("stable-diffusion-1.5", StableDiffusion), ("sdxl", Sdxl) })
        {
            var model = ShippedModels.Named(name);
            Assert.Equal(graph.Parameters, model.Parameters);
            Assert.Equal(2 * graph.ConvolutionAndLinear, model.Component("convolutions and linear layers").PerStepArea);
            Assert.Equal(2 * graph.SelfAttention, model.Component("self-attention").PerStepAreaSquared);
            Assert.Equal(2 * graph.CrossAttention, model.Component("cross attention").PerStepArea);
        }
    }

    [Fact]
    public void Work_is_images_times_passes_times_steps_and_one_painting_each()
    {
        var work = ShippedModels.Make("diffusion", "unet_parameters=1 conv_linear_mac=100 self_attention_mac=10 cross_attention_mac=5 "
            + "text_encoder_mac=7 image_decoder_mac=50").Work;
        Assert.Equal(3 * (2 * 50 + 2 * (2 * 7 + 20 * 2 * (100 + 10 + 5))), work.Images(3, steps: 20, guidance: 2));
        Assert.Equal(1 * (2 * 50 + 1 * (2 * 7 + 20 * 2 * (100 + 10 + 5))), work.Images(1, steps: 20, guidance: 1));
    }

    [Fact]
    public void Self_attention_grows_with_the_fourth_power_of_the_side_and_the_rest_with_the_second()
    {
        var work = ShippedModels.Make("diffusion", "unet_parameters=1 conv_linear_mac=100 self_attention_mac=10 cross_attention_mac=5 "
            + "text_encoder_mac=7 image_decoder_mac=50").Work;
        Assert.Equal(2 * 50 * 4 + 2 * 7 + 2 * (105 * 4 + 10 * 16), work.Images(1, steps: 1, guidance: 1, resolution: 2));
    }

    [Fact]
    public void Prompt_and_response_have_no_effect()
    {
        var work = ShippedModels.Named("sdxl").Work;
        Assert.Equal(0, work.Prefill(prompt: 1000, cached: 0.5));
        Assert.Equal(0, work.Decode(prompt: 1000, response: 1000));
    }

    [Fact]
    public void Encoders_and_painters_lie_in_memory_and_the_unet_is_read_in_every_step()
    {
        var model = ShippedModels.Named("stable-diffusion-1.5");
        Assert.Equal(859_520_964 + 123_060_480 + 49_490_199, model.Memory.Weights);
        Assert.Equal(859_520_964, model.Memory.WeightsPerStep);
        Assert.Equal(0, model.KeyValuesPerToken);
    }
}

using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class DiffusionTransformerTests
{
    private const string Small = "layers=3 d_model=8 heads=4 head_dim=2 d_ff=16 image_tokens=10";

    /// <summary>FLOP of one pass at the native side, against the papers and an independent count of the released sizes.</summary>
    [Theory]
    [InlineData("flux.1-dev", 7.436e13, 0.0005e13)]
    [InlineData("flux.1-schnell", 6.945e13, 0.0005e13)]
    [InlineData("sd3.5-large", 3.114e13, 0.0005e13)]
    [InlineData("wan2.1-14b", 6.521e15, 0.0005e15)]
    [InlineData("wan2.1-1.3b", 2.828e14, 0.0005e14)]
    [InlineData("cogvideox-5b", 3.322e14, 0.0005e14)]
    [InlineData("dit-xl-2", 2 * 118.38e9, 2 * 0.005e9)]
    // Peebles 2022 counts the modulation as well: 0.2 %.
    [InlineData("dit-xl-2", 2 * 118.64e9, 2 * 0.3e9)]
    public void A_pass_takes_the_published_work(string model, double published, double tolerance)
    {
        var work = ShippedModels.Named(model).Work;
        Assert.Equal(published, work.PerStep + work.PerStepArea + work.PerStepAreaSquared, tolerance);
    }

    /// <summary>FLUX.1 is 57 blocks of width 3072 over 4096 + 512 tokens: L·(24·d²·S + 4·d·S²).</summary>
    [Fact]
    public void A_block_with_weights_of_its_own_for_the_text_takes_the_same_work()
    {
        const double L = 57, D = 3072, S = 4096 + 512;
        var model = ShippedModels.Named("flux.1-dev");
        Assert.Equal(L * (24 * D * D * S + 4 * D * S * S), model.Work.Images(1, steps: 1, guidance: 1)
            - model.Component("text encoder").PerGuidancePass - model.Component("image decoder").PerImageArea, 1e14 * 1e-12);
        Assert.Equal(
            19 * 12 * D * D,
            ShippedModels.Make("dit", "layers=57 d_model=3072 heads=24 head_dim=128 d_ff=12288 image_tokens=4096 text_tokens=512 "
                + "double_layers=19").Parameters
                - ShippedModels.Make("dit", "layers=57 d_model=3072 heads=24 head_dim=128 d_ff=12288 image_tokens=4096").Parameters);
    }

    /// <summary>A clip of 5 s in 720p takes 40 steps of 2 passes, 5.2e17 FLOP: measured 342 s on a B200, 68 % of its peak.</summary>
    [Fact]
    public void A_clip_of_wan_takes_what_was_measured()
    {
        double flop = ShippedModels.Named("wan2.1-14b").Work.Images(1, steps: 40, guidance: 2);
        Assert.Equal(5.22e17, flop, 0.01e17);
        Assert.Equal(0.68, flop / 342 / 2250e12, 0.005);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData(" text_tokens=6", 6, 0)]
    [InlineData(" cross_tokens=5", 0, 5)]
    [InlineData(" text_tokens=6 cross_tokens=5", 6, 5)]
    public void At_another_side_the_picture_has_more_tokens_and_the_text_as_many(string texts, double text, double cross)
    {
        var work = ShippedModels.Make("dit", Small + texts).Work;
        foreach (double side in (double[])[0.5, 1, 2])
        {
            double tokens = 10 * side * side + text, perToken = 2 * (4 * 8 * 8 + 2 * 8 * 16 + (cross > 0 ? 2 * 8 * 8 : 0));
            double pass = 3 * (tokens * perToken + 4 * tokens * tokens * 8 + 4 * tokens * cross * 8);
            Assert.Equal(2 * 2 * 20 * pass, work.Images(2, steps: 20, guidance: 2, resolution: side), 1e-6);
        }
    }

    [Fact]
    public void Encoders_and_painters_lie_in_memory_and_the_transformer_is_read_in_every_step()
    {
        var model = ShippedModels.Named("flux.1-dev");
        Assert.Equal(11_901_408_320 + 4_885_371_136.0 + 49_545_475, model.Memory.Weights);
        Assert.Equal(11_901_408_320, model.Memory.WeightsPerStep);
        Assert.Equal((11_901_408_320, 0), (model.ActiveParameters, model.KeyValuesPerToken));
        Assert.True(model is { Denoises: true, GeneratesImages: true, GeneratesText: false });
    }

    [Theory]
    [InlineData("layers=3 d_model=8 heads=4 head_dim=3 d_ff=16 image_tokens=10", "head_dim", "heads x head_dim is 12, but d_model is 8")]
    [InlineData(Small + " text_tokens=2 double_layers=4", "double_layers", "double_layers is above layers")]
    [InlineData(Small + " double_layers=2", "double_layers", "double_layers has no meaning without text_tokens")]
    public void A_transformer_that_cannot_be_is_a_problem(string parameters, string parameter, string what)
    {
        var problem = Assert.Single(ShippedModels.Try("dit", parameters).Problems);
        Assert.Equal((parameter, what), (problem.Parameter, problem.What));
        Assert.NotEmpty(problem.Help);
    }
}

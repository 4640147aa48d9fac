using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Tests.Scenarios;
using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

public sealed class VisionEncoderTests
{
    private const string Decoder = "layers=4 d_model=8 heads=4 head_dim=2 d_ff=16 vocabulary=10";
    private const string Beside = Decoder + " vision_layers=3 vision_d_model=6 vision_d_ff=10 vision_positions=9 tokens_per_image=5";

    /// <summary>Multiply-adds of an image of 224x224; timm prints 61.60 for ViT-L/16, with its head.</summary>
    [Theory]
    [InlineData("vit-b-16", 17.56e9, 0.005e9)]
    [InlineData("vit-l-16", 61.55e9, 0.005e9)]
    [InlineData("vit-l-16", 61.60e9, 0.06e9)]
    [InlineData("vit-h-14", 167.29e9, 0.005e9)]
    public void An_image_takes_the_published_work(string model, double published, double tolerance)
    {
        var work = ShippedModels.Named(model).Work;
        Assert.Equal(published, work.PrefillWithImages(prompt: 0, images: 1) / 2, tolerance);
        Assert.Equal(7 * work.PerPromptImage, work.PrefillWithImages(prompt: 100, images: 7));
    }

    /// <summary>24·L·d²·S + 4·L·d·S² where the feed-forward layer is four times as wide, and the patches.</summary>
    [Fact]
    public void An_image_is_its_patches_and_a_class()
    {
        const double L = 24, D = 1024, S = 14 * 14 + 1;
        Assert.Equal(
            24 * L * D * D * S + 4 * L * D * S * S + 2 * (S - 1) * 3 * 16 * 16 * D, ShippedModels.Named("vit-l-16").Work.PerPromptImage);
    }

    /// <summary>SigLIP beside Gemma 3 and the encoder of Llama 4, FLOP of an image and of a tile.</summary>
    [Theory]
    [InlineData("gemma-3-4b", 5.455e12, 0.0005e12, 256)]
    [InlineData("gemma-3-27b", 5.455e12, 0.0005e12, 256)]
    [InlineData("llama-4-scout", 9.972e11, 0.0005e11, 144)]
    [InlineData("llama-4-maverick", 9.972e11, 0.0005e11, 144)]
    public void An_image_beside_a_text_takes_its_encoder_and_its_tokens(string model, double encoder, double tolerance, double tokens)
    {
        var work = ShippedModels.Named(model).Work;
        Assert.Equal(encoder, work.PerPromptImage, tolerance);
        Assert.Equal(work.Prefill(1000 + 3 * tokens) + 3 * work.PerPromptImage, work.PrefillWithImages(1000, 3));
    }

    /// <summary>keras-hub counts the Gemma 3 models with and without their vision.</summary>
    [Theory]
    [InlineData("gemma-3-4b", 4_299_915_632, 3_880_099_328)]
    [InlineData("gemma-3-12b", 12_187_079_280, 11_765_788_416)]
    [InlineData("gemma-3-27b", 27_432_062_576, 27_009_002_240)]
    public void An_encoder_lies_in_memory_and_no_token_passes_it(string model, double withVision, double text)
    {
        var gemma = ShippedModels.Named(model);
        Assert.Equal((withVision, text), (gemma.Memory.Weights, gemma.Parameters));
        Assert.Equal(text, gemma.Memory.WeightsPerStep);
        Assert.Equal(text, gemma.ActiveParameters);
    }

    [Fact]
    public void Only_what_reads_images_reads_images()
    {
        Assert.True(ShippedModels.Named("vit-l-16") is { ReadsImages: true, ReadsImagesAlone: true, GeneratesText: false });
        Assert.True(ShippedModels.Named("gemma-3-4b") is { ReadsImages: true, ReadsImagesAlone: false, GeneratesText: true });
        Assert.True(ShippedModels.Named("llama-3.1-8b") is { ReadsImages: false, ReadsImagesAlone: false });
    }

    [Theory]
    [InlineData(Decoder + " tokens_per_image=5", "tokens_per_image", "tokens_per_image has no meaning without vision_layers")]
    [InlineData(Decoder + " vision_d_ff=5", "vision_d_ff", "vision_d_ff has no meaning without vision_layers")]
    [InlineData(Decoder + " vision_layers=3 vision_d_model=6 vision_d_ff=10 vision_positions=9", "tokens_per_image",
        "tokens_per_image is missing (vision_layers needs it)")]
    public void An_encoder_that_cannot_be_is_a_problem(string parameters, string parameter, string what)
    {
        var problem = Assert.Single(ShippedModels.Try("decoder", parameters).Problems);
        Assert.Equal((parameter, what), (problem.Parameter, problem.What));
        Assert.NotEmpty(problem.Help);
    }

    [Fact]
    public void A_model_that_pads_its_prompts_reads_no_images()
    {
        var problem = Assert.Single(ShippedModels.Try("dall-e", Beside).Problems);
        Assert.Equal("vision_layers has no meaning where prompts are padded", problem.What);
        Assert.NotNull(ShippedModels.Try("decoder", Beside).Value);
    }

    /// <summary>Without images in its prompt, a model that reads nothing else would cost nothing.</summary>
    [Fact]
    public void A_model_of_images_alone_needs_their_number()
    {
        var problem = Assert.Single(Scenario("vit-l-16", images: null).Build().Problems, problem => !problem.IsWarning);
        Assert.Equal((ProblemKind.MissingInput, "images_per_prompt"), (problem.Kind, problem.Input));
        Assert.NotNull(Scenario("vit-l-16", images: 2).Build().Value);
        Assert.Null(Scenario("vit-l-16", images: 0).Build().Value);
        Assert.NotNull(Scenario("gemma-3-4b", images: null).Build().Value);
    }

    [Fact]
    public void Images_alone_have_no_tokens_to_measure()
    {
        var problem = Assert.Single(
            Throughput("vit-l-16").Build().Problems,
            problem => problem.Kind == ProblemKind.HasNoTokens);
        Assert.StartsWith("vit-l-16 encodes images: it has no tokens", problem.What, StringComparison.Ordinal);
    }

    /// <summary>Tokens that stand in the prompt as images are read at some rate as well.</summary>
    [Fact]
    public void Images_make_the_rate_of_reading_prompts_needed()
    {
        var problem = Assert.Single(
            Throughput("gemma-3-4b").Build().Problems,
            problem => !problem.IsWarning);
        Assert.Equal((ProblemKind.MissingInput, "prefill_throughput"), (problem.Kind, problem.Input));
    }

    private static ScenarioBuilder Throughput(string model) => Scenario(model, images: 2)
        .With(InputCatalogue.Serving, "throughput").With(InputCatalogue.DecodeThroughput, 1);

    private static ScenarioBuilder Scenario(string model, double? images)
    {
        var builder = new ScenarioBuilder("chat")
            .With(InputCatalogue.DailyUsers, 1).With(InputCatalogue.QueriesPerUser, 1).With(InputCatalogue.GpuPrice, 1)
            .WithGpu(Hardware.A100).WithModel(ShippedModels.Named(model));
        if (ShippedModels.Named(model).GeneratesText)
        {
            builder.With(InputCatalogue.ResponseTokens, 1);
        }
        return images is { } number ? builder.With(InputCatalogue.ImagesPerPrompt, number) : builder;
    }
}

using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

/// <summary>Image work in the cost chain: which inputs it reads, and that it counts as generating.</summary>
public sealed class ImageWorkTests
{
    private static readonly Accelerator Gpu = new("gpu", 1e15, 2e15, 80e9, 3e12, 4e11, 700, 1000);

    [Theory]
    [InlineData("gpt-3-175b", "response_tokens")]
    [InlineData("gemma-3-4b", "images_per_prompt response_tokens")]
    [InlineData("vit-l-16", "images_per_prompt")]
    [InlineData("t5-11b", "response_tokens")]
    [InlineData("bert-base", "")]
    [InlineData("xlnet-large", "")]
    [InlineData("dall-e-12b", "images_per_query")]
    [InlineData("sdxl", "images_per_query denoising_steps guidance resolution")]
    public void A_model_reads_the_inputs_of_what_it_generates(string model, string inputs)
    {
        ModelChoices choices = new(["utilisation"], ["rent"], [ShippedModels.Named(model)]);
        InputDefinition[] candidates =
            [InputCatalogue.ImagesPerPrompt, InputCatalogue.ResponseTokens, InputCatalogue.ImagesPerQuery, InputCatalogue.DenoisingSteps,
                InputCatalogue.Guidance, InputCatalogue.Resolution];
        Assert.Equal(inputs, string.Join(' ', candidates.Where(input => input.UsedWhen.Holds(choices)).Select(input => input.Name)));
    }

    [Fact]
    public void Images_cost_their_work_and_all_of_it_is_decode()
    {
        var day = Day(["sdxl"], choice: [0], images: 4, steps: 30, guidance: 1, resolution: 0.5);
        double flop = ShippedModels.Named("sdxl").Work.Images(4, 30, 1, 0.5);
        Assert.Equal(flop, day.Flop.At(0), flop * 1e-14);
        Assert.Equal(0, day.PrefillCost.At(0));
        Assert.Equal(day.Cost.At(0), day.DecodeCost.At(0), day.Cost.At(0) * 1e-14);
    }

    [Fact]
    public void Inputs_of_images_that_are_left_out_stand_at_their_defaults()
    {
        double flop = ShippedModels.Named("sdxl").Work.Images(1, 50, 2, 1);
        Assert.Equal(flop, Day(["sdxl"], choice: [0]).Flop.At(0), flop * 1e-14);
    }

    [Fact]
    public void Text_and_image_models_can_be_choices_of_one_input()
    {
        string[] models = ["llama-2-7b", "dall-e-12b", "sdxl", "bert-base"];
        var day = Day(models, choice: [0, 1, 2, 3], images: 2, prompt: 100, response: 50);
        double[] expected =
        [
            Work(0).Prefill(100) + Work(0).Decode(100, 50),
            Work(1).Prefill(256) + Work(1).Images(2),
            Work(2).Images(2),
            Work(3).Prefill(100),
        ];
        for (int trial = 0; trial < 8; trial++)
        {
            double flop = expected[trial % 4];
            Assert.Equal(flop, day.Flop.At(trial), flop * 1e-14);
        }
        Work Work(int model) => ShippedModels.Named(models[model]).Work;
    }

    [Fact]
    public void A_block_of_images_allocates_nothing()
    {
        var (_, evaluation) = Chain(["sdxl", "dall-e-12b", "bert-base"], choice: [0, 1, 2], images: 2);
        Assert.Equal(0, Allocations.Of(evaluation.Run));
    }

    private static CostChain Day(
        string[] models, double[] choice, double? images = null, double? steps = null, double? guidance = null, double? resolution = null,
        double prompt = 0, double? response = null)
    {
        var (chain, evaluation) = Chain(models, choice, images, steps, guidance, resolution, prompt, response);
        evaluation.Run();
        return chain;
    }

    private static (CostChain Chain, Evaluation Evaluation) Chain(
        string[] models, double[] choice, double? images = null, double? steps = null, double? guidance = null, double? resolution = null,
        double prompt = 0, double? response = null)
    {
        var columns = new Column[InputCatalogue.All.Count];
        foreach (var input in InputCatalogue.All)
        {
            Set(input, input.Default);
        }
        foreach (var input in (InputDefinition[])[InputCatalogue.DailyUsers, InputCatalogue.QueriesPerUser, InputCatalogue.GpuPrice])
        {
            Set(input, 1);
        }
        foreach (var input in (InputDefinition[])[InputCatalogue.Gpu, InputCatalogue.Serving, InputCatalogue.Pricing])
        {
            Set(input, 0);
        }
        Set(InputCatalogue.LoadFactor, 1);
        Set(InputCatalogue.PeakToMean, 1);
        Set(InputCatalogue.FleetStep, 0);
        Set(InputCatalogue.FleetMinimum, 0);
        Set(InputCatalogue.OverheadShare, 0);
        Set(InputCatalogue.PromptTokens, prompt);
        Set(InputCatalogue.ResponseTokens, response);
        Set(InputCatalogue.ImagesPerQuery, images);
        Set(InputCatalogue.DenoisingSteps, steps);
        Set(InputCatalogue.Guidance, guidance);
        Set(InputCatalogue.Resolution, resolution);
        var model = choice.Length == 1 ? Column.Fixed(choice[0]) : Column.Varying();
        for (int trial = 0; choice.Length > 1 && trial < Column.BlockLength; trial++)
        {
            model.Values[trial] = choice[trial % choice.Length];
        }
        columns[InputCatalogue.Model.Index] = model;
        var inputs = new WorkloadInputs(columns)
        {
            Models = [.. models.Select(ShippedModels.Named)],
            Gpus = [Gpu],
            Servings = ["utilisation"],
            Pricings = ["rent"],
        };
        var chain = new CostChain(inputs);
        return (chain, new Evaluation([chain.Flop, chain.Cost, chain.PrefillCost, chain.DecodeCost]));

        void Set(InputDefinition input, double? value) => columns[input.Index] = value is { } number ? Column.Fixed(number) : default;
    }
}

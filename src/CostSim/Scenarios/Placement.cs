using CostSim.CostModel;
using CostSim.CostModel.Fleet;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>A model in a precision on an accelerator.</summary>
internal sealed record Placement(
    Architecture Model, Accelerator Gpu, double Bits, IReadOnlyDictionary<InputDefinition, Distribution> Laws, bool IsRoofline)
{
    /// <summary>Inputs that make a model fit, or serve faster, the higher they are; all others do the lower they are.</summary>
    private static readonly IReadOnlyList<InputDefinition> MoreIsBetter =
    [
        InputCatalogue.MemoryShare, InputCatalogue.ComputeEfficiency, InputCatalogue.ComputeEfficiency16Bit,
        InputCatalogue.ComputeEfficiency8Bit, InputCatalogue.ComputeEfficiency4Bit, InputCatalogue.ExpertEfficiency,
        InputCatalogue.BandwidthEfficiency, InputCatalogue.ExpertReadEfficiency, InputCatalogue.AttentionEfficiency,
        InputCatalogue.LinkEfficiency, InputCatalogue.ExchangeOverlap, InputCatalogue.DraftAcceptance,
        InputCatalogue.TokenTimeLimit,
    ];

    private static Quantity Nothing => Quantity.Constant("nothing", "1", 0);

    /// <summary>
    /// The least time per token that the GPUs can serve one request with, s, over all stages, ways to share out attention and drafts.
    /// </summary>
    public double LeastTimePerToken(double gpus) => (
        from stages in ValuesOf(InputCatalogue.PipelineStages)
        where gpus % stages == 0
        from drafts in ValuesOf(InputCatalogue.DraftTokens)
        from option in ((Choice)Laws[InputCatalogue.AttentionParallelism]).Options
        select Served(gpus, Bits, law => law.Minimum, law => law.Maximum, (stages, drafts, option.Name)).StepAlone)
        .DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>Bytes of the weights on one GPU.</summary>
    public double Weights => Favourable(1).Weights;

    /// <summary>Bytes of keys and values of the smallest sequence; 0 where they are not looked at.</summary>
    public double LeastSequence => Favourable(1).Sequence;

    /// <summary>Most bytes that the GPUs may give.</summary>
    public double MostMemory(double gpus) => gpus * Gpu.Memory * Laws[InputCatalogue.MemoryShare].Maximum;

    /// <summary>False when not even the smallest sequence fits.</summary>
    public bool CanFit(double gpus) => Favourable(gpus).Fits;

    /// <summary>True when it fits with every other input at its median.</summary>
    public bool UsuallyFits(double gpus, double bits) =>
        Served(gpus, bits, law => law.Quantile(0.5), law => law.Quantile(0.5), Roomiest(gpus)).Fits;

    private Placed Favourable(double gpus) => Served(gpus, Bits, law => law.Minimum, law => law.Maximum, Roomiest(gpus));

    /// <summary>The layout that holds most: stages and heads share out layers without copies.</summary>
    private (double Stages, double Drafts, string Option) Roomiest(double gpus)
    {
        double stages = ValuesOf(InputCatalogue.PipelineStages).Where(each => gpus % each == 0).DefaultIfEmpty(1).Max();
        var parallelism = (Choice)Laws[InputCatalogue.AttentionParallelism];
        bool canBeTensor = parallelism.Options.Any(each => each.Name == InputCatalogue.TensorParallel);
        return (stages, 0, canBeTensor ? InputCatalogue.TensorParallel : parallelism.Options[0].Name);
    }

    /// <summary>The values of an input of single numbers.</summary>
    private IReadOnlyList<double> ValuesOf(InputDefinition input) => !Laws.TryGetValue(input, out var law) ? [input.Default ?? 1]
        : law is Choice choice ? [.. choice.Options.Select(option => option.Value)] : [law.Minimum];

    /// <summary>
    /// The cost model's own answer, for one value of each input: high where more is better, else low.
    /// </summary>
    private Placed Served(
        double gpus, double bits, Func<Distribution, double> low, Func<Distribution, double> high,
        (double Stages, double Drafts, string Option) layout)
    {
        var values = Laws.ToDictionary(law => law.Key, law => MoreIsBetter.Contains(law.Key) ? high(law.Value) : low(law.Value));
        values[InputCatalogue.GpusPerReplica] = gpus;
        values[InputCatalogue.WeightBits] = bits;
        values[InputCatalogue.PipelineStages] = layout.Stages;
        values[InputCatalogue.DraftTokens] = layout.Drafts;
        var inputs = new WorkloadInputs([.. InputCatalogue.All.Select(input => input.IsCategorical ? default
            : values.TryGetValue(input, out double value) ? Column.Fixed(value)
            : input.Default is { } number ? Column.Fixed(number)
            : input.IsRequired ? Column.Fixed(1)
            : default)])
        {
            Models = [Model],
            Gpus = [Gpu],
            Servings = [RooflineServing.Name],
            Pricings = [],
            Options = new Dictionary<InputDefinition, IReadOnlyList<string>> { [InputCatalogue.AttentionParallelism] = [layout.Option] },
        };
        if (!IsRoofline)
        {
            var plain = new PlainReplica(Model.Memory, inputs, Gpu);
            var weights = Replica.WeightsHeld(Model.Memory, inputs, Quantity.Constant("attention_groups", "1", 1));
            new Evaluation([plain.Unfit, weights]).Run();
            return new(plain.Unfit.At(0) == 0, weights.At(0), 0);
        }
        var roofline = new Roofline(Model, new ServingContext(
            inputs, [Nothing], [Nothing], Gpu, DensePeak.Of(Gpu, "peak_flops", inputs[InputCatalogue.ComputeBits])), Nothing, Nothing);
        new Evaluation(
            [roofline.Unfit, roofline.FullKeyValueBytes, roofline.Replica.WeightBytes, roofline.StepTimeAlone]).Run();
        return new(roofline.Unfit.At(0) == 0, roofline.Replica.WeightBytes.At(0), roofline.FullKeyValueBytes.At(0))
        {
            StepAlone = roofline.StepTimeAlone.At(0),
        };
    }
}

/// <summary>What a placement comes to.</summary>
/// <param name="Fits">True when it fits.</param>
/// <param name="Weights">Bytes of the weights.</param>
/// <param name="Sequence">Bytes of keys and values of one sequence.</param>
internal readonly record struct Placed(bool Fits, double Weights, double Sequence)
{
    /// <summary>Time per token of one request alone, without prompts between, s.</summary>
    public double StepAlone { get; init; }
}

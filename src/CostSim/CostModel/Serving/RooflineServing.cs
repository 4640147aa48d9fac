using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Serving;

/// <summary>
/// <c>serving=roofline</c>: GPU time from the limits of the hardware: the batch that memory, requests and latency allow, the time of a
/// decode step on it, the time of reading the prompt. MFU is a result. A <see cref="Roofline"/> per architecture that <c>model</c> can
/// draw.
/// </summary>
internal static class RooflineServing
{
    /// <summary>Name in scenarios.</summary>
    public const string Name = "roofline";

    public static readonly ServingModel Model = new(
        Name, "the limits of the hardware",
        [
            InputCatalogue.KvBits, InputCatalogue.ComputeBits, InputCatalogue.PipelineStages, InputCatalogue.AttentionParallelism,
            InputCatalogue.ComputeEfficiency, InputCatalogue.ComputeEfficiency16Bit, InputCatalogue.ComputeEfficiency8Bit,
            InputCatalogue.ComputeEfficiency4Bit, InputCatalogue.ExpertEfficiency, InputCatalogue.ExpertPadding,
            InputCatalogue.BandwidthEfficiency, InputCatalogue.ExpertReadEfficiency, InputCatalogue.AttentionEfficiency,
            InputCatalogue.LinkEfficiency, InputCatalogue.ExchangeOverlap, InputCatalogue.ExchangeLatency, InputCatalogue.NetworkLatency,
            InputCatalogue.StepOverhead, InputCatalogue.SequenceOverhead, InputCatalogue.MaxBatch, InputCatalogue.Concurrency,
            InputCatalogue.TokenTimeLimit, InputCatalogue.Disaggregated, InputCatalogue.PromptGpus, InputCatalogue.DraftTokens,
            InputCatalogue.DraftAcceptance, InputCatalogue.DraftCost, InputCatalogue.ServingError,
        ],
        Serve)
    {
        Assumption = "computes each step of a replica from its memory, its bandwidth and its peak; see which of them binds below.",
        RateIs = "computed",
        ReadsArchitecture = true,
        LooksIntoReplicas = true,
    };

    private static ServedRequest Serve(ServingContext context)
    {
        var model = context.Inputs.Find(InputCatalogue.Model);
        Roofline[] rooflines = [.. context.Inputs.Models.Select((architecture, i) =>
            new Roofline(architecture, context, context.PrefillFlops[i], context.DecodeFlops[i]))];
        Quantity Drawn(Func<Roofline, Quantity> quantity) => Quantity.Choose(model, [.. rooflines.Select(quantity)]);
        var nothing = Quantity.Constant("late", "1", 0);
        bool isSingle = rooflines.Length == 1;
        return new(Drawn(roofline => roofline.PrefillSeconds), Drawn(roofline => roofline.DecodeSeconds), Drawn(roofline => roofline.Unfit))
        {
            Late = rooflines.Any(roofline => roofline.Late is not null) ? Drawn(roofline => roofline.Late ?? nothing) : null,
            Latency = new(
                Drawn(roofline => roofline.FirstToken), Drawn(roofline => roofline.TimePerToken), Drawn(roofline => roofline.DecodedTokens),
                Drawn(roofline => roofline.RequestSeconds), Drawn(roofline => roofline.BatchShown)),
            Steps = isSingle ? [.. rooflines[0].Told] :
            [
                Drawn(roofline => roofline.Rates.Flops), Drawn(roofline => roofline.PromptSeconds), Drawn(roofline => roofline.Batch),
                Drawn(roofline => roofline.Step), Drawn(roofline => roofline.StepSeconds),
            ],
            Rooflines = rooflines,
        };
    }
}

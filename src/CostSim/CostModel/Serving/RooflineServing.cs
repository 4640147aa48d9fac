using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Serving;

/// <summary>
/// <c>serving=roofline</c>: GPU time from the limits of the hardware: the batch that memory allows, the time of a decode step on it,
/// the time of reading the prompt. MFU is a result. A <see cref="Roofline"/> per architecture that <c>model</c> can draw.
/// </summary>
internal static class RooflineServing
{
    /// <summary>Name in scenarios.</summary>
    public const string Name = "roofline";

    public static readonly ServingModel Model = new(
        Name, "the limits of the hardware",
        [
            InputCatalogue.WeightBits, InputCatalogue.KvBits, InputCatalogue.ComputeBits, InputCatalogue.GpusPerReplica,
            InputCatalogue.ComputeEfficiency, InputCatalogue.BandwidthEfficiency, InputCatalogue.LinkEfficiency,
            InputCatalogue.StepOverhead,
            InputCatalogue.MemoryShare, InputCatalogue.MaxBatch,
        ],
        Serve)
    {
        Assumption = "computes each step of a replica from its memory, its bandwidth and its peak; see which of them binds below.",
        RateIs = "computed",
        ReadsArchitecture = true,
    };

    private static ServedRequest Serve(ServingContext context)
    {
        var model = context.Inputs.Find(InputCatalogue.Model);
        Roofline[] rooflines = [.. context.Inputs.Models.Select(architecture => new Roofline(architecture, context))];
        Quantity Drawn(Func<Roofline, Quantity> quantity) => Quantity.Choose(model, [.. rooflines.Select(quantity)]);
        return new(Drawn(roofline => roofline.PrefillSeconds), Drawn(roofline => roofline.DecodeSeconds), Drawn(roofline => roofline.Unfit))
        {
            Steps =
            [
                Drawn(roofline => roofline.ReplicaFlops), Drawn(roofline => roofline.Batch), Drawn(roofline => roofline.Step),
                Drawn(roofline => roofline.PrefillCommunication),
            ],
            Rooflines = rooflines,
        };
    }
}

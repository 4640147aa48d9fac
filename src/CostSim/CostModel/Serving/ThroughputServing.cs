using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Serving;

/// <summary>
/// <c>serving=throughput</c>: measured tokens per GPU and second,
/// GPU-s = (1-h)·S / (prefill_throughput · batching_efficiency) + N / (decode_throughput · batching_efficiency).
/// Models that draw images from tokens generate images_per_query times the tokens of one image.
/// </summary>
internal static class ThroughputServing
{
    /// <summary>Name in scenarios.</summary>
    public const string Name = "throughput";

    public static readonly ServingModel Model = new(
        Name, "measured tokens per second", [InputCatalogue.PrefillThroughput, InputCatalogue.DecodeThroughput], Serve)
    {
        Assumption = "takes measured tokens per second as they are; the work only tells how much of the peak that is.",
        RateIs = "measured",
        CountsTokens = true,
    };

    private static ServedRequest Serve(ServingContext context)
    {
        var inputs = context.Inputs;
        var batching = inputs[InputCatalogue.BatchingEfficiency];
        var generated = Quantity.Choose(inputs.Find(InputCatalogue.Model), [.. inputs.Models.Select(model => Generated(model, inputs))]);
        // A scenario without prompts need not say how fast they are read.
        var prefill = inputs.Find(InputCatalogue.PrefillThroughput) is { } rate
            ? Formula.Of(new PrefillSeconds(), inputs.Asked, inputs.CachedAsked, rate, batching)
            : Quantity.Constant("prefill_gpu_seconds", "GPU-s/query", 0, "no prompts are read");
        return new(prefill, Formula.Of(new DecodeSeconds(), generated, inputs[InputCatalogue.DecodeThroughput], batching))
        {
            Steps = [generated],
        };
    }

    private static Quantity Generated(Architecture model, WorkloadInputs inputs) =>
        model.GeneratesImages ? Formula.Of(new ImageTokens(model.ImageTokens), inputs[InputCatalogue.ImagesPerQuery])
        : inputs.Find(InputCatalogue.ResponseTokens) is { } response ? Quantity.Renamed("generated_tokens", response)
        : Quantity.Constant("generated_tokens", "token/query", 0, "no tokens are generated");

    private readonly struct ImageTokens(double perImage) : IFormula1
    {
        public string Name => "generated_tokens";

        public string Unit => "token/query";

        public string Text => $"images_per_query × {FormulaText.Number(perImage)}";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes images) => images * perImage;
    }

    private readonly struct PrefillSeconds : IFormula4
    {
        public string Name => "prefill_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "(prompt_tokens − cached_share × prompt_tokens) / (prefill_throughput × batching_efficiency)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt, Lanes cached, Lanes throughput, Lanes batching) =>
            (prompt - cached * prompt) / (throughput * batching);
    }

    private readonly struct DecodeSeconds : IFormula3
    {
        public string Name => "decode_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "generated_tokens / (decode_throughput × batching_efficiency)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes generated, Lanes throughput, Lanes batching) => generated / (throughput * batching);
    }
}

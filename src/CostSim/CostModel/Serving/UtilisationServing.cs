using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Serving;

/// <summary>
/// <c>serving=utilisation</c>: the work at an assumed share of the dense peak,
/// GPU-s = FLOP / (peak · utilisation · batching_efficiency). The arithmetic of SemiAnalysis (2023) and Epoch AI (2025).
/// </summary>
internal static class UtilisationServing
{
    /// <summary>Name in scenarios.</summary>
    public const string Name = "utilisation";

    public static readonly ServingModel Model = new(
        Name, "a share of peak FLOP/s", [InputCatalogue.Utilisation, InputCatalogue.ComputeBits], Serve)
    {
        Assumption = "assumes one rate for prefill and decode; memory, batches and contexts play no part in it.",
        RateIs = "assumed",
        HasOneRate = true,
    };

    private static ServedRequest Serve(ServingContext context)
    {
        var secondsPerFlop = Formula.Of(
            new SecondsPerFlop(), context.PeakFlops, context.Inputs[InputCatalogue.Utilisation],
            context.Inputs[InputCatalogue.BatchingEfficiency]);
        return new(
            Formula.Of(new PrefillSeconds(), context.PrefillFlop, secondsPerFlop),
            Formula.Of(new DecodeSeconds(), context.DecodeFlop, secondsPerFlop))
        {
            Steps = [secondsPerFlop],
            SecondsPerFlop = secondsPerFlop,
        };
    }

    /// <summary>GPU time of some work at the assumed rate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes SecondsOf(Lanes flop, Lanes secondsPerFlop) => flop * secondsPerFlop;

    private readonly struct SecondsPerFlop : IFormula3
    {
        public string Name => "gpu_seconds_per_flop";

        public string Unit => "GPU-s/FLOP";

        public string Text => "1 / (peak_flops × utilisation × batching_efficiency)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes peak, Lanes utilisation, Lanes batching) => Lanes.One / (peak * utilisation * batching);
    }

    private readonly struct PrefillSeconds : IFormula2
    {
        public string Name => "prefill_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "prefill_flop × gpu_seconds_per_flop";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes flop, Lanes secondsPerFlop) => SecondsOf(flop, secondsPerFlop);
    }

    private readonly struct DecodeSeconds : IFormula2
    {
        public string Name => "decode_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "decode_flop × gpu_seconds_per_flop";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes flop, Lanes secondsPerFlop) => SecondsOf(flop, secondsPerFlop);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Fleet;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Serving;

/// <summary>
/// FLOP/s that a replica's matrix products reach: the printed peak at their precision, the share of it that the processor's best products
/// reach, and the share of that which a model's large products reach. Products with keys and values run at the wider of both precisions.
/// </summary>
internal sealed class ReplicaRates
{
    public ReplicaRates(ServingContext context, Quantity gpus)
    {
        var (inputs, gpu) = (context.Inputs, context.Gpu);
        var bits = inputs[InputCatalogue.ComputeBits];
        var kept = inputs[InputCatalogue.KvBits];
        Efficiency = Quantity.Renamed("linear_efficiency", EfficiencyAt(inputs, bits, gpu.NarrowestBits));
        Flops = Formula.Of(new Reached(gpu), gpus, context.PeakFlops, Efficiency);
        var wider = bits.IsFixed && kept.IsFixed
            ? Quantity.Constant("attention_bits", "bit", Math.Max(bits.At(0), kept.At(0)), "the wider of compute_bits and kv_bits")
                .ChosenBy(bits).ChosenBy(kept)
            : Formula.Of(new WiderOf(), bits, kept);
        AttentionBits = wider;
        AttentionEfficiency = Quantity.Renamed("attention_compute_efficiency", EfficiencyAt(inputs, wider, gpu.NarrowestBits));
        AttentionPeak = DensePeak.Of(gpu, "attention_peak_flops", wider);
        AttentionFlops = Formula.Of(new AttentionReached(gpu), gpus, AttentionPeak, AttentionEfficiency);
    }

    /// <summary>Share of the reachable peak that products with weights reach.</summary>
    public Quantity Efficiency { get; }

    /// <summary>FLOP/s of products with weights.</summary>
    public Quantity Flops { get; }

    /// <summary>Precision of products with keys and values, bit.</summary>
    public Quantity AttentionBits { get; }

    /// <summary>Share of the reachable peak that products with keys and values reach.</summary>
    public Quantity AttentionEfficiency { get; }

    /// <summary>Printed peak at their precision, FLOP/s.</summary>
    public Quantity AttentionPeak { get; }

    /// <summary>FLOP/s of products with keys and values.</summary>
    public Quantity AttentionFlops { get; }

    /// <summary>
    /// The efficiency that is stated for all precisions, else that of the precision at hand, or of the narrowest that the accelerator has
    /// units for, which then do the work.
    /// </summary>
    private static Quantity EfficiencyAt(WorkloadInputs inputs, Quantity bits, double narrowest)
    {
        if (inputs.Find(InputCatalogue.ComputeEfficiency) is { } stated)
        {
            return stated;
        }
        Quantity four = inputs[InputCatalogue.ComputeEfficiency4Bit], eight = inputs[InputCatalogue.ComputeEfficiency8Bit],
            sixteen = inputs[InputCatalogue.ComputeEfficiency16Bit];
        eight = narrowest > 8 ? sixteen : eight;
        four = narrowest > 4 ? eight : four;
        return !bits.IsFixed ? Formula.Of(new ByPrecision(bits.Declared, four, eight, sixteen), bits, four, eight, sixteen)
            : (bits.At(0) <= 4 ? four : bits.At(0) <= 8 ? eight : sixteen).ChosenBy(bits);
    }

    private readonly struct WiderOf : IFormula2
    {
        public string Name => "attention_bits";

        public string Unit => "bit";

        public string Text => "max(compute_bits, kv_bits)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes compute, Lanes kept) => Vector.MaxNative(compute, kept);
    }

    private readonly struct ByPrecision(string bits, Quantity ofFour, Quantity ofEight, Quantity ofSixteen) : IFormula4
    {
        public string Name => $"efficiency_at_{bits}";

        public string Unit => "1";

        public string Text
        {
            get
            {
                string four = $"({bits} <= 4) × {ofFour.Declared}";
                string eight = $"({bits} > 4) × ({bits} <= 8) × {ofEight.Declared}";
                return $"{four} + {eight} + ({bits} > 8) × {ofSixteen.Declared}";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes at, Lanes four, Lanes eight, Lanes sixteen)
        {
            var wide = Vector.ConditionalSelect(Vector.LessThanOrEqual(at, new Lanes(8)), eight, sixteen);
            return Vector.ConditionalSelect(Vector.LessThanOrEqual(at, new Lanes(4)), four, wide);
        }
    }

    private readonly struct Reached(Accelerator gpu) : IFormula3
    {
        private readonly double _share = gpu.ReachablePeak;

        public string Name => "replica_flops";

        public string Unit => "FLOP/s";

        public string Text => $"gpus_per_replica × peak_flops × linear_efficiency{FormulaText.Factor(_share)}";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes peak, Lanes efficiency) => gpus * peak * efficiency * _share;
    }

    private readonly struct AttentionReached(Accelerator gpu) : IFormula3
    {
        private readonly double _share = gpu.ReachablePeak;

        public string Name => "attention_flops";

        public string Unit => "FLOP/s";

        public string Text => $"gpus_per_replica × attention_peak_flops × attention_compute_efficiency{FormulaText.Factor(_share)}";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes peak, Lanes efficiency) => gpus * peak * efficiency * _share;
    }
}

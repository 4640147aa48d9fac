using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;

namespace CostSim.CostModel.Fleet;

/// <summary>
/// The replica of a serving model that does not look into one: as wide as is stated, else the fewest GPUs that hold the weights.
/// </summary>
internal sealed class PlainReplica
{
    public PlainReplica(MemoryFootprint memory, WorkloadInputs inputs, Accelerator gpu)
    {
        var weights = Replica.WeightsHeld(memory, inputs, Quantity.Constant("attention_groups", "1", 1));
        var share = inputs[InputCatalogue.MemoryShare];
        if (inputs.Find(InputCatalogue.GpusPerReplica) is { } stated)
        {
            Gpus = stated;
            Unfit = Formula.Of(new WeightsDoNotFit(gpu), stated, share, weights);
        }
        else
        {
            Gpus = Formula.Of(new FewestThatHold(gpu), weights, share);
            Unfit = gpu.HasLinks ? Quantity.Constant("unfit", "1", 0) : Formula.Of(new NeedsLinks(), Gpus);
        }
    }

    /// <summary>GPUs of one replica.</summary>
    public Quantity Gpus { get; }

    /// <summary>1 in the trials in which it does not hold the weights, else 0.</summary>
    public Quantity Unfit { get; }

    private readonly struct FewestThatHold(Accelerator gpu) : IFormula2
    {
        private readonly double _memory = gpu.Memory;

        public string Name => "replica_gpus";

        public string Unit => "GPU";

        public string Text => $"max(1, ceil(weight_bytes / ({FormulaText.Number(_memory)} × memory_share)))";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes weights, Lanes share) => Vector.MaxNative(Lanes.One, Vector.Ceiling(weights / (_memory * share)));
    }

    private readonly struct WeightsDoNotFit(Accelerator gpu) : IFormula3
    {
        private readonly double _memory = gpu.Memory;

        public string Name => "unfit";

        public string Unit => "1";

        public string Text => $"gpus_per_replica × {FormulaText.Number(_memory)} × memory_share < weight_bytes";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes share, Lanes weights) =>
            Vector.ConditionalSelect(Vector.LessThan(gpus * _memory * share, weights), Lanes.One, Lanes.Zero);
    }

    /// <summary>Cards that no link joins hold a model together only where somebody says so.</summary>
    private readonly struct NeedsLinks : IFormula1
    {
        public string Name => "unfit";

        public string Unit => "1";

        public string Text => "replica_gpus > 1";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus) => Vector.ConditionalSelect(Vector.GreaterThan(gpus, Lanes.One), Lanes.One, Lanes.Zero);
    }
}

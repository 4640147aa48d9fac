using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Fleet;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Serving;

/// <summary>
/// n GPUs that hold one copy of a model together: s stages of t = n/s GPUs, what they hold in memory and what they reach. Under
/// <c>attention_parallelism=data</c> each GPU of a stage runs attention, and all else that is no routed expert, on sequences of its own.
/// </summary>
internal sealed class Replica
{
    private const double BitsPerByte = 8;

    /// <param name="model">The architecture.</param>
    /// <param name="context">The inputs and the accelerator.</param>
    /// <param name="gpus">GPUs of the replica.</param>
    public Replica(Architecture model, ServingContext context, Quantity gpus)
    {
        var (inputs, memory, gpu) = (context.Inputs, model.Memory, context.Gpu);
        Gpus = gpus;
        Stages = inputs[InputCatalogue.PipelineStages];
        StageGpus = Formula.Of(new GpusOfAStage(), Gpus, Stages);
        AttentionGroups = ByParallelism(
            inputs, Quantity.Constant("attention_groups", "1", 1, "tensor parallelism: one"),
            Quantity.Renamed("attention_groups", StageGpus));
        WeightBytes = WeightsHeld(memory, inputs, AttentionGroups);
        Memory = Formula.Of(new MemoryToFill(gpu), Gpus, inputs[InputCatalogue.MemoryShare]);
        Bandwidth = Formula.Of(new PeakBandwidth(gpu), Gpus);
        Copies = Formula.Of(new CopiesOfKeysAndValues(memory), StageGpus, AttentionGroups);
        Exchange = new(memory, gpu, this, inputs);
    }

    /// <summary>GPUs n.</summary>
    public Quantity Gpus { get; }

    /// <summary>Stages s.</summary>
    public Quantity Stages { get; }

    /// <summary>GPUs t of one stage.</summary>
    public Quantity StageGpus { get; }

    /// <summary>Groups within a stage that each hold all weights but those of routed experts: 1 under tensor, t under data.</summary>
    public Quantity AttentionGroups { get; }

    /// <summary>Weights held, bytes.</summary>
    public Quantity WeightBytes { get; }

    /// <summary>Memory that weights, keys and values may fill, bytes.</summary>
    public Quantity Memory { get; }

    /// <summary>Memory bandwidth of the data sheet, bytes/s.</summary>
    public Quantity Bandwidth { get; }

    /// <summary>How often keys and values are held, since a head or a latent cannot be split.</summary>
    public Quantity Copies { get; }

    /// <summary>What its GPUs exchange.</summary>
    public Exchange Exchange { get; }

    /// <summary>The quantity that the trial's attention_parallelism has.</summary>
    public static Quantity ByParallelism(WorkloadInputs inputs, Quantity tensor, Quantity data) =>
        inputs.ByOption(InputCatalogue.AttentionParallelism, option => option == InputCatalogue.DataParallel ? data : tensor);

    /// <summary>Weights in bytes, all but routed experts once per group.</summary>
    public static Quantity WeightsHeld(MemoryFootprint memory, WorkloadInputs inputs, Quantity groups) => memory.ExpertWeights > 0
        ? Formula.Of(new WeightsWithExperts(memory), groups, inputs[InputCatalogue.WeightBits], inputs.ExpertBits)
        : Formula.Of(new Weights(memory), groups, inputs[InputCatalogue.WeightBits]);

    private readonly struct GpusOfAStage : IFormula2
    {
        public string Name => "stage_gpus";

        public string Unit => "GPU";

        public string Text => "gpus_per_replica / pipeline_stages";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes stages) => gpus / stages;
    }

    private readonly struct Weights(MemoryFootprint memory) : IFormula2
    {
        private readonly double _weights = memory.Weights;

        public string Name => "weight_bytes";

        public string Unit => "B";

        public string Text => $"attention_groups × {FormulaText.Number(_weights)} × weight_bits / 8";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes groups, Lanes bits) => groups * _weights * bits / BitsPerByte;
    }

    private readonly struct WeightsWithExperts(MemoryFootprint memory) : IFormula3
    {
        private readonly double _others = memory.Weights - memory.ExpertWeights, _experts = memory.ExpertWeights;

        public string Name => "weight_bytes";

        public string Unit => "B";

        public string Text =>
            $"(attention_groups × {FormulaText.Number(_others)} × weight_bits + {FormulaText.Number(_experts)} × expert_bits) / 8";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes groups, Lanes bits, Lanes expertBits) => (groups * _others * bits + _experts * expertBits) / BitsPerByte;
    }

    private readonly struct MemoryToFill(Accelerator gpu) : IFormula2
    {
        private readonly double _memory = gpu.Memory;

        public string Name => "replica_memory";

        public string Unit => "B";

        public string Text => $"gpus_per_replica × {FormulaText.Number(_memory)} × memory_share";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes share) => gpus * _memory * share;
    }

    private readonly struct PeakBandwidth(Accelerator gpu) : IFormula1
    {
        private readonly double _bandwidth = gpu.Bandwidth;

        public string Name => "replica_bandwidth";

        public string Unit => "B/s";

        public string Text => $"gpus_per_replica × {FormulaText.Number(_bandwidth)}";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus) => gpus * _bandwidth;
    }

    /// <summary>A group of g GPUs splits K heads among min(g, K) of them and holds each of the parts g / min(g, K) times.</summary>
    private readonly struct CopiesOfKeysAndValues(MemoryFootprint memory) : IFormula2
    {
        private readonly double _heads = memory.KeyValueHeads > 0 ? memory.KeyValueHeads : double.MaxValue;

        public string Name => "key_value_copies";

        public string Unit => "1";

        public string Text =>
            $"stage_gpus / attention_groups / min(stage_gpus / attention_groups, {FormulaText.Number(_heads)})";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes stageGpus, Lanes groups)
        {
            var gpus = stageGpus / groups;
            return gpus / Vector.MinNative(gpus, new Lanes(_heads));
        }
    }
}

using CostSim.CostModel;
using CostSim.CostModel.Fleet;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;

namespace CostSim.Analysis;

/// <summary>
/// What limits a replica under <c>serving=roofline</c>: the columns of a <see cref="Roofline"/> at the medians. Times in s.
/// </summary>
public sealed record RooflineExplanation
{
    private const double BitsPerByte = 8;

    /// <summary>Largest batch at which a change of roof is looked for.</summary>
    private const double MostProbed = 1e6;

    /// <summary>The accelerator.</summary>
    public required Accelerator Gpu { get; init; }

    /// <summary>GPUs that share one copy of the model.</summary>
    public required double GpusPerReplica { get; init; }

    /// <summary>FLOP/s that large products reach, per GPU.</summary>
    public required double ReachedFlops { get; init; }

    /// <summary>Bytes/s that reading reaches, per GPU.</summary>
    public required double ReachedBandwidth { get; init; }

    /// <summary>Sequences decoded together.</summary>
    public required double Batch { get; init; }

    /// <summary>
    /// Sequences whose keys and values fit beside the weights; infinite where none are kept, below 1 where the model does not fit.
    /// </summary>
    public required double LargestBatch { get; init; }

    /// <summary>The scheduler's cap.</summary>
    public required double MaxBatch { get; init; }

    /// <summary>Mean context of a sequence in decode, tokens.</summary>
    public required double Context { get; init; }

    /// <summary>Keys and values of one sequence, bytes.</summary>
    public required double KeyValueBytes { get; init; }

    /// <summary>Memory left beside the weights, bytes; negative where they do not fit, NaN where it is not known.</summary>
    public double FreeBytes => double.IsFinite(LargestBatch) ? LargestBatch * KeyValueBytes : double.NaN;

    /// <summary>False when not even one sequence fits; the figures are then those of a batch of one.</summary>
    public required bool Fits { get; init; }

    /// <summary>False for models that do not generate token by token; then the times of a step say nothing.</summary>
    public required bool HasSteps { get; init; }

    /// <summary>Computing the linear layers of a step.</summary>
    public required double LinearCompute { get; init; }

    /// <summary>Reading the weights of a step.</summary>
    public required double LinearMemory { get; init; }

    /// <summary>Computing the attention of a step.</summary>
    public required double AttentionCompute { get; init; }

    /// <summary>Reading the keys and values of a step.</summary>
    public required double AttentionMemory { get; init; }

    /// <summary>Exchanges between the GPUs in a step.</summary>
    public required double Communication { get; init; }

    /// <summary>Fixed overhead of a step.</summary>
    public required double Overhead { get; init; }

    /// <summary>A whole step.</summary>
    public required double Step { get; init; }

    /// <summary>Computing one prompt.</summary>
    public required double PrefillCompute { get; init; }

    /// <summary>Reading the weights once, every expert among them.</summary>
    public required double WeightReading { get; init; }

    /// <summary>Exchanges between the GPUs over one prompt.</summary>
    public required double PrefillCommunication { get; init; }

    /// <summary>Share of the dense peak while prompts are read; NaN without prompts.</summary>
    public required double PrefillUtilisation { get; init; }

    /// <summary>Share of the dense peak while responses are generated; NaN without.</summary>
    public required double DecodeUtilisation { get; init; }

    /// <summary>Batch from which on computing binds the linear layers, whatever memory allows: 0 always, infinite never.</summary>
    public required double CrossoverBatch { get; init; }

    /// <summary>The largest batch that memory and the scheduler allow.</summary>
    public double AllowedBatch => Math.Max(1, Math.Min(MaxBatch, LargestBatch));

    /// <summary>The slower of computing and reading in the linear layers of a step.</summary>
    public double Linear => Math.Max(LinearCompute, LinearMemory);

    /// <summary>The slower of computing and reading in the attention of a step.</summary>
    public double Attention => Math.Max(AttentionCompute, AttentionMemory);

    /// <summary>What binds on one accelerator of a chain run at the medians; null for other serving models.</summary>
    internal static RooflineExplanation? Of(Accelerator gpu, FleetMember member, WorkloadInputs inputs)
    {
        if (member.Served[0].Rooflines is not [var roofline])
        {
            return null;
        }
        var model = roofline.Model;
        double gpus = inputs[InputCatalogue.GpusPerReplica].At(0), peak = member.PeakFlops.At(0), flops = roofline.ReplicaFlops.At(0);
        var work = RequestWork.Of(model.Work, model, inputs, trial: 0);
        double largest = roofline.LargestBatch.At(0);
        double weights = (model.Memory.WeightsPerStep + model.Memory.ExpertWeights) * inputs[InputCatalogue.WeightBits].At(0) / BitsPerByte;
        return new()
        {
            Gpu = gpu,
            GpusPerReplica = gpus,
            ReachedFlops = flops / gpus,
            ReachedBandwidth = roofline.ReplicaBandwidth.At(0) / gpus,
            Batch = roofline.Batch.At(0),
            LargestBatch = largest < double.MaxValue ? largest : double.PositiveInfinity,
            MaxBatch = inputs[InputCatalogue.MaxBatch].At(0),
            Context = roofline.Context.At(0),
            KeyValueBytes = roofline.KeyValueBytes.At(0),
            Fits = roofline.Unfit.At(0) == 0,
            HasSteps = work.Decode > 0 && !model.Denoises,
            LinearCompute = roofline.LinearCompute.At(0),
            LinearMemory = roofline.LinearMemory.At(0),
            AttentionCompute = roofline.AttentionCompute.At(0),
            AttentionMemory = roofline.AttentionMemory.At(0),
            Communication = roofline.Communication.At(0),
            Overhead = inputs[InputCatalogue.StepOverhead].At(0),
            Step = roofline.Step.At(0),
            PrefillCompute = work.Prefill / flops,
            WeightReading = weights / roofline.ReplicaBandwidth.At(0),
            PrefillCommunication = roofline.PrefillCommunication.At(0),
            PrefillUtilisation = work.Prefill / (roofline.PrefillSeconds.At(0) * peak),
            DecodeUtilisation = work.Decode / (roofline.DecodeSeconds.At(0) * peak),
            CrossoverBatch = Crossover(model, gpu, inputs, peak),
        };
    }

    /// <summary>
    /// Runs the roofline with room for any batch on batches from 1 to <see cref="MostProbed"/>, a factor of 1.014 apart, and finds the
    /// first at which computing takes longer than reading. Exact where the weights read do not depend on the batch.
    /// </summary>
    private static double Crossover(Architecture model, Accelerator gpu, WorkloadInputs inputs, double peak)
    {
        var batches = Column.Varying();
        for (int i = 0; i < Column.BlockLength; i++)
        {
            batches.Values[i] = Math.Pow(MostProbed, i / (Column.BlockLength - 1.0));
        }
        var roomy = gpu with { Memory = double.MaxValue / MostProbed };
        var probe = new WorkloadInputs([.. InputCatalogue.All.Select(input =>
            input == InputCatalogue.MaxBatch ? batches
            : input == InputCatalogue.BatchingEfficiency ? Column.Fixed(1)
            : inputs.Find(input)?.Values ?? default)])
        {
            Models = [model],
            Gpus = [roomy],
            Servings = inputs.Servings,
            Pricings = inputs.Pricings,
        };
        var nothing = Quantity.Constant("flop", "FLOP/query", 0);
        var roofline = new Roofline(model, new(probe, nothing, nothing, roomy, Quantity.Constant("peak_flops", "FLOP/s/GPU", peak)));
        new Evaluation([roofline.LinearCompute, roofline.LinearMemory]).Run();
        for (int i = 0; i < Column.BlockLength; i++)
        {
            double compute = roofline.LinearCompute.At(i), memory = roofline.LinearMemory.At(i);
            if (compute > memory)
            {
                return i == 0 ? 0 : batches.At(i) * memory / compute;
            }
        }
        return double.PositiveInfinity;
    }
}

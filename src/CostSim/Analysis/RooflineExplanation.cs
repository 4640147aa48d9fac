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

    private const int Halvings = 100;

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

    /// <summary>Sequences that the scheduler allows.</summary>
    public required double SchedulerBatch { get; init; }

    /// <summary>Requests in flight that the replica is given; infinite where nothing says so.</summary>
    public required double Concurrency { get; init; }

    /// <summary>Sequences that the limit of time per token allows; infinite without a limit, below 1 where it cannot be met.</summary>
    public required double LatencyBatch { get; init; }

    /// <summary>What caps the batch: the first of those that allow least.</summary>
    public BatchLimit Limit =>
        LargestBatch <= Math.Min(SchedulerBatch, Math.Min(Concurrency, LatencyBatch)) ? BatchLimit.Memory
        : SchedulerBatch <= Math.Min(Concurrency, LatencyBatch) ? BatchLimit.Scheduler
        : Concurrency <= LatencyBatch ? BatchLimit.Concurrency
        : BatchLimit.Latency;

    /// <summary>Mean context of a sequence in decode, tokens.</summary>
    public required double Context { get; init; }

    /// <summary>One copy of the keys and values of one sequence at its mean context, bytes.</summary>
    public required double KeyValueBytes { get; init; }

    /// <summary>Times that keys and values are held, since heads or a latent cannot be split any further.</summary>
    public required double Copies { get; init; }

    /// <summary>Weights held, bytes.</summary>
    public required double WeightBytes { get; init; }

    /// <summary>Memory left beside the weights, bytes; negative where they do not fit.</summary>
    public required double FreeBytes { get; init; }

    /// <summary>False when not even one sequence fits; the figures are then those of a batch of one.</summary>
    public required bool Fits { get; init; }

    /// <summary>False for models that do not generate token by token; then the times of a step say nothing.</summary>
    public required bool HasSteps { get; init; }

    /// <summary>Computing the linear layers of a step.</summary>
    public required double LinearCompute { get; init; }

    /// <summary>Reading the weights of a step.</summary>
    public required double LinearMemory { get; init; }

    /// <summary>Computing the routed experts of a step; 0 without them.</summary>
    public required double ExpertCompute { get; init; }

    /// <summary>Reading the routed experts that a step touches; 0 without them.</summary>
    public required double ExpertMemory { get; init; }

    /// <summary>Computing the attention of a step.</summary>
    public required double AttentionCompute { get; init; }

    /// <summary>Reading the keys and values of a step.</summary>
    public required double AttentionMemory { get; init; }

    /// <summary>Exchanges between the GPUs in a step that are not hidden behind computing.</summary>
    public required double Communication { get; init; }

    /// <summary>Overhead of a step: of its layers and of its sequences.</summary>
    public required double Overhead { get; init; }

    /// <summary>What drafting adds to a step.</summary>
    public required double Drafting { get; init; }

    /// <summary>A whole step.</summary>
    public required double Step { get; init; }

    /// <summary>Computing one prompt.</summary>
    public required double PrefillCompute { get; init; }

    /// <summary>Reading the weights once, every expert among them.</summary>
    public required double WeightReading { get; init; }

    /// <summary>Mean time to the first token, s.</summary>
    public required double FirstToken { get; init; }

    /// <summary>Mean time from token to token, s.</summary>
    public required double TimePerToken { get; init; }

    /// <summary>Exchanges between the GPUs over one prompt that are not hidden behind computing.</summary>
    public required double PrefillCommunication { get; init; }

    /// <summary>Share of the dense peak while prompts are read; NaN without prompts.</summary>
    public required double PrefillUtilisation { get; init; }

    /// <summary>Share of the dense peak while responses are generated; NaN without.</summary>
    public required double DecodeUtilisation { get; init; }

    /// <summary>Batch from which on computing binds the linear layers, whatever memory allows: 0 always, infinite never.</summary>
    public required double CrossoverBatch { get; init; }

    /// <summary>The largest batch that all limits allow.</summary>
    public double AllowedBatch =>
        Math.Max(1, Math.Min(Math.Min(SchedulerBatch, LargestBatch), Math.Min(Concurrency, LatencyBatch)));

    /// <summary>The slower of computing and reading in the linear layers of a step.</summary>
    public double Linear => Math.Max(LinearCompute, LinearMemory);

    /// <summary>The slower of computing and reading in the routed experts of a step.</summary>
    public double Experts => Math.Max(ExpertCompute, ExpertMemory);

    /// <summary>The slower of computing and reading in the attention of a step.</summary>
    public double Attention => Math.Max(AttentionCompute, AttentionMemory);

    /// <summary>What binds on one accelerator of a chain run at the medians; null for other serving models.</summary>
    internal static RooflineExplanation? Of(Accelerator gpu, FleetMember member, WorkloadInputs inputs)
    {
        if (member.Served[0].Rooflines is not [var roofline])
        {
            return null;
        }
        var (model, replica, decode) = (roofline.Model, roofline.Replica, roofline.Decode);
        double At(Quantity? quantity, double otherwise) => quantity?.At(0) ?? otherwise;
        double Unbounded(double batch) => batch < double.MaxValue ? batch : double.PositiveInfinity;
        double gpus = replica.Gpus.At(0), peak = member.PeakFlops.At(0), flops = roofline.Rates.Flops.At(0);
        double shown = 1 - inputs[InputCatalogue.ExchangeOverlap].At(0), stages = replica.Stages.At(0), batch = roofline.Batch.At(0);
        double bandwidth = replica.Bandwidth.At(0) * inputs[InputCatalogue.BandwidthEfficiency].At(0);
        double exchange = shown * (replica.Exchange.Wait.At(0)
            + batch * decode.Positions.At(0) / stages * replica.Exchange.PerToken.At(0));
        double overhead = decode.Fixed.At(0) - shown * replica.Exchange.Wait.At(0)
            + batch * inputs[InputCatalogue.SequenceOverhead].At(0) / stages;
        double prefillExchange = shown * roofline.PrefillCommunication.At(0);
        var (expertCompute, expertMemory) = ExpertTimes(roofline, batch);
        var work = RequestWork.Of(model.Work, model, inputs, trial: 0);
        return new()
        {
            Gpu = gpu,
            GpusPerReplica = gpus,
            ReachedFlops = flops / gpus,
            ReachedBandwidth = bandwidth / gpus,
            Batch = batch,
            LargestBatch = Unbounded(roofline.LargestBatch.At(0)),
            SchedulerBatch = roofline.SchedulerBatch.At(0),
            Concurrency = At(roofline.Concurrency, double.PositiveInfinity),
            LatencyBatch = Unbounded(At(roofline.LatencyBatch, double.PositiveInfinity)),
            Context = roofline.Context.At(0),
            KeyValueBytes = roofline.KeyValueBytes.At(0),
            Copies = replica.Copies.At(0),
            WeightBytes = replica.WeightBytes.At(0),
            FreeBytes = replica.Memory.At(0) - replica.WeightBytes.At(0),
            Fits = roofline.Unfit.At(0) == 0,
            HasSteps = work.Decode > 0 && !model.Denoises && roofline.DecodedTokens.At(0) > 0,
            LinearCompute = batch * decode.LinearCompute.At(0),
            LinearMemory = decode.LinearMemory.At(0),
            ExpertCompute = expertCompute,
            ExpertMemory = expertMemory,
            AttentionCompute = batch * decode.AttentionCompute.At(0),
            AttentionMemory = batch * decode.AttentionMemory.At(0),
            Communication = exchange,
            Overhead = overhead,
            Drafting = roofline.Step.At(0) * (1 - 1 / decode.Drafting.At(0)),
            Step = roofline.Step.At(0),
            PrefillCompute = roofline.PromptSeconds.At(0) - prefillExchange,
            WeightReading = WeightReadingTime(model, inputs, bandwidth),
            PrefillCommunication = prefillExchange,
            FirstToken = roofline.FirstToken.At(0),
            TimePerToken = roofline.TimePerToken.At(0),
            PrefillUtilisation = work.Prefill / (roofline.PrefillSeconds.At(0) * peak),
            DecodeUtilisation = work.Decode / (roofline.DecodeSeconds.At(0) * peak),
            CrossoverBatch = Crossover(roofline),
        };
    }

    private static double WeightReadingTime(Architecture model, WorkloadInputs inputs, double bandwidth)
    {
        double others = model.Memory.WeightsPerStep * inputs[InputCatalogue.WeightBits].At(0);
        double experts = model.Memory.ExpertWeights == 0 ? 0
            : model.Memory.ExpertWeights * (inputs.Find(InputCatalogue.ExpertBits) ?? inputs[InputCatalogue.WeightBits]).At(0);
        return (others + experts) / BitsPerByte / bandwidth;
    }

    /// <summary>Computing and reading the experts of a batch, s.</summary>
    private static (double Compute, double Memory) ExpertTimes(Roofline roofline, double batch)
    {
        var decode = roofline.Decode;
        if (decode.ExpertCompute is null)
        {
            return (0, 0);
        }
        var memory = roofline.Model.Memory;
        double positions = batch * decode.StagePositions!.At(0);
        double touched = 1 - Math.Pow(1 - memory.ActiveExperts / memory.Experts, positions);
        double rows = positions + decode.Padding!.At(0) * memory.Experts / memory.ActiveExperts * touched;
        return (rows * decode.ExpertCompute.At(0), touched * decode.ExpertMemory!.At(0));
    }

    /// <summary>
    /// The batch, between 1 and <see cref="MostProbed"/>, at which computing products with weights takes as long as reading.
    /// </summary>
    private static double Crossover(Roofline roofline)
    {
        double compute = roofline.Decode.LinearCompute.At(0), memory = roofline.Decode.LinearMemory.At(0);
        bool ComputingBinds(double batch)
        {
            var experts = ExpertTimes(roofline, batch);
            return batch * compute + experts.Compute > memory + experts.Memory;
        }
        if (ComputingBinds(1))
        {
            return 0;
        }
        if (!ComputingBinds(MostProbed))
        {
            return double.PositiveInfinity;
        }
        var (low, high) = (1.0, MostProbed);
        for (int i = 0; i < Halvings; i++)
        {
            double middle = Math.Sqrt(low * high);
            (low, high) = ComputingBinds(middle) ? (low, middle) : (middle, high);
        }
        return high;
    }
}

/// <summary>What caps a replica's batch.</summary>
public enum BatchLimit
{
    /// <summary>Room for keys and values.</summary>
    Memory,

    /// <summary>The scheduler's cap, max_batch.</summary>
    Scheduler,

    /// <summary>The requests in flight.</summary>
    Concurrency,

    /// <summary>The limit of time per output token.</summary>
    Latency,
}

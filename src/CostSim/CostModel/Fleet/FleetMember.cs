using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;

namespace CostSim.CostModel.Fleet;

/// <summary>One accelerator of a fleet: how long it takes for a request, what an hour of it costs, what power it draws.</summary>
internal sealed class FleetMember
{
    public FleetMember(WorkloadInputs inputs, int gpu, IReadOnlyList<Quantity> prefillFlops, IReadOnlyList<Quantity> decodeFlops)
    {
        var accelerator = inputs.Gpus[gpu];
        PeakFlops = DensePeak.Of(accelerator, "peak_flops", inputs[InputCatalogue.ComputeBits]);
        var context = new ServingContext(inputs, prefillFlops, decodeFlops, accelerator, PeakFlops);
        Served = [.. inputs.Servings.Select(name => ServingModels.Named(name).Create(context))];
        var serving = inputs.Find(InputCatalogue.Serving);
        PrefillSeconds = Quantity.Choose(serving, [.. Served.Select(served => served.PrefillSeconds)]);
        DecodeSeconds = Quantity.Choose(serving, [.. Served.Select(served => served.DecodeSeconds)]);
        var model = inputs.Find(InputCatalogue.Model);
        PlainReplica[] plain = [.. inputs.Models.Select(each => new PlainReplica(each.Memory, inputs, accelerator))];
        var fits = Quantity.Constant("unfit", "1", 0);
        Unfit = Quantity.Choose(
            serving, [.. Served.Select(served => served.Unfit ?? Quantity.Choose(model, [.. plain.Select(replica => replica.Unfit)]))]);
        ReplicaGpus = Quantity.Choose(serving, [.. Served.Select(served => served.Rooflines.Count > 0
            ? served.Rooflines[0].GpusWithPrompts : Quantity.Choose(model, [.. plain.Select(replica => replica.Gpus)]))]);
        Late = Quantity.Choose(serving, [.. Served.Select(served => served.Late ?? fits)]);
        Latency = Served.Any(served => served.Latency is not null) ? RequestLatency.Of(serving, Served) : null;
        Power = inputs.Find(InputCatalogue.GpuPower, gpu) is { } stated
            ? Quantity.Renamed("power_per_gpu", stated)
            : Quantity.Constant("power_per_gpu", "W", accelerator.SystemPower, "gpus.csv: rated power of a server over its GPUs");
    }

    /// <summary>What each serving model that <c>serving</c> chooses between makes of a request, in the order of its options.</summary>
    public IReadOnlyList<ServedRequest> Served { get; }

    /// <summary>Dense peak at the arithmetic's precision, FLOP/s.</summary>
    public Quantity PeakFlops { get; }

    /// <summary>Busy time of reading a prompt, GPU-s/query.</summary>
    public Quantity PrefillSeconds { get; }

    /// <summary>Busy time of generating a response, GPU-s/query.</summary>
    public Quantity DecodeSeconds { get; }

    /// <summary>1 in the trials in which the model does not fit, else 0.</summary>
    public Quantity Unfit { get; }

    /// <summary>1 in the trials in which the limit of time per token cannot be met, else 0.</summary>
    public Quantity Late { get; }

    /// <summary>How long a request takes; null where no serving model says so.</summary>
    public RequestLatency? Latency { get; }

    /// <summary>GPUs of one replica.</summary>
    public Quantity ReplicaGpus { get; }

    /// <summary>Rated power with its share of the server, W.</summary>
    public Quantity Power { get; }
}

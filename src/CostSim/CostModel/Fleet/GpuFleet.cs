using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;

namespace CostSim.CostModel.Fleet;

/// <summary>
/// The accelerators of a workload as one: a single one, one drawn per trial (<c>gpu</c>), or several side by side (<c>fleet_mix</c>).
/// With shares s of the GPUs and t GPU-seconds per request on each, the fleet answers sum(s/t) requests per GPU-second, and a share
/// (s/t) / sum(s/t) of the requests runs on each.
/// </summary>
internal sealed class GpuFleet
{
    private readonly FleetMember[] _members;
    private readonly Quantity? _gpu;
    private readonly Quantity[]? _shares;
    private readonly string[] _names;

    public GpuFleet(WorkloadInputs inputs, IReadOnlyList<Quantity> prefillFlops, IReadOnlyList<Quantity> decodeFlops)
    {
        _members = [.. Enumerable.Range(0, inputs.Gpus.Count).Select(gpu => new FleetMember(inputs, gpu, prefillFlops, decodeFlops))];
        _gpu = inputs.Find(InputCatalogue.Gpu);
        _names = [.. inputs.Gpus.Select(gpu => gpu.Name)];
        if (inputs.FleetShares is { } shares)
        {
            _gpu = inputs.Find(InputCatalogue.FleetMix);
            _shares = [.. shares.Select((share, gpu) =>
                Quantity.Constant("share", "1", share, "fleet_mix").On(_names[gpu]).ChosenBy(_gpu))];
            foreach (var (member, name) in _members.Zip(_names))
            {
                if (!member.ReplicaGpus.IsInput)
                {
                    member.ReplicaGpus.On(name);
                }
                foreach (var quantity in member.Served.SelectMany(served => served.Steps).Append(member.PrefillSeconds)
                    .Append(member.DecodeSeconds))
                {
                    quantity.On(name);
                }
            }
            MemberSeconds = [.. _members.Select((member, gpu) =>
                Formula.Of(new SecondsAlone(), member.PrefillSeconds, member.DecodeSeconds).On(_names[gpu]))];
            RequestRates = [.. _shares.Select((share, gpu) => Formula.Of(new RequestRate(), share, MemberSeconds[gpu]).On(_names[gpu]))];
            PrefillSeconds = new WeightedMean(
                "prefill_gpu_seconds", "GPU-s/query", RequestRates, [.. _members.Select(member => member.PrefillSeconds)]);
            DecodeSeconds = new WeightedMean(
                "decode_gpu_seconds", "GPU-s/query", RequestRates, [.. _members.Select(member => member.DecodeSeconds)]);
        }
        else
        {
            PrefillSeconds = Mean([.. _members.Select(member => member.PrefillSeconds)]);
            DecodeSeconds = Mean([.. _members.Select(member => member.DecodeSeconds)]);
        }
        PeakFlops = Mean([.. _members.Select(member => member.PeakFlops)]);
        Power = Mean([.. _members.Select(member => member.Power)]);
        Latency = LatencyOfAll();
        Late = Mean([.. _members.Select(member => member.Late)]);
        Unfit = Mean([.. _members.Select(member => member.Unfit)]);
        ReplicaGpus = _shares is null ? Quantity.Choose(_gpu, [.. _members.Select(member => member.ReplicaGpus)])
            : new Largest("replica_gpus", "GPU", [.. _members.Select(member => member.ReplicaGpus).Distinct()]);
    }

    /// <summary>One per accelerator, in the order of <see cref="WorkloadInputs.Gpus"/>.</summary>
    public IReadOnlyList<FleetMember> Members => _members;

    /// <summary>
    /// Busy time of a request if one accelerator of a mix served alone, GPU-s/query; empty where none serve side by side.
    /// </summary>
    public IReadOnlyList<Quantity> MemberSeconds { get; } = [];

    /// <summary>Requests that each accelerator of a mix answers per GPU-second of the fleet; empty where none serve side by side.</summary>
    public IReadOnlyList<Quantity> RequestRates { get; } = [];

    /// <summary>Busy time of reading a prompt, GPU-s/query.</summary>
    public Quantity PrefillSeconds { get; }

    /// <summary>Busy time of generating a response, GPU-s/query.</summary>
    public Quantity DecodeSeconds { get; }

    /// <summary>Dense peak per GPU, FLOP/s.</summary>
    public Quantity PeakFlops { get; }

    /// <summary>Rated power per GPU, W.</summary>
    public Quantity Power { get; }

    /// <summary>Above 0 in the trials in which the model does not fit an accelerator in use.</summary>
    public Quantity Unfit { get; }

    /// <summary>How long a request takes, mean over the requests that each accelerator answers; null where nothing says so.</summary>
    public RequestLatency? Latency { get; }

    /// <summary>Above 0 in the trials in which the limit of time per token cannot be met.</summary>
    public Quantity Late { get; }

    /// <summary>GPUs of one replica; of the widest where several accelerators serve side by side.</summary>
    public Quantity ReplicaGpus { get; }

    /// <summary>A quantity per GPU: of the accelerator drawn, or the mean over those side by side by their shares.</summary>
    /// <param name="each">Of every accelerator, in their order.</param>
    public Quantity Mean(IReadOnlyList<Quantity> each)
    {
        Quantity[] values = [.. each];
        if (_shares is null || values.All(value => value == values[0]))
        {
            return Quantity.Choose(_gpu, values);
        }
        for (int gpu = 0; gpu < values.Length; gpu++)
        {
            values[gpu].On(_names[gpu]);
        }
        return new WeightedSum(values[0].Declared, values[0].Unit, _shares, values);
    }

    private RequestLatency? LatencyOfAll()
    {
        RequestLatency[] each = [.. _members.Select(member => member.Latency).OfType<RequestLatency>()];
        if (each.Length < _members.Length)
        {
            return null;
        }
        Quantity Of(Func<RequestLatency, Quantity> quantity)
        {
            Quantity[] values = [.. each.Select(quantity)];
            if (_shares is null)
            {
                return Quantity.Choose(_gpu, values);
            }
            for (int gpu = 0; gpu < values.Length; gpu++)
            {
                values[gpu].On(_names[gpu]);
            }
            return new WeightedMean(values[0].Declared, values[0].Unit, RequestRates, values);
        }
        return new(
            Of(latency => latency.FirstToken), Of(latency => latency.TimePerToken), Of(latency => latency.DecodedTokens),
            Of(latency => latency.RequestSeconds), Of(latency => latency.Batch));
    }

    private readonly struct SecondsAlone : IFormula2
    {
        /// <summary>Stands for the time of a request without work, so that nothing is divided by 0, s.</summary>
        private const double Instant = 1e-100;

        public string Name => "gpu_seconds_per_query";

        public string Unit => "GPU-s/query";

        public string Text => "prefill_gpu_seconds + decode_gpu_seconds";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prefill, Lanes decode) => Vector.MaxNative(new Lanes(Instant), prefill + decode);
    }

    private readonly struct RequestRate : IFormula2
    {
        public string Name => "request_rate";

        public string Unit => "query/GPU-s";

        public string Text => "share / gpu_seconds_per_query";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes share, Lanes seconds) => share / seconds;
    }
}

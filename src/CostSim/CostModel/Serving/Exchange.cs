using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Serving;

/// <summary>
/// What the GPUs of a replica tell each other while tokens pass all layers: a wait, and a time per token. Tensor parallelism sums
/// activations over the t GPUs of a stage twice a layer, 2(t-1)/t of them in 16 bit; with attention by data each token is sent to the
/// GPUs of its k experts in 8 bit and comes back in 16. Stages hand tokens on. Groups wider than a domain of linked GPUs send by the
/// network what has to leave a domain: one copy per other domain to experts, or the all-reduce between domains.
/// </summary>
internal sealed class Exchange
{
    /// <summary>Exchanges in a layer: after attention and after the feed-forward layer; to the experts and back.</summary>
    private const double PerLayer = 2;

    /// <summary>Bytes of an activation that is summed or handed on: 16 bit.</summary>
    private const double BytesPerActivation = 2;

    /// <summary>Bytes of an activation to an expert and back: 8 and 16 bit.</summary>
    private const double BytesToExpertAndBack = 3;

    public Exchange(MemoryFootprint memory, Accelerator gpu, Replica replica, WorkloadInputs inputs)
    {
        var (gpus, stages, stageGpus) = (replica.Gpus, replica.Stages, replica.StageGpus);
        double layers = memory.Layers, expertLayers = memory.ExpertLayers;
        Exchanges = Replica.ByParallelism(
            inputs, Formula.Of(new InAPass(layers), stages, stageGpus), Formula.Of(new InAPass(expertLayers), stages, stageGpus));
        NetworkExchanges = Replica.ByParallelism(
            inputs, Formula.Of(new OverNetwork(layers, gpu), gpus, stages, stageGpus),
            Formula.Of(new OverNetwork(expertLayers, gpu), gpus, stages, stageGpus));
        FullSpeed = Replica.ByParallelism(
            inputs, Formula.Of(new Summing(memory, gpu), gpus, stages, stageGpus),
            Formula.Of(new Dispatching(memory, gpu), gpus, stages, stageGpus));
        Wait = Formula.Of(
            new Waiting(), Exchanges, NetworkExchanges, inputs[InputCatalogue.ExchangeLatency], inputs[InputCatalogue.NetworkLatency]);
        PerToken = Formula.Of(new PerTokenReached(), FullSpeed, inputs[InputCatalogue.LinkEfficiency]);
    }

    /// <summary>Exchanges while tokens pass all layers.</summary>
    public Quantity Exchanges { get; }

    /// <summary>Those of them that go by the network.</summary>
    public Quantity NetworkExchanges { get; }

    /// <summary>Time of one token's exchanges at the speed of the data sheet, s/token.</summary>
    public Quantity FullSpeed { get; }

    /// <summary>Time before data flows, over all exchanges of a pass, s.</summary>
    public Quantity Wait { get; }

    /// <summary>Time of one token's exchanges, s/token.</summary>
    public Quantity PerToken { get; }

    /// <summary>Every quantity, in the order of the computation.</summary>
    public IReadOnlyList<Quantity> All => [Exchanges, NetworkExchanges, FullSpeed, Wait, PerToken];

    /// <summary>1 where something is true, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes OneIf(Vector<long> mask) => Vector.ConditionalSelect(mask, Lanes.One, Lanes.Zero);

    /// <summary>Exchanges of a stage's GPUs in its layers, and the hand-overs between stages.</summary>
    private readonly struct InAPass(double layers) : IFormula2
    {
        private readonly double _count = PerLayer * layers;

        public string Name => "exchanges";

        public string Unit => "1";

        public string Text => $"(stage_gpus > 1) × {FormulaText.Number(_count)} + pipeline_stages − 1";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes stages, Lanes stageGpus) =>
            OneIf(Vector.GreaterThan(stageGpus, Lanes.One)) * _count + stages - Lanes.One;
    }

    /// <summary>Those of groups that one domain does not hold, and the hand-overs between domains.</summary>
    private readonly struct OverNetwork(double layers, Accelerator gpu) : IFormula3
    {
        private readonly double _count = PerLayer * layers, _domain = gpu.DomainGpus;

        public string Name => "network_exchanges";

        public string Unit => "1";

        public string Text
        {
            get
            {
                string domain = FormulaText.Number(_domain);
                return $"(stage_gpus > {domain}) × {FormulaText.Number(_count)} + (pipeline_stages − 1) × (gpus_per_replica > {domain})";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes stages, Lanes stageGpus) =>
            OneIf(Vector.GreaterThan(stageGpus, new Lanes(_domain))) * _count
            + (stages - Lanes.One) * OneIf(Vector.GreaterThan(gpus, new Lanes(_domain)));
    }

    /// <summary>Handing a token on from stage to stage, each of t GPUs its t-th part.</summary>
    private readonly struct HandingOn(MemoryFootprint memory, Accelerator gpu)
    {
        private readonly double _bytes = memory.Width * BytesPerActivation, _domain = gpu.DomainGpus, _link = gpu.LinkBandwidth,
            _network = gpu.NetworkBandwidth;

        public string Text
        {
            get
            {
                string domain = FormulaText.Number(_domain);
                string byLink = $"(gpus_per_replica <= {domain}) / {FormulaText.Number(_link)}";
                string byNetwork = $"(gpus_per_replica > {domain}) / {FormulaText.Number(_network)}";
                return $"(pipeline_stages − 1) × {FormulaText.Number(_bytes)} / stage_gpus × ({byLink} + {byNetwork})";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes stages, Lanes stageGpus)
        {
            var perByte = Vector.ConditionalSelect(
                Vector.LessThanOrEqual(gpus, new Lanes(_domain)), new Lanes(1 / _link), new Lanes(1 / _network));
            return (stages - Lanes.One) * _bytes / stageGpus * perByte;
        }
    }

    /// <summary>
    /// Tensor parallelism: reduced and gathered within each domain by links, reduced between domains by the network, each of the domain's
    /// m GPUs its m-th part.
    /// </summary>
    private readonly struct Summing(MemoryFootprint memory, Accelerator gpu) : IFormula3
    {
        private readonly double _bytes = PerLayer * memory.Layers * memory.Width * BytesPerActivation, _domain = gpu.DomainGpus,
            _link = gpu.LinkBandwidth, _network = gpu.NetworkBandwidth;
        private readonly HandingOn _handingOn = new(memory, gpu);

        public string Name => "exchange_at_full_speed";

        public string Unit => "s/token";

        public string Text
        {
            get
            {
                string domain = FormulaText.Number(_domain), within = $"min(stage_gpus, {domain})",
                    domains = $"ceil(stage_gpus / {domain})";
                string byLink = $"({within} − 1) / {within} / {FormulaText.Number(_link)}";
                string byNetwork = $"({domains} − 1) / {domains} / {within} / {FormulaText.Number(_network)}";
                return $"2 × {FormulaText.Number(_bytes)} × ({byLink} + {byNetwork}) + {_handingOn.Text}";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes stages, Lanes stageGpus)
        {
            var within = Vector.MinNative(stageGpus, new Lanes(_domain));
            var domains = Vector.Ceiling(stageGpus / _domain);
            var byLink = (within - Lanes.One) / within / _link;
            var byNetwork = (domains - Lanes.One) / domains / within / _network;
            return 2 * _bytes * (byLink + byNetwork) + _handingOn.Of(gpus, stages, stageGpus);
        }
    }

    /// <summary>Attention by data: to the min(k, t) GPUs of a token's experts and back; to each other domain once by the network.</summary>
    private readonly struct Dispatching(MemoryFootprint memory, Accelerator gpu) : IFormula3
    {
        private readonly double _bytes = memory.ExpertLayers * memory.Width * BytesToExpertAndBack, _active = memory.ActiveExperts,
            _domain = gpu.DomainGpus, _link = gpu.LinkBandwidth, _network = gpu.NetworkBandwidth;
        private readonly HandingOn _handingOn = new(memory, gpu);

        public string Name => "exchange_at_full_speed";

        public string Unit => "s/token";

        public string Text
        {
            get
            {
                string active = FormulaText.Number(_active), domains = $"ceil(stage_gpus / {FormulaText.Number(_domain)})";
                string copies = $"min(stage_gpus, {active}) × (stage_gpus − 1) / stage_gpus";
                string away = $"min({active}, {domains}) × ({domains} − 1) / {domains}";
                string byLink = $"({copies} − {away}) / {FormulaText.Number(_link)}";
                string byNetwork = $"{away} / {FormulaText.Number(_network)}";
                return $"{FormulaText.Number(_bytes)} / stage_gpus × ({byLink} + {byNetwork}) + {_handingOn.Text}";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes stages, Lanes stageGpus)
        {
            var domains = Vector.Ceiling(stageGpus / _domain);
            var copies = Vector.MinNative(stageGpus, new Lanes(_active)) * (stageGpus - Lanes.One) / stageGpus;
            var away = Vector.MinNative(new Lanes(_active), domains) * (domains - Lanes.One) / domains;
            return new Lanes(_bytes) / stageGpus * ((copies - away) / _link + away / _network) + _handingOn.Of(gpus, stages, stageGpus);
        }
    }

    private readonly struct Waiting : IFormula4
    {
        public string Name => "exchange_wait";

        public string Unit => "s";

        public string Text => "exchanges × exchange_latency + network_exchanges × network_latency";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes exchanges, Lanes byNetwork, Lanes latency, Lanes networkLatency) =>
            exchanges * latency + byNetwork * networkLatency;
    }

    private readonly struct PerTokenReached : IFormula2
    {
        public string Name => "exchange_per_token";

        public string Unit => "s/token";

        public string Text => "exchange_at_full_speed / link_efficiency";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes fullSpeed, Lanes efficiency) => fullSpeed / efficiency;
    }
}

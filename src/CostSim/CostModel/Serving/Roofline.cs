using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;
using CostSim.Numerics;

namespace CostSim.CostModel.Serving;

/// <summary>
/// One architecture on one accelerator under the roofline model: n = gpus_per_replica GPUs hold a copy of the model and decode a batch
/// of B sequences with a mean context c = S + N/2.
/// </summary>
/// <remarks>
/// Linear layers take the longer of computing and of reading the weights; attention, which has its own limits, comes on top, and so do
/// exchanges between the GPUs and a fixed overhead. Calibrated on published TensorRT-LLM throughputs (60 points, median error 5 %).
/// Experts: a step of B tokens touches E·(1 - (1 - k/E)^B) of E experts when tokens choose independently.
/// </remarks>
internal sealed class Roofline
{
    private const double BitsPerByte = 8;

    public Roofline(Architecture model, ServingContext context)
    {
        Model = model;
        var (inputs, work, memory, gpu) = (context.Inputs, model.Work, model.Memory, context.Gpu);
        bool isPadded = work.PaddedPrompt > 0;
        var prompt = isPadded ? Quantity.Constant("prompt_tokens", "token/query", work.PaddedPrompt) : inputs[InputCatalogue.PromptTokens];
        var cached = isPadded ? Quantity.Constant("cached_share", "1", 0) : inputs[InputCatalogue.CachedShare];
        var response = model.GeneratesText
            ? inputs[InputCatalogue.ResponseTokens]
            : Quantity.Constant("response_tokens", "token/query", work.ImageTokens);
        var gpus = inputs[InputCatalogue.GpusPerReplica];
        var linkEfficiency = inputs[InputCatalogue.LinkEfficiency];

        Context = Formula.Of(new MeanContext(), prompt, response);
        KeyValueBytes = Formula.Of(new KeyValueBytesOfOne(memory), Context, inputs[InputCatalogue.KvBits]);
        LargestBatch = memory.KeyValues + memory.WindowKeyValues > 0
            ? Formula.Of(
                new LargestInMemory(memory, gpu), gpus, inputs[InputCatalogue.MemoryShare],
                inputs[InputCatalogue.WeightBits], KeyValueBytes)
            : Formula.Of(new AnyNumberInMemory(memory, gpu), gpus, inputs[InputCatalogue.MemoryShare], inputs[InputCatalogue.WeightBits]);
        Unfit = Formula.Of(new DoesNotFit(), LargestBatch);
        Batch = Formula.Of(new FilledBatch(), LargestBatch, inputs[InputCatalogue.MaxBatch], inputs[InputCatalogue.BatchingEfficiency]);
        ReplicaFlops = Formula.Of(new ReachedFlops(), gpus, context.PeakFlops, inputs[InputCatalogue.ComputeEfficiency]);
        ReplicaBandwidth = Formula.Of(new ReachedBandwidth(gpu), gpus, inputs[InputCatalogue.BandwidthEfficiency]);
        LinearCompute = Formula.Of(new LinearComputing(work), Batch, ReplicaFlops);
        LinearMemory = memory.ExpertWeights > 0
            ? Formula.Of(new ExpertReading(memory), Batch, inputs[InputCatalogue.WeightBits], ReplicaBandwidth)
            : Formula.Of(new DenseReading(memory), inputs[InputCatalogue.WeightBits], ReplicaBandwidth);
        AttentionCompute = Formula.Of(new AttentionComputing(work, memory), Batch, Context, ReplicaFlops);
        AttentionMemory = Formula.Of(new AttentionReading(), Batch, KeyValueBytes, ReplicaBandwidth);
        Communication = Formula.Of(new StepExchange(new(memory, gpu)), gpus, linkEfficiency, Batch);
        Step = Formula.Of(
            new StepTime(), LinearCompute, LinearMemory, AttentionCompute, AttentionMemory, Communication,
            inputs[InputCatalogue.StepOverhead]);
        PrefillCommunication = Formula.Of(new PrefillExchange(new(memory, gpu)), gpus, linkEfficiency, prompt, cached);
        PrefillSeconds = Formula.Of(new ReadingPrompt(), gpus, context.PrefillFlop, ReplicaFlops, PrefillCommunication);
        DecodeSeconds =
            !work.HasImages ? Formula.Of(new GeneratingText(), gpus, response, Step, Batch)
            : work.ImageTokens == 0 ? Formula.Of(new Denoising(), gpus, context.DecodeFlop, ReplicaFlops)
            : Formula.Of(new GeneratingImages(work), gpus, inputs[InputCatalogue.ImagesPerQuery], response, Step, Batch, ReplicaFlops);
    }

    /// <summary>The architecture.</summary>
    public Architecture Model { get; }

    /// <summary>Mean context of a sequence while it is decoded, c = S + N/2, tokens.</summary>
    public Quantity Context { get; }

    /// <summary>Keys and values of one sequence at its mean context, bytes.</summary>
    public Quantity KeyValueBytes { get; }

    /// <summary>Sequences whose keys and values fit beside the weights; below 1 the model does not fit.</summary>
    public Quantity LargestBatch { get; }

    /// <summary>1 in the trials in which not even one sequence fits, else 0; such trials are computed with a batch of 1.</summary>
    public Quantity Unfit { get; }

    /// <summary>Sequences decoded together: B = max(1, batching_efficiency · min(max_batch, largest)).</summary>
    public Quantity Batch { get; }

    /// <summary>FLOP/s that the replica reaches.</summary>
    public Quantity ReplicaFlops { get; }

    /// <summary>Bytes/s that the replica reaches.</summary>
    public Quantity ReplicaBandwidth { get; }

    /// <summary>Computing the linear layers of one step, s.</summary>
    public Quantity LinearCompute { get; }

    /// <summary>Reading the weights of one step, s.</summary>
    public Quantity LinearMemory { get; }

    /// <summary>Computing the attention of one step, s.</summary>
    public Quantity AttentionCompute { get; }

    /// <summary>Reading the keys and values of one step, s.</summary>
    public Quantity AttentionMemory { get; }

    /// <summary>Exchanges between the GPUs in one step, s.</summary>
    public Quantity Communication { get; }

    /// <summary>One decode step, s.</summary>
    public Quantity Step { get; }

    /// <summary>Exchanges between the GPUs while a prompt is read, s.</summary>
    public Quantity PrefillCommunication { get; }

    /// <summary>Reading the prompt, GPU-s/query.</summary>
    public Quantity PrefillSeconds { get; }

    /// <summary>Generating the response, GPU-s/query.</summary>
    public Quantity DecodeSeconds { get; }

    /// <summary>Everything that explanations read.</summary>
    public IEnumerable<Quantity> All =>
    [
        Context, KeyValueBytes, LargestBatch, Unfit, Batch, ReplicaFlops, ReplicaBandwidth, LinearCompute, LinearMemory, AttentionCompute,
        AttentionMemory, Communication, Step, PrefillCommunication, PrefillSeconds, DecodeSeconds,
    ];

    private readonly struct MeanContext : IFormula2
    {
        public string Name => "mean_context";

        public string Unit => "token";

        public string Text => "prompt_tokens + 0.5 × response_tokens";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt, Lanes response) => prompt + 0.5 * response;
    }

    private readonly struct KeyValueBytesOfOne(MemoryFootprint memory) : IFormula2
    {
        private readonly double _keyValues = memory.KeyValues, _windowKeyValues = memory.WindowKeyValues, _window = memory.Window;

        public string Name => "key_value_bytes";

        public string Unit => "B/sequence";

        public string Text
        {
            get
            {
                string values = FormulaText.Sum(
                    (_keyValues, "mean_context"), (_windowKeyValues, $"min(mean_context, {FormulaText.Number(_window)})"));
                return $"({values}) × kv_bits / 8";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes context, Lanes bits) =>
            (_keyValues * context + _windowKeyValues * Vector.MinNative(context, new Lanes(_window))) * bits / BitsPerByte;
    }

    private readonly struct LargestInMemory(MemoryFootprint memory, Accelerator gpu) : IFormula4
    {
        private readonly double _weights = memory.Weights, _memory = gpu.Memory;

        public string Name => "largest_batch";

        public string Unit => "sequence";

        public string Text =>
            $"(gpus_per_replica × {FormulaText.Number(_memory)} × memory_share − {FormulaText.Number(_weights)} × weight_bits "
            + "/ 8) / key_value_bytes";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes share, Lanes bits, Lanes keyValueBytes)
        {
            var free = gpus * _memory * share - _weights * bits / BitsPerByte;
            // A request without any token keeps nothing: the scheduler's cap alone decides, if the weights fit.
            return Vector.ConditionalSelect(Vector.Equals(keyValueBytes, Lanes.Zero), AnyNumberIf(free), free / keyValueBytes);
        }
    }

    /// <summary>For models that keep no keys and values: the scheduler's cap alone decides, if the weights fit.</summary>
    private readonly struct AnyNumberInMemory(MemoryFootprint memory, Accelerator gpu) : IFormula3
    {
        private readonly double _weights = memory.Weights, _memory = gpu.Memory;

        public string Name => "largest_batch";

        public string Unit => "sequence";

        public string Text =>
            $"any_number_if(gpus_per_replica × {FormulaText.Number(_memory)} × memory_share >= "
            + $"{FormulaText.Number(_weights)} × weight_bits / 8)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes share, Lanes bits) => AnyNumberIf(gpus * _memory * share - _weights * bits / BitsPerByte);
    }

    private readonly struct DoesNotFit : IFormula1
    {
        public string Name => "unfit";

        public string Unit => "1";

        public string Text => "largest_batch < 1";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes largest) => Vector.ConditionalSelect(Vector.LessThan(largest, Lanes.One), Lanes.One, Lanes.Zero);
    }

    private readonly struct FilledBatch : IFormula3
    {
        public string Name => "batch";

        public string Unit => "sequence";

        public string Text => "max(1, batching_efficiency × min(max_batch, largest_batch))";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes largest, Lanes cap, Lanes batching) => Vector.MaxNative(Lanes.One, batching * Vector.MinNative(cap, largest));
    }

    private readonly struct ReachedFlops : IFormula3
    {
        public string Name => "replica_flops";

        public string Unit => "FLOP/s";

        public string Text => "gpus_per_replica × peak_flops × compute_efficiency";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes peak, Lanes efficiency) => gpus * peak * efficiency;
    }

    private readonly struct ReachedBandwidth(Accelerator gpu) : IFormula2
    {
        private readonly double _bandwidth = gpu.Bandwidth;

        public string Name => "replica_bandwidth";

        public string Unit => "B/s";

        public string Text => $"gpus_per_replica × {FormulaText.Number(_bandwidth)} × bandwidth_efficiency";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes efficiency) => gpus * _bandwidth * efficiency;
    }

    private readonly struct LinearComputing(Work work) : IFormula2
    {
        private readonly double _perToken = work.PerResponseToken;

        public string Name => "linear_compute";

        public string Unit => "s";

        public string Text => $"batch × {FormulaText.Number(_perToken)} / replica_flops";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes batch, Lanes flops) => batch * _perToken / flops;
    }

    private readonly struct DenseReading(MemoryFootprint memory) : IFormula2
    {
        private readonly double _weights = memory.WeightsPerStep;

        public string Name => "linear_memory";

        public string Unit => "s";

        public string Text => $"{FormulaText.Number(_weights)} × weight_bits / (8 × replica_bandwidth)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes bits, Lanes bandwidth) => _weights * bits / (BitsPerByte * bandwidth);
    }

    /// <summary>Of E experts E·(1 - (1 - k/E)^B) are read.</summary>
    private readonly struct ExpertReading(MemoryFootprint memory) : IFormula3
    {
        private readonly double _weights = memory.WeightsPerStep, _experts = memory.ExpertWeights;
        private readonly double _active = memory.ActiveExperts / memory.Experts;
        private readonly double _logUntouched = Math.Log(1 - memory.ActiveExperts / memory.Experts);

        public string Name => "linear_memory";

        public string Unit => "s";

        public string Text
        {
            get
            {
                string read = $"{FormulaText.Number(_experts)} × (1 − (1 − {FormulaText.Number(_active)}) ^ batch)";
                return $"({FormulaText.Number(_weights)} + {read}) × weight_bits / (8 × replica_bandwidth)";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes batch, Lanes bits, Lanes bandwidth)
        {
            var read = new Lanes(_weights) - _experts * VectorMath.ExpM1(Vector.MaxNative(batch * _logUntouched, new Lanes(-700)));
            return read * bits / (BitsPerByte * bandwidth);
        }
    }

    private readonly struct AttentionComputing(Work work, MemoryFootprint memory) : IFormula3
    {
        private readonly double _perPosition = work.PerResponsePosition, _perWindowPosition = work.PerResponseWindowPosition;
        private readonly double _window = memory.Window;

        public string Name => "attention_compute";

        public string Unit => "s";

        public string Text
        {
            get
            {
                string perToken = FormulaText.Sum(
                    (_perPosition, "mean_context"), (_perWindowPosition, $"min(mean_context, {FormulaText.Number(_window)})"));
                return $"batch × ({perToken}) / replica_flops";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes batch, Lanes context, Lanes flops) =>
            batch * (_perPosition * context + _perWindowPosition * Vector.MinNative(context, new Lanes(_window))) / flops;
    }

    private readonly struct AttentionReading : IFormula3
    {
        public string Name => "attention_memory";

        public string Unit => "s";

        public string Text => "batch × key_value_bytes / replica_bandwidth";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes batch, Lanes keyValueBytes, Lanes bandwidth) => batch * keyValueBytes / bandwidth;
    }

    private readonly struct StepExchange(Exchange exchange) : IFormula3
    {
        public string Name => "communication";

        public string Unit => "s";

        public string Text => exchange.TextFor("batch");

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes linkEfficiency, Lanes batch) => exchange.Of(gpus, linkEfficiency, batch);
    }

    private readonly struct PrefillExchange(Exchange exchange) : IFormula4
    {
        private const string Uncached = "(prompt_tokens − cached_share × prompt_tokens)";

        public string Name => "prefill_communication";

        public string Unit => "s";

        public string Text => $"({Uncached} > 0) × {exchange.TextFor(Uncached)}";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes linkEfficiency, Lanes prompt, Lanes cached)
        {
            var tokens = prompt - cached * prompt;
            var isRead = Vector.GreaterThan(tokens, Lanes.Zero);
            return Vector.ConditionalSelect(isRead, exchange.Of(gpus, linkEfficiency, tokens), Lanes.Zero);
        }
    }

    private readonly struct StepTime : IFormula6
    {
        public string Name => "step";

        public string Unit => "s";

        public string Text =>
            "max(linear_compute, linear_memory) + max(attention_compute, attention_memory) + communication + step_overhead";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(
            Lanes linearCompute, Lanes linearMemory, Lanes attentionCompute, Lanes attentionMemory, Lanes exchange, Lanes overhead) =>
            Vector.MaxNative(linearCompute, linearMemory) + Vector.MaxNative(attentionCompute, attentionMemory) + exchange + overhead;
    }

    private readonly struct ReadingPrompt : IFormula4
    {
        public string Name => "prefill_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "gpus_per_replica × (prefill_flop / replica_flops + prefill_communication)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes flop, Lanes flops, Lanes exchange) => gpus * (flop / flops + exchange);
    }

    private readonly struct GeneratingText : IFormula4
    {
        public string Name => "decode_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "gpus_per_replica × response_tokens × step / batch";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes response, Lanes step, Lanes batch) => gpus * (response * step / batch);
    }

    private readonly struct GeneratingImages(Work work) : IFormula6
    {
        private readonly double _perImage = work.PerImage;

        public string Name => "decode_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text =>
            $"gpus_per_replica × images_per_query × (response_tokens × step / batch + {FormulaText.Number(_perImage)} / replica_flops)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes images, Lanes response, Lanes step, Lanes batch, Lanes flops) =>
            gpus * images * (response * step / batch + new Lanes(_perImage) / flops);
    }

    /// <summary>Denoising, in which every pass computes on a whole image, runs at the compute limit.</summary>
    private readonly struct Denoising : IFormula3
    {
        public string Name => "decode_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "gpus_per_replica × decode_flop / replica_flops";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes flop, Lanes flops) => gpus * flop / flops;
    }

    /// <summary>Without bound where the weights fit, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes AnyNumberIf(Lanes free) =>
        Vector.ConditionalSelect(Vector.GreaterThanOrEqual(free, Lanes.Zero), new Lanes(double.MaxValue), Lanes.Zero);

    /// <summary>2L·(20 us + 2(n-1)/n · T·d·2 bytes / (link bandwidth · link_efficiency)) for T tokens, 0 for one GPU.</summary>
    private readonly struct Exchange(MemoryFootprint memory, Accelerator gpu)
    {
        /// <summary>Latency of one exchange, s, and exchanges per layer: after attention and after the feed-forward layer.</summary>
        private const double Latency = 20e-6;
        private const double PerLayer = 2;

        /// <summary>Activations are exchanged in 16 bit.</summary>
        private const double BytesPerActivation = 2;

        private readonly double _count = PerLayer * memory.Layers, _bytesPerToken = memory.Width * BytesPerActivation,
            _link = gpu.LinkBandwidth;

        public string TextFor(string tokens)
        {
            string bytes = $"2 × (gpus_per_replica − 1) / gpus_per_replica × {tokens} × {FormulaText.Number(_bytesPerToken)}";
            string time = $"{FormulaText.Number(Latency)} + {bytes} / ({FormulaText.Number(_link)} × link_efficiency)";
            return $"(gpus_per_replica > 1) × {FormulaText.Number(_count)} × ({time})";
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes linkEfficiency, Lanes tokens)
        {
            var bytes = 2 * (gpus - Lanes.One) / gpus * tokens * _bytesPerToken;
            var time = _count * (new Lanes(Latency) + bytes / (_link * linkEfficiency));
            return Vector.ConditionalSelect(Vector.GreaterThan(gpus, Lanes.One), time, Lanes.Zero);
        }
    }
}

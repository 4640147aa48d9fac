using System.Numerics;
using System.Runtime.CompilerServices;

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
public sealed class Roofline
{
    private const double BitsPerByte = 8;

    /// <summary>Latency of one exchange, s, and exchanges per layer: after attention and after the feed-forward layer.</summary>
    private const double ExchangeLatency = 20e-6;
    private const double ExchangesPerLayer = 2;

    /// <summary>Activations are exchanged in 16 bit.</summary>
    private const double BytesPerActivation = 2;

    private readonly Work _work;
    private readonly MemoryFootprint _memory;
    private readonly Accelerator _gpu;
    private readonly double _logUntouched;
    private readonly Column _prompt, _cached, _response, _images, _prefillFlop, _decodeFlop, _peak;
    private readonly Column _weightBits, _kvBits, _gpus, _computeEfficiency, _bandwidthEfficiency, _linkEfficiency, _stepOverhead, _memoryShare;
    private readonly Column _maxBatch, _batching;

    public Roofline(Architecture model, ServingContext context)
    {
        var inputs = context.Inputs;
        Model = model;
        _work = model.Work;
        _memory = model.Memory;
        _gpu = context.Gpu;
        _logUntouched = _memory.ExpertWeights > 0 ? Math.Log(1 - _memory.ActiveExperts / _memory.Experts) : 0;
        (_prefillFlop, _decodeFlop, _peak) = (context.PrefillFlop, context.DecodeFlop, context.PeakFlops);
        _prompt = _work.PaddedPrompt > 0 ? Column.Fixed(_work.PaddedPrompt) : inputs[InputCatalogue.PromptTokens];
        _cached = _work.PaddedPrompt > 0 ? Column.Fixed(0) : inputs[InputCatalogue.CachedShare];
        _response = model.GeneratesText ? inputs[InputCatalogue.ResponseTokens] : Column.Fixed(_work.ImageTokens);
        _images = _work.HasImages ? inputs.OrDefault(InputCatalogue.ImagesPerQuery) : Column.Fixed(1);
        _weightBits = inputs.OrDefault(InputCatalogue.WeightBits);
        _kvBits = inputs.OrDefault(InputCatalogue.KvBits);
        _gpus = inputs.OrDefault(InputCatalogue.GpusPerReplica);
        _computeEfficiency = inputs.OrDefault(InputCatalogue.ComputeEfficiency);
        _bandwidthEfficiency = inputs.OrDefault(InputCatalogue.BandwidthEfficiency);
        _linkEfficiency = inputs.OrDefault(InputCatalogue.LinkEfficiency);
        _stepOverhead = inputs.OrDefault(InputCatalogue.StepOverhead);
        _memoryShare = inputs.OrDefault(InputCatalogue.MemoryShare);
        _maxBatch = inputs.OrDefault(InputCatalogue.MaxBatch);
        _batching = inputs[InputCatalogue.BatchingEfficiency];

        Context = Column.Of(_prompt, _response);
        KeyValueBytes = Column.Of(Context, _kvBits);
        LargestBatch = Column.Of(_gpus, _memoryShare, _weightBits, KeyValueBytes);
        Unfit = Column.Of(LargestBatch);
        Batch = Column.Of(LargestBatch, _maxBatch, _batching);
        ReplicaFlops = Column.Of(_gpus, _peak, _computeEfficiency);
        ReplicaBandwidth = Column.Of(_gpus, _bandwidthEfficiency);
        LinearCompute = Column.Of(Batch, ReplicaFlops);
        LinearMemory = Column.Of(Batch, _weightBits, ReplicaBandwidth);
        AttentionCompute = Column.Of(Batch, Context, ReplicaFlops);
        AttentionMemory = Column.Of(Batch, KeyValueBytes, ReplicaBandwidth);
        Communication = Column.Of(_gpus, _linkEfficiency, Batch);
        Step = Column.Of(LinearCompute, LinearMemory, AttentionCompute, AttentionMemory, Communication, _stepOverhead);
        PrefillCommunication = Column.Of(_gpus, _linkEfficiency, _prompt, _cached);
        PrefillSeconds = Column.Of(_prefillFlop, ReplicaFlops, PrefillCommunication);
        DecodeSeconds = Column.Of(_decodeFlop, _gpus, _response, _images, Step, ReplicaFlops);
    }

    /// <summary>The architecture.</summary>
    public Architecture Model { get; }

    /// <summary>Mean context of a sequence while it is decoded, c = S + N/2, tokens.</summary>
    public Column Context { get; }

    /// <summary>Keys and values of one sequence at its mean context, bytes.</summary>
    public Column KeyValueBytes { get; }

    /// <summary>Sequences whose keys and values fit beside the weights; below 1 the model does not fit.</summary>
    public Column LargestBatch { get; }

    /// <summary>1 in the trials in which not even one sequence fits, else 0; such trials are computed with a batch of 1.</summary>
    public Column Unfit { get; }

    /// <summary>Sequences decoded together: B = max(1, batching_efficiency · min(max_batch, largest)).</summary>
    public Column Batch { get; }

    /// <summary>FLOP/s that the replica reaches.</summary>
    public Column ReplicaFlops { get; }

    /// <summary>Bytes/s that the replica reaches.</summary>
    public Column ReplicaBandwidth { get; }

    /// <summary>Computing the linear layers of one step, s.</summary>
    public Column LinearCompute { get; }

    /// <summary>Reading the weights of one step, s.</summary>
    public Column LinearMemory { get; }

    /// <summary>Computing the attention of one step, s.</summary>
    public Column AttentionCompute { get; }

    /// <summary>Reading the keys and values of one step, s.</summary>
    public Column AttentionMemory { get; }

    /// <summary>Exchanges between the GPUs in one step, s.</summary>
    public Column Communication { get; }

    /// <summary>One decode step, s.</summary>
    public Column Step { get; }

    /// <summary>Exchanges between the GPUs while a prompt is read, s.</summary>
    public Column PrefillCommunication { get; }

    /// <summary>Reading the prompt, GPU-s/query.</summary>
    public Column PrefillSeconds { get; }

    /// <summary>Generating the response, GPU-s/query.</summary>
    public Column DecodeSeconds { get; }

    /// <summary>Fills all columns for the current block.</summary>
    public void Run()
    {
        ComputeBatch();
        ComputeReplica();
        ComputeStep();
        ComputePrefill();
        ComputeDecode();
    }

    /// <summary>B_max = (n·HBM·memory_share - weight bytes) / (kv bytes · c).</summary>
    private void ComputeBatch()
    {
        Column prompt = _prompt, response = _response, context = Context;
        for (int i = 0; i < context.Length; i += Vector<double>.Count)
        {
            context[i] = prompt[i] + 0.5 * response[i];
        }
        Column kvBits = _kvBits, keyValueBytes = KeyValueBytes;
        for (int i = 0; i < keyValueBytes.Length; i += Vector<double>.Count)
        {
            var inWindow = Vector.MinNative(context[i], new Vector<double>(_memory.Window));
            keyValueBytes[i] = (_memory.KeyValues * context[i] + _memory.WindowKeyValues * inWindow) * kvBits[i] / BitsPerByte;
        }
        Column gpus = _gpus, memoryShare = _memoryShare, weightBits = _weightBits, largest = LargestBatch, unfit = Unfit;
        for (int i = 0; i < largest.Length; i += Vector<double>.Count)
        {
            var free = gpus[i] * _gpu.Memory * memoryShare[i] - _memory.Weights * weightBits[i] / BitsPerByte;
            // Without keys and values the scheduler's cap alone decides, if the weights fit.
            var needsNone = Vector.Equals(keyValueBytes[i], Vector<double>.Zero);
            var unlimited = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(free, Vector<double>.Zero), new Vector<double>(double.MaxValue), Vector<double>.Zero);
            largest[i] = Vector.ConditionalSelect(needsNone, unlimited, free / keyValueBytes[i]);
        }
        for (int i = 0; i < unfit.Length; i += Vector<double>.Count)
        {
            unfit[i] = Vector.ConditionalSelect(Vector.LessThan(largest[i], Vector<double>.One), Vector<double>.One, Vector<double>.Zero);
        }
        Column maxBatch = _maxBatch, batching = _batching, batch = Batch;
        for (int i = 0; i < batch.Length; i += Vector<double>.Count)
        {
            batch[i] = Vector.MaxNative(Vector<double>.One, batching[i] * Vector.MinNative(maxBatch[i], largest[i]));
        }
    }

    private void ComputeReplica()
    {
        Column gpus = _gpus, peak = _peak, computeEfficiency = _computeEfficiency, flops = ReplicaFlops;
        for (int i = 0; i < flops.Length; i += Vector<double>.Count)
        {
            flops[i] = gpus[i] * peak[i] * computeEfficiency[i];
        }
        Column bandwidthEfficiency = _bandwidthEfficiency, bandwidth = ReplicaBandwidth;
        for (int i = 0; i < bandwidth.Length; i += Vector<double>.Count)
        {
            bandwidth[i] = gpus[i] * _gpu.Bandwidth * bandwidthEfficiency[i];
        }
    }

    /// <summary>step = max(linear compute, linear memory) + max(attention compute, attention memory) + communication + overhead.</summary>
    private void ComputeStep()
    {
        Column batch = Batch, flops = ReplicaFlops, bandwidth = ReplicaBandwidth, context = Context;
        Column linearCompute = LinearCompute, linearMemory = LinearMemory, weightBits = _weightBits;
        for (int i = 0; i < linearCompute.Length; i += Vector<double>.Count)
        {
            linearCompute[i] = batch[i] * _work.PerResponseToken / flops[i];
        }
        for (int i = 0; i < linearMemory.Length; i += Vector<double>.Count)
        {
            var weights = new Vector<double>(_memory.WeightsPerStep);
            if (_memory.ExpertWeights > 0)
            {
                // 1 - (1 - k/E)^B
                weights -= _memory.ExpertWeights * VectorMath.ExpM1(Vector.MaxNative(batch[i] * _logUntouched, new Vector<double>(-700)));
            }
            linearMemory[i] = weights * weightBits[i] / (BitsPerByte * bandwidth[i]);
        }
        Column attentionCompute = AttentionCompute, attentionMemory = AttentionMemory, keyValueBytes = KeyValueBytes;
        for (int i = 0; i < attentionCompute.Length; i += Vector<double>.Count)
        {
            var inWindow = Vector.MinNative(context[i], new Vector<double>(_memory.Window));
            var perToken = _work.PerResponsePosition * context[i] + _work.PerResponseWindowPosition * inWindow;
            attentionCompute[i] = batch[i] * perToken / flops[i];
        }
        for (int i = 0; i < attentionMemory.Length; i += Vector<double>.Count)
        {
            attentionMemory[i] = batch[i] * keyValueBytes[i] / bandwidth[i];
        }
        Column gpus = _gpus, linkEfficiency = _linkEfficiency, communication = Communication, overhead = _stepOverhead, step = Step;
        for (int i = 0; i < communication.Length; i += Vector<double>.Count)
        {
            communication[i] = Exchange(gpus[i], linkEfficiency[i], batch[i]);
        }
        for (int i = 0; i < step.Length; i += Vector<double>.Count)
        {
            step[i] = Vector.MaxNative(linearCompute[i], linearMemory[i]) + Vector.MaxNative(attentionCompute[i], attentionMemory[i])
                + communication[i] + overhead[i];
        }
    }

    /// <summary>n·(FLOP / (n·P·compute_efficiency) + communication of the uncached prompt).</summary>
    private void ComputePrefill()
    {
        Column prompt = _prompt, cached = _cached, gpus = _gpus, linkEfficiency = _linkEfficiency, communication = PrefillCommunication;
        for (int i = 0; i < communication.Length; i += Vector<double>.Count)
        {
            var tokens = prompt[i] - cached[i] * prompt[i];
            var isRead = Vector.GreaterThan(tokens, Vector<double>.Zero);
            communication[i] = Vector.ConditionalSelect(isRead, Exchange(gpus[i], linkEfficiency[i], tokens), Vector<double>.Zero);
        }
        Column flop = _prefillFlop, flops = ReplicaFlops, prefill = PrefillSeconds;
        for (int i = 0; i < prefill.Length; i += Vector<double>.Count)
        {
            prefill[i] = gpus[i] * (flop[i] / flops[i] + communication[i]);
        }
    }

    /// <summary>n·N·step/B for tokens; denoising, in which every pass computes on a whole image, runs at the compute limit.</summary>
    private void ComputeDecode()
    {
        Column gpus = _gpus, decode = DecodeSeconds, flop = _decodeFlop, flops = ReplicaFlops;
        if (_work.HasImages && _work.ImageTokens == 0)
        {
            for (int i = 0; i < decode.Length; i += Vector<double>.Count)
            {
                decode[i] = gpus[i] * flop[i] / flops[i];
            }
            return;
        }
        Column response = _response, images = _images, step = Step, batch = Batch;
        for (int i = 0; i < decode.Length; i += Vector<double>.Count)
        {
            decode[i] = gpus[i] * images[i] * (response[i] * step[i] / batch[i] + new Vector<double>(_work.PerImage) / flops[i]);
        }
    }

    /// <summary>comms(T) = 2L·(20 us + 2(n-1)/n · T·d·2 bytes / (link bandwidth · link_efficiency)), 0 for one GPU.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<double> Exchange(Vector<double> gpus, Vector<double> linkEfficiency, Vector<double> tokens)
    {
        var bytes = 2 * (gpus - Vector<double>.One) / gpus * tokens * (_memory.Width * BytesPerActivation);
        var time = ExchangesPerLayer * _memory.Layers * (new Vector<double>(ExchangeLatency) + bytes / (_gpu.LinkBandwidth * linkEfficiency));
        return Vector.ConditionalSelect(Vector.GreaterThan(gpus, Vector<double>.One), time, Vector<double>.Zero);
    }
}

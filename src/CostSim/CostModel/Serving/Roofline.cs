using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Serving;

/// <summary>
/// One architecture on one accelerator under the roofline model: a replica reads prompts of S tokens and decodes a batch of B sequences
/// with a mean context c = S + N/2, B as large as memory, scheduler, the requests at hand and a limit of time per token allow.
/// </summary>
/// <remarks>
/// The first token comes with the prompt; N' more are decoded in steps = max(min(1, N'), N'/G), G tokens a step. Aggregated, prompts are
/// read between the steps: time per token = (steps·step(B) + (B-1)·t_pre)/N'. GPU time of a request is n·(t_pre + steps·step(B)/B), so
/// that batch = requests per second times their time in it. Calibrated on published throughputs; docs/calibration.md has the table.
/// </remarks>
internal sealed class Roofline
{
    private const double BitsPerByte = 8;

    public Roofline(Architecture model, ServingContext context, Quantity prefillFlop, Quantity decodeFlop)
    {
        Model = model;
        var (inputs, work, memory, gpu) = (context.Inputs, model.Work, model.Memory, context.Gpu);
        var (prompt, cached) = (inputs.PromptOf(model), inputs.CachedOf(model));
        var response = ResponseOf(model, inputs);
        var bits = inputs[InputCatalogue.KvBits];
        Replica = new(model, context, inputs.ReplicaGpus);
        Rates = new(context, Replica.Gpus);
        var gpus = Replica.Gpus;

        Context = Formula.Of(new MeanContext(), prompt, response);
        KeyValueBytes = Formula.Of(new BytesRead(memory), Context, bits);
        FullContext = Formula.Of(new FullLength(), prompt, response);
        FullKeyValueBytes = Formula.Of(new BytesKept(memory, "full_key_value_bytes", "full_context"), FullContext, bits);
        LargestBatch = memory.KeyValues + memory.WindowKeyValues + memory.StatePerSequence > 0
            ? Formula.Of(new LargestInMemory(), Replica.Memory, Replica.WeightBytes, Replica.Copies, FullKeyValueBytes)
            : Formula.Of(new AnyNumberInMemory(), Replica.Memory, Replica.WeightBytes);
        Unfit = Formula.Of(new DoesNotFit(), LargestBatch);
        SchedulerBatch = Replica.ByParallelism(
            inputs, Quantity.Renamed("scheduler_batch", inputs[InputCatalogue.MaxBatch]),
            Formula.Of(new SchedulersOfAll(), gpus, inputs[InputCatalogue.MaxBatch]));

        UncachedTokens = Formula.Of(new Uncached(), prompt, cached);
        PrefillCommunication = Formula.Of(
            new PrefillExchange(), UncachedTokens, Replica.Exchange.Wait, Replica.Exchange.PerToken, Replica.AttentionGroups,
            Replica.Stages);
        PrefillLinearFlop = LinearFlop(work, UncachedTokens, prompt);
        PromptSeconds = work.PerExpertToken > 0
            ? Formula.Of(
                new ReadingWithExperts(work), prefillFlop, PrefillLinearFlop, UncachedTokens, Rates.Flops, Rates.AttentionFlops,
                inputs[InputCatalogue.ExpertEfficiency], inputs[InputCatalogue.ExchangeOverlap], PrefillCommunication)
            : Formula.Of(
                new Reading(), prefillFlop, PrefillLinearFlop, Rates.Flops, Rates.AttentionFlops,
                inputs[InputCatalogue.ExchangeOverlap], PrefillCommunication);

        Decode = new(model, inputs, Replica, Rates, Context, KeyValueBytes);
        DecodedTokens = work.PerEncodedToken == 0
            ? Formula.Of(new Decoded(), prompt, response)
            : Quantity.Renamed("decoded_tokens", response);
        Steps = Formula.Of(new StepsOfARequest(), DecodedTokens, Decode.TokensPerStep);
        Concurrency = inputs.Find(InputCatalogue.Concurrency);
        if (inputs.Find(InputCatalogue.TokenTimeLimit) is { } limit && HasSteps)
        {
            Between = inputs.ByOption(
                InputCatalogue.Disaggregated, option => option == InputCatalogue.Yes
                    ? Quantity.Constant("prompts_between", "s/sequence", 0, "prompts are read elsewhere")
                    : Formula.Of(new ReadBetween(), PromptSeconds, DecodedTokens, Steps));
            StepRoom = Formula.Of(new RoomOfAStep(), limit, DecodedTokens, Steps, Between, Decode.Drafting, Decode.Fixed);
            BatchGrowth = Formula.Of(new Growth(), Decode.PerSequence, Between, Decode.Drafting);
            LatencyBatch = Decode.LargestWithin(StepRoom, BatchGrowth);
            Late = Formula.Of(new TooSlow(), LatencyBatch);
        }
        BatchCap = new Smallest(
            "batch_cap", "sequence", [.. new[] { LargestBatch, SchedulerBatch, Concurrency, LatencyBatch }.OfType<Quantity>()]);
        Batch = Formula.Of(new FilledBatch(), BatchCap, inputs[InputCatalogue.BatchingEfficiency]);
        ExpertSeconds = Decode.ExpertsOf(Batch);
        Step = Decode.Of(Batch);

        StepTimeAlone = Formula.Of(
            new TimePerTokenApart(), Steps, Decode.Of(Quantity.Constant("batch", "sequence", 1)), DecodedTokens);
        TimePerToken = inputs.ByOption(InputCatalogue.Disaggregated, option => option == InputCatalogue.Yes
            ? Formula.Of(new TimePerTokenApart(), Steps, Step, DecodedTokens)
            : Formula.Of(new TimePerTokenTogether(), Steps, Step, DecodedTokens, Batch, PromptSeconds));
        var error = inputs[InputCatalogue.ServingError];
        StepSeconds = HasSteps
            ? Formula.Of(new DecodingOneOfABatch(), Steps, Step, Batch)
            : Quantity.Constant("decode_seconds", "s", 0, "nothing is generated token by token");
        var together = (
            Prefill: Formula.Of(new PrefillTogether(), gpus, PromptSeconds, error),
            Decode: !work.HasImages ? Formula.Of(new GeneratingText(), gpus, StepSeconds, error)
                : work.ImageTokens == 0 ? Formula.Of(new Denoising(), gpus, decodeFlop, Rates.Flops, error)
                : Formula.Of(
                    new GeneratingImages(work), gpus, inputs[InputCatalogue.ImagesPerQuery], StepSeconds, Rates.Flops, error));
        var (prefill, decode) = together;
        if (inputs.Find(InputCatalogue.PromptGpus) is { } beside && HasSteps && !work.HasImages)
        {
            var slower = Formula.Of(new SlowerOfBoth(), gpus, PromptSeconds, beside, StepSeconds);
            Slower = slower;
            prefill = inputs.ByOption(InputCatalogue.Disaggregated, option => option == InputCatalogue.Yes
                ? Formula.Of(new PrefillApart(), beside, slower, error) : together.Prefill);
            decode = inputs.ByOption(InputCatalogue.Disaggregated, option => option == InputCatalogue.Yes
                ? Formula.Of(new DecodeApart(), gpus, slower, error) : together.Decode);
        }
        PrefillSeconds = prefill;
        DecodeSeconds = decode;
        GpusWithPrompts = inputs.Find(InputCatalogue.PromptGpus) is { } readers
            ? inputs.ByOption(InputCatalogue.Disaggregated, option => option == InputCatalogue.Yes
                ? Formula.Of(new GpusOfBoth(), gpus, readers) : Quantity.Renamed("replica_gpus", gpus))
            : gpus;

        PromptWay = Formula.Of(new WayOfAPrompt(), Replica.Stages, Replica.AttentionGroups, PromptSeconds);
        var load = inputs[InputCatalogue.LoadFactor];
        var copied = Formula.Of(new BytesKept(memory, "prompt_key_value_bytes", "prompt_tokens"), prompt, bits);
        FirstToken = !HasSteps
            ? Formula.Of(new FirstAnswer(), PromptWay, PromptSeconds, load)
            : inputs.ByOption(InputCatalogue.Disaggregated, option => option == InputCatalogue.Yes
                ? Formula.Of(
                    new FirstTokenApart(gpu), PromptWay, PromptSeconds, load, copied, gpus, inputs[InputCatalogue.LinkEfficiency])
                : Formula.Of(new FirstTokenTogether(), PromptWay, PromptSeconds, load, StepSeconds, Step, DecodedTokens));
        RequestSeconds = HasSteps ? Formula.Of(new TimeInFlight(), FirstToken, DecodedTokens, TimePerToken)
            : Formula.Of(new TimeInFlightAtOnce(), FirstToken, DecodeSeconds, gpus);
    }

    /// <summary>The architecture.</summary>
    public Architecture Model { get; }

    /// <summary>The GPUs that hold it.</summary>
    public Replica Replica { get; }

    /// <summary>What their products reach.</summary>
    public ReplicaRates Rates { get; }

    /// <summary>True when a response, or an image, is generated token by token.</summary>
    public bool HasSteps => Model.GeneratesText || Model.ImageTokens > 0;

    /// <summary>Mean context of a sequence while it is decoded, c = S + N/2, tokens.</summary>
    public Quantity Context { get; }

    /// <summary>One copy of the keys and values of one sequence at its mean context, bytes.</summary>
    public Quantity KeyValueBytes { get; }

    /// <summary>Context of a sequence when it is done, S + N, tokens.</summary>
    public Quantity FullContext { get; }

    /// <summary>One copy of its keys and values then, bytes.</summary>
    public Quantity FullKeyValueBytes { get; }

    /// <summary>Sequences whose keys and values fit beside the weights at full length; below 1 the model does not fit.</summary>
    public Quantity LargestBatch { get; }

    /// <summary>1 in the trials in which not even one sequence fits, else 0; such trials are computed with a batch of 1.</summary>
    public Quantity Unfit { get; }

    /// <summary>Sequences that the scheduler allows.</summary>
    public Quantity SchedulerBatch { get; }

    /// <summary>Requests that a replica is given; null where nothing states it.</summary>
    public Quantity? Concurrency { get; }

    /// <summary>Sequences whose time per token meets the limit; null where there is none.</summary>
    public Quantity? LatencyBatch { get; }

    /// <summary>1 in the trials in which not even one sequence meets the limit, else 0; null where there is none.</summary>
    public Quantity? Late { get; }

    /// <summary>Time of reading prompts in a step, for each sequence beyond the first, s; null without a limit.</summary>
    public Quantity? Between { get; }

    /// <summary>Time of a step that the limit allows, less what does not depend on the batch, s; null without a limit.</summary>
    public Quantity? StepRoom { get; }

    /// <summary>What each sequence adds to it beside its products with weights, s; null without a limit.</summary>
    public Quantity? BatchGrowth { get; }

    /// <summary>The smallest of what caps the batch.</summary>
    public Quantity BatchCap { get; }

    /// <summary>Sequences decoded together: B = max(1, batching_efficiency · cap).</summary>
    public Quantity Batch { get; }

    /// <summary>The batch as outputs show it: 0 where nothing is generated token by token.</summary>
    public Quantity BatchShown => HasSteps ? Batch : Quantity.Constant("batch", "sequence", 0, "nothing is generated token by token");

    /// <summary>Prompt tokens that are not cached.</summary>
    public Quantity UncachedTokens { get; }

    /// <summary>Work of reading the prompt in products with weights, without attention and routed experts, FLOP.</summary>
    public Quantity PrefillLinearFlop { get; }

    /// <summary>The decode step as a function of the batch.</summary>
    public DecodeStep Decode { get; }

    /// <summary>One decode step, s.</summary>
    public Quantity Step { get; }

    /// <summary>The experts' part of a step, s; null without routed experts.</summary>
    public Quantity? ExpertSeconds { get; }

    /// <summary>Time per token of one request alone, s: what no batch can be faster than.</summary>
    public Quantity StepTimeAlone { get; }

    /// <summary>Tokens decoded after the first.</summary>
    public Quantity DecodedTokens { get; }

    /// <summary>Steps of one request.</summary>
    public Quantity Steps { get; }

    /// <summary>Exchanges between the GPUs while a prompt is read, before overlap, s.</summary>
    public Quantity PrefillCommunication { get; }

    /// <summary>The replica's time for one prompt, s.</summary>
    public Quantity PromptSeconds { get; }

    /// <summary>The replica's time for decoding one request of a batch, s.</summary>
    public Quantity StepSeconds { get; }

    /// <summary>The larger of decoding and reading where both have GPUs of their own, s; null elsewhere.</summary>
    public Quantity? Slower { get; }

    /// <summary>GPUs of the replica and of those that read prompts beside it.</summary>
    public Quantity GpusWithPrompts { get; }

    /// <summary>Reading the prompt, GPU-s/query.</summary>
    public Quantity PrefillSeconds { get; }

    /// <summary>Generating the response, GPU-s/query.</summary>
    public Quantity DecodeSeconds { get; }

    /// <summary>Time from token to token, s.</summary>
    public Quantity TimePerToken { get; }

    /// <summary>Time that one prompt takes through all stages, s.</summary>
    public Quantity PromptWay { get; }

    /// <summary>Mean time from the request to its first token, s.</summary>
    public Quantity FirstToken { get; }

    /// <summary>Mean time from the request to its last token, s.</summary>
    public Quantity RequestSeconds { get; }

    /// <summary>Every quantity that explanations tell, in the order of the computation.</summary>
    public IEnumerable<Quantity> Told => HasSteps ? ToldOfSteps
        : [
            Replica.WeightBytes, Replica.Memory, Rates.Efficiency, Rates.Flops, Rates.AttentionEfficiency, Rates.AttentionFlops,
            .. Replica.Exchange.All, UncachedTokens, PrefillLinearFlop, PrefillCommunication, PromptSeconds, PromptWay,
            FirstToken, RequestSeconds,
        ];

    private IEnumerable<Quantity> ToldOfSteps => new[]
    {
        Replica.StageGpus, Replica.WeightBytes, Replica.Memory, Replica.Copies, Replica.Bandwidth, Rates.Efficiency,
        Rates.Flops, Rates.AttentionEfficiency, Rates.AttentionFlops, Context, KeyValueBytes, FullContext, FullKeyValueBytes,
        LargestBatch, SchedulerBatch,
    }
        .Concat(Replica.Exchange.All)
        .Concat([UncachedTokens, PrefillLinearFlop, PrefillCommunication, PromptSeconds])
        .Concat(Decode.All)
        .Concat(new[]
        {
            DecodedTokens, Steps, Between, StepRoom, BatchGrowth, LatencyBatch, BatchCap, Batch, ExpertSeconds, Step, StepSeconds,
            Slower, TimePerToken, PromptWay, FirstToken, RequestSeconds,
        }.OfType<Quantity>());

    /// <summary>Everything that explanations and pictures read.</summary>
    public IEnumerable<Quantity> All =>
        ToldOfSteps.Concat(new[] { Unfit, Late, Concurrency, PrefillSeconds, DecodeSeconds }.OfType<Quantity>());

    /// <summary>Tokens of a response, or of an image.</summary>
    private static Quantity ResponseOf(Architecture model, WorkloadInputs inputs) =>
        model.GeneratesText ? inputs[InputCatalogue.ResponseTokens]
        : Quantity.Constant("response_tokens", "token/query", model.ImageTokens);

    private readonly struct MeanContext : IFormula2
    {
        public string Name => "mean_context";

        public string Unit => "token";

        public string Text => "prompt_tokens + 0.5 × response_tokens";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt, Lanes response) => prompt + 0.5 * response;
    }

    private readonly struct FullLength : IFormula2
    {
        public string Name => "full_context";

        public string Unit => "token";

        public string Text => "prompt_tokens + response_tokens";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt, Lanes response) => prompt + response;
    }

    /// <summary>
    /// What a sequence keeps: keys and values of its tokens or of a window of them, the index over them, states of fixed size.
    /// </summary>
    private readonly struct BytesKept(MemoryFootprint memory, string name, string context) : IFormula2
    {
        private readonly Cache _cache = new(memory);

        public string Name => name;

        public string Unit => "B/sequence";

        public string Text => _cache.TextFor(context, context, 1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes tokens, Lanes bits) => _cache.Of(tokens, tokens, bits, 1);
    }

    /// <summary>What a step reads of it: of keys and values no more than it attends to; states are read and written.</summary>
    private readonly struct BytesRead(MemoryFootprint memory) : IFormula2
    {
        private const double ReadAndWritten = 2;

        private readonly Cache _cache = new(memory);
        private readonly double _attended = memory.AttendedPositions > 0 ? memory.AttendedPositions : double.MaxValue;

        public string Name => "key_value_bytes";

        public string Unit => "B/sequence";

        public string Text => _cache.TextFor(
            "mean_context", _attended < double.MaxValue ? $"min(mean_context, {FormulaText.Number(_attended)})" : "mean_context",
            ReadAndWritten);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes context, Lanes bits) =>
            _cache.Of(context, Vector.MinNative(context, new Lanes(_attended)), bits, ReadAndWritten);
    }

    /// <summary>Bytes of a sequence's cache.</summary>
    private readonly struct Cache(MemoryFootprint memory)
    {
        /// <summary>Numbers of the index are of 8 bit with a scale of 32 bit for every 128.</summary>
        private const double IndexBits = 8.25;

        /// <summary>States are kept in 16 bit, which engines do by default.</summary>
        private const double StateBytes = 2;

        private readonly double _keyValues = memory.KeyValues, _windowKeyValues = memory.WindowKeyValues, _window = memory.Window,
            _index = memory.IndexKeyValues * IndexBits / BitsPerByte, _state = memory.StatePerSequence * StateBytes;

        public string TextFor(string context, string attended, double times)
        {
            string values = FormulaText.Sum(
                (_keyValues, attended), (_windowKeyValues, $"min({context}, {FormulaText.Number(_window)})"));
            string rest = FormulaText.Sum((_index, context), (_state * times, "1"));
            return $"({values}) × kv_bits / 8{(rest == "0" ? "" : $" + {rest}")}";
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes context, Lanes attended, Lanes bits, double times) =>
            (_keyValues * attended + _windowKeyValues * Vector.MinNative(context, new Lanes(_window))) * bits / BitsPerByte
            + _index * context + new Lanes(_state * times);
    }

    private readonly struct LargestInMemory : IFormula4
    {
        public string Name => "largest_batch";

        public string Unit => "sequence";

        public string Text => "(replica_memory − weight_bytes) / (key_value_copies × full_key_value_bytes)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes memory, Lanes weights, Lanes copies, Lanes keyValueBytes)
        {
            var free = memory - weights;
            // A request without any token keeps nothing: the scheduler's cap alone decides, if the weights fit.
            return Vector.ConditionalSelect(
                Vector.Equals(keyValueBytes, Lanes.Zero), AnyNumberIf(free), free / (copies * keyValueBytes));
        }
    }

    /// <summary>For models that keep no keys and values: the scheduler's cap alone decides, if the weights fit.</summary>
    private readonly struct AnyNumberInMemory : IFormula2
    {
        public string Name => "largest_batch";

        public string Unit => "sequence";

        public string Text => "any_number_if(replica_memory >= weight_bytes)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes memory, Lanes weights) => AnyNumberIf(memory - weights);
    }

    private readonly struct DoesNotFit : IFormula1
    {
        public string Name => "unfit";

        public string Unit => "1";

        public string Text => "largest_batch < 1";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes largest) => Vector.ConditionalSelect(Vector.LessThan(largest, Lanes.One), Lanes.One, Lanes.Zero);
    }

    private readonly struct TooSlow : IFormula1
    {
        public string Name => "late";

        public string Unit => "1";

        public string Text => "latency_batch < 1";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes batch) => Vector.ConditionalSelect(Vector.LessThan(batch, Lanes.One), Lanes.One, Lanes.Zero);
    }

    private readonly struct SchedulersOfAll : IFormula2
    {
        public string Name => "scheduler_batch";

        public string Unit => "sequence";

        public string Text => "gpus_per_replica × max_batch";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes each) => gpus * each;
    }

    private readonly struct FilledBatch : IFormula2
    {
        public string Name => "batch";

        public string Unit => "sequence";

        public string Text => "max(1, batching_efficiency × batch_cap)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes cap, Lanes batching) => Vector.MaxNative(Lanes.One, batching * cap);
    }

    private readonly struct Uncached : IFormula2
    {
        public string Name => "uncached_tokens";

        public string Unit => "token/query";

        public string Text => "prompt_tokens − cached_share × prompt_tokens";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt, Lanes cached) => prompt - cached * prompt;
    }

    /// <summary>Groups of a stage read a prompt each at the same time, and wait together; stages read different prompts.</summary>
    private readonly struct PrefillExchange : IFormula5
    {
        public string Name => "prefill_communication";

        public string Unit => "s";

        public string Text =>
            "((uncached_tokens > 0) × exchange_wait / attention_groups + uncached_tokens × exchange_per_token) / pipeline_stages";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes tokens, Lanes wait, Lanes perToken, Lanes groups, Lanes stages)
        {
            var waited = Vector.ConditionalSelect(Vector.GreaterThan(tokens, Lanes.Zero), wait / groups, Lanes.Zero);
            return (waited + tokens * perToken) / stages;
        }
    }

    /// <summary>FLOP of a prompt in products with weights, without attention and routed experts.</summary>
    private static Quantity LinearFlop(Work work, Quantity uncached, Quantity prompt)
    {
        bool readsUncached = work.PerPromptToken != work.PerExpertToken;
        bool readsPrompt = work.PerPrompt != 0 || work.PerEncodedToken != 0;
        return readsUncached && readsPrompt ? Formula.Of(new LinearOfBoth(work), uncached, prompt)
            : readsPrompt ? Formula.Of(new LinearOfPrompt(work), prompt)
            : Formula.Of(new LinearOfUncached(work), uncached);
    }

    private readonly struct LinearOfUncached(Work work) : IFormula1
    {
        private readonly double _perToken = work.PerPromptToken - work.PerExpertToken;

        public string Name => "prefill_linear_flop";

        public string Unit => "FLOP/query";

        public string Text => $"{FormulaText.Number(_perToken)} × uncached_tokens";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes uncached) => _perToken * uncached;
    }

    private readonly struct LinearOfPrompt(Work work) : IFormula1
    {
        private readonly double _perPrompt = work.PerPrompt, _perEncoded = work.PerEncodedToken;

        public string Name => "prefill_linear_flop";

        public string Unit => "FLOP/query";

        public string Text => FormulaText.Sum((_perEncoded, "prompt_tokens"), (_perPrompt, "(prompt_tokens > 0)"));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt) =>
            _perEncoded * prompt + Vector.ConditionalSelect(Vector.GreaterThan(prompt, Lanes.Zero), new Lanes(_perPrompt), Lanes.Zero);
    }

    private readonly struct LinearOfBoth(Work work) : IFormula2
    {
        private readonly LinearOfUncached _ofUncached = new(work);
        private readonly LinearOfPrompt _ofPrompt = new(work);

        public string Name => "prefill_linear_flop";

        public string Unit => "FLOP/query";

        public string Text => $"{_ofUncached.Text} + {_ofPrompt.Text}";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes uncached, Lanes prompt) => _ofUncached.Of(uncached) + _ofPrompt.Of(prompt);
    }

    /// <summary>What is neither a product with weights nor a routed expert is attention.</summary>
    private readonly struct Reading : IFormula6
    {
        public string Name => "prompt_seconds";

        public string Unit => "s";

        public string Text =>
            "prefill_linear_flop / replica_flops + (prefill_flop − prefill_linear_flop) / attention_flops "
            + "+ (1 − exchange_overlap) × prefill_communication";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes flop, Lanes linear, Lanes flops, Lanes attentionFlops, Lanes overlap, Lanes exchange) =>
            linear / flops + (flop - linear) / attentionFlops + (Lanes.One - overlap) * exchange;
    }

    private readonly struct ReadingWithExperts(Work work) : IFormula8
    {
        private readonly double _perToken = work.PerExpertToken;

        public string Name => "prompt_seconds";

        public string Unit => "s";

        public string Text
        {
            get
            {
                string experts = $"{FormulaText.Number(_perToken)} × uncached_tokens";
                return $"(prefill_linear_flop + {experts} / expert_efficiency) / replica_flops "
                    + $"+ (prefill_flop − prefill_linear_flop − {experts}) / attention_flops "
                    + "+ (1 − exchange_overlap) × prefill_communication";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(
            Lanes flop, Lanes linear, Lanes uncached, Lanes flops, Lanes attentionFlops, Lanes efficiency, Lanes overlap, Lanes exchange)
        {
            var experts = _perToken * uncached;
            return (linear + experts / efficiency) / flops + (flop - linear - experts) / attentionFlops
                + (Lanes.One - overlap) * exchange;
        }
    }

    /// <summary>The prompt's head yields the first token; without a prompt all are decoded.</summary>
    private readonly struct Decoded : IFormula2
    {
        public string Name => "decoded_tokens";

        public string Unit => "token/query";

        public string Text => "max(0, response_tokens − (prompt_tokens > 0))";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt, Lanes response)
        {
            var first = Vector.ConditionalSelect(Vector.GreaterThan(prompt, Lanes.Zero), Lanes.One, Lanes.Zero);
            return Vector.MaxNative(Lanes.Zero, response - first);
        }
    }

    private readonly struct StepsOfARequest : IFormula2
    {
        public string Name => "steps";

        public string Unit => "1";

        public string Text => "max(min(1, decoded_tokens), decoded_tokens / tokens_per_step)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes decoded, Lanes perStep) =>
            Vector.MaxNative(Vector.MinNative(Lanes.One, decoded), decoded / perStep);
    }

    /// <summary>Stands for the steps of a request that decodes nothing, whose limit is none, so that nothing is divided by 0.</summary>
    private const double FewestSteps = 1e-9;

    private readonly struct ReadBetween : IFormula3
    {
        public string Name => "prompts_between";

        public string Unit => "s/sequence";

        public string Text => $"(decoded_tokens > 0) × prompt_seconds / max(steps, {FormulaText.Number(FewestSteps)})";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt, Lanes decoded, Lanes steps) =>
            Vector.ConditionalSelect(Vector.GreaterThan(decoded, Lanes.Zero), prompt, Lanes.Zero)
            / Vector.MaxNative(steps, new Lanes(FewestSteps));
    }

    /// <summary>A request that decodes nothing meets any limit.</summary>
    private readonly struct RoomOfAStep : IFormula6
    {
        public string Name => "step_room";

        public string Unit => "s";

        public string Text =>
            "any_number_if(decoded_tokens <= 0) + (decoded_tokens > 0) × ((token_time_limit × decoded_tokens "
            + $"/ max(steps, {FormulaText.Number(FewestSteps)}) + prompts_between) / drafting − step_fixed)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes limit, Lanes decoded, Lanes steps, Lanes between, Lanes drafting, Lanes other)
        {
            var room = (limit * decoded / Vector.MaxNative(steps, new Lanes(FewestSteps)) + between) / drafting - other;
            return Vector.ConditionalSelect(Vector.GreaterThan(decoded, Lanes.Zero), room, new Lanes(double.MaxValue));
        }
    }

    private readonly struct Growth : IFormula3
    {
        public string Name => "batch_growth";

        public string Unit => "s/sequence";

        public string Text => "step_per_sequence + prompts_between / drafting";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes perSequence, Lanes between, Lanes drafting) => perSequence + between / drafting;
    }

    private readonly struct TimePerTokenTogether : IFormula5
    {
        public string Name => "time_per_token";

        public string Unit => "s/token";

        public string Text =>
            "(decoded_tokens > 0) × (steps × step + (batch − 1) × prompt_seconds) / max(decoded_tokens, 1e-9)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes steps, Lanes step, Lanes decoded, Lanes batch, Lanes prompt) => Vector.ConditionalSelect(
            Vector.GreaterThan(decoded, Lanes.Zero),
            (steps * step + (batch - Lanes.One) * prompt) / Vector.MaxNative(decoded, new Lanes(FewestSteps)), Lanes.Zero);
    }

    private readonly struct TimePerTokenApart : IFormula3
    {
        public string Name => "time_per_token";

        public string Unit => "s/token";

        public string Text => "(decoded_tokens > 0) × steps × step / max(decoded_tokens, 1e-9)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes steps, Lanes step, Lanes decoded) => Vector.ConditionalSelect(
            Vector.GreaterThan(decoded, Lanes.Zero), steps * step / Vector.MaxNative(decoded, new Lanes(FewestSteps)), Lanes.Zero);
    }

    private readonly struct DecodingOneOfABatch : IFormula3
    {
        public string Name => "decode_seconds";

        public string Unit => "s";

        public string Text => "steps × step / batch";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes steps, Lanes step, Lanes batch) => steps * step / batch;
    }

    private readonly struct PrefillTogether : IFormula3
    {
        public string Name => "prefill_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "gpus_per_replica × prompt_seconds × serving_error";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes prompt, Lanes error) => gpus * prompt * error;
    }

    private readonly struct GeneratingText : IFormula3
    {
        public string Name => "decode_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "gpus_per_replica × decode_seconds × serving_error";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes decode, Lanes error) => gpus * decode * error;
    }

    private readonly struct GeneratingImages(Work work) : IFormula5
    {
        private readonly double _perImage = work.PerImage;

        public string Name => "decode_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text =>
            $"gpus_per_replica × images_per_query × (decode_seconds + {FormulaText.Number(_perImage)} / replica_flops) × serving_error";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes images, Lanes decode, Lanes flops, Lanes error) =>
            gpus * images * (decode + new Lanes(_perImage) / flops) * error;
    }

    /// <summary>Denoising, in which every pass computes on a whole image, runs at the compute limit.</summary>
    private readonly struct Denoising : IFormula4
    {
        public string Name => "decode_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "gpus_per_replica × decode_flop / replica_flops × serving_error";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes flop, Lanes flops, Lanes error) => gpus * flop / flops * error;
    }

    /// <summary>Whoever is slower holds the other up: p GPUs that read prompts, and the replica they stand beside.</summary>
    private readonly struct SlowerOfBoth : IFormula4
    {
        public string Name => "slower_seconds";

        public string Unit => "s";

        public string Text => "max(decode_seconds, gpus_per_replica × prompt_seconds / prompt_gpus)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes prompt, Lanes beside, Lanes decode) => Vector.MaxNative(decode, gpus * prompt / beside);
    }

    private readonly struct GpusOfBoth : IFormula2
    {
        public string Name => "replica_gpus";

        public string Unit => "GPU";

        public string Text => "gpus_per_replica + prompt_gpus";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes beside) => gpus + beside;
    }

    private readonly struct PrefillApart : IFormula3
    {
        public string Name => "prefill_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "prompt_gpus × slower_seconds × serving_error";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes beside, Lanes slower, Lanes error) => beside * slower * error;
    }

    private readonly struct DecodeApart : IFormula3
    {
        public string Name => "decode_gpu_seconds";

        public string Unit => "GPU-s/query";

        public string Text => "gpus_per_replica × slower_seconds × serving_error";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes gpus, Lanes slower, Lanes error) => gpus * slower * error;
    }

    private readonly struct WayOfAPrompt : IFormula3
    {
        public string Name => "prompt_way";

        public string Unit => "s";

        public string Text => "pipeline_stages × attention_groups × prompt_seconds";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes stages, Lanes groups, Lanes prompt) => stages * groups * prompt;
    }

    /// <summary>Mean wait for a prompt where they are read one after another, a share of the time (M/D/1).</summary>
    private static class Queue
    {
        private const double Busiest = 0.95;

        public static string TextFor(string share) =>
            $"min({FormulaText.Number(Busiest)}, {share}) × prompt_seconds / (2 × (1 − min({FormulaText.Number(Busiest)}, {share})))";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Lanes Of(Lanes share, Lanes prompt)
        {
            var busy = Vector.MinNative(new Lanes(Busiest), share);
            return busy * prompt / (2 * (Lanes.One - busy));
        }
    }

    private readonly struct FirstTokenTogether : IFormula6
    {
        /// <summary>Stands for no time at all, so that nothing is divided by 0, s.</summary>
        private const double Instant = 1e-100;

        private const string Share = "load_factor × prompt_seconds / max(1e-100, prompt_seconds + decode_seconds)";

        public string Name => "first_token";

        public string Unit => "s";

        public string Text => $"prompt_way + 0.5 × (decoded_tokens > 0) × step + {Queue.TextFor(Share)}";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes way, Lanes prompt, Lanes load, Lanes decode, Lanes step, Lanes decoded)
        {
            var joining = Vector.ConditionalSelect(Vector.GreaterThan(decoded, Lanes.Zero), 0.5 * step, Lanes.Zero);
            return way + joining + Queue.Of(load * prompt / Vector.MaxNative(new Lanes(Instant), prompt + decode), prompt);
        }
    }

    /// <summary>The keys and values of the prompt go to the decoding GPUs by the network of all of them.</summary>
    private readonly struct FirstTokenApart(Accelerator gpu) : IFormula6
    {
        private readonly double _network = gpu.NetworkBandwidth;

        public string Name => "first_token";

        public string Unit => "s";

        public string Text =>
            $"prompt_way + {Queue.TextFor("load_factor")} "
            + $"+ prompt_key_value_bytes / (gpus_per_replica × {FormulaText.Number(_network)} × link_efficiency)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes way, Lanes prompt, Lanes load, Lanes copied, Lanes gpus, Lanes efficiency) =>
            way + Queue.Of(load, prompt) + copied / (gpus * _network * efficiency);
    }

    /// <summary>Where nothing is generated token by token the prompt is all there is to wait for.</summary>
    private readonly struct FirstAnswer : IFormula3
    {
        public string Name => "first_token";

        public string Unit => "s";

        public string Text => $"prompt_way + {Queue.TextFor("load_factor")}";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes way, Lanes prompt, Lanes load) => way + Queue.Of(load, prompt);
    }

    private readonly struct TimeInFlight : IFormula3
    {
        public string Name => "request_seconds";

        public string Unit => "s";

        public string Text => "first_token + decoded_tokens × time_per_token";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes first, Lanes decoded, Lanes perToken) => first + decoded * perToken;
    }

    private readonly struct TimeInFlightAtOnce : IFormula3
    {
        public string Name => "request_seconds";

        public string Unit => "s";

        public string Text => "first_token + decode_gpu_seconds / gpus_per_replica";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes first, Lanes decode, Lanes gpus) => first + decode / gpus;
    }

    /// <summary>Without bound where the weights fit, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes AnyNumberIf(Lanes free) =>
        Vector.ConditionalSelect(Vector.GreaterThanOrEqual(free, Lanes.Zero), new Lanes(double.MaxValue), Lanes.Zero);
}

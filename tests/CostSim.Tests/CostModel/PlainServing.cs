using CostSim.CostModel;

namespace CostSim.Tests.CostModel;

/// <summary>GPU-seconds of one request, and how long it takes, written down from the formulas one number at a time.</summary>
internal sealed record PlainServing
{
    /// <summary>Reading the prompt and generating the response, GPU-s/query.</summary>
    public required double Prefill, Decode;

    /// <summary>1 where the model does not fit its GPUs, or where not even one request meets the limit of time per token; else 0.</summary>
    public double Unfit, Late;

    /// <summary>GPUs of one replica.</summary>
    public required double ReplicaGpus;

    /// <summary>True where the following are told.</summary>
    public bool IsOfReplicas;

    /// <summary>Sequences, and what they are capped by; s; tokens.</summary>
    public double Batch, LargestBatch, FirstToken, TimePerToken, Decoded, RequestSeconds;

    /// <summary>Figures between, for tests that know them: s, bytes.</summary>
    public double Linear, Experts, Attention, Exchange, Step, PromptLinear, PromptExperts, PromptAttention, PromptExchange, Prompt, Steps,
        WeightBytes, SequenceBytes, Copies, TokensPerStep;

    /// <summary>One request on one accelerator.</summary>
    /// <param name="serving">Name of the serving model.</param>
    /// <param name="model">The architecture.</param>
    /// <param name="gpu">The accelerator.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="input">Value of an input; NaN where nothing states it.</param>
    /// <param name="option">Option of an input that names one; its default where nothing states it.</param>
    public static PlainServing Of(
        string serving, Architecture model, Accelerator gpu, PlainRequest request,
        Func<InputDefinition, double> input, Func<InputDefinition, string> option) => serving switch
        {
            "utilisation" => Plain(model, gpu, input) with
            {
                Prefill = request.PrefillFlop
                    / (Peak(gpu, Bits(input)) * input(InputCatalogue.Utilisation) * input(InputCatalogue.BatchingEfficiency)),
                Decode = request.DecodeFlop
                    / (Peak(gpu, Bits(input)) * input(InputCatalogue.Utilisation) * input(InputCatalogue.BatchingEfficiency)),
            },
            "throughput" => Throughput(model, gpu, request, input),
            "roofline" => Roofline(model, gpu, request, input, option),
            _ => throw new ArgumentException(serving),
        };

    /// <summary>The precision of the arithmetic, bit.</summary>
    public static double Bits(Func<InputDefinition, double> input) => Or(input(InputCatalogue.ComputeBits), 16);

    /// <summary>Dense peak at a precision, FLOP/s.</summary>
    public static double Peak(Accelerator gpu, double bits) =>
        bits <= 4 ? gpu.Peak4Bit : bits <= 8 ? gpu.Peak8Bit : bits <= 16 ? gpu.Peak16Bit : gpu.Peak16Bit / 2;

    private static double Or(double value, double otherwise) => double.IsNaN(value) ? otherwise : value;

    /// <summary>A replica that nobody looks into: as wide as stated, else the fewest GPUs that hold the weights.</summary>
    private static PlainServing Plain(Architecture model, Accelerator gpu, Func<InputDefinition, double> input)
    {
        double bits = input(InputCatalogue.WeightBits), expertBits = Or(input(InputCatalogue.ExpertBits), bits);
        double experts = model.Memory.ExpertWeights, bytes = ((model.Memory.Weights - experts) * bits + experts * expertBits) / 8;
        double each = gpu.Memory * input(InputCatalogue.MemoryShare), stated = input(InputCatalogue.GpusPerReplica);
        double fewest = Math.Max(1, Math.Ceiling(bytes / each));
        bool isUnfit = double.IsNaN(stated) ? fewest > 1 && gpu.LinkBandwidth <= 64e9 : stated * each < bytes;
        return new() { Prefill = 0, Decode = 0, ReplicaGpus = Or(stated, fewest), Unfit = isUnfit ? 1 : 0 };
    }

    private static PlainServing Throughput(
        Architecture model, Accelerator gpu, PlainRequest request, Func<InputDefinition, double> input)
    {
        double batching = input(InputCatalogue.BatchingEfficiency), prompt = request.Asked;
        double generated = model.GeneratesText ? request.Response : model.Work.ImageTokens * request.Images;
        return Plain(model, gpu, input) with
        {
            Prefill = prompt == 0 ? 0
                : (prompt - request.CachedOfAsked) / (input(InputCatalogue.PrefillThroughput) * batching),
            Decode = generated / (input(InputCatalogue.DecodeThroughput) * batching),
        };
    }

    private static PlainServing Roofline(
        Architecture model, Accelerator gpu, PlainRequest request, Func<InputDefinition, double> input,
        Func<InputDefinition, string> option)
    {
        var (work, memory) = (model.Work, model.Memory);
        bool isData = option(InputCatalogue.AttentionParallelism) == "data", isApart = option(InputCatalogue.Disaggregated) == "yes";
        bool hasSteps = model.GeneratesText || work.ImageTokens > 0;
        double n = Or(input(InputCatalogue.GpusPerReplica), 1), s = input(InputCatalogue.PipelineStages), t = n / s;
        double response = model.GeneratesText ? request.Response : work.ImageTokens;
        double weightBytes = input(InputCatalogue.WeightBits) / 8, cacheBytes = input(InputCatalogue.KvBits) / 8;
        double expertBytes = Or(input(InputCatalogue.ExpertBits) / 8, weightBytes);
        double groups = isData ? t : 1;

        // Memory, at full length.
        double kept = memory.KeyValueHeads == 0 ? double.PositiveInfinity : memory.KeyValueHeads;
        double copies = isData ? 1 : t / Math.Min(t, kept);
        double held = (memory.Weights - memory.ExpertWeights) * weightBytes * groups + memory.ExpertWeights * expertBytes;
        double Sequence(double length, bool isRead = false)
        {
            double attended = isRead && memory.AttendedPositions > 0 ? Math.Min(length, memory.AttendedPositions) : length;
            return (memory.KeyValues * attended + memory.WindowKeyValues * Math.Min(length, memory.Window)) * cacheBytes
                + memory.IndexKeyValues * length * 8.25 / 8 + memory.StatePerSequence * 2 * (isRead ? 2 : 1);
        }
        double free = n * gpu.Memory * input(InputCatalogue.MemoryShare) - held, full = Sequence(request.Prompt + response);
        double largest = full > 0 ? free / (copies * full) : free >= 0 ? double.PositiveInfinity : 0;

        // What products reach.
        double bits = Bits(input), wider = Math.Max(bits, input(InputCatalogue.KvBits));
        double narrowest = gpu.Peak4Bit > gpu.Peak8Bit ? 4 : gpu.Peak8Bit > gpu.Peak16Bit ? 8 : 16;
        double Efficiency(double at) => Or(input(InputCatalogue.ComputeEfficiency), OfUnits(Math.Max(at, narrowest)));
        double OfUnits(double at) => input(
            at <= 4 ? InputCatalogue.ComputeEfficiency4Bit
            : at <= 8 ? InputCatalogue.ComputeEfficiency8Bit : InputCatalogue.ComputeEfficiency16Bit);
        double flops = n * Peak(gpu, bits) * gpu.ReachablePeak * Efficiency(bits);
        double attentionFlops = n * Peak(gpu, wider) * gpu.ReachablePeak * Efficiency(wider);
        double bandwidth = gpu.Bandwidth * input(InputCatalogue.BandwidthEfficiency);

        // Exchanges of T tokens: among the t GPUs of a stage, and from stage to stage.
        double m = Math.Min(t, gpu.DomainGpus), domains = Math.Ceiling(t / gpu.DomainGpus);
        double link = gpu.LinkBandwidth * input(InputCatalogue.LinkEfficiency),
            network = gpu.NetworkBandwidth * input(InputCatalogue.LinkEfficiency);
        double near = input(InputCatalogue.ExchangeLatency), far = input(InputCatalogue.NetworkLatency);
        double Exchange(double tokens)
        {
            double wait = near + (t > gpu.DomainGpus ? far : 0), seconds = 0;
            if (t > 1 && !isData)
            {
                double vector = tokens * memory.Width * 2;
                seconds = 2 * memory.Layers
                    * (wait + 2 * (m - 1) / m * vector / link + 2 * (domains - 1) / domains * vector / m / network);
            }
            else if (t > 1)
            {
                double away = Math.Min(memory.ActiveExperts, domains) * (1 - 1 / domains);
                double byLink = Math.Min(memory.ActiveExperts, t) * (t - 1) / t - away;
                seconds = memory.ExpertLayers * (2 * wait + tokens / t * memory.Width * 3 * (byLink / link + away / network));
            }
            bool isFar = n > gpu.DomainGpus;
            return seconds + (s - 1) * (near + (isFar ? far : 0) + tokens * memory.Width * 2 / t / (isFar ? network : link));
        }
        double shown = 1 - input(InputCatalogue.ExchangeOverlap);

        // The prompt.
        double uncached = request.Prompt - request.Cached;
        double expertFlop = work.PerExpertToken * uncached;
        double linearFlop = (work.PerPromptToken - work.PerExpertToken) * uncached + work.PerEncodedToken * request.Prompt
            + (request.Prompt > 0 ? work.PerPrompt : 0);
        double slower = expertFlop == 0 ? 1 : input(InputCatalogue.ExpertEfficiency);
        double promptLinear = linearFlop / flops, promptExperts = expertFlop / (flops * slower);
        double promptAttention = (request.PrefillFlop - linearFlop - expertFlop) / attentionFlops;
        double promptExchange = uncached > 0 ? Exchange(groups * uncached) / groups / s : 0;
        double prompt = promptLinear + promptExperts + promptAttention + shown * promptExchange;

        // A step.
        double drafts = input(InputCatalogue.DraftTokens), accepted = input(InputCatalogue.DraftAcceptance);
        double perStep = 0;
        for (int token = 0; token <= drafts; token++)
        {
            perStep += Math.Pow(accepted, token);
        }
        double context = request.Prompt + response / 2;
        (double Linear, double Experts, double Attention, double Exchange, double Whole) Step(double batch)
        {
            double tokens = batch / s * (drafts + 1);
            double linear = Math.Max(
                tokens * (work.PerResponseToken - work.PerExpertToken) * s / flops,
                memory.WeightsPerStep * weightBytes * groups / (t * bandwidth));
            double experts = 0;
            if (memory.ExpertWeights > 0)
            {
                double touched = 1 - Math.Pow(1 - memory.ActiveExperts / memory.Experts, tokens);
                double rows = tokens + input(InputCatalogue.ExpertPadding) * memory.Experts / memory.ActiveExperts * touched;
                experts = Math.Max(
                    rows * work.PerExpertToken * s / (flops * input(InputCatalogue.ExpertEfficiency)),
                    memory.ExpertWeights * expertBytes * touched / (t * bandwidth * input(InputCatalogue.ExpertReadEfficiency)));
            }
            double positions = work.PerResponsePosition * context + work.PerResponseWindowPosition * Math.Min(context, work.Window);
            double attention = Math.Max(
                tokens * positions * s / attentionFlops,
                copies * batch / s * Sequence(context, isRead: true) / (t * gpu.Bandwidth * input(InputCatalogue.AttentionEfficiency)));
            double exchange = Exchange(tokens);
            double overhead = Math.Max(1, memory.Layers) * input(InputCatalogue.StepOverhead)
                + batch / s * input(InputCatalogue.SequenceOverhead);
            double drafting = drafts == 0 ? 1 : 1 + input(InputCatalogue.DraftCost) * drafts;
            return (linear, experts, attention, exchange, (linear + experts + attention + shown * exchange + overhead) * drafting);
        }

        // The batch.
        double decoded = work.PerEncodedToken == 0 && request.Prompt > 0 ? Math.Max(0, response - 1) : response;
        double steps = Math.Max(Math.Min(1, decoded), decoded / perStep);
        double TimePerToken(double batch) =>
            decoded == 0 ? 0 : (steps * Step(batch).Whole + (isApart ? 0 : (batch - 1) * prompt)) / decoded;
        double limit = hasSteps ? Or(input(InputCatalogue.TokenTimeLimit), double.PositiveInfinity) : double.PositiveInfinity;
        double cap = Math.Min(Math.Min(largest, (isData ? n : 1) * input(InputCatalogue.MaxBatch)), Or(
            input(InputCatalogue.Concurrency), double.PositiveInfinity));
        bool isLate = TimePerToken(1) > limit;
        if (TimePerToken(Math.Max(1, cap)) > limit)
        {
            var (low, high) = (1.0, Math.Max(1, cap));
            for (int halving = 0; halving < 200 && !isLate; halving++)
            {
                double middle = (low + high) / 2;
                (low, high) = TimePerToken(middle) <= limit ? (middle, high) : (low, middle);
            }
            cap = low;
        }
        double batch = Math.Max(1, input(InputCatalogue.BatchingEfficiency) * cap);
        var step = Step(batch);
        double decode = hasSteps ? steps * step.Whole / batch : 0, error = input(InputCatalogue.ServingError);

        // GPU-seconds.
        double prefillSeconds = n * prompt * error;
        double decodeSeconds = n * error * (model.Denoises ? request.DecodeFlop / flops
            : model.GeneratesImages ? request.Images * (decode + work.PerImage / flops) : decode);
        double beside = input(InputCatalogue.PromptGpus);
        if (isApart && !double.IsNaN(beside) && hasSteps && !model.GeneratesImages)
        {
            double both = Math.Max(decode, n * prompt / beside);
            (prefillSeconds, decodeSeconds) = (beside * both * error, n * both * error);
        }

        // Latency.
        double way = s * groups * prompt, load = input(InputCatalogue.LoadFactor);
        double busy = Math.Min(0.95, hasSteps && !isApart ? load * prompt / Math.Max(1e-100, prompt + decode) : load);
        double first = way + busy * prompt / (2 * (1 - busy));
        if (hasSteps)
        {
            first += isApart ? Sequence(request.Prompt) / (n * network) : decoded > 0 ? step.Whole / 2 : 0;
        }
        double perToken = TimePerToken(batch);
        return new()
        {
            IsOfReplicas = true,
            ReplicaGpus = isApart && !double.IsNaN(beside) ? n + beside : n,
            Prefill = prefillSeconds,
            Decode = decodeSeconds,
            Unfit = largest < 1 ? 1 : 0,
            Late = isLate ? 1 : 0,
            Batch = hasSteps ? batch : 0,
            LargestBatch = largest,
            FirstToken = first,
            TimePerToken = perToken,
            Decoded = decoded,
            RequestSeconds = hasSteps ? first + decoded * perToken : first + decodeSeconds / n,
            Linear = step.Linear,
            Experts = step.Experts,
            Attention = step.Attention,
            Exchange = step.Exchange,
            Step = step.Whole,
            PromptLinear = promptLinear,
            PromptExperts = promptExperts,
            PromptAttention = promptAttention,
            PromptExchange = promptExchange,
            Prompt = prompt,
            Steps = steps,
            WeightBytes = held,
            SequenceBytes = Sequence(context, isRead: true),
            Copies = copies,
            TokensPerStep = perStep,
        };
    }
}

/// <summary>One request and its work.</summary>
/// <param name="Asked">Tokens of text and of images in the prompt, without padding.</param>
/// <param name="CachedOfAsked">Those of them found in a cache.</param>
/// <param name="Prompt">Tokens read, padding included.</param>
/// <param name="Cached">Those of them found in a cache.</param>
/// <param name="Response">Tokens of text generated; 0 where none is asked.</param>
/// <param name="Images">Images generated; 0 where none are.</param>
/// <param name="PrefillFlop">Work of reading, FLOP.</param>
/// <param name="DecodeFlop">Work of generating, FLOP.</param>
internal readonly record struct PlainRequest(
    double Asked, double CachedOfAsked, double Prompt, double Cached, double Response, double Images, double PrefillFlop, double DecodeFlop)
{
    /// <summary>A request to a model.</summary>
    /// <param name="model">The architecture.</param>
    /// <param name="input">Value of an input; NaN where nothing reads it.</param>
    public static PlainRequest Of(Architecture model, Func<InputDefinition, double> input)
    {
        var work = model.Work;
        bool isPadded = work.PaddedPrompt > 0;
        double inPrompt = model.ReadsImages ? input(InputCatalogue.ImagesPerPrompt) : 0;
        double asked = input(InputCatalogue.PromptTokens) + work.TokensPerPromptImage * inPrompt;
        double cached = input(InputCatalogue.CachedShare) * asked, turns = input(InputCatalogue.Turns);
        if (!double.IsNaN(turns))
        {
            // Turn i reads the first prompt and i - 1 times what a turn adds; all but what is new may be in a cache. Means over the turns.
            double growth = input(InputCatalogue.TurnTokens), later = turns - 1, first = asked;
            double again = later * first + later * Math.Max(0, turns - 2) / 2 * growth;
            asked = (turns * first + turns * later / 2 * growth) / turns;
            cached = (cached + input(InputCatalogue.TurnCachedShare) * again) / turns;
            inPrompt /= turns;
        }
        double s = isPadded ? work.PaddedPrompt : asked, hs = isPadded ? 0 : cached;
        double Near(double n) => work.IsChunked ? C(n, work.Window) : A(n, work.Window);
        double prefill = work.PerPromptToken * (s - hs) + work.PerPromptPosition * (A(s) - A(hs))
            + work.PerPromptWindowPosition * (Near(s) - Near(hs))
            + work.PerPromptPositionInside * (A(Math.Min(s, work.Window)) - A(Math.Min(hs, work.Window)))
            + work.PerPromptPositionBeyond * work.Window * (Math.Max(0, s - work.Window) - Math.Max(0, hs - work.Window))
            + (s > 0 ? work.PerPrompt : 0) + work.PerEncodedToken * s + work.PerEncodedPair * s * s
            + work.PerPromptImage * inPrompt;
        double Generate(double n) => work.PerResponseToken * n + work.PerResponsePromptPair * n * s + work.PerResponsePosition * A(n)
            + work.PerResponseWindowPosition * (Near(s + n) - Near(s));

        double response = double.IsNaN(input(InputCatalogue.ResponseTokens)) ? 0 : input(InputCatalogue.ResponseTokens);
        if (!model.GeneratesImages)
        {
            return new(asked, cached, s, hs, response, 0, prefill, Generate(response));
        }
        double images = input(InputCatalogue.ImagesPerQuery), perImage = work.PerImage + Generate(work.ImageTokens);
        if (model.Denoises)
        {
            double area = Math.Pow(input(InputCatalogue.Resolution), 2), steps = input(InputCatalogue.DenoisingSteps);
            double perStep = work.PerStep + work.PerStepArea * area + work.PerStepAreaSquared * Math.Pow(area, 2);
            double perPass = work.PerGuidancePass + steps * perStep;
            perImage = work.PerImage + work.PerImageArea * area + input(InputCatalogue.Guidance) * perPass;
        }
        return new(asked, cached, s, hs, response, images, prefill, images * perImage);
    }

    /// <summary>Positions that the first n tokens attend to, each of them to those before it in its chunk.</summary>
    private static double C(double n, double chunk) => n < chunk ? A(n) : A(chunk) + C(n - chunk, chunk);

    /// <summary>Positions that the first n tokens attend to, each of them to at most a window.</summary>
    private static double A(double n, double window = double.PositiveInfinity)
    {
        double m = Math.Min(n, window);
        return m * (m + 1) / 2 + (n > m ? (n - m) * window : 0);
    }
}

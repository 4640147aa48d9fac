using CostSim.CostModel;

namespace CostSim.Tests.CostModel;

/// <summary>GPU-seconds of one request, written down from the formulas one number at a time.</summary>
/// <param name="Prefill">Reading the prompt, GPU-s/query.</param>
/// <param name="Decode">Generating the response, GPU-s/query.</param>
/// <param name="Unfit">1 where the model does not fit its GPUs, else 0.</param>
internal readonly record struct PlainServing(double Prefill, double Decode, double Unfit)
{
    /// <summary>One request on one accelerator.</summary>
    /// <param name="serving">Name of the serving model.</param>
    /// <param name="model">The architecture.</param>
    /// <param name="gpu">The accelerator.</param>
    /// <param name="peak">Its peak at the precision used, FLOP/s.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="input">Value of an input; NaN where nothing reads it.</param>
    public static PlainServing Of(
        string serving, Architecture model, Accelerator gpu, double peak, PlainRequest request,
        Func<InputDefinition, double> input) => serving switch
        {
            "utilisation" => Utilisation(peak * input(InputCatalogue.Utilisation) * input(InputCatalogue.BatchingEfficiency), request),
            "throughput" => Throughput(model, request, input),
            "roofline" => Roofline(model, gpu, peak, request, input),
            _ => throw new ArgumentException(serving),
        };

    private static PlainServing Utilisation(double rate, PlainRequest request) =>
        new(request.PrefillFlop / rate, request.DecodeFlop / rate, 0);

    private static PlainServing Throughput(Architecture model, PlainRequest request, Func<InputDefinition, double> input)
    {
        double batching = input(InputCatalogue.BatchingEfficiency), prompt = input(InputCatalogue.PromptTokens);
        double generated = model.GeneratesText ? request.Response : model.Work.ImageTokens * request.Images;
        return new(
            prompt == 0 ? 0 : (1 - input(InputCatalogue.CachedShare)) * prompt / (input(InputCatalogue.PrefillThroughput) * batching),
            generated / (input(InputCatalogue.DecodeThroughput) * batching),
            0);
    }

    private static PlainServing Roofline(
        Architecture model, Accelerator gpu, double peak, PlainRequest request, Func<InputDefinition, double> input)
    {
        var (work, memory) = (model.Work, model.Memory);
        double n = input(InputCatalogue.GpusPerReplica), weightBytes = input(InputCatalogue.WeightBits) / 8,
            cacheBytes = input(InputCatalogue.KvBits) / 8;
        double tokens = model.GeneratesText ? request.Response : work.ImageTokens;
        double context = request.Prompt + tokens / 2, inWindow = Math.Min(context, memory.Window);

        double sequence = (memory.KeyValues * context + memory.WindowKeyValues * inWindow) * cacheBytes;
        double free = n * gpu.Memory * input(InputCatalogue.MemoryShare) - memory.Weights * weightBytes;
        double largest = sequence > 0 ? free / sequence : free >= 0 ? double.PositiveInfinity : 0;
        double batch = Math.Max(1, input(InputCatalogue.BatchingEfficiency) * Math.Min(input(InputCatalogue.MaxBatch), largest));

        double flops = n * peak * input(InputCatalogue.ComputeEfficiency),
            bandwidth = n * gpu.Bandwidth * input(InputCatalogue.BandwidthEfficiency);
        double touched = memory.Experts == 0 ? 0 : 1 - Math.Pow(1 - memory.ActiveExperts / memory.Experts, batch);
        double read = (memory.WeightsPerStep + memory.ExpertWeights * touched) * weightBytes;
        double linear = Math.Max(batch * work.PerResponseToken / flops, read / bandwidth);
        double positions = work.PerResponsePosition * context + work.PerResponseWindowPosition * inWindow;
        double attention = Math.Max(batch * positions / flops, batch * sequence / bandwidth);
        double link = gpu.LinkBandwidth * input(InputCatalogue.LinkEfficiency);
        double Exchange(double of) => n == 1 ? 0 : 2 * memory.Layers * (20e-6 + 2 * (n - 1) / n * of * memory.Width * 2 / link);
        double step = linear + attention + Exchange(batch) + input(InputCatalogue.StepOverhead);

        double uncached = request.Prompt - request.Cached;
        double decode = model.Denoises ? request.DecodeFlop / flops
            : model.GeneratesImages ? request.Images * (tokens * step / batch + work.PerImage / flops)
            : tokens * step / batch;
        return new(n * (request.PrefillFlop / flops + (uncached > 0 ? Exchange(uncached) : 0)), n * decode, largest < 1 ? 1 : 0);
    }
}

/// <summary>One request and its work.</summary>
/// <param name="Prompt">Tokens read, padding included.</param>
/// <param name="Cached">Those of them found in a cache.</param>
/// <param name="Response">Tokens of text generated; 0 where none is asked.</param>
/// <param name="Images">Images generated; 0 where none are.</param>
/// <param name="PrefillFlop">Work of reading, FLOP.</param>
/// <param name="DecodeFlop">Work of generating, FLOP.</param>
internal readonly record struct PlainRequest(
    double Prompt, double Cached, double Response, double Images, double PrefillFlop, double DecodeFlop)
{
    /// <summary>A request to a model.</summary>
    /// <param name="model">The architecture.</param>
    /// <param name="input">Value of an input; NaN where nothing reads it.</param>
    public static PlainRequest Of(Architecture model, Func<InputDefinition, double> input)
    {
        var work = model.Work;
        bool isPadded = work.PaddedPrompt > 0;
        double s = isPadded ? work.PaddedPrompt : input(InputCatalogue.PromptTokens),
            hs = isPadded ? 0 : input(InputCatalogue.CachedShare) * s;
        double w = work.Window;
        double prefill = work.PerPromptToken * (s - hs) + work.PerPromptPosition * (A(s) - A(hs))
            + work.PerPromptWindowPosition * (A(s, w) - A(hs, w))
            + (s > 0 ? work.PerPrompt : 0) + work.PerEncodedToken * s + work.PerEncodedPair * s * s;
        double Generate(double n) => work.PerResponseToken * n + work.PerResponsePromptPair * n * s + work.PerResponsePosition * A(n)
            + work.PerResponseWindowPosition * (A(s + n, w) - A(s, w));

        double response = double.IsNaN(input(InputCatalogue.ResponseTokens)) ? 0 : input(InputCatalogue.ResponseTokens);
        if (!model.GeneratesImages)
        {
            return new(s, hs, response, 0, prefill, Generate(response));
        }
        double images = input(InputCatalogue.ImagesPerQuery), perImage = work.PerImage + Generate(work.ImageTokens);
        if (model.Denoises)
        {
            double area = Math.Pow(input(InputCatalogue.Resolution), 2), steps = input(InputCatalogue.DenoisingSteps);
            double perPass = work.PerGuidancePass + steps * (work.PerStepArea * area + work.PerStepAreaSquared * Math.Pow(area, 2));
            perImage = work.PerImage + work.PerImageArea * area + input(InputCatalogue.Guidance) * perPass;
        }
        return new(s, hs, response, images, prefill, images * perImage);
    }

    /// <summary>Positions that the first n tokens attend to, each of them to at most a window.</summary>
    private static double A(double n, double window = double.PositiveInfinity)
    {
        double m = Math.Min(n, window);
        return m * (m + 1) / 2 + (n > m ? (n - m) * window : 0);
    }
}

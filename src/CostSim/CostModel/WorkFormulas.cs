using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Fleet;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;

namespace CostSim.CostModel;

/// <summary>
/// The work of one request as quantities: the polynomial of <see cref="Work"/>, without the terms that an architecture lacks.
/// </summary>
internal static class WorkFormulas
{
    /// <summary>FLOP of reading the prompt.</summary>
    /// <param name="work">The architecture's work.</param>
    /// <param name="prompt">Prompt tokens; what a model pads them to where it does.</param>
    /// <param name="cached">Share of them found in a prefix cache.</param>
    public static Quantity Prefill(Work work, Quantity prompt, Quantity cached)
    {
        bool hasWindow = work.PerPromptWindowPosition != 0 || work.PerEncodedToken != 0 || work.PerEncodedPair != 0;
        bool hasPositions = work.PerPromptPosition != 0 || work.PerPrompt != 0;
        return hasWindow ? Formula.Of(new PrefillFlop<Yes, Yes>(work), prompt, cached)
            : hasPositions ? Formula.Of(new PrefillFlop<Yes, No>(work), prompt, cached)
            : Formula.Of(new PrefillFlop<No, No>(work), prompt, cached);
    }

    /// <summary>FLOP of generating the response as text.</summary>
    /// <param name="work">The architecture's work.</param>
    /// <param name="prompt">Prompt tokens.</param>
    /// <param name="response">Response tokens.</param>
    public static Quantity Decode(Work work, Quantity prompt, Quantity response)
    {
        bool hasPositions = work.PerResponsePromptPair != 0 || work.PerResponsePosition != 0;
        return work.PerResponseWindowPosition != 0 ? Formula.Of(new DecodeFlop<Yes, Yes>(work), prompt, response)
            : hasPositions ? Formula.Of(new DecodeFlop<Yes, No>(work), prompt, response)
            : Formula.Of(new DecodeOfTokens(work), response);
    }

    /// <summary>FLOP of generating images.</summary>
    public static Quantity Images(Work work, WorkloadInputs inputs) => work.HasDenoising
        ? Formula.Of(
            new DenoisingFlop(work),
            inputs[InputCatalogue.ImagesPerQuery], inputs[InputCatalogue.DenoisingSteps], inputs[InputCatalogue.Guidance],
            inputs[InputCatalogue.Resolution])
        : Formula.Of(new ImageTokensFlop(work), inputs[InputCatalogue.ImagesPerQuery]);

    /// <summary>
    /// The cost of a day in one pass from its inputs, where one rate serves and the model is read and generates by tokens alone.
    /// </summary>
    /// <returns>Null for work that is more than that.</returns>
    public static Quantity? CostInOnePass(
        Work work, Quantity users, Quantity perUser, Quantity prompt, Quantity cached, Quantity response, Quantity secondsPerFlop,
        Quantity loadFactor, Quantity minimum, Quantity price, Quantity overhead)
    {
        bool isPlain = work is
        {
            HasImages: false, PaddedPrompt: 0, PerPromptWindowPosition: 0, PerEncodedToken: 0, PerEncodedPair: 0,
            PerResponseWindowPosition: 0,
        };
        bool hasPositions = work.PerPromptPosition != 0 || work.PerPrompt != 0 || work.PerResponsePromptPair != 0
            || work.PerResponsePosition != 0;
        return !isPlain ? null
            : hasPositions
                ? Formula.Of(
                    new OnePass<Yes>(work), users, perUser, prompt, cached, response, secondsPerFlop, loadFactor, minimum, price, overhead)
                : Formula.Of(
                    new OnePass<No>(work), users, perUser, prompt, cached, response, secondsPerFlop, loadFactor, minimum, price, overhead);
    }

    /// <summary>The kernels of the chain one after another; nothing is computed here that is not declared there.</summary>
    private readonly struct OnePass<THasPositions>(Work work) : IFormula10
        where THasPositions : IFact
    {
        public string Name => "daily_cost";

        public string Unit => "USD/day";

        public string Text => "";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(
            Lanes users, Lanes perUser, Lanes prompt, Lanes cached, Lanes response, Lanes secondsPerFlop,
            Lanes loadFactor, Lanes minimum, Lanes price, Lanes overhead)
        {
            var prefill = THasPositions.Holds ? work.PrefillOfCausal(prompt, cached) : work.PrefillOfTokens(prompt, cached);
            var decode = THasPositions.Holds ? work.DecodeOfCausal(prompt, response) : work.PerResponseToken * response;
            var queries = new DayFormulas.QueriesPerDay().Of(users, perUser);
            var gpuSeconds = new DayFormulas.GpuSecondsPerDay().Of(
                queries, UtilisationServing.SecondsOf(prefill, secondsPerFlop), UtilisationServing.SecondsOf(decode, secondsPerFlop));
            var paidGpus = Provision.Always(new DayFormulas.NeededGpus().Of(gpuSeconds, loadFactor), minimum);
            return new DayFormulas.DailyCost().Of(paidGpus, price, overhead);
        }
    }

    private readonly struct PrefillFlop<THasPositions, THasMore>(Work work) : IFormula2
        where THasPositions : IFact
        where THasMore : IFact
    {
        public string Name => "prefill_flop";

        public string Unit => "FLOP/query";

        public string Text
        {
            get
            {
                string window = FormulaText.Number(work.Window);
                return FormulaText.Sum(
                    (work.PerPromptToken, "(prompt_tokens − cached_share × prompt_tokens)"),
                    (work.PerPromptPosition, "(A(prompt_tokens) − A(cached_share × prompt_tokens))"),
                    (work.PerPrompt, "(prompt_tokens > 0)"),
                    (work.PerEncodedToken, "prompt_tokens"),
                    (work.PerEncodedPair, "prompt_tokens ^ 2"),
                    (work.PerPromptWindowPosition, $"(A(prompt_tokens, {window}) − A(cached_share × prompt_tokens, {window}))"));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt, Lanes cached) =>
            THasMore.Holds ? work.Prefill(prompt, cached)
            : THasPositions.Holds ? work.PrefillOfCausal(prompt, cached)
            : work.PrefillOfTokens(prompt, cached);
    }

    private readonly struct DecodeFlop<THasPositions, THasWindow>(Work work) : IFormula2
        where THasPositions : IFact
        where THasWindow : IFact
    {
        public string Name => "decode_flop";

        public string Unit => "FLOP/query";

        public string Text => FormulaText.Sum(
            (work.PerResponseToken, "response_tokens"),
            (work.PerResponsePromptPair, "response_tokens × prompt_tokens"),
            (work.PerResponsePosition, "A(response_tokens)"),
            (work.PerResponseWindowPosition,
                $"(A(prompt_tokens + response_tokens, {FormulaText.Number(work.Window)}) − A(prompt_tokens, "
                    + $"{FormulaText.Number(work.Window)}))"));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt, Lanes response) =>
            THasWindow.Holds ? work.Decode(prompt, response) : work.DecodeOfCausal(prompt, response);
    }

    private readonly struct DecodeOfTokens(Work work) : IFormula1
    {
        public string Name => "decode_flop";

        public string Unit => "FLOP/query";

        public string Text => FormulaText.Sum((work.PerResponseToken, "response_tokens"));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes response) => work.PerResponseToken * response;
    }

    private readonly struct DenoisingFlop(Work work) : IFormula4
    {
        public string Name => "decode_flop";

        public string Unit => "FLOP/query";

        public string Text
        {
            get
            {
                string perStep = FormulaText.Sum((work.PerStepArea, "resolution ^ 2"), (work.PerStepAreaSquared, "resolution ^ 4"));
                string perPass = $"({FormulaText.Number(work.PerGuidancePass)} + denoising_steps × ({perStep}))";
                string perImage = FormulaText.Sum((work.PerImage, "1"), (work.PerImageArea, "resolution ^ 2"));
                return $"images_per_query × ({perImage} + guidance × {perPass})";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes images, Lanes steps, Lanes guidance, Lanes resolution) => work.Images(images, steps, guidance, resolution);
    }

    private readonly struct ImageTokensFlop(Work work) : IFormula1
    {
        public string Name => "decode_flop";

        public string Unit => "FLOP/query";

        public string Text => $"images_per_query × {FormulaText.Number(work.Images(Lanes.One, Lanes.One, Lanes.One, Lanes.One)[0])}";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes images) => work.Images(images, Lanes.One, Lanes.One, Lanes.One);
    }
}

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
    /// <param name="images">Images in the prompt, whose tokens are among those of the prompt; null where the model reads none.</param>
    public static Quantity Prefill(Work work, Quantity prompt, Quantity cached, Quantity? images = null)
    {
        if (images is not null)
        {
            return Formula.Of(new PrefillWithImagesFlop(work), prompt, cached, images);
        }
        bool hasWindow = work.PerPromptWindowPosition != 0 || work.PerPromptPositionBeyond != 0
            || work.PerEncodedToken != 0 || work.PerEncodedPair != 0;
        bool hasPositions = work.PerPromptPosition != 0 || work.PerPrompt != 0;
        return hasWindow ? Formula.Of(new PrefillFlop<Yes, Yes>(work), prompt, cached)
            : hasPositions ? Formula.Of(new PrefillFlop<Yes, No>(work), prompt, cached)
            : Formula.Of(new PrefillFlop<No, No>(work), prompt, cached);
    }

    /// <summary>A prompt whose images are tokens of it as well.</summary>
    /// <param name="tokensPerImage">Tokens that an image is.</param>
    /// <param name="text">Tokens of its text.</param>
    /// <param name="images">Images in it.</param>
    public static Quantity PromptWithImages(double tokensPerImage, Quantity text, Quantity images) =>
        Formula.Of(new PromptWithImagesTokens(tokensPerImage), text, images);

    /// <summary>Those of so many tokens that lie within the window, in the words of formula texts.</summary>
    private static string Inside(Work work, string tokens) => $"min({tokens}, {FormulaText.Number(work.Window)})";

    /// <summary>What reading a prompt's tokens takes, in the words of formula texts.</summary>
    private static (double Factor, string Term)[] PrefillTerms(Work work) =>
    [
        (work.PerPromptToken, "(prompt_tokens − cached_share × prompt_tokens)"),
        (work.PerPromptPosition, "(A(prompt_tokens) − A(cached_share × prompt_tokens))"),
        (work.PerPromptPositionInside, $"(A({Inside(work, "prompt_tokens")}) − A({Inside(work, "cached_share × prompt_tokens")}))"),
        (work.PerPromptPositionBeyond,
            $"{FormulaText.Number(work.Window)} × (prompt_tokens − {Inside(work, "prompt_tokens")} − (cached_share × prompt_tokens − "
                + $"{Inside(work, "cached_share × prompt_tokens")}))"),
        (work.PerPrompt, "(prompt_tokens > 0)"),
        (work.PerEncodedToken, "prompt_tokens"),
        (work.PerEncodedPair, "prompt_tokens ^ 2"),
        (work.PerPromptWindowPosition, $"({Window(work, "prompt_tokens")} − {Window(work, "cached_share × prompt_tokens")})"),
    ];

    /// <summary>Positions that so many tokens attend to within the window, in the words of formula texts.</summary>
    private static string Window(Work work, string tokens) =>
        $"{(work.IsChunked ? "C" : "A")}({tokens}, {FormulaText.Number(work.Window)})";

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
        Provision provision, Quantity price, Quantity overhead)
    {
        bool isPlain = work is
        {
            HasImages: false, PaddedPrompt: 0, PerPromptImage: 0, PerPromptWindowPosition: 0, PerPromptPositionBeyond: 0,
            PerEncodedToken: 0, PerEncodedPair: 0,
            PerResponseWindowPosition: 0,
        };
        bool hasPositions = work.PerPromptPosition != 0 || work.PerPrompt != 0 || work.PerResponsePromptPair != 0
            || work.PerResponsePosition != 0;
        if (!isPlain)
        {
            return null;
        }
        var (sizing, step, least) = (provision.Sizing!, provision.Step, provision.Least);
        return (hasPositions, provision.IsStepless) switch
        {
            (true, true) => Formula.Of(
                new OnePass<Yes>(work), users, perUser, prompt, cached, response, secondsPerFlop, sizing, least, price, overhead),
            (false, true) => Formula.Of(
                new OnePass<No>(work), users, perUser, prompt, cached, response, secondsPerFlop, sizing, least, price, overhead),
            (true, false) => Formula.Of(
                new OnePassInSteps<Yes>(work), users, perUser, prompt, cached, response, secondsPerFlop, sizing, step, least, price,
                overhead),
            (false, false) => Formula.Of(
                new OnePassInSteps<No>(work), users, perUser, prompt, cached, response, secondsPerFlop, sizing, step, least, price,
                overhead),
        };
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
            Lanes sizing, Lanes least, Lanes price, Lanes overhead)
        {
            var busy = BusyOf<THasPositions>(work, users, perUser, prompt, cached, response, secondsPerFlop);
            return new DayFormulas.DailyCost().Of(Provision.Always(busy, sizing, least), price, overhead);
        }
    }

    private readonly struct PromptWithImagesTokens(double tokensPerImage) : IFormula2
    {
        public string Name => "prompt_tokens";

        public string Unit => "token/query";

        public string Text => $"prompt_tokens + {FormulaText.Number(tokensPerImage)} × images_per_prompt";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes text, Lanes images) => text + tokensPerImage * images;
    }

    /// <summary>The same where GPUs come in steps.</summary>
    private readonly struct OnePassInSteps<THasPositions>(Work work) : IFormula11
        where THasPositions : IFact
    {
        public string Name => "daily_cost";

        public string Unit => "USD/day";

        public string Text => "";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(
            Lanes users, Lanes perUser, Lanes prompt, Lanes cached, Lanes response, Lanes secondsPerFlop,
            Lanes sizing, Lanes step, Lanes least, Lanes price, Lanes overhead)
        {
            var busy = BusyOf<THasPositions>(work, users, perUser, prompt, cached, response, secondsPerFlop);
            return new DayFormulas.DailyCost().Of(Provision.Always(busy, sizing, step, least), price, overhead);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes BusyOf<THasPositions>(
        Work work, Lanes users, Lanes perUser, Lanes prompt, Lanes cached, Lanes response, Lanes secondsPerFlop)
        where THasPositions : IFact
    {
        var prefill = THasPositions.Holds ? work.PrefillOfCausal(prompt, cached) : work.PrefillOfTokens(prompt, cached);
        var decode = THasPositions.Holds ? work.DecodeOfCausal(prompt, response) : work.PerResponseToken * response;
        var queries = new DayFormulas.QueriesPerDay().Of(users, perUser);
        var gpuSeconds = new DayFormulas.GpuSecondsPerDay().Of(
            queries, UtilisationServing.SecondsOf(prefill, secondsPerFlop), UtilisationServing.SecondsOf(decode, secondsPerFlop));
        return new DayFormulas.BusyGpus().Of(gpuSeconds);
    }

    private readonly struct PrefillFlop<THasPositions, THasMore>(Work work) : IFormula2
        where THasPositions : IFact
        where THasMore : IFact
    {
        public string Name => "prefill_flop";

        public string Unit => "FLOP/query";

        public string Text => FormulaText.Sum(PrefillTerms(work));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt, Lanes cached) =>
            THasMore.Holds ? work.Prefill(prompt, cached)
            : THasPositions.Holds ? work.PrefillOfCausal(prompt, cached)
            : work.PrefillOfTokens(prompt, cached);
    }

    private readonly struct PrefillWithImagesFlop(Work work) : IFormula3
    {
        public string Name => "prefill_flop";

        public string Unit => "FLOP/query";

        public string Text => FormulaText.Sum([.. PrefillTerms(work), (work.PerPromptImage, "images_per_prompt")]);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes prompt, Lanes cached, Lanes images) => work.Prefill(prompt, cached, images);
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
                $"({Window(work, "prompt_tokens + response_tokens")} − {Window(work, "prompt_tokens")})"));

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
                string perStep = FormulaText.Sum(
                    (work.PerStep, "1"), (work.PerStepArea, "resolution ^ 2"), (work.PerStepAreaSquared, "resolution ^ 4"));
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

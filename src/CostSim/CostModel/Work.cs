using System.Numerics;
using System.Runtime.CompilerServices;

namespace CostSim.CostModel;

/// <summary>
/// FLOP of one request as a polynomial of its lengths. Every architecture family compiles to these coefficients, so one kernel
/// serves them all. S is the number of prompt tokens, N of response tokens, h the cached share of the prompt; a multiply-add is 2 FLOP.
/// </summary>
/// <remarks>
/// "Position" is one attended position of one token: the first n tokens of a causal sequence attend to
/// A(n) = n(n+1)/2 of them, or A_w(n) = m(m+1)/2 + (n-m)w with m = min(n, w) under a sliding window w.
/// A model responds with text or with images. Images, of which a side is r times the native side, take
/// images·(PerImage + PerImageArea·r² + guidance·(PerGuidancePass + steps·(PerStepArea·r² + PerStepAreaSquared·r⁴))),
/// or are sequences of <see cref="ImageTokens"/> tokens, each decoded after the prompt as a response is.
/// </remarks>
public readonly record struct Work
{
    /// <summary>FLOP per prompt token that is not cached.</summary>
    public double PerPromptToken { get; init; }

    /// <summary>FLOP per position that uncached prompt tokens attend to, A(S) - A(hS) of them.</summary>
    public double PerPromptPosition { get; init; }

    /// <summary>FLOP per position within the window, A_w(S) - A_w(hS) of them.</summary>
    public double PerPromptWindowPosition { get; init; }

    /// <summary>FLOP once per request that has a prompt: the head that yields the first token.</summary>
    public double PerPrompt { get; init; }

    /// <summary>
    /// FLOP per prompt token of a bidirectional encoder. Every token sees all others, so that no cache helps: h has no effect.
    /// </summary>
    public double PerEncodedToken { get; init; }

    /// <summary>FLOP per pair of prompt tokens of a bidirectional encoder, S² of them; h has no effect.</summary>
    public double PerEncodedPair { get; init; }

    /// <summary>FLOP per generated token.</summary>
    public double PerResponseToken { get; init; }

    /// <summary>FLOP per pair of a generated token and a prompt token it attends to, N·S of them.</summary>
    public double PerResponsePromptPair { get; init; }

    /// <summary>FLOP per position among the generated tokens themselves, A(N) of them.</summary>
    public double PerResponsePosition { get; init; }

    /// <summary>FLOP per position within the window during decode, A_w(S+N) - A_w(S) of them.</summary>
    public double PerResponseWindowPosition { get; init; }

    /// <summary>FLOP once per image.</summary>
    public double PerImage { get; init; }

    /// <summary>FLOP once per image of the native side, growing with its area r².</summary>
    public double PerImageArea { get; init; }

    /// <summary>FLOP once per image and guidance pass, whatever the steps: the text encoder.</summary>
    public double PerGuidancePass { get; init; }

    /// <summary>FLOP per denoising step and guidance pass at the native side, growing with the area r².</summary>
    public double PerStepArea { get; init; }

    /// <summary>FLOP per denoising step and guidance pass at the native side, growing with the area squared r⁴: self-attention.</summary>
    public double PerStepAreaSquared { get; init; }

    /// <summary>Length w of the sliding window; unused when no coefficient refers to it.</summary>
    public double Window { get; init; }

    /// <summary>
    /// Length that every prompt is padded to, which takes the place of S, with nothing cached; 0: prompts are as long as they are.
    /// </summary>
    public double PaddedPrompt { get; init; }

    /// <summary>Tokens decoded for each image, which take the place of N; 0 when images are not made of tokens.</summary>
    public double ImageTokens { get; init; }

    /// <summary>True when the response is images.</summary>
    public bool HasImages => ImageTokens != 0 || PerImage != 0 || PerImageArea != 0 || HasDenoising;

    /// <summary>True when images come from denoising steps.</summary>
    public bool HasDenoising => PerGuidancePass != 0 || PerStepArea != 0 || PerStepAreaSquared != 0;

    /// <summary>False when a coefficient has overflowed.</summary>
    public bool IsFinite => double.IsFinite(
        PerPromptToken + PerPromptPosition + PerPromptWindowPosition + PerPrompt + PerEncodedToken + PerEncodedPair
        + PerResponseToken + PerResponsePromptPair + PerResponsePosition + PerResponseWindowPosition
        + PerImage + PerImageArea + PerGuidancePass + PerStepArea + PerStepAreaSquared);

    /// <summary>The work of reading the prompt alone, of a model that generates nothing.</summary>
    internal Work OfPrompt() => this with
    {
        PerResponseToken = 0,
        PerResponsePromptPair = 0,
        PerResponsePosition = 0,
        PerResponseWindowPosition = 0,
    };

    /// <summary>The work of two parts of a model together; lengths that both name are the same.</summary>
    public static Work operator +(Work a, Work b) => new()
    {
        PerPromptToken = a.PerPromptToken + b.PerPromptToken,
        PerPromptPosition = a.PerPromptPosition + b.PerPromptPosition,
        PerPromptWindowPosition = a.PerPromptWindowPosition + b.PerPromptWindowPosition,
        PerPrompt = a.PerPrompt + b.PerPrompt,
        PerEncodedToken = a.PerEncodedToken + b.PerEncodedToken,
        PerEncodedPair = a.PerEncodedPair + b.PerEncodedPair,
        PerResponseToken = a.PerResponseToken + b.PerResponseToken,
        PerResponsePromptPair = a.PerResponsePromptPair + b.PerResponsePromptPair,
        PerResponsePosition = a.PerResponsePosition + b.PerResponsePosition,
        PerResponseWindowPosition = a.PerResponseWindowPosition + b.PerResponseWindowPosition,
        PerImage = a.PerImage + b.PerImage,
        PerImageArea = a.PerImageArea + b.PerImageArea,
        PerGuidancePass = a.PerGuidancePass + b.PerGuidancePass,
        PerStepArea = a.PerStepArea + b.PerStepArea,
        PerStepAreaSquared = a.PerStepAreaSquared + b.PerStepAreaSquared,
        Window = Math.Max(a.Window, b.Window),
        PaddedPrompt = Math.Max(a.PaddedPrompt, b.PaddedPrompt),
        ImageTokens = Math.Max(a.ImageTokens, b.ImageTokens),
    };

    /// <summary>FLOP of reading the prompt, for a vector of requests.</summary>
    /// <param name="prompt">Prompt tokens S.</param>
    /// <param name="cached">Share h of them found in a prefix cache.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes Prefill(Lanes prompt, Lanes cached)
    {
        if (PaddedPrompt != 0)
        {
            (prompt, cached) = (new Lanes(PaddedPrompt), Lanes.Zero);
        }
        var flop = PrefillOfCausal(prompt, cached) + (new Lanes(PerEncodedToken) + PerEncodedPair * prompt) * prompt;
        return PerPromptWindowPosition == 0
            ? flop
            : flop + PerPromptWindowPosition * (WindowPositions(prompt) - WindowPositions(cached * prompt));
    }

    /// <summary>FLOP of reading the prompt where every token attends to all before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Lanes PrefillOfCausal(Lanes prompt, Lanes cached) =>
        PrefillOfTokens(prompt, cached)
        + PerPromptPosition * (Positions(prompt) - Positions(cached * prompt))
        + Vector.ConditionalSelect(Vector.GreaterThan(prompt, Lanes.Zero), new Lanes(PerPrompt), Lanes.Zero);

    /// <summary>FLOP of reading the prompt where only the number of tokens counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Lanes PrefillOfTokens(Lanes prompt, Lanes cached) => PerPromptToken * (prompt - cached * prompt);

    /// <summary>FLOP of generating the response, for a vector of requests.</summary>
    /// <param name="prompt">Prompt tokens S.</param>
    /// <param name="response">Response tokens N.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes Decode(Lanes prompt, Lanes response)
    {
        var flop = DecodeOfCausal(prompt, response);
        return PerResponseWindowPosition == 0
            ? flop
            : flop + PerResponseWindowPosition * (WindowPositions(prompt + response) - WindowPositions(prompt));
    }

    /// <summary>FLOP of generating the response where every token attends to all before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Lanes DecodeOfCausal(Lanes prompt, Lanes response) =>
        PerResponseToken * response
        + PerResponsePromptPair * response * prompt
        + PerResponsePosition * Positions(response);

    /// <summary>FLOP of generating images, for a vector of requests.</summary>
    /// <param name="images">Images per request.</param>
    /// <param name="steps">Denoising steps.</param>
    /// <param name="guidance">Passes per step: 2 with classifier-free guidance.</param>
    /// <param name="resolution">Image side r over the native side.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes Images(Lanes images, Lanes steps, Lanes guidance, Lanes resolution)
    {
        var area = resolution * resolution;
        var perStep = (new Lanes(PerStepArea) + PerStepAreaSquared * area) * area;
        var tokens = Decode(new Lanes(PaddedPrompt), new Lanes(ImageTokens));
        return images * (tokens + new Lanes(PerImage) + PerImageArea * area + guidance * (new Lanes(PerGuidancePass) + steps * perStep));
    }

    /// <summary>A(n) = n(n+1)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Positions(Lanes tokens) => 0.5 * tokens * (tokens + Lanes.One);

    /// <summary>A_w(n) = m(m+1)/2 + (n-m)w, m = min(n, w).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes WindowPositions(Lanes tokens)
    {
        var inside = Vector.MinNative(tokens, new Lanes(Window));
        return Positions(inside) + (tokens - inside) * Window;
    }
}

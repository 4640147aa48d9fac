using System.Numerics;
using System.Runtime.CompilerServices;

namespace CostSim.CostModel;

/// <summary>
/// FLOP of one request as a polynomial of its lengths. Every architecture family compiles to these coefficients, so one kernel
/// serves them all. S is the number of prompt tokens, N of response tokens, h the cached share of the prompt; a multiply-add is 2 FLOP.
/// </summary>
/// <remarks>
/// "Position" is one attended position of one token: the first n tokens of a causal sequence attend to
/// A(n) = n(n+1)/2 of them, or A_w(n) = m(m+1)/2 + (n-m)w with m = min(n, w) under a sliding window w; within chunks of w tokens it is
/// C_w(n) = k·w(w+1)/2 + A(n - k·w) with k = floor(n/w).
/// A model responds with text or with images. Images, of which a side is r times the native side, take
/// images·(PerImage + PerImageArea·r² + guidance·(PerGuidancePass + steps·(PerStep + PerStepArea·r² + PerStepAreaSquared·r⁴))),
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

    /// <summary>
    /// FLOP per position that those of the first w prompt tokens attend to that are not cached, A(min(S, w)) - A(min(hS, w)) of them.
    /// </summary>
    public double PerPromptPositionInside { get; init; }

    /// <summary>
    /// FLOP per position that uncached prompt tokens beyond the first w attend to, w for each of them, where it is another figure.
    /// </summary>
    public double PerPromptPositionBeyond { get; init; }

    /// <summary>FLOP once per request that has a prompt: the head that yields the first token.</summary>
    public double PerPrompt { get; init; }

    /// <summary>
    /// FLOP per prompt token of a bidirectional encoder. Every token sees all others, so that no cache helps: h has no effect.
    /// </summary>
    public double PerEncodedToken { get; init; }

    /// <summary>FLOP per pair of prompt tokens of a bidirectional encoder, S² of them; h has no effect.</summary>
    public double PerEncodedPair { get; init; }

    /// <summary>FLOP per image in the prompt: its encoder, which runs whatever is cached.</summary>
    public double PerPromptImage { get; init; }

    /// <summary>Tokens that an image is in the prompt, which come on top of its text; 0 for none.</summary>
    public double TokensPerPromptImage { get; init; }

    /// <summary>FLOP per generated token.</summary>
    public double PerResponseToken { get; init; }

    /// <summary>
    /// Of <see cref="PerPromptToken"/> and of <see cref="PerResponseToken"/>, what runs in routed experts; part of both, not on top.
    /// </summary>
    public double PerExpertToken { get; init; }

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

    /// <summary>FLOP per denoising step and guidance pass, whatever the image's side: tokens of text among themselves.</summary>
    public double PerStep { get; init; }

    /// <summary>FLOP per denoising step and guidance pass at the native side, growing with the area r².</summary>
    public double PerStepArea { get; init; }

    /// <summary>FLOP per denoising step and guidance pass at the native side, growing with the area squared r⁴: self-attention.</summary>
    public double PerStepAreaSquared { get; init; }

    /// <summary>
    /// Length w of the sliding window, or the most positions that attention reads where an index chooses them; unused when no coefficient
    /// refers to it.
    /// </summary>
    public double Window { get; init; }

    /// <summary>True when the window is a chunk: a token attends to those before it in its own w tokens, and to none before them.</summary>
    public bool IsChunked { get; init; }

    /// <summary>
    /// Length that every prompt is padded to, which takes the place of S, with nothing cached; 0: prompts are as long as they are.
    /// </summary>
    public double PaddedPrompt { get; init; }

    /// <summary>Tokens decoded for each image, which take the place of N; 0 when images are not made of tokens.</summary>
    public double ImageTokens { get; init; }

    /// <summary>True when the response is images.</summary>
    public bool HasImages => ImageTokens != 0 || PerImage != 0 || PerImageArea != 0 || HasDenoising;

    /// <summary>True when images come from denoising steps.</summary>
    public bool HasDenoising => PerGuidancePass != 0 || PerStep != 0 || PerStepArea != 0 || PerStepAreaSquared != 0;

    /// <summary>True when images in the prompt are all that it works on.</summary>
    internal bool ReadsImagesAlone => PerPromptImage != 0 && (this with { PerPromptImage = 0 }).IsNothing;

    /// <summary>True when no request takes any FLOP.</summary>
    private bool IsNothing => !HasImages
        && PerPromptToken + PerPromptPosition + PerPromptWindowPosition + PerPromptPositionInside + PerPromptPositionBeyond
        + PerPrompt + PerEncodedToken + PerEncodedPair + PerPromptImage
        + PerResponseToken + PerResponsePromptPair + PerResponsePosition + PerResponseWindowPosition == 0;

    /// <summary>False when a coefficient has overflowed.</summary>
    public bool IsFinite => double.IsFinite(
        PerPromptToken + PerPromptPosition + PerPromptWindowPosition + PerPromptPositionInside + PerPromptPositionBeyond
        + PerPrompt + PerEncodedToken + PerEncodedPair + PerPromptImage
        + PerResponseToken + PerResponsePromptPair + PerResponsePosition + PerResponseWindowPosition
        + PerImage + PerImageArea + PerGuidancePass + PerStep + PerStepArea + PerStepAreaSquared);

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
        PerPromptPositionInside = a.PerPromptPositionInside + b.PerPromptPositionInside,
        PerPromptPositionBeyond = a.PerPromptPositionBeyond + b.PerPromptPositionBeyond,
        PerPrompt = a.PerPrompt + b.PerPrompt,
        PerEncodedToken = a.PerEncodedToken + b.PerEncodedToken,
        PerEncodedPair = a.PerEncodedPair + b.PerEncodedPair,
        PerPromptImage = a.PerPromptImage + b.PerPromptImage,
        PerResponseToken = a.PerResponseToken + b.PerResponseToken,
        PerExpertToken = a.PerExpertToken + b.PerExpertToken,
        PerResponsePromptPair = a.PerResponsePromptPair + b.PerResponsePromptPair,
        PerResponsePosition = a.PerResponsePosition + b.PerResponsePosition,
        PerResponseWindowPosition = a.PerResponseWindowPosition + b.PerResponseWindowPosition,
        PerImage = a.PerImage + b.PerImage,
        PerImageArea = a.PerImageArea + b.PerImageArea,
        PerGuidancePass = a.PerGuidancePass + b.PerGuidancePass,
        PerStep = a.PerStep + b.PerStep,
        PerStepArea = a.PerStepArea + b.PerStepArea,
        PerStepAreaSquared = a.PerStepAreaSquared + b.PerStepAreaSquared,
        Window = Math.Max(a.Window, b.Window),
        IsChunked = a.IsChunked || b.IsChunked,
        TokensPerPromptImage = Math.Max(a.TokensPerPromptImage, b.TokensPerPromptImage),
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
        if (PerPromptPositionBeyond != 0)
        {
            var (inside, cachedInside) = (Inside(prompt), Inside(cached * prompt));
            flop += PerPromptPositionInside * (Positions(inside) - Positions(cachedInside))
                + PerPromptPositionBeyond * Window * (prompt - inside - (cached * prompt - cachedInside));
        }
        return PerPromptWindowPosition == 0
            ? flop
            : flop + PerPromptWindowPosition * (WindowPositions(prompt) - WindowPositions(cached * prompt));
    }

    /// <summary>FLOP of reading a prompt with images in it, for a vector of requests.</summary>
    /// <param name="prompt">Prompt tokens S, those of the images included.</param>
    /// <param name="cached">Share h of them found in a prefix cache.</param>
    /// <param name="images">Images in the prompt.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes Prefill(Lanes prompt, Lanes cached, Lanes images) => Prefill(prompt, cached) + PerPromptImage * images;

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
        var perStep = new Lanes(PerStep) + (new Lanes(PerStepArea) + PerStepAreaSquared * area) * area;
        var tokens = Decode(new Lanes(PaddedPrompt), new Lanes(ImageTokens));
        return images * (tokens + new Lanes(PerImage) + PerImageArea * area + guidance * (new Lanes(PerGuidancePass) + steps * perStep));
    }

    /// <summary>A(n) = n(n+1)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Positions(Lanes tokens) => 0.5 * tokens * (tokens + Lanes.One);

    /// <summary>Those of the first n tokens that are among the first w: m = min(n, w).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes Inside(Lanes tokens) => Vector.MinNative(tokens, new Lanes(Window));

    /// <summary>A_w(n) = m(m+1)/2 + (n-m)w, m = min(n, w); within chunks k·w(w+1)/2 + A(n-k·w), k = floor(n/w).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes WindowPositions(Lanes tokens)
    {
        if (IsChunked)
        {
            var full = Vector.Floor(tokens / Window);
            return full * (0.5 * Window * (Window + 1)) + Positions(tokens - full * Window);
        }
        var inside = Inside(tokens);
        return Positions(inside) + (tokens - inside) * Window;
    }
}

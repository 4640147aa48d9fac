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

    /// <summary>FLOP per generated token.</summary>
    public double PerResponseToken { get; init; }

    /// <summary>FLOP per pair of a generated token and a prompt token it attends to, N·S of them.</summary>
    public double PerResponsePromptPair { get; init; }

    /// <summary>FLOP per position among the generated tokens themselves, A(N) of them.</summary>
    public double PerResponsePosition { get; init; }

    /// <summary>FLOP per position within the window during decode, A_w(S+N) - A_w(S) of them.</summary>
    public double PerResponseWindowPosition { get; init; }

    /// <summary>Length w of the sliding window; unused when no coefficient refers to it.</summary>
    public double Window { get; init; }

    /// <summary>True when part of the attention is windowed.</summary>
    public bool HasWindow => PerPromptWindowPosition != 0 || PerResponseWindowPosition != 0;

    /// <summary>The work of two parts of a model together; at most one of them may name a window, or both the same.</summary>
    public static Work operator +(Work a, Work b) => new()
    {
        PerPromptToken = a.PerPromptToken + b.PerPromptToken,
        PerPromptPosition = a.PerPromptPosition + b.PerPromptPosition,
        PerPromptWindowPosition = a.PerPromptWindowPosition + b.PerPromptWindowPosition,
        PerPrompt = a.PerPrompt + b.PerPrompt,
        PerResponseToken = a.PerResponseToken + b.PerResponseToken,
        PerResponsePromptPair = a.PerResponsePromptPair + b.PerResponsePromptPair,
        PerResponsePosition = a.PerResponsePosition + b.PerResponsePosition,
        PerResponseWindowPosition = a.PerResponseWindowPosition + b.PerResponseWindowPosition,
        Window = Math.Max(a.Window, b.Window),
    };

    /// <summary>FLOP of reading the prompt, for a vector of requests.</summary>
    /// <param name="prompt">Prompt tokens S.</param>
    /// <param name="cached">Share h of them found in a prefix cache.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> Prefill(Vector<double> prompt, Vector<double> cached)
    {
        var known = cached * prompt;
        var flop = PerPromptToken * (prompt - known)
            + PerPromptPosition * (Positions(prompt) - Positions(known))
            + Vector.ConditionalSelect(Vector.GreaterThan(prompt, Vector<double>.Zero), new Vector<double>(PerPrompt), Vector<double>.Zero);
        return PerPromptWindowPosition == 0
            ? flop
            : flop + PerPromptWindowPosition * (WindowPositions(prompt) - WindowPositions(known));
    }

    /// <summary>FLOP of generating the response, for a vector of requests.</summary>
    /// <param name="prompt">Prompt tokens S.</param>
    /// <param name="response">Response tokens N.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> Decode(Vector<double> prompt, Vector<double> response)
    {
        var flop = PerResponseToken * response
            + PerResponsePromptPair * response * prompt
            + PerResponsePosition * Positions(response);
        return PerResponseWindowPosition == 0
            ? flop
            : flop + PerResponseWindowPosition * (WindowPositions(prompt + response) - WindowPositions(prompt));
    }

    /// <summary>A(n) = n(n+1)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Positions(Vector<double> tokens) => 0.5 * tokens * (tokens + Vector<double>.One);

    /// <summary>A_w(n) = m(m+1)/2 + (n-m)w, m = min(n, w).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<double> WindowPositions(Vector<double> tokens)
    {
        var inside = Vector.MinNative(tokens, new Vector<double>(Window));
        return Positions(inside) + (tokens - inside) * Window;
    }
}

namespace CostSim.CostModel.Architectures;

/// <summary>What one kind of causal attention adds to a decoder, over all layers.</summary>
/// <param name="Components">Its parts, in the order of the computation.</param>
internal sealed record AttentionLayers(IReadOnlyList<WorkComponent> Components)
{
    public const string Projections = "query, key and value projections";
    public const string Scores = "attention scores";
    public const string WeightedValues = "weighted values";
    public const string OutputProjection = "output projection";

    /// <summary>Matrices, with their biases and norms.</summary>
    public required double Weights { get; init; }

    /// <summary>Numbers cached per token in the layers that attend to the whole context.</summary>
    public required double KeyValues { get; init; }

    /// <summary>Heads, or latents, among which what is cached can be split: key/value heads; 1 for a latent that all heads share.</summary>
    public required double KeyValueHeads { get; init; }

    /// <summary>Numbers cached per token in the windowed layers.</summary>
    public double WindowKeyValues { get; init; }

    /// <summary>Numbers cached per token for the index of what is attended to; 0 for none.</summary>
    public double IndexKeyValues { get; init; }

    /// <summary>Most positions that attention reads; 0 for all.</summary>
    public double AttendedPositions { get; init; }

    /// <summary>Length of the window, tokens; 0 for none.</summary>
    public double Window { get; init; }
}

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

    /// <summary>Numbers cached per token in the windowed layers.</summary>
    public double WindowKeyValues { get; init; }

    /// <summary>Length of the window, tokens; 0 for none.</summary>
    public double Window { get; init; }
}

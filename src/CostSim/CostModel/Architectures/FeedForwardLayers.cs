namespace CostSim.CostModel.Architectures;

/// <summary>What one kind of feed-forward layer adds to a decoder, over all layers.</summary>
/// <param name="Components">Its parts, in the order of the computation.</param>
internal sealed record FeedForwardLayers(IReadOnlyList<WorkComponent> Components)
{
    /// <summary>Matrices and biases that every token passes.</summary>
    public required double Weights { get; init; }

    /// <summary>Matrices and biases of all routed experts; 0 for a dense layer.</summary>
    public double ExpertWeights { get; init; }

    /// <summary>Routed experts in a layer; 0 for a dense layer.</summary>
    public double Experts { get; init; }

    /// <summary>Routed experts that run for one token.</summary>
    public double ActiveExperts { get; init; }

    /// <summary>Layers that have routed experts.</summary>
    public double ExpertLayers { get; init; }
}

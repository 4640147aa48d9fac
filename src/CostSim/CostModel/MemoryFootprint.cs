namespace CostSim.CostModel;

/// <summary>
/// What a model keeps in memory and reads from it, as numbers of values: times bytes per value they are bytes. Weights are counted
/// with their biases, norms and sinks. What is 0 by default stands for "none".
/// </summary>
public sealed record MemoryFootprint
{
    /// <summary>Weights resident, all experts and embeddings included.</summary>
    public required double Weights { get; init; }

    /// <summary>
    /// Weights read in every decode step whatever the batch: all but routed experts and look-ups. The LM head is read, the input
    /// embedding is looked up; tied, they are one matrix, read once. Encoders read them once per pass over a batch of prompts,
    /// diffusion models once per denoising step.
    /// </summary>
    public required double WeightsPerStep { get; init; }

    /// <summary>
    /// Weights of all routed experts in all layers; a step reads the share of them that its batch's tokens are routed to.
    /// </summary>
    public double ExpertWeights { get; init; }

    /// <summary>Routed experts E in one layer.</summary>
    public double Experts { get; init; }

    /// <summary>Routed experts k that run for one token.</summary>
    public double ActiveExperts { get; init; }

    /// <summary>Keys and values kept per token of context in the layers with full attention.</summary>
    public double KeyValues { get; init; }

    /// <summary>Keys and values kept per token of context in the windowed layers, for the last <see cref="Window"/> tokens only.</summary>
    public double WindowKeyValues { get; init; }

    /// <summary>Length w of the sliding window, tokens.</summary>
    public double Window { get; init; }

    /// <summary>Layers that tensor parallelism synchronises in one decode step; 0 when the layers are not known.</summary>
    public double Layers { get; init; }

    /// <summary>Width d of what they exchange per token; 0 when it is not known.</summary>
    public double Width { get; init; }
}

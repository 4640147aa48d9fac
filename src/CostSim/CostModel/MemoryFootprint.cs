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

    /// <summary>Layers that have routed experts.</summary>
    public double ExpertLayers { get; init; }

    /// <summary>Query heads, which tensor parallelism splits among GPUs; 0 when they are not known.</summary>
    public double Heads { get; init; }

    /// <summary>
    /// Parts among which keys and values can be split: key/value heads; 1 for a latent that all heads share; 0 when they are not known.
    /// </summary>
    public double KeyValueHeads { get; init; }

    /// <summary>Keys and values kept per token of context in the layers with full attention.</summary>
    public double KeyValues { get; init; }

    /// <summary>Keys and values kept per token of context in the windowed layers, for the last <see cref="Window"/> tokens only.</summary>
    public double WindowKeyValues { get; init; }

    /// <summary>Length w of the sliding window, tokens.</summary>
    public double Window { get; init; }

    /// <summary>
    /// Numbers kept per token of context for the index that chooses <see cref="AttendedPositions"/>, of which a step reads all: of 8 bit
    /// with a scale of 32 bit for every 128, 8.25 bit each whatever the precision of keys and values.
    /// </summary>
    public double IndexKeyValues { get; init; }

    /// <summary>
    /// Most tokens of the context whose <see cref="KeyValues"/> a step reads, all being kept; 0: of all of them.
    /// </summary>
    public double AttendedPositions { get; init; }

    /// <summary>
    /// Numbers that layers with a state of fixed size keep of each sequence, whatever its length; a step reads and writes them all.
    /// </summary>
    public double StatePerSequence { get; init; }

    /// <summary>Layers with a state of fixed size, over all of which <see cref="StatePerSequence"/> is counted.</summary>
    public double StateLayers { get; init; }

    /// <summary>
    /// Layers that tensor parallelism synchronises in one decode step, after attention and after the feed-forward layer; half a layer where
    /// there is one of the two. 0 when the layers are not known.
    /// </summary>
    public double Layers { get; init; }

    /// <summary>Width d of what they exchange per token; 0 when it is not known.</summary>
    public double Width { get; init; }
}

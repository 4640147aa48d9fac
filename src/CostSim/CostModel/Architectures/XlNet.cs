namespace CostSim.CostModel.Architectures;

/// <summary>
/// XLNet (1906.08237 §2) at inference: one stream, an encoder whose scores also compare every query with the 2S relative positions, which
/// adds L·(4·d·D·S + 4·D·S²) FLOP, D = H·h. The second stream belongs to pre-training. No text is generated; cached_share has no effect.
/// </summary>
internal static class XlNet
{
    public static readonly ArchitectureFamily Family = new(
        "xlnet",
        "an XLNet at inference: an encoder with relative positions; cached_share has no effect",
        [
            new("layers", "transformer blocks"),
            new("d_model", "width of the residual stream"),
            new("heads", "heads"),
            new("head_dim", "width of one head"),
            .. DenseFeedForward.Parameters,
            new("vocabulary", "tokens in the vocabulary"),
        ],
        (name, parameters) => Outcome.Of(Compose(name, parameters)));

    private static Architecture Compose(string name, IReadOnlyDictionary<string, double> parameters)
    {
        double layers = parameters["layers"], d = parameters["d_model"], attended = parameters["heads"] * parameters["head_dim"];
        var encoder = EncoderLayers.Over(layers, parameters);
        double relative = layers * d * attended;
        // Biases of queries towards content, position and segment, and two segment embeddings per layer.
        double relativeBiases = layers * 5 * attended;
        double norms = layers * 2 * 2 * d;
        double active = encoder.Matrices + relative + relativeBiases + encoder.FeedForwardBiases + norms;
        double all = active + (parameters["vocabulary"] + 1) * d; // and the embedding of masked tokens
        return new()
        {
            Name = name,
            Family = Family.Name,
            GeneratesText = false,
            Parameters = all,
            ActiveParameters = active,
            Memory = new() { Weights = all, WeightsPerStep = active, Layers = layers, Width = d },
            Components =
            [
                .. encoder.Components,
                new("relative position projection", new Work { PerEncodedToken = 2 * 2 * relative }),
                new("relative position scores", new Work { PerEncodedPair = 2 * 2 * layers * attended }),
            ],
        };
    }
}

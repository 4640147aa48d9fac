namespace CostSim.CostModel.Architectures;

/// <summary>
/// Encoder-only transformers, 2W·S + 4·L·H·h·S² FLOP and a head on the first token. BERT (1810.04805); counted as ELECTRA (2003.10555)
/// does. They read and generate nothing: no response_tokens, and cached_share has no effect.
/// </summary>
internal static class EncoderOnly
{
    public static readonly ArchitectureFamily Family = new(
        "encoder",
        "a transformer that reads in both directions and generates nothing: BERT; cached_share has no effect",
        [
            new("layers", "transformer blocks"),
            new("d_model", "width of the residual stream"),
            new("heads", "heads"),
            new("head_dim", "width of one head"),
            .. DenseFeedForward.Parameters,
            new("vocabulary", "tokens in the vocabulary"),
            new("positions", "learned position embeddings", 0, Minimum: 0),
            new("segments", "learned segment embeddings", 0, Minimum: 0),
            new("biases", "1 when the linear layers have biases and the norms both scale and shift", 0, Minimum: 0, Maximum: 1),
            new("pooler", "1 for a head of d_model x d_model on the first token", 0, Minimum: 0, Maximum: 1),
        ],
        (name, parameters) => Outcome.Of(Compose(name, parameters)));

    private static Architecture Compose(string name, IReadOnlyDictionary<string, double> parameters)
    {
        double layers = parameters["layers"], d = parameters["d_model"], attended = parameters["heads"] * parameters["head_dim"];
        bool hasBiases = parameters["biases"] == 1;
        var encoder = EncoderLayers.Over(layers, parameters);
        double pooler = parameters["pooler"] * d * d;
        double biases = hasBiases ? layers * (3 * attended + d) + encoder.FeedForwardBiases + parameters["pooler"] * d : 0;
        double norms = (2 * layers + 1) * d * (hasBiases ? 2 : 1);
        double active = encoder.Matrices + pooler + biases + norms;
        double all = active + (parameters["vocabulary"] + parameters["positions"] + parameters["segments"]) * d;
        return new()
        {
            Name = name,
            Family = Family.Name,
            GeneratesText = false,
            Parameters = all,
            ActiveParameters = active,
            Memory = new() { Weights = all, WeightsPerStep = active, Layers = layers, Width = d, Heads = parameters["heads"] },
            Components = pooler == 0 ? encoder.Components : [.. encoder.Components, new("pooler", new Work { PerPrompt = 2 * pooler })],
        };
    }
}

namespace CostSim.CostModel.Architectures;

/// <summary>
/// Encoder-decoder transformers (1706.03762 §3, T5 1910.10683). The prompt is encoded once, in both directions, so that cached_share has no
/// effect; every generated token attends to the ones before it and, by cross attention, to the whole prompt.
/// </summary>
internal static class EncoderDecoder
{
    public static readonly ArchitectureFamily Family = new(
        "encoder-decoder",
        "a transformer that encodes the prompt and generates from it: the original Transformer, T5; cached_share has no effect",
        [
            new("encoder_layers", "layers of the encoder"),
            new("decoder_layers", "layers of the decoder"),
            new("d_model", "width of the residual stream"),
            new("heads", "heads"),
            new("head_dim", "width of one head"),
            .. DenseFeedForward.Parameters,
            new("vocabulary", "tokens in the vocabulary, which encoder and decoder share"),
            new("tied", "1 when the LM head shares the input embedding, 0 when it has its own", 0, Minimum: 0, Maximum: 1),
            new("biases", "1 when the feed-forward layers have biases and the norms both scale and shift", 0, Minimum: 0, Maximum: 1),
            new("relative_buckets", "learned relative position biases per head, in encoder and decoder each", 0, Minimum: 0),
        ],
        (name, parameters) => Outcome.Of(Compose(name, parameters)));

    private static Architecture Compose(string name, IReadOnlyDictionary<string, double> parameters)
    {
        double encoderLayers = parameters["encoder_layers"], layers = parameters["decoder_layers"];
        double d = parameters["d_model"], attended = parameters["heads"] * parameters["head_dim"], dFf = parameters["d_ff"];
        bool hasBiases = parameters["biases"] == 1, isGated = parameters["gated"] == 1;
        var encoder = EncoderLayers.Over(encoderLayers, parameters);

        // A decoder layer: self-attention, cross attention (whose keys and values are made once per prompt token), feed-forward.
        double queryKeyValue = 3 * d * attended, crossQuery = d * attended, crossKeyValue = 2 * d * attended, output = attended * d;
        double feedForward = (isGated ? 3 : 2) * d * dFf;
        double head = parameters["vocabulary"] * d;
        double perPosition = 2 * layers * attended;
        Work self = new() { PerResponsePosition = perPosition };
        Work cross = new() { PerResponsePromptPair = perPosition };

        double normWidth = d * (hasBiases ? 2 : 1), buckets = parameters["relative_buckets"] * parameters["heads"];
        double encoderRest = (2 * encoderLayers + 1) * normWidth + buckets + (hasBiases ? encoder.FeedForwardBiases : 0);
        double decoderRest = (3 * layers + 1) * normWidth + buckets + (hasBiases ? layers * ((isGated ? 2 : 1) * dFf + d) : 0);
        double perStep = layers * (queryKeyValue + crossQuery + 2 * output + feedForward) + decoderRest + head;
        double active = encoder.Matrices + encoderRest + layers * crossKeyValue + perStep;
        double all = active + (parameters["tied"] == 1 ? 0 : head);
        return new()
        {
            Name = name,
            Family = Family.Name,
            Parameters = all,
            ActiveParameters = active,
            Memory = new()
            {
                Weights = all,
                WeightsPerStep = perStep,
                // Of the prompt's tokens for cross attention, of the generated ones for self-attention: equally many.
                KeyValues = 2 * layers * attended,
                Layers = layers,
                Width = d,
            },
            Components =
            [
                .. encoder.Components.Select(component => component with { Name = $"encoder {component.Name}" }),
                new("cross-attention keys and values", WeightWork.PerEncodedToken(layers * crossKeyValue)),
                new(AttentionLayers.Projections, WeightWork.PerResponseToken(layers * queryKeyValue)),
                new(AttentionLayers.Scores, self),
                new(AttentionLayers.WeightedValues, self),
                new(AttentionLayers.OutputProjection, WeightWork.PerResponseToken(layers * output)),
                new("cross-attention queries", WeightWork.PerResponseToken(layers * crossQuery)),
                new("cross-attention scores", cross),
                new("cross-attention weighted values", cross),
                new("cross-attention output projection", WeightWork.PerResponseToken(layers * output)),
                new(DenseFeedForward.Name, WeightWork.PerResponseToken(layers * feedForward)),
                new("LM head", WeightWork.PerResponseToken(head)),
            ],
        };
    }
}

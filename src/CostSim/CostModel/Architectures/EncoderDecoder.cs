namespace CostSim.CostModel.Architectures;

/// <summary>
/// Encoder-decoder transformers (1706.03762 §3, T5 1910.10683). The prompt is encoded once, in both directions, so that cached_share has no
/// effect; every generated token attends to the ones before it and, by cross attention, to the whole prompt. Whisper (2212.04356 §2.2)
/// convolves sound into positions and pads them to a fixed number, which takes the place of the prompt's length.
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
            new("positions", "learned position embeddings of the decoder", 0, Minimum: 0),
            new(
                "source_positions", "positions that every source is padded to (30 s of sound), whatever prompt_tokens says; 0: none",
                0, Minimum: 0),
            new("front_end_mac", "multiply-adds of what turns a source into positions", 0, Minimum: 0),
            new("front_end_parameters", "its parameters, with the encoder's fixed positions where publishers count them", 0, Minimum: 0),
        ],
        Create);

    private static Outcome<Architecture> Create(string name, IReadOnlyDictionary<string, double> parameters)
    {
        var checks = new ArchitectureChecks();
        foreach (string part in (ReadOnlySpan<string>)["front_end_mac", "front_end_parameters"])
        {
            checks.LeftOut(
                part, parameters["source_positions"] > 0 || parameters[part] == 0, "without source_positions",
                $"add source_positions= to the architecture, or leave {part} out");
        }
        return checks.Then(() => Compose(name, parameters));
    }

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
        double padded = parameters["source_positions"];
        Work cross = padded > 0 ? new() { PerResponseToken = perPosition * padded } : new() { PerResponsePromptPair = perPosition };
        double frontEndMac = parameters["front_end_mac"];
        IEnumerable<WorkComponent> frontEnd = frontEndMac > 0 ? [new("front end", new Work { PerPrompt = 2 * frontEndMac })] : [];

        double normWidth = d * (hasBiases ? 2 : 1), buckets = parameters["relative_buckets"] * parameters["heads"];
        double encoderRest = (2 * encoderLayers + 1) * normWidth + buckets + (hasBiases ? encoder.FeedForwardBiases : 0);
        double decoderRest = (3 * layers + 1) * normWidth + buckets + (hasBiases ? layers * ((isGated ? 2 : 1) * dFf + d) : 0);
        double perStep = layers * (queryKeyValue + crossQuery + 2 * output + feedForward) + decoderRest + head;
        double active = encoder.Matrices + encoderRest + layers * crossKeyValue + perStep + parameters["front_end_parameters"];
        double all = active + (parameters["tied"] == 1 ? 0 : head) + parameters["positions"] * d;
        IReadOnlyList<WorkComponent> components =
        [
            .. frontEnd,
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
        ];
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
                Heads = parameters["heads"],
                KeyValueHeads = parameters["heads"],
                Layers = layers,
                Width = d,
            },
            Components = [.. components.Select(component => component with { Work = component.Work with { PaddedPrompt = padded } })],
        };
    }
}

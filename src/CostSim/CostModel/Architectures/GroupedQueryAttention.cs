namespace CostSim.CostModel.Architectures;

/// <summary>
/// Multi-head attention (1706.03762 §3.2) and, with fewer key/value heads, grouped-query attention (2305.13245): d·h·(2H + 2K) weights a
/// layer, 4·H·h FLOP per token and attended position, 2·K·h numbers cached. Some layers may attend to a sliding window only.
/// </summary>
internal static class GroupedQueryAttention
{
    public static readonly IReadOnlyList<ArchitectureParameter> Parameters =
    [
        new("kv_heads", "key/value heads; fewer than heads for grouped-query attention", DefaultFrom: "heads"),
        new("head_dim", "width of one head", Unless: "kv_latent"),
        new("window", "tokens a windowed layer attends to; 0 for none", 0, Minimum: 0),
        new("windowed_layers", "layers with the window", DefaultFrom: "layers", Minimum: 0),
        new("chunked", "1 when the window is a chunk: a token attends to its own chunk alone", 0, Minimum: 0, Maximum: 1),
        new("output_gate", "1 when queries come with a gate of the same width for what attention yields", 0, Minimum: 0, Maximum: 1),
        new("sinks", "1 when every head has a learned attention sink", 0, Minimum: 0, Maximum: 1),
        new("qkv_biases", "1 when only query, key and value projections have biases", 0, Minimum: 0, Maximum: 1),
    ];

    public static void Check(IReadOnlyDictionary<string, double> parameters, ArchitectureChecks checks)
    {
        double heads = parameters["heads"], kvHeads = parameters["kv_heads"], window = parameters["window"];
        double layers = parameters["layers"], windowedLayers = parameters["windowed_layers"];
        checks
            .Given("head_dim", parameters["head_dim"], "")
            .AtMost("kv_heads", kvHeads, "heads", heads)
            .Require(
                !(kvHeads <= heads) || heads % kvHeads == 0, "kv_heads", "heads cannot be shared out evenly among kv_heads",
                "give a number of key/value heads that divides heads")
            .AtMost("windowed_layers", windowedLayers, "layers", layers)
            .Require(
                !(windowedLayers < layers) || windowedLayers <= StateLayers.Attending(parameters), "windowed_layers",
                "windowed_layers is above layers - state_layers", "count only layers with attention")
            .LeftOut("chunked", window > 0 || parameters["chunked"] == 0, "without a window",
                "add window= to the architecture, or leave chunked out")
            .LeftOut(
                "windowed_layers", window > 0 || windowedLayers == 0 || windowedLayers >= layers, "without a window",
                "add window= to the architecture, or leave windowed_layers out");
    }

    public static AttentionLayers Over(IReadOnlyDictionary<string, double> parameters)
    {
        double layers = StateLayers.Attending(parameters), d = parameters["d_model"];
        double heads = parameters["heads"], kvHeads = parameters["kv_heads"];
        double headDim = parameters["head_dim"], window = parameters["window"];
        // Left out, windowed_layers is all layers: all of those with attention.
        double windowedLayers = window == 0 ? 0 : Math.Min(parameters["windowed_layers"], layers);
        double fullLayers = layers - windowedLayers;
        bool hasBiases = parameters["biases"] == 1 || parameters["linear_biases"] == 1;
        double queries = parameters["output_gate"] == 1 ? 2 * heads : heads;
        double queryKeyValue = d * headDim * (queries + 2 * kvHeads);
        double output = heads * headDim * d;
        double biases = (hasBiases || parameters["qkv_biases"] == 1 ? headDim * (queries + 2 * kvHeads) : 0) + (hasBiases ? d : 0);

        // Scores and weighted values: 2 FLOP each per position, head and element of the head.
        double perPosition = 2 * heads * headDim;
        Work attended = new()
        {
            PerPromptPosition = fullLayers * perPosition,
            PerResponsePromptPair = fullLayers * perPosition,
            PerResponsePosition = fullLayers * perPosition,
            PerPromptWindowPosition = windowedLayers * perPosition,
            PerResponseWindowPosition = windowedLayers * perPosition,
            Window = window,
            IsChunked = parameters["chunked"] == 1,
        };
        return new(
        [
            new(AttentionLayers.Projections, WeightWork.PerToken(layers * queryKeyValue)),
            new(AttentionLayers.Scores, attended),
            new(AttentionLayers.WeightedValues, attended),
            new(AttentionLayers.OutputProjection, WeightWork.PerToken(layers * output)),
        ])
        {
            Weights = layers * (queryKeyValue + output + biases + (parameters["sinks"] == 1 ? heads : 0)),
            KeyValues = 2 * fullLayers * kvHeads * headDim,
            KeyValueHeads = kvHeads,
            WindowKeyValues = 2 * windowedLayers * kvHeads * headDim,
            Window = window,
        };
    }
}

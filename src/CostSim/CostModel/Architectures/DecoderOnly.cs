namespace CostSim.CostModel.Architectures;

/// <summary>
/// Decoder-only transformers: multi-head or grouped-query attention, plain or gated feed-forward, an optional sliding window in some layers.
/// FLOP: the causal form of PaLM (2204.02311) App. B and Chinchilla (2203.15556) App. F. Embedding look-ups cost nothing, the LM head counts.
/// </summary>
public static class DecoderOnly
{
    public static readonly ArchitectureFamily Family = new(
        "decoder",
        "a decoder-only transformer: GPT, Llama, Qwen",
        [
            new("layers", "transformer blocks"),
            new("d_model", "width of the residual stream"),
            new("heads", "query heads"),
            new("kv_heads", "key/value heads; fewer than heads for grouped-query attention", DefaultFrom: "heads"),
            new("head_dim", "width of one head"),
            new("d_ff", "width of the feed-forward layer"),
            new("vocabulary", "tokens in the vocabulary"),
            new("gated", "1 for a gated feed-forward layer (three matrices), 0 for a plain one", 0, Minimum: 0, Maximum: 1),
            new("window", "tokens a windowed layer attends to; 0 for none", 0, Minimum: 0),
            new("windowed_layers", "layers with the window", DefaultFrom: "layers", Minimum: 0),
            new("tied", "1 when the LM head shares the input embedding, 0 when it has its own", 0, Minimum: 0, Maximum: 1),
            new("positions", "learned position embeddings", 0, Minimum: 0),
            new("biases", "1 when the linear layers have biases and the norms both scale and shift", 0, Minimum: 0, Maximum: 1),
            new("qkv_biases", "1 when only query, key and value projections have biases", 0, Minimum: 0, Maximum: 1),
        ],
        Create);

    private static Outcome<Architecture> Create(string name, IReadOnlyDictionary<string, double> parameters)
    {
        double layers = parameters["layers"], d = parameters["d_model"], heads = parameters["heads"], kvHeads = parameters["kv_heads"];
        double headDim = parameters["head_dim"], dFf = parameters["d_ff"], vocabulary = parameters["vocabulary"];
        double window = parameters["window"], windowedLayers = window == 0 ? 0 : parameters["windowed_layers"];
        double matrices = parameters["gated"] == 1 ? 3 : 2;
        if (!(kvHeads <= heads))
        {
            return Outcome.Wrong<Architecture>(new Problem("kv_heads", "kv_heads is above heads", "give at most as many key/value heads as query heads"));
        }
        if (!(windowedLayers <= layers))
        {
            return Outcome.Wrong<Architecture>(new Problem("windowed_layers", "windowed_layers is above layers", "give at most the number of layers"));
        }

        double fullLayers = layers - windowedLayers;
        double queryKeyValue = d * headDim * (heads + 2 * kvHeads);
        double output = heads * headDim * d;
        double feedForward = matrices * d * dFf;

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
        };

        double biases = parameters["biases"] == 1 ? layers * (headDim * (heads + 2 * kvHeads) + d + (matrices - 1) * dFf + d)
            : parameters["qkv_biases"] == 1 ? layers * headDim * (heads + 2 * kvHeads)
            : 0;
        double norms = (2 * layers + 1) * d * (parameters["biases"] == 1 ? 2 : 1);
        double embeddings = (vocabulary * (parameters["tied"] == 1 ? 1 : 2) + parameters["positions"]) * d;

        double active = layers * (queryKeyValue + output + feedForward) + biases + norms + vocabulary * d;
        return Outcome.Of(new Architecture
        {
            Name = name,
            Family = "decoder",
            Parameters = active - vocabulary * d + embeddings,
            ActiveParameters = active,
            Memory = new()
            {
                Weights = active - vocabulary * d + embeddings,
                WeightsPerStep = active,
                KeyValues = 2 * fullLayers * kvHeads * headDim,
                WindowKeyValues = 2 * windowedLayers * kvHeads * headDim,
                Window = window,
                Layers = layers,
                Width = d,
            },
            Components =
            [
                new("query, key and value projections", PerToken(layers * queryKeyValue)),
                new("attention scores", attended),
                new("weighted values", attended),
                new("output projection", PerToken(layers * output)),
                new("feed-forward", PerToken(layers * feedForward)),
                new("LM head", new Work { PerPrompt = 2 * vocabulary * d, PerResponseToken = 2 * vocabulary * d }),
            ],
        });
    }

    /// <summary>Weights that every token passes: 2 FLOP each.</summary>
    private static Work PerToken(double weights) => new() { PerPromptToken = 2 * weights, PerResponseToken = 2 * weights };
}

namespace CostSim.CostModel.Architectures;

/// <summary>
/// Multi-head latent attention: keys and values of all heads come from one latent vector of width c, and only it and a rotary key of
/// width r are cached. DeepSeek-V2 (2405.04434) §2.1. Prompts are attended to in the expanded form, 2·H·(n+r+v) FLOP per position and
/// layer; decode works on the latent itself (the up-projections absorbed into queries and outputs), 2·H·(2c+r). With an index (DeepSeek
/// sparse attention, 2512.02556) attention reads the best k positions only, prompts beyond k on the latent as well; the index, Hi heads of
/// width hi over one key a token, scores all positions: 2·Hi·(hi+1).
/// </summary>
internal static class LatentAttention
{
    public static readonly IReadOnlyList<ArchitectureParameter> Parameters =
    [
        new("kv_latent", "width of the latent that keys and values come from; 0 for attention without latents", 0, Minimum: 0),
        new("query_latent", "width of the latent that queries come from; 0 when they are projected at once", 0, Minimum: 0),
        new("nope_dim", "width of a head's key without position", 0, Minimum: 0),
        new("rope_dim", "width of the rotary key that all heads share", 0, Minimum: 0),
        new("value_dim", "width of a head's value", 0, Minimum: 0),
        new("attended_positions", "positions that attention reads, the best by an index over all; 0 for all", 0, Minimum: 0),
        new("index_heads", "heads of that index", 0, Minimum: 0),
        new("index_width", "width of its heads, and of the key that it keeps of a token", 0, Minimum: 0),
    ];

    public static bool IsUsed(IReadOnlyDictionary<string, double> parameters) => parameters["kv_latent"] > 0;

    public static void Check(IReadOnlyDictionary<string, double> parameters, ArchitectureChecks checks)
    {
        if (!IsUsed(parameters))
        {
            foreach (var parameter in Parameters)
            {
                checks.LeftOut(parameter.Name, parameters[parameter.Name] == 0, "without kv_latent",
                    $"add kv_latent= to the architecture, or leave {parameter.Name} out");
            }
            return;
        }
        foreach (string name in (ReadOnlySpan<string>)["nope_dim", "rope_dim", "value_dim"])
        {
            checks.Given(name, parameters[name], " (kv_latent needs it)");
        }
        foreach (string name in (ReadOnlySpan<string>)["index_heads", "index_width"])
        {
            if (parameters["attended_positions"] > 0)
            {
                checks.Given(name, parameters[name], " (attended_positions needs it)");
            }
            else
            {
                checks.LeftOut(name, parameters[name] == 0, "without attended_positions",
                    $"add attended_positions= to the architecture, or leave {name} out");
            }
        }
        foreach (string name in (ReadOnlySpan<string>)
            ["head_dim", "window", "chunked", "output_gate", "sinks", "qkv_biases", "biases", "linear_biases"])
        {
            checks.LeftOut(name, parameters[name] == 0, "beside kv_latent", $"leave out {name} or kv_latent");
        }
        checks.LeftOut("kv_heads", parameters["kv_heads"] == parameters["heads"], "beside kv_latent", "leave out kv_heads or kv_latent");
        checks.LeftOut("windowed_layers", parameters["windowed_layers"] == parameters["layers"], "beside kv_latent",
            "leave out windowed_layers or kv_latent");
    }

    public static AttentionLayers Over(IReadOnlyDictionary<string, double> parameters)
    {
        double layers = StateLayers.Attending(parameters), d = parameters["d_model"], heads = parameters["heads"];
        double c = parameters["kv_latent"], q = parameters["query_latent"];
        double n = parameters["nope_dim"], r = parameters["rope_dim"], v = parameters["value_dim"];
        double query = q == 0 ? d * heads * (n + r) : d * q + q * heads * (n + r);
        double keyValue = d * (c + r) + c * heads * (n + v);
        double output = heads * v * d;
        double norms = q + c;
        double most = parameters["attended_positions"];
        var (index, indexMatrices, indexNorm) = Index(layers, parameters);
        return new(
        [
            new(AttentionLayers.Projections, WeightWork.PerToken(layers * (query + keyValue))),
            .. index,
            new(AttentionLayers.Scores, Attended(2 * layers * heads * (n + r), 2 * layers * heads * (c + r), most)),
            new(AttentionLayers.WeightedValues, Attended(2 * layers * heads * v, 2 * layers * heads * c, most)),
            new(AttentionLayers.OutputProjection, WeightWork.PerToken(layers * output)),
        ])
        {
            Weights = layers * (query + keyValue + output + norms + indexMatrices + indexNorm),
            KeyValues = layers * (c + r),
            KeyValueHeads = 1,
            IndexKeyValues = layers * parameters["index_width"],
            AttendedPositions = most,
        };
    }

    /// <summary>
    /// The index of all layers, and matrices and norm of one: queries from their latent, a key, a weight for each head; none without.
    /// </summary>
    private static (IReadOnlyList<WorkComponent> Components, double Matrices, double Norm) Index(
        double layers, IReadOnlyDictionary<string, double> parameters)
    {
        double d = parameters["d_model"], q = parameters["query_latent"];
        double heads = parameters["index_heads"], width = parameters["index_width"];
        double matrices = (q == 0 ? d : q) * heads * width + d * width + d * heads;
        double perPosition = 2 * layers * heads * (width + 1);
        return heads == 0
            ? ([], 0, 0)
            : ([
                new("index projections", WeightWork.PerToken(layers * matrices)),
                new("index scores", Attended(perPosition, perPosition, most: 0)),
            ], matrices, 2 * width);
    }

    /// <summary>FLOP of all positions, or of those that an index leaves.</summary>
    /// <param name="expanded">FLOP per position with keys and values of every head.</param>
    /// <param name="latent">FLOP per position on the latent.</param>
    /// <param name="most">Most positions that are read; 0 for all.</param>
    private static Work Attended(double expanded, double latent, double most) => most == 0
        ? new() { PerPromptPosition = expanded, PerResponsePromptPair = latent, PerResponsePosition = latent }
        : new()
        {
            PerPromptPositionInside = expanded,
            PerPromptPositionBeyond = latent,
            PerResponseWindowPosition = latent,
            Window = most,
        };
}

namespace CostSim.CostModel.Architectures;

/// <summary>
/// Multi-head latent attention: keys and values of all heads come from one latent vector of width c, and only it and a rotary key of
/// width r are cached. DeepSeek-V2 (2405.04434) §2.1. Prompts are attended to in the expanded form, 2·H·(n+r+v) FLOP per position and
/// layer; decode works on the latent itself (the up-projections absorbed into queries and outputs), 2·H·(2c+r).
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
        foreach (string name in (ReadOnlySpan<string>)["head_dim", "window", "sinks", "qkv_biases", "biases", "linear_biases"])
        {
            checks.LeftOut(name, parameters[name] == 0, "beside kv_latent", $"leave out {name} or kv_latent");
        }
        checks.LeftOut("kv_heads", parameters["kv_heads"] == parameters["heads"], "beside kv_latent", "leave out kv_heads or kv_latent");
        checks.LeftOut("windowed_layers", parameters["windowed_layers"] == parameters["layers"], "beside kv_latent",
            "leave out windowed_layers or kv_latent");
    }

    public static AttentionLayers Over(IReadOnlyDictionary<string, double> parameters)
    {
        double layers = parameters["layers"], d = parameters["d_model"], heads = parameters["heads"];
        double c = parameters["kv_latent"], q = parameters["query_latent"];
        double n = parameters["nope_dim"], r = parameters["rope_dim"], v = parameters["value_dim"];
        double query = q == 0 ? d * heads * (n + r) : d * q + q * heads * (n + r);
        double keyValue = d * (c + r) + c * heads * (n + v);
        double output = heads * v * d;
        double norms = q + c;
        return new(
        [
            new(AttentionLayers.Projections, WeightWork.PerToken(layers * (query + keyValue))),
            new(AttentionLayers.Scores, Attended(prefill: 2 * layers * heads * (n + r), decode: 2 * layers * heads * (c + r))),
            new(AttentionLayers.WeightedValues, Attended(prefill: 2 * layers * heads * v, decode: 2 * layers * heads * c)),
            new(AttentionLayers.OutputProjection, WeightWork.PerToken(layers * output)),
        ])
        {
            Weights = layers * (query + keyValue + output + norms),
            KeyValues = layers * (c + r),
        };
    }

    private static Work Attended(double prefill, double decode) =>
        new() { PerPromptPosition = prefill, PerResponsePromptPair = decode, PerResponsePosition = decode };
}

namespace CostSim.CostModel.Architectures;

/// <summary>
/// Decoder-only transformers: one kind of attention and one kind of feed-forward layer in every block.
/// FLOP: the causal form of PaLM (2204.02311) App. B and Chinchilla (2203.15556) App. F. Embedding look-ups
/// cost nothing, the LM head counts.
/// </summary>
internal static class DecoderOnly
{
    public static readonly ArchitectureFamily Family = new(
        "decoder",
        "a decoder-only transformer, dense or a mixture of experts: GPT, Llama, Mixtral, DeepSeek",
        [
            new("layers", "transformer blocks"),
            new("d_model", "width of the residual stream"),
            new("heads", "query heads"),
            .. GroupedQueryAttention.Parameters,
            .. LatentAttention.Parameters,
            .. DenseFeedForward.Parameters,
            .. MixtureOfExperts.Parameters,
            new("vocabulary", "tokens in the vocabulary"),
            new("tied", "1 when the LM head shares the input embedding, 0 when it has its own", 0, Minimum: 0, Maximum: 1),
            new("positions", "learned position embeddings", 0, Minimum: 0),
            new("biases", "1 when the linear layers have biases and the norms both scale and shift", 0, Minimum: 0, Maximum: 1),
            new("linear_biases", "1 when the linear layers of attention and feed-forward have biases, and norms only scale", 0,
                Minimum: 0, Maximum: 1),
        ],
        Create);

    internal static Outcome<Architecture> Create(string name, IReadOnlyDictionary<string, double> parameters)
    {
        var checks = new ArchitectureChecks();
        LatentAttention.Check(parameters, checks);
        if (!LatentAttention.IsUsed(parameters))
        {
            GroupedQueryAttention.Check(parameters, checks);
        }
        MixtureOfExperts.Check(parameters, checks);
        checks.Require(
            parameters["biases"] + parameters["linear_biases"] + parameters["qkv_biases"] <= 1, "biases",
            "biases, linear_biases and qkv_biases exclude each other", "keep the one that says which biases there are");
        return checks.Then(() => Compose(name, parameters));
    }

    private static Architecture Compose(string name, IReadOnlyDictionary<string, double> parameters)
    {
        double layers = parameters["layers"], d = parameters["d_model"], vocabulary = parameters["vocabulary"];
        var attention = LatentAttention.IsUsed(parameters) ? LatentAttention.Over(parameters) : GroupedQueryAttention.Over(parameters);
        var feedForward = MixtureOfExperts.IsUsed(parameters) ? MixtureOfExperts.Over(parameters) : DenseFeedForward.Over(parameters);

        double norms = (2 * layers + 1) * d * (parameters["biases"] == 1 ? 2 : 1);
        double head = vocabulary * d;
        double lookedUp = (parameters["tied"] == 1 ? 0 : vocabulary * d) + parameters["positions"] * d;
        double everyToken = attention.Weights + feedForward.Weights + norms + head;
        double all = everyToken + feedForward.ExpertWeights + lookedUp;
        double routedShare = feedForward.Experts == 0 ? 0 : feedForward.ActiveExperts / feedForward.Experts;
        return new()
        {
            Name = name,
            Family = Family.Name,
            Parameters = all,
            ActiveParameters = everyToken + routedShare * feedForward.ExpertWeights,
            Memory = new()
            {
                Weights = all,
                WeightsPerStep = everyToken,
                ExpertWeights = feedForward.ExpertWeights,
                Experts = feedForward.Experts,
                ActiveExperts = feedForward.ActiveExperts,
                KeyValues = attention.KeyValues,
                WindowKeyValues = attention.WindowKeyValues,
                Window = attention.Window,
                Layers = layers,
                Width = d,
            },
            Components =
            [
                .. attention.Components,
                .. feedForward.Components,
                new("LM head", new Work { PerPrompt = 2 * head, PerResponseToken = 2 * head }),
            ],
        };
    }
}

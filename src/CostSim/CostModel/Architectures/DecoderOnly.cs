namespace CostSim.CostModel.Architectures;

/// <summary>
/// Decoder-only transformers: one kind of attention, or a state of fixed size in its place, and one kind of feed-forward layer.
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
            .. StateLayers.Parameters,
            .. DenseFeedForward.Parameters,
            .. MixtureOfExperts.Parameters,
            new(
                "feed_forward_layers", "feed-forward layers, where a block is attention or a state layer or a feed-forward layer alone",
                DefaultFrom: "layers"),
            new("vocabulary", "tokens in the vocabulary"),
            new("lm_head", "0 for a model of embeddings: no head, and no text generated", 1, Minimum: 0, Maximum: 1),
            new("tied", "1 when the LM head shares the input embedding, 0 when it has its own", 0, Minimum: 0, Maximum: 1),
            new("positions", "learned position embeddings", 0, Minimum: 0),
            new(
                "extra_norm_weights", "norm weights of a layer with attention beside those of width d_model: norms of queries and keys",
                0, Minimum: 0),
            new("biases", "1 when the linear layers have biases and the norms both scale and shift", 0, Minimum: 0, Maximum: 1),
            new("linear_biases", "1 when the linear layers of attention and feed-forward have biases, and norms only scale", 0,
                Minimum: 0, Maximum: 1),
            .. VisionEncoder.BesideParameters,
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
        StateLayers.Check(parameters, checks);
        MixtureOfExperts.Check(parameters, checks);
        VisionEncoder.CheckBeside(parameters, checks);
        checks.LeftOut(
            "tied", parameters["lm_head"] == 1 || parameters["tied"] == 0, "with lm_head=0", "leave out tied or lm_head");
        checks.Require(
            parameters["biases"] + parameters["linear_biases"] + parameters["qkv_biases"] <= 1, "biases",
            "biases, linear_biases and qkv_biases exclude each other", "keep the one that says which biases there are");
        return checks.Then(() => Compose(name, parameters));
    }

    private static Architecture Compose(string name, IReadOnlyDictionary<string, double> parameters)
    {
        double layers = parameters["layers"], d = parameters["d_model"], vocabulary = parameters["vocabulary"];
        double feedForwardLayers = parameters["feed_forward_layers"], state = StateLayers.PerSequence(parameters);
        var attention = LatentAttention.IsUsed(parameters) ? LatentAttention.Over(parameters) : GroupedQueryAttention.Over(parameters);
        var feedForward = MixtureOfExperts.IsUsed(parameters) ? MixtureOfExperts.Over(parameters) : DenseFeedForward.Over(parameters);

        double norms = (layers + feedForwardLayers + 1) * d * (parameters["biases"] == 1 ? 2 : 1)
            + StateLayers.Attending(parameters) * parameters["extra_norm_weights"];
        bool hasHead = parameters["lm_head"] == 1;
        double head = hasHead ? vocabulary * d : 0;
        double lookedUp = (parameters["tied"] == 1 ? 0 : vocabulary * d) + parameters["positions"] * d;
        double everyToken = attention.Weights + StateLayers.Weights(parameters) + feedForward.Weights + norms + head;
        double all = everyToken + feedForward.ExpertWeights + lookedUp;
        double routedShare = feedForward.Experts == 0 ? 0 : feedForward.ActiveExperts / feedForward.Experts;
        IReadOnlyList<WorkComponent> body =
        [
            .. VisionEncoder.Beside(parameters), .. attention.Components, .. StateLayers.Components(parameters),
            .. feedForward.Components,
        ];
        return new()
        {
            Name = name,
            Family = Family.Name,
            GeneratesText = hasHead,
            Parameters = all,
            ActiveParameters = everyToken + routedShare * feedForward.ExpertWeights,
            Memory = new()
            {
                Weights = all + VisionEncoder.WeightsBeside(parameters),
                WeightsPerStep = everyToken,
                ExpertWeights = feedForward.ExpertWeights,
                Experts = feedForward.Experts,
                ActiveExperts = feedForward.ActiveExperts,
                ExpertLayers = feedForward.ExpertLayers,
                Heads = parameters["heads"],
                KeyValueHeads = attention.KeyValueHeads,
                // A model of embeddings is done with a text when it has read it.
                KeyValues = hasHead ? attention.KeyValues : 0,
                WindowKeyValues = hasHead ? attention.WindowKeyValues : 0,
                Window = attention.Window,
                IndexKeyValues = hasHead ? attention.IndexKeyValues : 0,
                AttendedPositions = attention.AttendedPositions,
                StatePerSequence = hasHead ? state : 0,
                StateLayers = parameters["state_layers"],
                // Attention and feed-forward layers are synchronised once each.
                Layers = (layers + feedForwardLayers) / 2,
                Width = d,
            },
            Components = hasHead
                ? [.. body, new("LM head", new Work { PerPrompt = 2 * head, PerResponseToken = 2 * head })]
                : [.. body.Select(component => component with { Work = component.Work.OfPrompt() })],
        };
    }
}

namespace CostSim.CostModel.Architectures;

/// <summary>
/// A feed-forward layer of E experts of which a router, d·E weights, picks k for each token; shared experts see every token, and the
/// first layers may be dense. Switch Transformer (2101.03961) §2, DeepSeekMoE (2401.06066) §3.
/// </summary>
internal static class MixtureOfExperts
{
    public static readonly IReadOnlyList<ArchitectureParameter> Parameters =
    [
        new("experts", "experts in a feed-forward layer; 0 for a dense one", 0, Minimum: 0),
        new("active_experts", "experts that run for one token", 0, Minimum: 0),
        new("shared_experts", "experts that run for every token, beside the routed ones", 0, Minimum: 0),
        new("router_biases", "1 when the router has a bias per expert", 0, Minimum: 0, Maximum: 1),
        new("dense_layers", "first layers, which have a dense feed-forward layer", 0, Minimum: 0),
        new("dense_d_ff", "width of the feed-forward layer of the dense layers", DefaultFrom: "d_ff"),
    ];

    public static bool IsUsed(IReadOnlyDictionary<string, double> parameters) => parameters["experts"] > 0;

    public static void Check(IReadOnlyDictionary<string, double> parameters, ArchitectureChecks checks)
    {
        if (IsUsed(parameters))
        {
            checks
                .Given("active_experts", parameters["active_experts"], " (experts needs it)")
                .AtMost("active_experts", parameters["active_experts"], "experts", parameters["experts"])
                .AtMost("dense_layers", parameters["dense_layers"], MostDense(parameters), parameters["feed_forward_layers"]);
        }
        else
        {
            foreach (string name in (ReadOnlySpan<string>)["active_experts", "shared_experts", "router_biases", "dense_layers"])
            {
                checks.LeftOut(name, parameters[name] == 0, "without experts", $"add experts= to the architecture, or leave {name} out");
            }
        }
        checks.LeftOut(
            "dense_d_ff", parameters["dense_layers"] > 0 || parameters["dense_d_ff"] == parameters["d_ff"], "without dense_layers",
            "add dense_layers= to the architecture, or leave dense_d_ff out");
    }

    /// <summary>The word that says how many feed-forward layers there are.</summary>
    private static string MostDense(IReadOnlyDictionary<string, double> parameters) =>
        parameters["feed_forward_layers"] == parameters["layers"] ? "layers" : "feed_forward_layers";

    public static FeedForwardLayers Over(IReadOnlyDictionary<string, double> parameters)
    {
        double d = parameters["d_model"], experts = parameters["experts"], active = parameters["active_experts"],
            shared = parameters["shared_experts"];
        double denseLayers = parameters["dense_layers"], layers = parameters["feed_forward_layers"] - denseLayers;
        double dense = DenseFeedForward.Matrices(parameters, parameters["dense_d_ff"]);
        double expert = DenseFeedForward.Matrices(parameters, parameters["d_ff"]);
        double router = d * experts;
        double denseBiases = DenseFeedForward.Biases(parameters, parameters["dense_d_ff"]);
        double expertBiases = DenseFeedForward.Biases(parameters, parameters["d_ff"]);
        double routerBiases = parameters["router_biases"] * experts;
        IEnumerable<WorkComponent> components =
        [
            new(DenseFeedForward.Name, WeightWork.PerToken(denseLayers * dense)),
            new("router", WeightWork.PerToken(layers * router)),
            new("shared experts", WeightWork.PerToken(layers * shared * expert)),
            new("routed experts", WeightWork.PerExpertToken(layers * active * expert)),
        ];
        return new([.. components.Where(component => component.Work.PerResponseToken > 0)])
        {
            Weights = denseLayers * (dense + denseBiases) + layers * (router + routerBiases + shared * (expert + expertBiases)),
            ExpertWeights = layers * experts * (expert + expertBiases),
            Experts = experts,
            ActiveExperts = active,
            ExpertLayers = layers,
        };
    }
}

namespace CostSim.CostModel.Architectures;

/// <summary>A feed-forward layer that every token passes: two matrices d·f, or three when it is gated (2002.05202).</summary>
internal static class DenseFeedForward
{
    public const string Name = "feed-forward";

    public static readonly IReadOnlyList<ArchitectureParameter> Parameters =
    [
        new("d_ff", "width of the feed-forward layer, or of one expert"),
        new("gated", "1 for a gated feed-forward layer (three matrices), 0 for a plain one", 0, Minimum: 0, Maximum: 1),
    ];

    public static FeedForwardLayers Over(IReadOnlyDictionary<string, double> parameters)
    {
        double layers = parameters["feed_forward_layers"], width = parameters["d_ff"];
        return new([new(Name, WeightWork.PerToken(layers * Matrices(parameters, width)))])
        {
            Weights = layers * (Matrices(parameters, width) + Biases(parameters, width)),
        };
    }

    /// <summary>Weights of the matrices of one layer of this width.</summary>
    public static double Matrices(IReadOnlyDictionary<string, double> parameters, double width) =>
        (parameters["gated"] == 1 ? 3 : 2) * parameters["d_model"] * width;

    /// <summary>Biases of one layer of this width, where the decoder has any.</summary>
    public static double Biases(IReadOnlyDictionary<string, double> parameters, double width) =>
        parameters["biases"] == 1 || parameters["linear_biases"] == 1
            ? (parameters["gated"] == 1 ? 2 : 1) * width + parameters["d_model"]
            : 0;
}

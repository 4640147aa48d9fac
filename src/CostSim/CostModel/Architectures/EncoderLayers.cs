namespace CostSim.CostModel.Architectures;

/// <summary>
/// A stack of layers in which every token attends to all S: 4·L·H·h·S² FLOP of attention, nothing of which a prefix cache could keep.
/// </summary>
/// <param name="Components">Its parts, in the order of the computation.</param>
internal sealed record EncoderLayers(IReadOnlyList<WorkComponent> Components)
{
    /// <summary>Weights of the matrices, without biases and norms.</summary>
    public required double Matrices { get; init; }

    /// <summary>Biases of the feed-forward layers, where there are any.</summary>
    public required double FeedForwardBiases { get; init; }

    public static EncoderLayers Over(double layers, IReadOnlyDictionary<string, double> parameters)
    {
        double d = parameters["d_model"], attended = parameters["heads"] * parameters["head_dim"], dFf = parameters["d_ff"];
        double queryKeyValue = 3 * d * attended, output = attended * d;
        bool isGated = parameters["gated"] == 1;
        double feedForward = (isGated ? 3 : 2) * d * dFf;
        Work perPair = new() { PerEncodedPair = 2 * layers * attended };
        return new(
        [
            new(AttentionLayers.Projections, WeightWork.PerEncodedToken(layers * queryKeyValue)),
            new(AttentionLayers.Scores, perPair),
            new(AttentionLayers.WeightedValues, perPair),
            new(AttentionLayers.OutputProjection, WeightWork.PerEncodedToken(layers * output)),
            new(DenseFeedForward.Name, WeightWork.PerEncodedToken(layers * feedForward)),
        ])
        {
            Matrices = layers * (queryKeyValue + output + feedForward),
            FeedForwardBiases = layers * ((isGated ? 2 : 1) * dFf + d),
        };
    }
}

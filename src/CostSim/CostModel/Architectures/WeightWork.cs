namespace CostSim.CostModel.Architectures;

/// <summary>The work of weight matrices: one multiply-add, 2 FLOP, per weight and token that passes them.</summary>
internal static class WeightWork
{
    /// <summary>Weights that every prompt token and every generated token passes.</summary>
    public static Work PerToken(double weights) => new() { PerPromptToken = 2 * weights, PerResponseToken = 2 * weights };

    /// <summary>Weights of the routed experts that every token passes.</summary>
    public static Work PerExpertToken(double weights) => PerToken(weights) with { PerExpertToken = 2 * weights };

    /// <summary>Weights that every token of a bidirectional encoder passes.</summary>
    public static Work PerEncodedToken(double weights) => new() { PerEncodedToken = 2 * weights };

    /// <summary>Weights that only generated tokens pass.</summary>
    public static Work PerResponseToken(double weights) => new() { PerResponseToken = 2 * weights };
}

namespace CostSim.CostModel.Architectures;

/// <summary>
/// Layers that keep a state of fixed size in place of keys and values: Mamba (2312.00752), Mamba-2 (2405.21060), gated DeltaNet
/// (2412.06464), lightning attention (2401.04658). A token passes their weights, lets every number of the state decay, adds to it and
/// reads it: 6 FLOP a number. Kernels that read prompts in chunks do somewhat more, under 5 % of the layer.
/// </summary>
internal static class StateLayers
{
    private const double FlopPerNumber = 6;

    public static readonly IReadOnlyList<ArchitectureParameter> Parameters =
    [
        new("state_layers", "layers that keep a state of fixed size instead of keys and values", 0, Minimum: 0),
        new("state_weights", "weights of such a layer in place of attention: projections, convolution, gates, norms", 0, Minimum: 0),
        new("state_size", "numbers that it keeps of a sequence: its state, and the last inputs of its convolution", 0, Minimum: 0),
    ];

    /// <summary>Layers with attention: all others.</summary>
    public static double Attending(IReadOnlyDictionary<string, double> parameters) => parameters["layers"] - parameters["state_layers"];

    public static void Check(IReadOnlyDictionary<string, double> parameters, ArchitectureChecks checks)
    {
        foreach (string name in (ReadOnlySpan<string>)["state_weights", "state_size"])
        {
            if (parameters["state_layers"] > 0)
            {
                checks.Given(name, parameters[name], " (state_layers needs it)");
            }
            else
            {
                checks.LeftOut(name, parameters[name] == 0, "without state_layers",
                    $"add state_layers= to the architecture, or leave {name} out");
            }
        }
        checks.AtMost("state_layers", parameters["state_layers"], "layers", parameters["layers"]);
    }

    /// <summary>Weights of all these layers.</summary>
    public static double Weights(IReadOnlyDictionary<string, double> parameters) =>
        parameters["state_layers"] * parameters["state_weights"];

    /// <summary>Numbers that all these layers keep of a sequence.</summary>
    public static double PerSequence(IReadOnlyDictionary<string, double> parameters) =>
        parameters["state_layers"] * parameters["state_size"];

    /// <summary>Their parts, in the order of the computation; none where there are no such layers.</summary>
    public static IReadOnlyList<WorkComponent> Components(IReadOnlyDictionary<string, double> parameters)
    {
        double updates = FlopPerNumber * PerSequence(parameters);
        return parameters["state_layers"] == 0
            ? []
            : [
                new("state layer projections", WeightWork.PerToken(Weights(parameters))),
                new("state updates", new Work { PerPromptToken = updates, PerResponseToken = updates }),
            ];
    }
}

namespace CostSim.CostModel.Architectures;

/// <summary>
/// Vision transformers (2010.11929): an image is cut into patches, whose S positions (one more for the class) attend to each other:
/// L·(2S·(4d² + 2d·f) + 4S²·d) FLOP an image, and 3·p²·d multiply-adds for each patch. By itself, or beside a decoder that reads what it
/// makes of an image as so many tokens of the prompt.
/// </summary>
internal static class VisionEncoder
{
    /// <summary>Colours of a pixel.</summary>
    private const double Colours = 3;

    public static readonly ArchitectureFamily Family = new(
        "vision-encoder",
        "a transformer that reads images alone: ViT; images_per_prompt says how many, and cached_share has no effect",
        [
            new("layers", "transformer blocks"),
            new("d_model", "width of the residual stream"),
            new("heads", "heads"),
            new("head_dim", "width of one head"),
            .. DenseFeedForward.Parameters,
            new("image_positions", "positions of an image: its patches, and one for the class"),
            new("patch_size", "side of a patch, pixels"),
            new("biases", "1 when the linear layers have biases and the norms both scale and shift", 0, Minimum: 0, Maximum: 1),
        ],
        (name, parameters) => Outcome.Of(Compose(name, parameters)));

    /// <summary>Parameters of an encoder beside a decoder.</summary>
    public static readonly IReadOnlyList<ArchitectureParameter> BesideParameters =
    [
        new("vision_layers", "blocks of the encoder of images in the prompt; 0 for none", 0, Minimum: 0),
        new("vision_d_model", "width of its residual stream", 0, Minimum: 0),
        new("vision_d_ff", "width of its feed-forward layers, which are plain", 0, Minimum: 0),
        new("vision_positions", "positions of one image, or of one tile of it", 0, Minimum: 0),
        new("vision_other_parameters", "its parameters outside of blocks and positions: patches, projection to d_model", 0, Minimum: 0),
        new("tokens_per_image", "tokens that an image, or a tile, is in the prompt", 0, Minimum: 0),
    ];

    public static void CheckBeside(IReadOnlyDictionary<string, double> parameters, ArchitectureChecks checks)
    {
        bool isThere = parameters["vision_layers"] > 0;
        foreach (var parameter in BesideParameters.Skip(1))
        {
            if (!isThere)
            {
                checks.LeftOut(parameter.Name, parameters[parameter.Name] == 0, "without vision_layers",
                    $"add vision_layers= to the architecture, or leave {parameter.Name} out");
            }
            else if (parameter.Name != "vision_other_parameters")
            {
                checks.Given(parameter.Name, parameters[parameter.Name], " (vision_layers needs it)");
            }
        }
    }

    /// <summary>The encoder beside a decoder as a part of it; none where there is none.</summary>
    public static IReadOnlyList<WorkComponent> Beside(IReadOnlyDictionary<string, double> parameters)
    {
        double layers = parameters["vision_layers"], d = parameters["vision_d_model"], positions = parameters["vision_positions"];
        double perPosition = 4 * d * d + 2 * d * parameters["vision_d_ff"];
        double flop = layers * (2 * positions * perPosition + 4 * positions * positions * d);
        return layers == 0
            ? []
            : [new("vision encoder", new Work { PerPromptImage = flop, TokensPerPromptImage = parameters["tokens_per_image"] })];
    }

    /// <summary>Its weights, with biases and norms; they lie in memory, and no token passes them.</summary>
    public static double WeightsBeside(IReadOnlyDictionary<string, double> parameters)
    {
        double layers = parameters["vision_layers"], d = parameters["vision_d_model"], f = parameters["vision_d_ff"];
        return layers == 0
            ? 0
            : layers * (4 * d * d + 2 * d * f + 4 * d + f + d + 4 * d) + 2 * d + parameters["vision_positions"] * d
                + parameters["vision_other_parameters"];
    }

    private static Architecture Compose(string name, IReadOnlyDictionary<string, double> parameters)
    {
        double layers = parameters["layers"], d = parameters["d_model"], attended = parameters["heads"] * parameters["head_dim"];
        double positions = parameters["image_positions"], patch = Colours * parameters["patch_size"] * parameters["patch_size"] * d;
        bool hasBiases = parameters["biases"] == 1;
        var encoder = EncoderLayers.Over(layers, parameters);
        double biases = hasBiases ? layers * (3 * attended + d) + encoder.FeedForwardBiases + d : 0;
        double norms = (2 * layers + 1) * d * (hasBiases ? 2 : 1);
        // The class has an embedding, and no patch.
        double all = encoder.Matrices + biases + norms + patch + positions * d + d;
        return new()
        {
            Name = name,
            Family = Family.Name,
            GeneratesText = false,
            Parameters = all,
            ActiveParameters = all,
            Memory = new() { Weights = all, WeightsPerStep = all, Layers = layers, Width = d },
            Components =
            [
                new("patches", new Work { PerPromptImage = 2 * (positions - 1) * patch, TokensPerPromptImage = positions }),
                .. encoder.Components.Select(component => component with { Work = OfImage(component.Work, positions) }),
            ],
        };
    }

    /// <summary>The work of encoding so many positions, as that of an image.</summary>
    private static Work OfImage(Work work, double positions) => new()
    {
        PerPromptImage = (work.PerEncodedToken + work.PerEncodedPair * positions) * positions,
        TokensPerPromptImage = positions,
    };
}

namespace CostSim.CostModel.Architectures;

/// <summary>
/// Transformers that denoise the latent of an image or of a clip (DiT, 2212.09748). A block attends from all S tokens of picture and text
/// to all of them: L·(2S·(4d² + 2d·f) + 4S²·d) FLOP a pass; cross attention to T tokens of text adds L·(4S·d² + 4S·T·d). Where picture and
/// text have weights of their own (MMDiT, 2403.03206), each token passes one set: twice the weights, the same FLOP. At r times the native
/// side the picture has r² times its tokens. Left out, being made once a pass or a prompt and under 0.2 %: time, modulation, the embedding
/// of patches, keys and values of the text that is attended to across. prompt_tokens and cached_share have no effect.
/// </summary>
internal static class DiffusionTransformer
{
    public static readonly ArchitectureFamily Family = new(
        "dit",
        "a transformer that denoises images or video: FLUX, Stable Diffusion 3, Wan, CogVideoX; "
            + "prompt_tokens and cached_share have no effect on its work",
        [
            new("layers", "transformer blocks that a token passes"),
            new("d_model", "width of the residual stream"),
            new("heads", "heads"),
            new("head_dim", "width of one head; heads x head_dim is d_model"),
            new("d_ff", "width of the feed-forward layer"),
            new("double_layers", "blocks among them with weights of their own for the picture and for the text", 0, Minimum: 0),
            new("image_tokens", "tokens of the image or of the whole clip at its native side; they grow with the square of resolution"),
            new("text_tokens", "tokens of text in the same sequence", 0, Minimum: 0),
            new("cross_tokens", "tokens of text that every block reads by cross attention; 0 for none", 0, Minimum: 0),
            new(
                "conditioning_parameters", "all other weights: embeddings of patches, text and time, modulation, norms, biases, last layer",
                0, Minimum: 0),
            .. LatentPainting.Parameters,
        ],
        Create);

    private static Outcome<Architecture> Create(string name, IReadOnlyDictionary<string, double> parameters)
    {
        double d = parameters["d_model"], attended = parameters["heads"] * parameters["head_dim"];
        return new ArchitectureChecks()
            .Require(
                attended == d, "head_dim", FormattableString.Invariant($"heads x head_dim is {attended}, but d_model is {d}"),
                "give heads and head_dim whose product is d_model")
            .AtMost("double_layers", parameters["double_layers"], "layers", parameters["layers"])
            .LeftOut(
                "double_layers", parameters["double_layers"] == 0 || parameters["text_tokens"] > 0, "without text_tokens",
                "add text_tokens= to the architecture, or leave double_layers out")
            .Then(() => Compose(name, parameters));
    }

    private static Architecture Compose(string name, IReadOnlyDictionary<string, double> parameters)
    {
        double layers = parameters["layers"], d = parameters["d_model"];
        double image = parameters["image_tokens"], text = parameters["text_tokens"], crossTokens = parameters["cross_tokens"];
        double attention = 4 * d * d, feedForward = 2 * d * parameters["d_ff"];
        bool isCrossed = crossTokens > 0;
        double transformer = (layers + parameters["double_layers"]) * (attention + feedForward + (isCrossed ? 4 * d * d : 0))
            + parameters["conditioning_parameters"];

        // Weights that every token of picture and text passes.
        Work Passed(double weights) => new() { PerStepArea = 2 * layers * weights * image, PerStep = 2 * layers * weights * text };

        // Scores and weighted values: 4·d FLOP per pair of tokens, of which (r²·image + text)² there are, or with the text across.
        double perPair = 4 * layers * d;
        Work self = new()
        {
            PerStepAreaSquared = perPair * image * image,
            PerStepArea = perPair * 2 * image * text,
            PerStep = perPair * text * text,
        };
        Work cross = new() { PerStepArea = perPair * image * crossTokens, PerStep = perPair * text * crossTokens };
        IReadOnlyList<WorkComponent> crossAttention = isCrossed
            ? [new("cross-attention projections", Passed(2 * d * d)), new("cross attention", cross)]
            : [];
        return new()
        {
            Name = name,
            Family = Family.Name,
            GeneratesText = false,
            Parameters = transformer,
            ActiveParameters = transformer,
            Memory = new() { Weights = transformer + LatentPainting.Weights(parameters), WeightsPerStep = transformer },
            Components =
            [
                LatentPainting.TextEncoder(parameters),
                new("attention projections", Passed(attention)),
                new("self-attention", self),
                .. crossAttention,
                new(DenseFeedForward.Name, Passed(feedForward)),
                LatentPainting.ImageDecoder(parameters),
            ],
        };
    }
}

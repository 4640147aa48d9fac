namespace CostSim.CostModel.Architectures;

/// <summary>
/// What stands around a model that denoises a latent (2112.10752): encoders that read the prompt, once per guidance pass, and a decoder
/// that makes the picture or clip of the latent. Both are given by their multiply-adds and parameters.
/// </summary>
internal static class LatentPainting
{
    public static readonly IReadOnlyList<ArchitectureParameter> Parameters =
    [
        new("text_encoder_mac", "multiply-adds of encoding one prompt", 0, Minimum: 0),
        new("text_encoder_parameters", "parameters of the text encoders", 0, Minimum: 0),
        new("image_decoder_mac", "multiply-adds of decoding the latent into an image", 0, Minimum: 0),
        new("image_decoder_parameters", "parameters of the decoder that does so", 0, Minimum: 0),
    ];

    public static WorkComponent TextEncoder(IReadOnlyDictionary<string, double> parameters) =>
        new("text encoder", new Work { PerGuidancePass = 2 * parameters["text_encoder_mac"] });

    public static WorkComponent ImageDecoder(IReadOnlyDictionary<string, double> parameters) =>
        new("image decoder", new Work { PerImageArea = 2 * parameters["image_decoder_mac"] });

    /// <summary>Weights of both, which lie in memory beside the model.</summary>
    public static double Weights(IReadOnlyDictionary<string, double> parameters) =>
        parameters["text_encoder_parameters"] + parameters["image_decoder_parameters"];
}

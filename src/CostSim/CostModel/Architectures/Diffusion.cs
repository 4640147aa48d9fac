namespace CostSim.CostModel.Architectures;

/// <summary>
/// Latent diffusion (2112.10752): a text encoder, a UNet that runs once per denoising step and guidance pass, and a decoder from the latent
/// to the image, given by their multiply-adds at the native image side. At r times that side convolutions, linear layers and cross
/// attention grow with r², self-attention with r⁴. prompt_tokens and cached_share have no effect: the encoder pads every prompt.
/// </summary>
internal static class Diffusion
{
    public static readonly ArchitectureFamily Family = new(
        "diffusion",
        "a latent diffusion model of images: Stable Diffusion; prompt_tokens and cached_share have no effect on its work",
        [
            new("unet_parameters", "parameters of the UNet"),
            new("conv_linear_mac", "multiply-adds of convolutions and linear layers in one step"),
            new("self_attention_mac", "multiply-adds of self-attention scores and weighted values in one step", 0, Minimum: 0),
            new("cross_attention_mac", "multiply-adds of cross-attention scores and weighted values in one step", 0, Minimum: 0),
            .. LatentPainting.Parameters,
        ],
        (name, parameters) => Outcome.Of(Compose(name, parameters)));

    private static Architecture Compose(string name, IReadOnlyDictionary<string, double> parameters)
    {
        double unet = parameters["unet_parameters"];
        return new()
        {
            Name = name,
            Family = Family.Name,
            GeneratesText = false,
            Parameters = unet,
            ActiveParameters = unet,
            Memory = new()
            {
                Weights = unet + LatentPainting.Weights(parameters),
                WeightsPerStep = unet
            },
            Components =
            [
                LatentPainting.TextEncoder(parameters),
                new("convolutions and linear layers", new Work { PerStepArea = 2 * parameters["conv_linear_mac"] }),
                new("self-attention", new Work { PerStepAreaSquared = 2 * parameters["self_attention_mac"] }),
                new("cross attention", new Work { PerStepArea = 2 * parameters["cross_attention_mac"] }),
                LatentPainting.ImageDecoder(parameters),
            ],
        };
    }
}

namespace CostSim.Scenarios.Configurations;

/// <summary>Encoders of images beside decoders: <c>vision_config</c>.</summary>
internal static class VisionConfigurations
{
    private const string Key = "vision_config";

    /// <summary>Colours of a pixel.</summary>
    private const double Colours = 3;

    /// <summary>Gemma 3: SigLIP, whose patches are pooled into tokens and projected.</summary>
    public static ArchitectureDraft Siglip(ConfigurationObject c, ArchitectureDraft draft)
    {
        if (c.Beside(Key) is not { } vision)
        {
            return draft;
        }
        double d = vision.SizeOr("hidden_size", 1152), patch = vision.SizeOr("patch_size", 14);
        double positions = Math.Pow(vision.SizeOr("image_size", 896) / patch, 2);
        double projection = d * c.Size("hidden_size") + d;
        return Encoder(
            draft, vision, d, 4304, positions, Colours * patch * patch * d + d + projection, c.OuterSizeOr("mm_tokens_per_image", 256));
    }

    /// <summary>Llama 4: a tile is patches and a class; squares of patches become a token, through two matrices and a projection.</summary>
    public static ArchitectureDraft Llama4(ConfigurationObject c, ArchitectureDraft draft)
    {
        if (c.Beside(Key) is not { } vision)
        {
            return draft;
        }
        double d = vision.SizeOr("hidden_size", 768), patch = vision.SizeOr("patch_size", 14);
        double patches = Math.Pow(vision.SizeOr("image_size", 448) / patch, 2);
        double area = Math.Pow(vision.SizeOr("pixel_shuffle_ratio", 0.5), 2);
        double wide = vision.SizeOr("projector_input_dim", 4096), made = vision.SizeOr("projector_output_dim", 4096);
        // Norms before and after the blocks, one more than others have, and the class.
        double others = Colours * patch * patch * d + 2 * d + d + d / area * wide + wide * made + made * c.Size("hidden_size");
        return Encoder(draft, vision, d, 5632, patches + 1, others, patches * area);
    }

    private static ArchitectureDraft Encoder(
        ArchitectureDraft draft, ConfigurationObject vision, double d, double usualWidth, double positions, double others, double tokens) =>
        draft.With("vision_layers", vision.SizeOr("num_hidden_layers", 27)).With("vision_d_model", d)
            .With("vision_d_ff", vision.SizeOr("intermediate_size", usualWidth)).With("vision_positions", positions)
            .With("vision_other_parameters", others).With("tokens_per_image", tokens);
}

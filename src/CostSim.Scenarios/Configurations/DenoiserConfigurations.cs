namespace CostSim.Scenarios.Configurations;

/// <summary>
/// Transformers that denoise images or video, by the <c>_class_name</c> of diffusers. Sizes of pictures, clips and prompts stand in the
/// pipelines around them: the usual ones are taken, and named. What is no matrix of a block counts as conditioning.
/// </summary>
internal static class DenoiserConfigurations
{
    /// <summary>Numbers that a step's time is spread over before it is embedded.</summary>
    private const double TimeWidth = 256;

    /// <summary>Shifts, scales and gates of a block: three each for attention and for the feed-forward layer.</summary>
    private const double Modulations = 6;

    /// <summary>FLUX.1: blocks with weights of their own for picture and text, then blocks with one set.</summary>
    public static ArchitectureDraft Flux(ConfigurationObject c)
    {
        double heads = c.SizeOr("num_attention_heads", 24), headDim = c.SizeOr("attention_head_dim", 128), d = heads * headDim, f = 4 * d;
        double own = c.SizeOr("num_layers", 19), common = c.SizeOr("num_single_layers", 38), channels = c.SizeOr("in_channels", 64);
        bool isGuided = c.Flag("guidance_embeds");
        double embeddings = Linear(channels, d) + Linear(c.SizeOr("joint_attention_dim", 4096), d) + Embedding(TimeWidth, d)
            + Embedding(c.SizeOr("pooled_projection_dim", 768), d) + (isGuided ? Embedding(TimeWidth, d) : 0);
        double perOwn = 2 * Linear(d, Modulations * d) + 8 * d + 4 * headDim + 2 * (f + d);
        double perCommon = Linear(d, Modulations / 2 * d) + 3 * d + f + d + 2 * headDim;
        double last = Linear(d, 2 * d) + Linear(d, channels);
        // The distilled model of few steps reads half the text, and is not told how much guidance to imitate.
        double text = isGuided ? 512 : 256;
        return Assuming(
            Blocks(own + common, d, heads, headDim, f).With("double_layers", own)
                .With("image_tokens", 4096).With("text_tokens", text)
                .With("conditioning_parameters", embeddings + own * perOwn + common * perCommon + last),
            FormattableString.Invariant($"pictures of 1024x1024 beside {text} tokens of text"));
    }

    /// <summary>Stable Diffusion 3: all blocks have weights of their own for picture and text; the last is done with the text.</summary>
    public static ArchitectureDraft StableDiffusion3(ConfigurationObject c)
    {
        const double Text = 77 + 256;
        double heads = c.SizeOr("num_attention_heads", 18), headDim = c.SizeOr("attention_head_dim", 64), d = heads * headDim, f = 4 * d;
        double layers = c.Layers("num_layers"), patch = c.SizeOr("patch_size", 2), side = c.SizeOr("sample_size", 128) / patch;
        double channels = c.SizeOr("in_channels", 16), made = c.SizeOr("out_channels", channels);
        double norms = c.Text("qk_norm") is null ? 0 : 4 * headDim;
        double embeddings = Linear(channels * patch * patch, d) + Linear(c.SizeOr("joint_attention_dim", 4096), d)
            + Embedding(TimeWidth, d) + Embedding(c.SizeOr("pooled_projection_dim", 2048), d);
        double perBlock = 2 * Linear(d, Modulations * d) + 8 * d + norms + 2 * (f + d);
        // The last block's text has neither an output nor a feed-forward layer, and two modulations in place of six.
        double lacking = d * d + 2 * d * f + Linear(d, Modulations * d) - Linear(d, 2 * d) + d + f + d;
        double last = Linear(d, 2 * d) + Linear(d, made * patch * patch);
        var draft = Assuming(
            Blocks(layers, d, heads, headDim, f).With("double_layers", layers)
                .With("image_tokens", side * side).With("text_tokens", Text)
                .With("conditioning_parameters", embeddings + layers * perBlock - lacking + last),
            "77 + 256 tokens of text");
        if (c.LayerNumbers("dual_attention_layers").Count > 0)
        {
            draft.Refuse("blocks that attend to the picture twice (dual_attention_layers)");
        }
        return draft;
    }

    /// <summary>Wan 2.1: every block attends to the clip, then across to the text.</summary>
    public static ArchitectureDraft Wan(ConfigurationObject c)
    {
        const double ClipTokens = 21 * 45 * 80, Text = 512;
        double heads = c.SizeOr("num_attention_heads", 40), headDim = c.SizeOr("attention_head_dim", 128), d = heads * headDim;
        double layers = c.Layers("num_layers"), f = c.Size("ffn_dim"), patch = Product(c.Numbers("patch_size", 3) ?? [1, 2, 2]);
        double channels = c.SizeOr("in_channels", 16), made = c.SizeOr("out_channels", 16);
        double embeddings = Linear(channels * patch, d) + Embedding(c.SizeOr("text_dim", 4096), d) + Embedding(c.SizeOr("freq_dim", 256), d)
            + Linear(d, Modulations * d);
        double normsOfHeads = c.Text("qk_norm") is null ? 0 : 4 * d, crossNorm = c.Flag("cross_attn_norm", usual: true) ? 2 * d : 0;
        double perBlock = 8 * d + normsOfHeads + crossNorm + f + d + Modulations * d;
        double last = Linear(d, made * patch) + 2 * d;
        var draft = Assuming(
            Blocks(layers, d, heads, headDim, f).With("cross_tokens", Text).With("image_tokens", ClipTokens)
                .With("conditioning_parameters", embeddings + layers * perBlock + last),
            "81 frames of 1280x720 and 512 tokens of text");
        if (c.SizeIfAny("image_dim") is not null || c.SizeIfAny("added_kv_proj_dim") is not null)
        {
            draft.Refuse("cross attention to an image beside the text (image_dim)");
        }
        return draft;
    }

    /// <summary>CogVideoX: one set of weights for the clip and the text before it.</summary>
    public static ArchitectureDraft CogVideoX(ConfigurationObject c)
    {
        double heads = c.SizeOr("num_attention_heads", 30), headDim = c.SizeOr("attention_head_dim", 64), d = heads * headDim, f = 4 * d;
        double layers = c.Layers("num_layers"), patch = c.SizeOr("patch_size", 2), time = c.SizeOr("time_embed_dim", 512);
        double channels = c.SizeOr("in_channels", 16), made = c.SizeOr("out_channels", 16);
        double frames = Math.Floor((c.SizeOr("sample_frames", 49) - 1) / c.SizeOr("temporal_compression_ratio", 4)) + 1;
        double tokens = frames * Math.Floor(c.SizeOr("sample_height", 60) / patch) * Math.Floor(c.SizeOr("sample_width", 90) / patch);
        double embeddings = Linear(channels * patch * patch, d) + Linear(c.SizeOr("text_embed_dim", 4096), d) + Linear(d, time)
            + Linear(time, time);
        double perBlock = 2 * (Linear(time, Modulations * d) + 2 * d) + (c.Flag("attention_bias", usual: true) ? 3 * d : 0) + d
            + 4 * headDim + f + d;
        double last = 2 * d + Linear(time, 2 * d) + 2 * d + Linear(d, made * patch * patch);
        return Assuming(
            Blocks(layers, d, heads, headDim, f).With("image_tokens", tokens).With("text_tokens", c.SizeOr("max_text_seq_length", 226))
                .With("conditioning_parameters", embeddings + layers * perBlock + last),
            "");
    }

    private static ArchitectureDraft Blocks(double layers, double d, double heads, double headDim, double f) =>
        new ArchitectureDraft("dit")
            .With("layers", layers).With("d_model", d).With("heads", heads).With("head_dim", headDim).With("d_ff", f);

    private static ArchitectureDraft Assuming(ArchitectureDraft draft, string sizes)
    {
        draft.LeaveOut("the text encoders and the image decoder, which have files of their own");
        if (sizes.Length > 0)
        {
            draft.LeaveOut($"other sizes than {sizes}");
        }
        return draft;
    }

    /// <summary>A matrix with its bias.</summary>
    private static double Linear(double from, double to) => (from + 1) * to;

    /// <summary>Two such matrices, the second of which keeps the width.</summary>
    private static double Embedding(double from, double to) => Linear(from, to) + Linear(to, to);

    private static double Product(IReadOnlyList<double> factors) => factors.Aggregate(1.0, (product, factor) => product * factor);
}

namespace CostSim.Scenarios.Configurations;

/// <summary>
/// Decoders, by <c>model_type</c>: which keys hold their sizes, and what their classes do though no key says so. A key that is absent
/// stands for the default of its class.
/// </summary>
internal static class DecoderConfigurations
{
    private const string Width = "hidden_size";
    private const string Heads = "num_attention_heads";
    private const string FeedForward = "intermediate_size";
    private const string ExpertWidth = "moe_intermediate_size";
    private const string Active = "num_experts_per_tok";

    public static ArchitectureDraft Llama(ConfigurationObject c)
    {
        var draft = Dense(c);
        bool attention = c.Flag("attention_bias"), feedForward = c.Flag("mlp_bias");
        if (attention && feedForward)
        {
            return draft.With("linear_biases", isSo: true);
        }
        if (attention || feedForward)
        {
            draft.LeaveOut($"the biases of {(attention ? "attention" : "the feed-forward layers")}");
        }
        return draft;
    }

    /// <summary>Mistral: a window over all layers, which later versions set to null.</summary>
    public static ArchitectureDraft Mistral(ConfigurationObject c) => Windowed(c, Dense(c), everywhere: true);

    public static ArchitectureDraft Mixtral(ConfigurationObject c)
    {
        var draft = Windowed(c, Sparse(c, FeedForward, out _), everywhere: true);
        return Experts(c, draft, "num_local_experts", "num_experts");
    }

    /// <summary>Qwen2 and Qwen2.5: queries, keys and values have biases; the window counts only where use_sliding_window says so.</summary>
    public static ArchitectureDraft Qwen2(ConfigurationObject c) => QwenWindows(c, Dense(c).With("qkv_biases", isSo: true));

    public static ArchitectureDraft Qwen3(ConfigurationObject c) => QwenWindows(c, HeadNorms(c, Dense(c)));

    /// <summary>Qwen3, mixtures of experts: a layer is dense where it is named, or where its turn has not come.</summary>
    public static ArchitectureDraft Qwen3Moe(ConfigurationObject c)
    {
        var draft = HeadNorms(c, Sparse(c, ExpertWidth, out double layers));
        var named = c.LayerNumbers("mlp_only_layers");
        double step = c.SizeOr("decoder_sparse_step", 1);
        Experts(c, draft, "num_experts", "num_local_experts");
        DenseLayers(c, draft, Count(layers, i => named.Contains(i) || (i + 1) % step != 0), FeedForward);
        return QwenWindows(c, draft);
    }

    public static ArchitectureDraft Gemma(ConfigurationObject c) => Dense(c, isTied: true, usualHeadDim: 256, usualVocabulary: 256_000);

    /// <summary>Gemma 2: every other layer has the window, and layers have four norms.</summary>
    public static ArchitectureDraft Gemma2(ConfigurationObject c)
    {
        var draft = Dense(c, isTied: true, usualHeadDim: 256, usualVocabulary: 256_000).With("extra_norm_weights", 2 * c.Size(Width));
        return Windowed(c, draft, isWindowed: i => i % 2 == 0, usualWindow: 4096);
    }

    /// <summary>Gemma 3: every sixth layer attends to all; four norms, and norms of queries and keys.</summary>
    public static ArchitectureDraft Gemma3(ConfigurationObject c)
    {
        double headDim = c.SizeOr("head_dim", 256), pattern = c.SizeOr("sliding_window_pattern", 6);
        var draft = Dense(c, isTied: true, usualHeads: 8, usualKvHeads: 4, usualHeadDim: 256, usualVocabulary: 262_208)
            .With("extra_norm_weights", 2 * c.Size(Width) + 2 * headDim);
        return VisionConfigurations.Siglip(c, Windowed(c, draft, isWindowed: i => (i + 1) % pattern != 0, usualWindow: 4096));
    }

    /// <summary>Phi-3, Phi-3.5 and Phi-4: fused matrices, the same sums.</summary>
    public static ArchitectureDraft Phi3(ConfigurationObject c) => Windowed(c, Dense(c), everywhere: true);

    public static ArchitectureDraft DeepSeekV2(ConfigurationObject c) => DeepSeek(c, hasRouterBiases: false);

    public static ArchitectureDraft DeepSeekV3(ConfigurationObject c) => DeepSeek(c, hasRouterBiases: true);

    /// <summary>DeepSeek-V3.2 and GLM-5: an index chooses the positions that attention reads.</summary>
    public static ArchitectureDraft DeepSeekV32(ConfigurationObject c) => DeepSeekV3(c)
        .With("attended_positions", c.Size("index_topk"))
        .With("index_heads", c.Size("index_n_heads")).With("index_width", c.Size("index_head_dim"));

    /// <summary>
    /// gpt-oss: biases everywhere, sinks, a window in every other layer. OpenAI's own file names the active experts otherwise.
    /// </summary>
    public static ArchitectureDraft GptOss(ConfigurationObject c)
    {
        var draft = Experts(c, Sparse(c, FeedForward, out _), "num_local_experts", "num_experts")
            .With("router_biases", isSo: true).With("linear_biases", isSo: true).With("sinks", isSo: true);
        return Windowed(c, draft, isWindowed: i => i % 2 == 0, usualWindow: 128);
    }

    /// <summary>GLM-4.5 and 4.6: heads of 128, whatever the width; biases of queries, keys and values alone.</summary>
    public static ArchitectureDraft Glm4Moe(ConfigurationObject c)
    {
        var draft = Sparse(c, ExpertWidth, out _, usualHeadDim: 128).With("qkv_biases", c.Flag("attention_bias"));
        if (c.Flag("use_qk_norm"))
        {
            draft.With("extra_norm_weights", 2 * c.SizeOr("head_dim", 128));
        }
        Experts(c, draft, "n_routed_experts", "num_experts").With("router_biases", isSo: true);
        DenseLayers(c, draft, c.SizeOr("first_k_dense_replace", 0), FeedForward);
        return Predicting(c, draft);
    }

    /// <summary>Llama 4: experts in every so-manieth layer, one shared; three of four layers attend within chunks.</summary>
    public static ArchitectureDraft Llama4(ConfigurationObject c)
    {
        var draft = Sparse(c, FeedForward, out double layers);
        double step = c.SizeOr("interleave_moe_layer_step", 1), interval = c.SizeOr("no_rope_layer_interval", 4);
        var sparse = c.LayerNumbers("moe_layers");
        Experts(c, draft, "num_local_experts", "num_experts").With("shared_experts", 1);
        DenseLayers(c, draft, sparse.Count > 0 ? layers - sparse.Count : Count(layers, i => (i + 1) % step != 0), "intermediate_size_mlp");
        VisionConfigurations.Llama4(c, draft);
        if (c.SizeIfAny("attention_chunk_size") is not { } chunk)
        {
            return draft;
        }
        double chunked = c.Texts("layer_types", layers)?.Count(type => type == "chunked_attention")
            ?? c.Numbers("no_rope_layers", layers)?.Count(hasPositions => hasPositions != 0)
            ?? Count(layers, i => (i + 1) % interval != 0);
        return chunked == 0 ? draft : draft.With("window", chunk).With("windowed_layers", chunked).With("chunked", isSo: true);
    }

    /// <summary>MiniMax-M2: one norm over the queries of all heads, one over the keys.</summary>
    public static ArchitectureDraft MiniMaxM2(ConfigurationObject c)
    {
        var draft = Sparse(c, FeedForward, out double layers);
        if (c.Flag("use_qk_norm", usual: true))
        {
            double heads = c.Size(Heads), kvHeads = c.SizeOr("num_key_value_heads", heads);
            draft.With("extra_norm_weights", (heads + kvHeads) * c.SizeOr("head_dim", c.Size(Width) / heads));
        }
        Experts(c, draft, "num_local_experts", "num_experts").With("router_biases", c.Flag("use_routing_bias"));
        if (c.Numbers("attn_type_list", layers)?.Any(type => type != 1) == true)
        {
            draft.Refuse("layers of another kind than attention (attn_type_list)");
        }
        if (c.SizeOr("shared_intermediate_size", 0) > 0)
        {
            draft.Refuse("a shared expert of another width (shared_intermediate_size)");
        }
        return Predicting(c, draft, "num_mtp_modules");
    }

    /// <summary>DeepSeek: latent attention, in which num_key_value_heads and head_dim mean nothing.</summary>
    private static ArchitectureDraft DeepSeek(ConfigurationObject c, bool hasRouterBiases)
    {
        double layers = c.Layers(), first = c.SizeOr("first_k_dense_replace", 0), step = c.SizeOr("moe_layer_freq", 1);
        double experts = c.SizeOr("n_routed_experts", 0);
        var draft = new ArchitectureDraft("decoder")
            .With("layers", layers).With("d_model", c.Size(Width)).With("heads", c.Size(Heads))
            .With("kv_latent", c.Size("kv_lora_rank")).With("query_latent", c.SizeOr("q_lora_rank", 0))
            .With("nope_dim", c.Size("qk_nope_head_dim")).With("rope_dim", c.Size("qk_rope_head_dim"))
            .With("value_dim", c.Size("v_head_dim"))
            .With("d_ff", c.Size(experts == 0 ? FeedForward : ExpertWidth)).With("vocabulary", c.Size("vocab_size"))
            .With("gated", isSo: true).With("tied", c.Flag("tie_word_embeddings"));
        if (experts != 0)
        {
            Experts(c, draft, "n_routed_experts", "num_experts").With("router_biases", hasRouterBiases);
            DenseLayers(c, draft, Count(layers, i => i < first || i % step != 0), FeedForward);
        }
        return Predicting(c, draft);
    }

    private static ArchitectureDraft Dense(
        ConfigurationObject c, bool isTied = false, double usualHeads = double.NaN, double usualKvHeads = double.NaN,
        double usualHeadDim = double.NaN, double usualVocabulary = double.NaN) =>
        Body(c, FeedForward, isTied, out _, usualHeads, usualKvHeads, usualHeadDim, usualVocabulary);

    internal static ArchitectureDraft Sparse(ConfigurationObject c, string width, out double layers, double usualHeadDim = double.NaN) =>
        Body(c, width, isTied: false, out layers, double.NaN, double.NaN, usualHeadDim, double.NaN);

    /// <summary>What decoders with grouped-query attention have in common; NaN for what must be stated, or follows from the rest.</summary>
    private static ArchitectureDraft Body(
        ConfigurationObject c, string width, bool isTied, out double layers, double usualHeads, double usualKvHeads, double usualHeadDim,
        double usualVocabulary)
    {
        layers = c.Layers();
        double d = c.Size(Width), heads = Stated(c, Heads, usualHeads);
        double kvHeads = c.SizeOr("num_key_value_heads", double.IsNaN(usualKvHeads) ? heads : usualKvHeads);
        return new ArchitectureDraft("decoder")
            .With("layers", layers).With("d_model", d).With("heads", heads).With("kv_heads", kvHeads == heads ? 0 : kvHeads)
            .With("head_dim", c.SizeOr("head_dim", double.IsNaN(usualHeadDim) ? d / heads : usualHeadDim))
            .With("d_ff", c.Size(width)).With("vocabulary", Stated(c, "vocab_size", usualVocabulary))
            .With("gated", isSo: true).With("tied", c.Flag("tie_word_embeddings", isTied));
    }

    private static double Stated(ConfigurationObject c, string key, double usual) =>
        double.IsNaN(usual) ? c.Size(key) : c.SizeOr(key, usual);

    /// <summary>Norms of queries and keys, one weight for each element of a head.</summary>
    private static ArchitectureDraft HeadNorms(ConfigurationObject c, ArchitectureDraft draft) =>
        draft.With("extra_norm_weights", 2 * c.SizeOr("head_dim", c.Size(Width) / c.Size(Heads)));

    internal static ArchitectureDraft Experts(ConfigurationObject c, ArchitectureDraft draft, string key, string otherKey) => draft
        .With("experts", c.Size(key, otherKey)).With("active_experts", c.Size(Active, "experts_per_token"))
        .With("shared_experts", c.SizeOr("n_shared_experts", 0));

    internal static void DenseLayers(ConfigurationObject c, ArchitectureDraft draft, double count, string width)
    {
        if (count > 0)
        {
            draft.With("dense_layers", count).With("dense_d_ff", c.Size(width));
        }
    }

    /// <summary>Qwen's window: a number that means nothing unless use_sliding_window says so.</summary>
    private static ArchitectureDraft QwenWindows(ConfigurationObject c, ArchitectureDraft draft)
    {
        double first = c.SizeOr("max_window_layers", 0);
        return c.Flag("use_sliding_window") ? Windowed(c, draft, isWindowed: i => i >= first) : draft;
    }

    /// <summary>Adds the window, where layers have one. What layer_types says wins over the pattern of the class.</summary>
    private static ArchitectureDraft Windowed(
        ConfigurationObject c, ArchitectureDraft draft, Func<double, bool>? isWindowed = null, bool everywhere = false,
        double usualWindow = 0)
    {
        double layers = c.Layers(), window = c.SizeOr("sliding_window", usualWindow);
        var types = c.Texts("layer_types", layers);
        foreach (string type in types?.Where(type => type is not ("sliding_attention" or "full_attention")).Distinct() ?? [])
        {
            draft.Refuse($"layers of the kind {Diagnostics.Quote(type)}");
        }
        double windowed = types?.Count(type => type == "sliding_attention") ?? (everywhere ? layers : Count(layers, isWindowed!));
        if (windowed == 0 || window == 0)
        {
            return draft;
        }
        draft.With("window", window);
        return windowed == layers ? draft : draft.With("windowed_layers", windowed);
    }

    /// <summary>Layers that predict a token further, which only speculation runs.</summary>
    internal static ArchitectureDraft Predicting(ConfigurationObject c, ArchitectureDraft draft, string key = "num_nextn_predict_layers")
    {
        if (c.SizeOr(key, 0) > 0)
        {
            draft.LeaveOut("the layers that predict a token further ahead");
        }
        return draft;
    }

    /// <summary>Number of layers, from 0 on, of which something holds; none where the layers are not known.</summary>
    internal static double Count(double layers, Func<double, bool> holds)
    {
        double count = 0;
        for (double i = 0; i < layers; i++)
        {
            count += holds(i) ? 1 : 0;
        }
        return count;
    }
}

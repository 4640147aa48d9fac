namespace CostSim.Scenarios.Configurations;

/// <summary>
/// Decoders most of whose layers keep a state of fixed size, by <c>model_type</c>: what such a layer weighs and keeps follows from the
/// sizes of its heads, its state and its convolution.
/// </summary>
internal static class HybridConfigurations
{
    private const string Width = "hidden_size";
    private const string Heads = "num_attention_heads";

    /// <summary>Qwen3-Next: gated DeltaNet in three of four layers; attention has an output gate.</summary>
    public static ArchitectureDraft Qwen3Next(ConfigurationObject c)
    {
        var draft = DecoderConfigurations.Qwen3Moe(c);
        return DeltaNet(c, SharedExpert(c, draft));
    }

    /// <summary>Qwen3.5, mixtures of experts.</summary>
    public static ArchitectureDraft Qwen35Moe(ConfigurationObject c)
    {
        var draft = DecoderConfigurations.Predicting(c, SharedExpert(c, DecoderConfigurations.Qwen3Moe(c)), "mtp_num_hidden_layers");
        return DeltaNet(c, draft);
    }

    /// <summary>Qwen3.5, dense.</summary>
    public static ArchitectureDraft Qwen35(ConfigurationObject c) =>
        DeltaNet(c, DecoderConfigurations.Predicting(c, DecoderConfigurations.Qwen3(c), "mtp_num_hidden_layers"));

    /// <summary>
    /// Nemotron-H: a block is one of Mamba-2 (M), attention (*), a feed-forward layer (-) or experts (E); feed-forward layers are plain.
    /// </summary>
    public static ArchitectureDraft NemotronH(ConfigurationObject c)
    {
        string pattern = c.Text("hybrid_override_pattern") ?? "";
        double states = pattern.Count(block => block == 'M'), attention = pattern.Count(block => block == '*');
        double dense = pattern.Count(block => block == '-'), sparse = pattern.Count(block => block == 'E');
        double d = c.Size(Width), heads = c.Size(Heads), expert = sparse == 0 ? 0 : c.Size("moe_intermediate_size");
        double headDim = c.SizeIfAny("attention_head_dim") ?? c.SizeOr("head_dim", d / heads);
        double kvHeads = c.SizeOr("num_key_value_heads", heads);
        if (pattern.Length == 0 || states + attention + dense + sparse != pattern.Length)
        {
            c.Wrong("hybrid_override_pattern does not name a kind of block (M * - E) for every block");
        }
        var draft = new ArchitectureDraft("decoder")
            .With("layers", states + attention).With("d_model", d).With("heads", heads).With("kv_heads", kvHeads == heads ? 0 : kvHeads)
            .With("head_dim", headDim).With("d_ff", sparse == 0 ? c.Size("intermediate_size") : expert)
            .With("vocabulary", c.Size("vocab_size")).With("tied", c.Flag("tie_word_embeddings"));
        if (dense + sparse != states + attention)
        {
            draft.With("feed_forward_layers", dense + sparse);
        }
        if (dense + sparse == 0)
        {
            draft.Refuse("blocks without any feed-forward layer");
        }
        if (sparse > 0)
        {
            draft.With("experts", c.Size("n_routed_experts")).With("active_experts", c.Size("num_experts_per_tok"))
                .With("shared_experts", SharedExperts(c, draft, "moe_shared_expert_intermediate_size", expert))
                .With("router_biases", isSo: true);
            DecoderConfigurations.DenseLayers(c, draft, dense, "intermediate_size");
        }
        double ssmHeads = c.SizeOr("mamba_num_heads", 128), ssmHeadDim = c.SizeOr("mamba_head_dim", 64);
        double inner = ssmHeads * ssmHeadDim, state = c.SizeOr("ssm_state_size", 128), kernel = c.SizeOr("conv_kernel", 4);
        double convolved = inner + 2 * c.SizeOr("n_groups", 8) * state;
        double weights = d * (inner + convolved + ssmHeads) + convolved * (kernel + 1) + 3 * ssmHeads + inner + inner * d;
        return States(draft, states, weights, inner * state + convolved * (kernel - 1));
    }

    /// <summary>Jamba: Mamba in seven of eight layers, experts in every other.</summary>
    public static ArchitectureDraft Jamba(ConfigurationObject c)
    {
        var draft = DecoderConfigurations.Sparse(c, "intermediate_size", out double layers);
        double period = c.SizeOr("attn_layer_period", 8), offset = c.SizeOr("attn_layer_offset", 4);
        double expertPeriod = c.SizeOr("expert_layer_period", 2), expertOffset = c.SizeOr("expert_layer_offset", 1);
        if (c.SizeOr("num_experts", 16) > 1)
        {
            draft.With("experts", c.SizeOr("num_experts", 16)).With("active_experts", c.SizeOr("num_experts_per_tok", 2))
                .With("dense_layers", DecoderConfigurations.Count(layers, i => i % expertPeriod != expertOffset));
        }
        double d = c.Size(Width), inner = c.SizeOr("mamba_expand", 2) * d, state = c.SizeOr("mamba_d_state", 16);
        double kernel = c.SizeOr("mamba_d_conv", 4);
        double rank = c.Text("mamba_dt_rank") is null ? c.SizeOr("mamba_dt_rank", Math.Ceiling(d / 16)) : Math.Ceiling(d / 16);
        double weights = 2 * d * inner + inner * (kernel + 1) + inner * (rank + 2 * state) + rank * inner + inner + inner * state + inner
            + inner * d + rank + 2 * state;
        return States(
            draft, DecoderConfigurations.Count(layers, i => i % period != offset), weights, inner * state + inner * (kernel - 1));
    }

    /// <summary>MiniMax-Text-01 and M1: lightning attention in seven of eight layers.</summary>
    public static ArchitectureDraft MiniMax(ConfigurationObject c)
    {
        var draft = DecoderConfigurations.Sparse(c, "intermediate_size", out double layers);
        DecoderConfigurations.Experts(c, draft, "num_local_experts", "num_experts");
        if (c.SizeOr("shared_intermediate_size", 0) > 0)
        {
            draft.Refuse("a shared expert of another width (shared_intermediate_size)");
        }
        double? states = c.Texts("layer_types", layers)?.Count(type => type == "linear_attention")
            ?? c.Numbers("attn_type_list", layers)?.Count(type => type == 0);
        if (states is null)
        {
            c.Wrong("neither layer_types nor attn_type_list says which layers keep a state");
        }
        double d = c.Size(Width), heads = c.Size(Heads), headDim = c.SizeOr("head_dim", d / heads), inner = heads * headDim;
        return States(draft, states ?? double.NaN, 5 * d * inner + inner, inner * headDim);
    }

    /// <summary>Gated DeltaNet beside attention with an output gate.</summary>
    private static ArchitectureDraft DeltaNet(ConfigurationObject c, ArchitectureDraft draft)
    {
        double layers = c.Layers(), interval = c.SizeOr("full_attention_interval", 4), d = c.Size(Width);
        double states = c.Texts("layer_types", layers)?.Count(type => type == "linear_attention")
            ?? DecoderConfigurations.Count(layers, i => (i + 1) % interval != 0);
        double keyHeads = c.Size("linear_num_key_heads"), valueHeads = c.Size("linear_num_value_heads");
        double keyDim = c.Size("linear_key_head_dim"), valueDim = c.Size("linear_value_head_dim");
        double keys = keyHeads * keyDim, values = valueHeads * valueDim, kernel = c.SizeOr("linear_conv_kernel_dim", 4);
        double convolved = 2 * keys + values;
        double weights = d * (convolved + values) + 2 * d * valueHeads + convolved * kernel + values * d + 2 * valueHeads + valueDim;
        draft.With("output_gate", c.Flag("attn_output_gate", usual: true));
        return States(draft, states, weights, valueHeads * keyDim * valueDim + convolved * (kernel - 1));
    }

    private static ArchitectureDraft SharedExpert(ConfigurationObject c, ArchitectureDraft draft) => draft.With(
        "shared_experts", SharedExperts(c, draft, "shared_expert_intermediate_size", c.Size("moe_intermediate_size")));

    /// <summary>One shared expert of another width is as many of the routed width as fit in it.</summary>
    private static double SharedExperts(ConfigurationObject c, ArchitectureDraft draft, string key, double width)
    {
        double shared = c.SizeOr(key, 0) / width;
        if (shared != Math.Floor(shared))
        {
            draft.Refuse($"a shared expert of another width ({key})");
        }
        return Math.Floor(shared);
    }

    private static ArchitectureDraft States(ArchitectureDraft draft, double layers, double weights, double size) =>
        draft.With("state_layers", layers).With("state_weights", weights).With("state_size", size);
}

namespace CostSim.Scenarios.Configurations;

/// <summary>Keys of Hugging Face configurations that people write into models.csv, and the parameters they mean.</summary>
internal static class ConfigurationKeys
{
    /// <summary>The key that looks like positions=, but is none: a limit on the context, with no weights behind it.</summary>
    private const string ContextLimit = "max_position_embeddings";

    private static readonly Dictionary<string, string[]> Meanings = new(StringComparer.Ordinal)
    {
        ["hidden_size"] = ["d_model"],
        ["n_embd"] = ["d_model"],
        ["num_hidden_layers"] = ["layers", "encoder_layers"],
        ["num_layers"] = ["layers", "encoder_layers"],
        ["n_layer"] = ["layers"],
        ["num_decoder_layers"] = ["decoder_layers"],
        ["num_attention_heads"] = ["heads"],
        ["num_heads"] = ["heads"],
        ["n_head"] = ["heads"],
        ["encoder_attention_heads"] = ["heads"],
        ["num_key_value_heads"] = ["kv_heads"],
        ["attention_head_dim"] = ["head_dim"],
        ["d_kv"] = ["head_dim"],
        ["intermediate_size"] = ["d_ff"],
        ["moe_intermediate_size"] = ["d_ff"],
        ["encoder_ffn_dim"] = ["d_ff"],
        ["intermediate_size_mlp"] = ["dense_d_ff"],
        ["vocab_size"] = ["vocabulary"],
        ["sliding_window"] = ["window"],
        ["attention_chunk_size"] = ["window"],
        ["linear_layers"] = ["state_layers"],
        ["linear_attention_layers"] = ["state_layers"],
        ["mamba_layers"] = ["state_layers"],
        ["num_local_experts"] = ["experts"],
        ["num_experts"] = ["experts"],
        ["n_routed_experts"] = ["experts"],
        ["num_experts_per_tok"] = ["active_experts"],
        ["experts_per_token"] = ["active_experts"],
        ["n_shared_experts"] = ["shared_experts"],
        ["first_k_dense_replace"] = ["dense_layers"],
        ["kv_lora_rank"] = ["kv_latent"],
        ["q_lora_rank"] = ["query_latent"],
        ["qk_nope_head_dim"] = ["nope_dim"],
        ["qk_rope_head_dim"] = ["rope_dim"],
        ["v_head_dim"] = ["value_dim"],
        ["tie_word_embeddings"] = ["tied"],
        ["type_vocab_size"] = ["segments"],
        ["relative_attention_num_buckets"] = ["relative_buckets"],
        ["max_source_positions"] = ["source_positions"],
        ["max_target_positions"] = ["positions"],
    };

    /// <summary>The parameter that a key means in a family with these parameters; null when it means none of them.</summary>
    public static string? MeaningOf(string key, IReadOnlyCollection<string> parameters) =>
        Meanings.TryGetValue(key, out string[]? meanings) ? meanings.FirstOrDefault(parameters.Contains) : null;

    /// <summary>Help for a word that is no parameter of a family.</summary>
    public static string Help(string written, IReadOnlyCollection<string> parameters)
    {
        string otherwise = $"one of {string.Join(", ", parameters)}";
        return MeaningOf(written, parameters) is { } meant ? NearestName.HelpWith(meant, parameters, otherwise)
            : written == ContextLimit ? "leave it out: "
                + "it limits the context, and costs nothing (positions= are learned embeddings, as of BERT and GPT-2)"
            : NearestName.Help(written, parameters, otherwise);
    }
}

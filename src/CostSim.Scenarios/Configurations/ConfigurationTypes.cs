namespace CostSim.Scenarios.Configurations;

/// <summary>Every <c>model_type</c> that can be read, and those of which it is known what stands in the way.</summary>
internal static class ConfigurationTypes
{
    private const string FixedState = "layers that keep a fixed state instead of keys and values";
    private const string Index = "attention to the best positions by an index of its own";
    private const string Denoiser = "a transformer that denoises images or video";

    private static readonly Dictionary<string, Func<ConfigurationObject, ArchitectureDraft>> Read = new(StringComparer.Ordinal)
    {
        ["llama"] = DecoderConfigurations.Llama,
        ["mistral"] = DecoderConfigurations.Mistral,
        ["mixtral"] = DecoderConfigurations.Mixtral,
        ["qwen2"] = DecoderConfigurations.Qwen2,
        ["qwen3"] = DecoderConfigurations.Qwen3,
        ["qwen3_moe"] = DecoderConfigurations.Qwen3Moe,
        ["gemma"] = DecoderConfigurations.Gemma,
        ["gemma2"] = DecoderConfigurations.Gemma2,
        ["gemma3_text"] = DecoderConfigurations.Gemma3,
        ["gemma3"] = DecoderConfigurations.Gemma3,
        ["phi3"] = DecoderConfigurations.Phi3,
        ["deepseek_v2"] = DecoderConfigurations.DeepSeekV2,
        ["deepseek_v3"] = DecoderConfigurations.DeepSeekV3,
        ["kimi_k2"] = DecoderConfigurations.DeepSeekV3,
        ["gpt_oss"] = DecoderConfigurations.GptOss,
        ["glm4_moe"] = DecoderConfigurations.Glm4Moe,
        ["llama4_text"] = DecoderConfigurations.Llama4,
        ["llama4"] = DecoderConfigurations.Llama4,
        ["minimax_m2"] = DecoderConfigurations.MiniMaxM2,
        ["bert"] = EncoderConfigurations.Bert,
        ["roberta"] = EncoderConfigurations.Bert,
        ["xlm-roberta"] = EncoderConfigurations.Bert,
        ["t5"] = EncoderConfigurations.T5,
        ["mt5"] = EncoderConfigurations.T5,
        ["whisper"] = EncoderConfigurations.Whisper,
    };

    private static readonly Dictionary<string, string> Beyond = new(StringComparer.Ordinal)
    {
        ["qwen3_next"] = FixedState,
        ["qwen3_5_moe_text"] = FixedState,
        ["qwen3_5_text"] = FixedState,
        ["nemotron_h"] = FixedState,
        ["jamba"] = FixedState,
        ["mamba"] = FixedState,
        ["mamba2"] = FixedState,
        ["minimax"] = FixedState,
        ["kimi_linear"] = FixedState,
        ["deepseek_v32"] = Index,
        ["glm_moe_dsa"] = Index,
        ["umt5"] = "relative position biases of every layer",
        ["FluxTransformer2DModel"] = Denoiser,
        ["SD3Transformer2DModel"] = Denoiser,
        ["WanTransformer3DModel"] = Denoiser,
        ["CogVideoXTransformer3DModel"] = Denoiser,
    };

    /// <summary>Every type that can be read.</summary>
    public static IReadOnlyCollection<string> Names => [.. Read.Keys];

    /// <summary>How a type is read; null for a type that cannot be.</summary>
    public static Func<ConfigurationObject, ArchitectureDraft>? Find(string type) => Read.GetValueOrDefault(type);

    /// <summary>What stands in the way of a type; null when nothing is known of it.</summary>
    public static string? ObstacleOf(string type) => Beyond.GetValueOrDefault(type);
}

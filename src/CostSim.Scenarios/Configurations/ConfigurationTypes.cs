namespace CostSim.Scenarios.Configurations;

/// <summary>Every <c>model_type</c> that can be read, and those of which it is known what stands in the way.</summary>
internal static class ConfigurationTypes
{
    private const string NoAttention = "layers that keep a fixed state, and none with attention";

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
        ["deepseek_v32"] = DecoderConfigurations.DeepSeekV32,
        ["glm_moe_dsa"] = DecoderConfigurations.DeepSeekV32,
        ["kimi_k2"] = DecoderConfigurations.DeepSeekV3,
        ["gpt_oss"] = DecoderConfigurations.GptOss,
        ["glm4_moe"] = DecoderConfigurations.Glm4Moe,
        ["llama4_text"] = DecoderConfigurations.Llama4,
        ["llama4"] = DecoderConfigurations.Llama4,
        ["minimax_m2"] = DecoderConfigurations.MiniMaxM2,
        ["qwen3_next"] = HybridConfigurations.Qwen3Next,
        ["qwen3_5_moe_text"] = HybridConfigurations.Qwen35Moe,
        ["qwen3_5_moe"] = HybridConfigurations.Qwen35Moe,
        ["qwen3_5_text"] = HybridConfigurations.Qwen35,
        ["qwen3_5"] = HybridConfigurations.Qwen35,
        ["nemotron_h"] = HybridConfigurations.NemotronH,
        ["jamba"] = HybridConfigurations.Jamba,
        ["minimax"] = HybridConfigurations.MiniMax,
        ["minimax_text_01"] = HybridConfigurations.MiniMax,
        ["minimax_m1"] = HybridConfigurations.MiniMax,
        ["bert"] = EncoderConfigurations.Bert,
        ["roberta"] = EncoderConfigurations.Bert,
        ["xlm-roberta"] = EncoderConfigurations.Bert,
        ["t5"] = EncoderConfigurations.T5,
        ["mt5"] = EncoderConfigurations.T5,
        ["whisper"] = EncoderConfigurations.Whisper,
        ["FluxTransformer2DModel"] = DenoiserConfigurations.Flux,
        ["SD3Transformer2DModel"] = DenoiserConfigurations.StableDiffusion3,
        ["WanTransformer3DModel"] = DenoiserConfigurations.Wan,
        ["CogVideoXTransformer3DModel"] = DenoiserConfigurations.CogVideoX,
    };

    private static readonly Dictionary<string, string> Beyond = new(StringComparer.Ordinal)
    {
        ["mamba"] = NoAttention,
        ["mamba2"] = NoAttention,
        ["umt5"] = "relative position biases of every layer",
    };

    /// <summary>Every type that can be read.</summary>
    public static IReadOnlyCollection<string> Names => [.. Read.Keys];

    /// <summary>How a type is read; null for a type that cannot be.</summary>
    public static Func<ConfigurationObject, ArchitectureDraft>? Find(string type) => Read.GetValueOrDefault(type);

    /// <summary>What stands in the way of a type; null when nothing is known of it.</summary>
    public static string? ObstacleOf(string type) => Beyond.GetValueOrDefault(type);
}

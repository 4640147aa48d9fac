using System.Text.Json;

namespace CostSim.Scenarios.Configurations;

/// <summary>
/// What <c>quantization_config</c> says of the released weights. How they are stored is not how a scenario must serve them.
/// </summary>
internal static class StoredBits
{
    /// <summary>In words; empty when the file says nothing, or nothing known.</summary>
    public static string Of(ConfigurationObject configuration)
    {
        if (configuration.Part("quantization_config") is not { } part || TextIn(part, "quant_method") is not { } method)
        {
            return "";
        }
        return method switch
        {
            "fp8" => "8 bit (fp8)",
            "mxfp4" => "4.25 bit in the experts (mxfp4), 16 bit elsewhere",
            "awq" or "gptq" when part.TryGetProperty("bits", out var bits) && bits.ValueKind == JsonValueKind.Number =>
                $"{bits.GetRawText()} bit and scales ({method})",
            _ => $"as {Diagnostics.Printable(method)} does",
        };
    }

    private static string? TextIn(JsonElement part, string key) =>
        part.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

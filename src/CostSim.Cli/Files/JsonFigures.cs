using System.Text.Json;
using CostSim.Statistics;

namespace CostSim.Cli.Files;

/// <summary>How figures and lists of words stand in JSON: null where there is none, since JSON has no NaN and no infinity.</summary>
internal static class JsonFigures
{
    /// <summary>A number, or null when there is none or it is not finite.</summary>
    public static void Figure(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Words, one by one.</summary>
    public static void Words(this Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (string word in words)
        {
            json.WriteStringValue(word);
        }
        json.WriteEndArray();
    }

    /// <summary>A figure with its 95 % interval: <c>{value, lower, upper}</c>.</summary>
    public static void Figure(this Utf8JsonWriter json, string name, Estimate estimate)
    {
        json.WriteStartObject(name);
        json.Figure("value", estimate.Value);
        json.Figure("lower", estimate.Lower);
        json.Figure("upper", estimate.Upper);
        json.WriteEndObject();
    }
}

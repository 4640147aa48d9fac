using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Scenarios.Configurations;

namespace CostSim.Cli.Commands.Model;

/// <summary>The lines that <c>model</c> prints above the row to paste.</summary>
internal static class ModelScreen
{
    private const double BitsPerByte = 8;

    /// <summary>8 bit, and a scale of 32 bit for every 128 numbers.</summary>
    private const double IndexBits = 8.25;

    private const double Giga = 1e9;
    private const double Mega = 1e6;

    private static readonly int[] Precisions = [16, 8, 4];

    public static IEnumerable<string> Lines(ConfiguredModel model, int width)
    {
        var architecture = model.Architecture;
        IEnumerable<string> facts =
        [
            $"{architecture.Name}: {HumanNumber.Count(architecture.Parameters)} parameters, of which a token uses "
                + HumanNumber.Plain(architecture.ActiveParameters, 4),
            $"weights: {AtPrecisions(architecture.Memory.Weights, bytes => FullNumber.ToComputeWith(bytes / Giga), "GB")}",
            .. KeyValues(architecture),
            .. State(architecture.Memory),
            .. model.Stored.Length == 0 ? (IEnumerable<string>)[] : [$"released at {model.Stored}"],
            .. model.LeftOut.Count == 0 ? (IEnumerable<string>)[] : [$"not in the row: {string.Join("; ", model.LeftOut)}"],
            "",
            "To paste into models.csv, below its header model,family,architecture,source:",
        ];
        return facts.SelectMany(fact => Wrapping.Words(fact, width));
    }

    private static IEnumerable<string> KeyValues(Architecture architecture)
    {
        if (architecture.KeyValuesPerToken == 0)
        {
            yield break;
        }
        yield return $"keys and values: {AtPrecisions(architecture.KeyValuesPerToken, HumanNumber.Count, "B a token")}";
        if (architecture.Memory is { WindowKeyValues: > 0 } memory)
        {
            yield return $"{HumanNumber.Percent(memory.WindowKeyValues / architecture.KeyValuesPerToken)} of them for the last "
                + $"{HumanNumber.Count(memory.Window)} tokens only";
        }
        if (architecture.Memory is { IndexKeyValues: > 0 } sparse)
        {
            yield return $"a step reads those of {HumanNumber.Count(sparse.AttendedPositions)} tokens, and the index of all: "
                + $"{HumanNumber.Count(sparse.IndexKeyValues * IndexBits / BitsPerByte)} B a token";
        }
    }

    private static IEnumerable<string> State(MemoryFootprint memory)
    {
        if (memory.StatePerSequence > 0)
        {
            string bytes = AtPrecisions(memory.StatePerSequence / Mega, each => HumanNumber.Plain(each, 4), "MB");
            yield return $"state of a sequence, whatever its length: {bytes}";
        }
    }

    /// <summary>So many numbers in bytes: <c>141.1 GB at 16 bit, 70.55 at 8, 35.28 at 4</c>.</summary>
    private static string AtPrecisions(double numbers, Func<double, string> write, string unit) => string.Join(", ", Precisions.Select(
        (bits, i) => $"{write(numbers * bits / BitsPerByte)}{(i == 0 ? " " + unit : "")} at {bits}{(i == 0 ? " bit" : "")}"));
}

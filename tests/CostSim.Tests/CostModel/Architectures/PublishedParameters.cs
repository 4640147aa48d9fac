using System.Globalization;

namespace CostSim.Tests.CostModel.Architectures;

/// <summary>A row of PublishedParameters.csv: how many parameters a model has, as somebody else printed it.</summary>
internal sealed record PublishedParameters(string Model, PublishedCount Parameters, PublishedCount? Active)
{
    public static readonly IReadOnlyDictionary<string, PublishedParameters> All = Read();

    private static Dictionary<string, PublishedParameters> Read() =>
        (from line in File.ReadLines(Path.Join(ShippedModels.Root(), "tests/CostSim.Tests/CostModel/Architectures/PublishedParameters.csv"))
         where !line.StartsWith('#') && !line.StartsWith("model,", StringComparison.Ordinal)
         let cells = line.Split(',', 7)
         select new PublishedParameters(
             cells[0], PublishedCount.Of(cells[1], cells[3], cells[5]),
             cells[2].Length == 0 ? null : PublishedCount.Of(cells[2], cells[4], cells[5])))
        .ToDictionary(row => row.Model);
}

/// <summary>A count as printed.</summary>
/// <param name="Value">The count.</param>
/// <param name="Also">What is in it, but not in CostSim's.</param>
/// <param name="Tolerance">How far CostSim's may be from it.</param>
internal sealed record PublishedCount(double Value, double Also, double Tolerance)
{
    private const double Rounded = 0.005;

    public static PublishedCount Of(string printed, string also, string withinPercent)
    {
        double value = Number(printed);
        string[] parts = printed.Split('e');
        int decimals = parts[0].Contains('.', StringComparison.Ordinal)
            ? parts[0].Length - parts[0].IndexOf('.', StringComparison.Ordinal) - 1
            : 0;
        double tolerance = parts.Length == 1 ? 0.5 : Math.Max(Rounded * value, Math.Pow(10, Number(parts[1]) - decimals) / 2);
        double stated = withinPercent.Length == 0 ? 0 : Number(withinPercent) / 100 * value;
        return new(value, also.Length == 0 ? 0 : Number(also), Math.Max(tolerance, stated));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

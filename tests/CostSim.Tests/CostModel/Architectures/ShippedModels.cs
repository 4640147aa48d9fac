using System.Globalization;
using CostSim.CostModel;
using CostSim.CostModel.Architectures;
using Xunit;

namespace CostSim.Tests.CostModel.Architectures;

/// <summary>The architectures of inputs/models.csv, made from its rows; and architectures made from a text like its cells.</summary>
internal static class ShippedModels
{
    private static readonly Dictionary<string, Architecture> All = Read();

    public static IEnumerable<string> Names => All.Keys;

    public static Architecture Named(string name) => All[name];

    /// <summary>Makes an architecture that must be right.</summary>
    public static Architecture Make(string family, string parameters) =>
        Try(family, parameters) is { Value: { } made }
        ? made
        : throw new InvalidOperationException(Try(family, parameters).Problems[0].What);

    /// <summary>Makes an architecture, or gathers what is wrong with it.</summary>
    public static Outcome<Architecture> Try(string family, string parameters, string name = "test")
    {
        var known = ArchitectureFamilies.Find(family)!;
        var values = parameters.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Number(pair[1]));
        Assert.Empty(values.Keys.Except(known.Parameters.Select(parameter => parameter.Name)));
        return known.Create(name, values);
    }

    /// <summary>The folder with CostSim.sln.</summary>
    public static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "CostSim.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }
        return folder;
    }

    private static Dictionary<string, Architecture> Read() =>
        (from line in File.ReadLines(Path.Join(Root(), "inputs", "models.csv"))
         where !line.StartsWith('#') && !line.StartsWith("model,", StringComparison.Ordinal)
         let cells = line.Split(',', 4)
         select Try(cells[1], cells[2], cells[0]).Value).ToDictionary(model => model.Name);

    private static double Number(string text) => text[^1] == 'B'
        ? double.Parse(text[..^1], CultureInfo.InvariantCulture) * 1e9
        : double.Parse(text, CultureInfo.InvariantCulture);
}

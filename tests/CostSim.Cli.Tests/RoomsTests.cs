using System.Text.RegularExpressions;
using Xunit;

namespace CostSim.Cli.Tests;

/// <summary>The rooms of the house: the folders of the sources, which of them may use which, and what only one of them may touch.</summary>
public sealed class RoomsTests
{
    /// <summary>
    /// Every room of the engine with the rooms it may use, each after those that it uses. All may use what stands above the rooms.
    /// </summary>
    private static readonly IReadOnlyList<(string Room, string[] Uses)> OfEngine =
    [
        ("Numerics", []),
        ("Statistics", []),
        ("Distributions", ["Numerics"]),
        ("Sampling", ["Numerics", "Distributions"]),
        ("Fitting", ["Numerics", "Distributions", "Sampling"]),
        ("CostModel", ["Numerics", "Distributions"]),
        ("Scenarios", ["Numerics", "Distributions", "Sampling", "CostModel"]),
        ("Simulation", ["Numerics", "Statistics", "Distributions", "Sampling", "CostModel", "Scenarios"]),
        ("Analysis", ["Numerics", "Statistics", "Distributions", "Sampling", "CostModel", "Scenarios", "Simulation"]),
    ];

    /// <summary>The same of the program, whose rooms all may use the engine and the reader of scenarios. No command uses another.</summary>
    private static readonly IReadOnlyList<(string Room, string[] Uses)> OfProgram =
    [
        ("Text", []),
        ("Files", ["Text"]),
        ("Findings", ["Text"]),
        ("Pictures", ["Text", "Findings"]),
        ("Commands", ["Text", "Files"]),
        .. Directory.EnumerateDirectories(Path.Join(Commands.Program.Root, "src/CostSim.Cli/Commands")).Select(command => (
            $"Commands.{Path.GetFileName(command)}", (string[])["Text", "Files", "Findings", "Pictures", "Commands"])),
    ];

    [Fact]
    public void Rooms_of_the_engine_use_only_those_beneath_them() => Assert.Empty(WrongWays("CostSim", "CostSim", OfEngine));

    [Fact]
    public void Rooms_of_the_program_use_only_those_beneath_them() => Assert.Empty(WrongWays("CostSim.Cli", "CostSim.Cli", OfProgram));

    [Theory]
    [InlineData("CostSim", @"\b(Interlocked|Volatile|Thread|Task|Parallel)\.|new (Thread|Lock)\(|AsParallel", "Simulation")]
    [InlineData("CostSim", @"\bConsole\.|\bFile\.|\bDirectory\.|DateTime|Stopwatch")]
    [InlineData("CostSim.Cli", @"\bConsole\.|using Spectre\.Console", "Commands")]
    [InlineData("CostSim.Cli", @"\b(ScottPlot|SkiaSharp)\b", "Pictures")]
    [InlineData("CostSim.Cli", @"\bCsvHelper\b")]
    [InlineData("CostSim.Scenarios", @"\bConsole\.|\b(Spectre|ScottPlot|SkiaSharp|CommandLine)\b")]
    public void What_belongs_to_a_room_is_touched_nowhere_else(string project, string pattern, params string[] rooms)
    {
        var touching = SourcesOf(project).Where(source => Regex.IsMatch(source.Code, pattern))
            .ToLookup(source => source.Room, source => source.Path);

        Assert.Empty(touching.Where(room => !rooms.Contains(room.Key)).SelectMany(paths => paths));
        Assert.All(rooms, room => Assert.NotEmpty(touching[room]));
    }

    private static List<string> WrongWays(string project, string start, IReadOnlyList<(string Room, string[] Uses)> rooms)
    {
        var sources = SourcesOf(project);
        var typesOf = sources.Where(source => source.Room.Length > 0).GroupBy(source => source.Room)
            .ToDictionary(room => room.Key, TypesOf);
        var wrong = new List<string>();
        for (int i = 0; i < rooms.Count; i++)
        {
            wrong.AddRange(rooms[i].Uses.Except(rooms.Take(i).Select(lower => lower.Room))
                .Select(use => $"{rooms[i].Room} stands before {use}, which it may use"));
        }
        wrong.AddRange(rooms.Where(room => !typesOf.ContainsKey(room.Room)).Select(room => $"there is no room {room.Room}"));
        wrong.AddRange(typesOf.Keys.Except(rooms.Select(room => room.Room)).Select(room => $"the room {room} has no line in this test"));
        foreach (var source in sources.Where(source => source.Room.Length > 0))
        {
            string[] allowed = rooms.FirstOrDefault(room => room.Room == source.Room).Uses ?? [];
            var used = Imported(source, start, typesOf.Keys).Concat(Qualified(source, typesOf));
            wrong.AddRange(used.Distinct().Where(use => use != source.Room && !allowed.Contains(use))
                .Select(use => $"{source.Path} uses {use}"));
        }
        return wrong;
    }

    /// <summary>Rooms whose namespaces a file imports.</summary>
    private static IEnumerable<string> Imported(Source source, string start, IEnumerable<string> rooms) =>
        Regex.Matches(source.Code, $@"^using (?:static |\w+ = )?{Regex.Escape(start)}\.([\w.]+?);", RegexOptions.Multiline)
            .Select(import => $"{import.Groups[1].Value}.")
            .Select(import => rooms.Where(room => import.StartsWith($"{room}.", StringComparison.Ordinal)).MaxBy(room => room.Length))
            .OfType<string>();

    /// <summary>Rooms of which a file names a type with the last part of the room's name before it.</summary>
    private static IEnumerable<string> Qualified(Source source, Dictionary<string, string[]> typesOf) =>
        typesOf.Where(room => Regex.IsMatch(source.Code, $@"\b{room.Key.Split('.')[^1]}\.({string.Join('|', room.Value)})\b"))
            .Select(room => room.Key);

    private static string[] TypesOf(IEnumerable<Source> sources)
    {
        const string Declaration = @"^[\w ]*\b(?:class|struct|record|interface|enum) (\w+)";
        var declared = sources.SelectMany(source => Regex.Matches(source.Code, Declaration, RegexOptions.Multiline));
        return [.. declared.Select(type => type.Groups[1].Value).Distinct()];
    }

    private static IReadOnlyList<Source> SourcesOf(string project)
    {
        string root = Path.Join(Commands.Program.Root, "src", project);
        return
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
                .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
                .Select(path => new Source(path, RoomOf(path), CodeOf(Path.Join(root, path)))),
        ];
    }

    /// <summary>The first folder of a path; within Commands the second one too. Empty above the rooms.</summary>
    private static string RoomOf(string path) => path.Split('/') switch
    {
        ["Commands", var command, _, ..] => $"Commands.{command}",
        [var room, _, ..] => room,
        _ => "",
    };

    /// <summary>A file without its comments.</summary>
    private static string CodeOf(string path) => Regex.Replace(File.ReadAllText(path), @"^\s*//.*$", "", RegexOptions.Multiline);

    private sealed record Source(string Path, string Room, string Code);
}

using CostSim.Calibration;
using CostSim.Scenarios;
using CostSim.Scenarios.Tests;

const string usage = """
    dotnet run -c Release --project tests/CostSim.Calibration -- [check | points | fit [SEEDS]] [--write]

    check    the default laws as they are on the points of docs/calibration (the usual; a few seconds)
    points   every point with its prediction, as CSV
    fit      the constants fitted to random halves, each judged on the other; 25 seeds, so 50 halves, if not told otherwise
    --write  puts the tables into docs/calibration.md as well
    """;
const long trials = 65_536;
const int usualSeeds = 25;

bool writes = args.Contains("--write");
string[] words = [.. args.Where(word => word != "--write")];
var points = MeasuredPoint.ReadAll(Repository.Root);
IReadOnlyList<Prediction> AtDefaults() => Prediction.OfAll(points, trials, Environment.ProcessorCount);

List<(string Name, string Text)> tables;
switch (words)
{
    case [] or ["check"]:
        tables = [("check", PredictionTable.ByClass(AtDefaults()))];
        break;
    case ["points"] when !writes:
        tables = [("points", PredictionTable.ByPoint(AtDefaults()))];
        break;
    case ["fit"] or ["fit", _] when (words.Length == 1 ? usualSeeds : NumberReader.Read(words[1]).Value) is >= 1 and <= 1000 and { } seeds:
        var halves = Halves.Fit(points, (int)seeds);
        tables =
        [
            ("constants", FitTables.Constants(halves)),
            ("judged", FitTables.Judged(halves)),
            ("unseen", PredictionTable.ByClass(halves.Unseen(AtDefaults()))),
        ];
        break;
    default:
        Console.Error.WriteLine(usage);
        return 2;
}
foreach (var (name, text) in tables)
{
    Console.WriteLine(text);
    if (writes)
    {
        new Document(Repository.Root).Put(name, text);
    }
}
return 0;

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using CostSim.Cli.Inputs;
using CostSim.Cli.Reports;
using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim run</c>: simulates a scenario and writes its reports.</summary>
internal static class RunCommand
{
    private const long MostTrials = 1_000_000_000_000;
    private const long MostTrialsUntil = 100_000_000;
    private const int MostThreads = 1024;
    private const string Breakdown = "breakdown";

    /// <summary>Trials spelled out for drivers and pictures of the inputs: enough for rank correlations within 0.008.</summary>
    private const int SpelledOutTrials = 65_536;

    public static Command Create()
    {
        var scenario = new ScenarioArguments();
        var trials = new Option<long?>("--trials", "-n")
        {
            Description = "simulated days; suffixes k M B are understood (default 1M)",
            HelpName = "count",
            CustomParser = result => ParseWhole(result, "--trials", MostTrials, "200k or 10M"),
        };
        var seed = new Option<ulong?>("--seed")
        {
            Description = $"key of the random numbers, a whole number (default {SimulationPlan.DefaultSeed})",
            HelpName = "number",
            CustomParser = ParseSeed,
        };
        var threads = new Option<long?>("--threads")
        {
            Description = "threads to use (default: all processors); results do not depend on it",
            HelpName = "count",
            CustomParser = result => ParseWhole(result, "--threads", MostThreads, "2"),
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "folder for the reports (default output/<scenario>)",
            HelpName = "folder",
        };
        var outputs = new Option<IReadOnlyList<OutputDefinition>?>("--outputs")
        {
            Description = $"outputs to simulate, separated by commas; {Breakdown} stands for the breakdowns of daily_cost (default: all of it)",
            HelpName = "names",
            CustomParser = ParseOutputs,
        };
        var until = new Option<StoppingRule[]?>("--until")
        {
            Description = "run until the 95 % interval of a statistic of the total daily_cost is within a tolerance, such as p95=0.5% or mean=1000,p50=1%; --trials is then the most trials (default 100M)",
            HelpName = "statistic=tolerance",
            CustomParser = ParseUntil,
        };
        var json = new Option<bool>("--json") { Description = "print the results as JSON" };
        var quiet = new Option<bool>("--quiet") { Description = "print nothing but mistakes" };
        var noPlots = new Option<bool>("--no-plots") { Description = "write tables only" };

        var command = new Command("run", "Simulate a scenario and write percentile reports");
        scenario.AddTo(command);
        foreach (Option option in new Option[] { trials, seed, until, threads, output, outputs, json, quiet, noPlots })
        {
            command.Add(option);
        }
        command.SetAction(parsed =>
        {
            var clock = Stopwatch.StartNew();
            if (parsed.GetValue(until) is { Length: > 0 } && parsed.GetValue(outputs) is { } chosen && !chosen.Contains(OutputCatalogue.DailyCost))
            {
                Terminal.Error("--until watches daily_cost, which --outputs leaves out: add daily_cost");
                return ExitCode.Usage.Number;
            }
            var (read, code) = scenario.Read(parsed, showWarnings: !parsed.GetValue(quiet));
            return read is null ? code.Number : Run(new RunRequest(
                read,
                scenario.PathIn(parsed),
                new SimulationPlan(
                    parsed.GetValue(trials) ?? (parsed.GetValue(until) is { Length: > 0 } ? MostTrialsUntil : SimulationPlan.DefaultTrials),
                    parsed.GetValue(seed) ?? SimulationPlan.DefaultSeed,
                    [.. parsed.GetValue(outputs) ?? EverythingOf(read), .. WatchedIn(read)]),
                parsed.GetValue(until) ?? [],
                (int)(parsed.GetValue(threads) ?? Environment.ProcessorCount),
                parsed.GetValue(output) ?? Path.Join("output", read.Name),
                parsed.GetValue(json),
                parsed.GetValue(quiet),
                !parsed.GetValue(noPlots)), clock).Number;
        });
        return command;
    }

    private static IEnumerable<OutputDefinition> EverythingOf(Scenario scenario) =>
        [
            .. OutputCatalogue.All, .. OutputCatalogue.Parts,
            .. scenario.Workloads.Any(workload => workload.LoadProfile is not null) ? OutputCatalogue.GpusByHour : [],
        ];

    /// <summary>What is counted whatever was asked for: whether the model fits, where that can fail.</summary>
    private static IEnumerable<OutputDefinition> WatchedIn(Scenario scenario) =>
        scenario.Workloads.Any(workload => workload.Servings.Contains(RooflineServing.Name)) ? [OutputCatalogue.UnfitShare] : [];

    private static ExitCode Run(RunRequest request, Stopwatch clock) => ReportRun.Into(request.Folder, interruption =>
    {
        var run = Simulate(request, interruption);
        var files = interruption.WaitFor(() => RunFiles.Make(run, request.WithPictures, request.Threads));
        OutputFolder.Write(request.Folder, files, Manifest.Of(run, files), interruption.Token);
        Show(request, run, [.. files.Select(file => file.Name), OutputFolder.ManifestName], clock.Elapsed);
        return request.Until.All(rule => rule.IsMet(StatisticsOf(run.Result))) ? ExitCode.Ok : ExitCode.ToleranceNotReached;
    });

    private static RunReport Simulate(RunRequest request, Interruption interruption)
    {
        var simulator = new Simulator(request.Scenario);
        using var progress = ProgressBar.Start(request.Plan.Trials, isShown: !request.IsQuiet && Terminal.IsInteractive);
        Func<SimulationResult, bool>? isEnough = request.Until.Count == 0 ? null : result => request.Until.All(rule => rule.IsMet(StatisticsOf(result)));
        var result = simulator.Run(request.Plan, request.Threads, progress.Report, isEnough, interruption.Token);
        int count = (int)Math.Min(SpelledOutTrials, result.Plan.Trials);
        return interruption.WaitFor(() => new RunReport(result, simulator.FirstTrials(request.Plan with { Outputs = [OutputCatalogue.DailyCost] }, count)));
    }

    /// <summary>What <c>--until</c> watches.</summary>
    private static IReadOnlyList<NamedEstimate> StatisticsOf(SimulationResult result) => result.Find(Scenario.Total, OutputCatalogue.DailyCost)!.Statistics;

    private static void Show(RunRequest request, RunReport run, IReadOnlyList<string> files, TimeSpan elapsed)
    {
        if (request.IsQuiet && !request.AsJson)
        {
            return;
        }
        if (request.AsJson)
        {
            using var results = Terminal.OpenResults();
            RunJson.Write(results, run, request.Folder, files);
            results.WriteByte((byte)'\n');
            return;
        }
        foreach (string line in RunScreen.Lines(request, run, files, elapsed))
        {
            Terminal.Result(line);
        }
    }

    private static long? ParseWhole(ArgumentResult result, string option, long most, string example)
    {
        string text = result.Tokens[0].Value;
        if (NumberReader.Read(text).Value is { } value and >= 1 && value <= most && value == Math.Floor(value))
        {
            return (long)value;
        }
        result.AddError($"{option} takes a whole number from 1 to {HumanNumber.Count(most)}, such as {example}; it is \"{text}\"");
        return null;
    }

    private static ulong? ParseSeed(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
        {
            return seed;
        }
        result.AddError($"--seed takes a whole number from 0 to {ulong.MaxValue}; it is \"{text}\"");
        return null;
    }

    private static StoppingRule[]? ParseUntil(ArgumentResult result)
    {
        var rules = new List<StoppingRule>();
        string[] known = [.. Summary.Names.Where(name => name is not "min" and not "max")];
        foreach (string text in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? text : text[..equals];
            var tolerance = NumberReader.Read(equals < 0 ? "" : text[(equals + 1)..]);
            if (!known.Contains(name))
            {
                result.AddError($"--until: \"{name}\" is not a statistic with an interval; {NearestName.Help(name, known, $"one of {string.Join(", ", known)}")}");
            }
            else if (tolerance.Value is not > 0)
            {
                result.AddError($"--until takes statistic=tolerance such as p95=0.5% or mean=1000, but is \"{text}\"");
            }
            else
            {
                rules.Add(new(name, tolerance.Value.Value, text.EndsWith('%')));
            }
        }
        return [.. rules];
    }

    private static IReadOnlyList<OutputDefinition>? ParseOutputs(ArgumentResult result)
    {
        var chosen = new List<OutputDefinition>();
        foreach (string name in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == Breakdown)
            {
                chosen.AddRange(OutputCatalogue.Parts);
            }
            else if (OutputCatalogue.Find(name) is { } output)
            {
                chosen.Add(output);
            }
            else
            {
                string[] known = [.. OutputCatalogue.All.Select(definition => definition.Name), Breakdown];
                result.AddError($"\"{name}\" is not an output; {NearestName.Help(name, known, "one of the names in: costsim list outputs")}");
            }
        }
        if (result.Tokens[0].Value.AsSpan().Trim(" ,").IsEmpty)
        {
            result.AddError("--outputs names no output; see: costsim list outputs");
        }
        return [.. OutputCatalogue.All.Concat(OutputCatalogue.Parts).Where(chosen.Contains)];
    }
}

/// <summary>A run as the command line asked for it.</summary>
/// <param name="Scenario">What to simulate.</param>
/// <param name="Path">Where it was read from, as the user wrote it.</param>
/// <param name="Plan">Trials, seed, and the outputs asked for.</param>
/// <param name="Until">Tolerances that end the run before all its trials are done; none: all are done.</param>
/// <param name="Threads">Threads to use.</param>
/// <param name="Folder">Folder for the reports.</param>
/// <param name="AsJson">Results as JSON.</param>
/// <param name="IsQuiet">No screen.</param>
/// <param name="WithPictures">PNG files too.</param>
internal sealed record RunRequest(
    Scenario Scenario, string Path, SimulationPlan Plan, IReadOnlyList<StoppingRule> Until, int Threads, string Folder, bool AsJson, bool IsQuiet, bool WithPictures);

using System.CommandLine;
using System.Diagnostics;
using CostSim.Cli.Reports;
using CostSim.CostModel;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim run</c>: simulates a scenario and writes its reports.</summary>
internal static class RunCommand
{
    /// <summary>Trials spelled out for drivers and pictures of the inputs: enough for rank correlations within 0.008.</summary>
    private const int SpelledOutTrials = 65_536;

    public static Command Create()
    {
        var arguments = new RunArguments();
        var command = new Command("run", "Simulate a scenario and write percentile reports");
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            var clock = Stopwatch.StartNew();
            var (request, code) = arguments.Read(parsed);
            return request is null ? code.Number : Run(request, clock).Number;
        });
        return command;
    }

    private static ExitCode Run(RunRequest request, Stopwatch clock) => ReportRun.Into(request.Folder, interruption =>
    {
        Warn(request);
        var run = Simulate(request, interruption);
        var files = interruption.WaitFor(() => RunFiles.Make(run, request.WithPictures, request.Threads));
        OutputFolder.Write(request.Folder, files, Manifest.Of(run.Result, files), interruption.Token);
        Show(request, run, [.. files.Select(file => file.Name), OutputFolder.ManifestName], clock.Elapsed);
        return request.Until.All(rule => rule.IsMet(StatisticsOf(run.Result))) ? ExitCode.Ok : ExitCode.ToleranceNotReached;
    });

    /// <summary>Says which laws leave the mean without an honest interval, however many trials there are.</summary>
    private static void Warn(RunRequest request)
    {
        string[] endless = [.. request.Scenario.Uncertain.Where(input => !double.IsFinite(input.Law.Variance)).Select(input => input.Name)];
        if (endless.Length > 0 && !request.IsQuiet)
        {
            Terminal.Warning($"{string.Join(", ", endless)}: no finite variance, so that the intervals of mean and sd mean nothing; "
                + "those of percentiles hold. Bound the law with at_most= to mend it.");
        }
    }

    private static RunReport Simulate(RunRequest request, Interruption interruption)
    {
        var simulator = new Simulator(request.Scenario);
        using var progress = ProgressBar.Start(request.Plan.Trials, isShown: !request.IsQuiet && Terminal.IsInteractive);
        Func<SimulationResult, bool>? isEnough = request.Until.Count == 0 ? null : result => request.Until.All(rule => rule.IsMet(StatisticsOf(result)));
        var result = simulator.Run(request.Plan, request.Threads, progress.Report, isEnough, interruption.Token);
        int count = (int)Math.Min(SpelledOutTrials, result.Plan.Trials);
        return interruption.WaitFor(() => new RunReport(result, simulator.FirstTrials(result.Plan with { Outputs = [OutputCatalogue.DailyCost] }, count))
        {
            Convergence = request.WithPictures ? Convergence.Of(simulator, result, request.Threads, interruption.Token) : [],
        });
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
            return;
        }
        foreach (string line in RunScreen.Lines(request, run, files, elapsed))
        {
            Terminal.Result(line);
        }
    }
}

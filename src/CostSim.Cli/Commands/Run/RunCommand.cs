using System.CommandLine;
using System.Diagnostics;
using CostSim.Analysis;
using CostSim.Cli.Files;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Commands.Run;

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

    private static ExitCode Run(RunRequest request, Stopwatch clock) => ReportRun.Into(request.Report, interruption =>
    {
        Warn(request);
        var run = Simulate(request, interruption);
        return new(
            Making.Of(run.Result),
            RunFiles.Of(run, request.Report.WithPictures),
            (results, files) => RunJson.Write(results, run, files),
            written => RunScreen.Lines(request, run, written, clock.Elapsed))
        {
            Code = request.Until.All(rule => rule.IsMet(StatisticsOf(run.Result))) ? ExitCode.Ok : ExitCode.ToleranceNotReached,
            Threads = request.Threads,
        };
    });

    /// <summary>Says which laws leave the mean without an honest interval, however many trials there are.</summary>
    private static void Warn(RunRequest request)
    {
        string[] endless = [.. request.Scenario.Uncertain.Where(input => !double.IsFinite(input.Law.Variance)).Select(input => input.Name)];
        if (endless.Length > 0 && !request.Report.IsQuiet)
        {
            Terminal.Warning($"{string.Join(", ", endless)}: no finite variance, so that the intervals of mean and sd mean nothing; "
                + "those of percentiles hold. Bound the law with at_most= to mend it.");
        }
    }

    private static FinishedRun Simulate(RunRequest request, Interruption interruption)
    {
        var simulator = new Simulator(request.Scenario);
        using var progress = ProgressBar.Start(request.Plan.Trials, request.Report.ShowsProgress);
        Func<SimulationResult, bool>? isEnough = request.Until.Count == 0 ? null : result =>
            request.Until.All(rule => rule.IsMet(StatisticsOf(result)));
        var result = simulator.Run(request.Plan, request.Threads, progress.Report, isEnough, interruption.Token);
        int count = (int)Math.Min(SpelledOutTrials, result.Plan.Trials);
        return interruption.WaitFor(
            () => new FinishedRun(result, simulator.FirstTrials(result.Plan with { Outputs = [OutputCatalogue.DailyCost] }, count))
            {
                Convergence = request.Report.WithPictures ? Convergence.Of(simulator, result, request.Threads, interruption.Token) : [],
            });
    }

    /// <summary>What <c>--until</c> watches.</summary>
    private static IReadOnlyList<NamedEstimate> StatisticsOf(SimulationResult result) =>
        result.Find(Scenario.Total, OutputCatalogue.DailyCost)!.Statistics;
}

using System.CommandLine;
using CostSim.Analysis;
using CostSim.Cli.Files;
using CostSim.Cli.Findings;
using CostSim.Distributions;
using CostSim.Scenarios;
using CostSim.Simulation;

namespace CostSim.Cli.Commands.Explain;

/// <summary><c>costsim explain</c>: one day at the inputs' medians, step by step, and why the trials' median differs from it.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var arguments = new ExplainArguments();
        var command = new Command("explain", "Show the whole chain at the inputs' medians, step by step");
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            var (request, code) = arguments.Read(parsed);
            return request is null ? code.Number : Explain(request).Number;
        });
        return command;
    }

    private static ExitCode Explain(ExplainRequest request) => ReportRun.Into(request.Report, interruption =>
    {
        var day = Simulate(request, interruption.Token);
        return new(
            Making.Of(day.Result),
            ExplainFiles.Of(day, request.Report.WithPictures),
            (results, files) => ExplainJson.Write(results, day, files),
            written => ExplainScreen.Lines(day, written))
        { Threads = request.Threads };
    });

    private static ExplainedDay Simulate(ExplainRequest request, CancellationToken cancellation)
    {
        var scenario = request.Scenario;
        using var progress = ProgressBar.Start(request.Plan.Trials, request.Report.ShowsProgress);
        SimulationResult Run(Scenario scenario) =>
            new Simulator(scenario).Run(request.Plan, request.Threads, progress.Report, cancellation: cancellation);
        var result = Run(scenario);
        bool hasOptions = scenario.Uncertain.Any(input => input.Law is Choice { IsCategorical: true });
        return new(Explanation.Of(scenario), result, hasOptions ? Run(MedianScenario.OfLikeliestOptions(scenario)) : null);
    }
}

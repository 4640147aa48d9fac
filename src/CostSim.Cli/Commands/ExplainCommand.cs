using System.CommandLine;
using CostSim.Cli.Reports;
using CostSim.CostModel;
using CostSim.Simulation;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim explain</c>: one day at the inputs' medians, step by step, and why the trials' median differs from it.</summary>
internal static class ExplainCommand
{
    /// <summary>Enough for a median within 1 %, in a tenth of a second.</summary>
    private const long DefaultTrials = 100_000;

    public static Command Create()
    {
        var scenario = new ScenarioArguments();
        var trials = new TrialArguments(DefaultTrials);
        var output = new Option<string>("--output", "-o")
        {
            Description = "folder for the pictures (default output/<scenario>-explain)",
            HelpName = "folder",
        };
        var json = new Option<bool>("--json") { Description = "print the explanation as JSON" };
        var noPlots = new Option<bool>("--no-plots") { Description = "draw no pictures" };

        var command = new Command("explain", "Show the whole chain at the inputs' medians, step by step");
        scenario.AddTo(command);
        trials.AddTo(command);
        command.Add(output);
        command.Add(json);
        command.Add(noPlots);
        command.SetAction(parsed =>
        {
            var (read, code) = scenario.Read(parsed, showWarnings: true);
            return read is null ? code.Number : Explain(new ExplainRequest(
                read,
                new SimulationPlan(trials.TrialsIn(parsed) ?? DefaultTrials, trials.SeedIn(parsed), [OutputCatalogue.DailyCost]),
                trials.ThreadsIn(parsed),
                parsed.GetValue(output) ?? Path.Join("output", $"{read.Name}-explain"),
                parsed.GetValue(json),
                !parsed.GetValue(noPlots))).Number;
        });
        return command;
    }

    private static ExitCode Explain(ExplainRequest request) => ReportRun.Into(request.Folder, interruption =>
    {
        var report = Simulate(request, interruption.Token);
        var files = interruption.WaitFor(() => ExplainFiles.Make(report, request.WithPictures));
        OutputFolder.Write(request.Folder, files, Manifest.Of(report.Result, files), interruption.Token);
        Show(request, report, [.. files.Select(file => file.Name), OutputFolder.ManifestName]);
        return ExitCode.Ok;
    });

    private static ExplainReport Simulate(ExplainRequest request, CancellationToken cancellation)
    {
        var scenario = request.Scenario;
        using var progress = ProgressBar.Start(request.Plan.Trials, isShown: Terminal.IsInteractive);
        SimulationResult Run(Scenario scenario) => new Simulator(scenario).Run(request.Plan, request.Threads, progress.Report, cancellation: cancellation);
        var result = Run(scenario);
        bool hasOptions = scenario.Uncertain.Any(input => input.Law is Distributions.Choice { IsCategorical: true });
        return new(Explanation.Of(scenario), result, hasOptions ? Run(MedianScenario.OfLikeliestOptions(scenario)) : null);
    }

    private static void Show(ExplainRequest request, ExplainReport report, IReadOnlyList<string> files)
    {
        string folder = request.Folder.Replace('\\', '/').TrimEnd('/');
        if (request.AsJson)
        {
            using var results = Terminal.OpenResults();
            ExplainJson.Write(results, report, [.. files.Select(file => $"{folder}/{file}")]);
            return;
        }
        foreach (string line in ExplainScreen.Lines(report, folder, files))
        {
            Terminal.Result(line);
        }
    }
}

/// <summary>An explanation as the command line asked for it.</summary>
/// <param name="Scenario">What to explain.</param>
/// <param name="Plan">Trials and seed of the run it is compared with.</param>
/// <param name="Threads">Threads to use.</param>
/// <param name="Folder">Folder for the files.</param>
/// <param name="AsJson">JSON instead of text.</param>
/// <param name="WithPictures">PNG files too.</param>
internal sealed record ExplainRequest(Scenario Scenario, SimulationPlan Plan, int Threads, string Folder, bool AsJson, bool WithPictures);

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using CostSim.Cli.Inputs;
using CostSim.Cli.Reports;
using CostSim.CostModel;
using CostSim.Simulation;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim sensitivity</c>: which inputs the cost hangs on, and what knowing one of them exactly would be worth.</summary>
internal static class SensitivityCommand
{
    public static Command Create()
    {
        var scenario = new ScenarioArguments();
        var trials = new TrialArguments(
            "points for the Sobol indices, rounded up to 16 times a power of two; each is evaluated once per input and three times more",
            "as many as 20M evaluations allow");
        var of = new Option<OutputDefinition?>("--of")
        {
            Description = $"the output to analyse, see costsim list outputs (default {OutputCatalogue.DailyCost.Name})",
            HelpName = "output",
            CustomParser = ParseOutput,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "folder for the files (default output/<scenario>-sensitivity)",
            HelpName = "folder",
        };
        var json = new Option<bool>("--json") { Description = "print the analysis as JSON" };
        var noPlots = new Option<bool>("--no-plots") { Description = "draw no pictures" };

        var command = new Command("sensitivity", "Show which inputs the cost hangs on and what knowing them would be worth");
        scenario.AddTo(command);
        trials.AddTo(command);
        foreach (var option in new Option[] { of, output, json, noPlots })
        {
            command.Add(option);
        }
        command.SetAction(parsed =>
        {
            var clock = Stopwatch.StartNew();
            var (read, code) = scenario.Read(parsed, showWarnings: true);
            return read is null ? code.Number : Analyse(new SensitivityRequest(
                read,
                trials.TrialsIn(parsed),
                trials.SeedIn(parsed),
                parsed.GetValue(of) ?? OutputCatalogue.DailyCost,
                trials.ThreadsIn(parsed),
                parsed.GetValue(output) ?? Path.Join("output", $"{read.Name}-sensitivity"),
                parsed.GetValue(json),
                !parsed.GetValue(noPlots)), clock).Number;
        });
        return command;
    }

    private static ExitCode Analyse(SensitivityRequest request, Stopwatch clock) => ReportRun.Into(request.Folder, interruption =>
    {
        var sensitivity = Run(request, interruption.Token);
        var files = interruption.WaitFor(() => SensitivityFiles.Make(sensitivity, request.WithPictures));
        OutputFolder.Write(request.Folder, files, Manifest.Of(sensitivity.Run, files), interruption.Token);
        Show(request, sensitivity, [.. files.Select(file => file.Name), OutputFolder.ManifestName], clock.Elapsed);
        return ExitCode.Ok;
    });

    private static Sensitivity Run(SensitivityRequest request, CancellationToken cancellation)
    {
        var analysis = new SensitivityAnalysis(request.Scenario);
        var plan = new SensitivityPlan(request.Points ?? analysis.DefaultPoints, request.Seed, request.Output);
        using var progress = ProgressBar.Start(analysis.Evaluations(plan), isShown: Terminal.IsInteractive);
        return analysis.Run(plan, request.Threads, progress.Report, cancellation);
    }

    private static void Show(SensitivityRequest request, Sensitivity sensitivity, IReadOnlyList<string> files, TimeSpan elapsed)
    {
        string folder = request.Folder.Replace('\\', '/').TrimEnd('/');
        foreach (string warning in SensitivityFindings.Warnings(sensitivity))
        {
            Terminal.Warning(warning);
        }
        if (request.AsJson)
        {
            using var results = Terminal.OpenResults();
            SensitivityJson.Write(results, sensitivity, [.. files.Select(file => $"{folder}/{file}")]);
            return;
        }
        foreach (string line in SensitivityScreen.Lines(request, sensitivity, folder, files, elapsed))
        {
            Terminal.Result(line);
        }
    }

    private static OutputDefinition? ParseOutput(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (OutputCatalogue.Find(text) is { } output)
        {
            return output;
        }
        string[] known = [.. OutputCatalogue.All.Select(definition => definition.Name)];
        result.AddError($"--of: \"{text}\" is not an output; {NearestName.Help(text, known, "one of the names in: costsim list outputs")}");
        return null;
    }
}

/// <summary>A sensitivity analysis as the command line asked for it.</summary>
/// <param name="Scenario">What to analyse.</param>
/// <param name="Points">Points for the Sobol indices; null for as many as the default time allows.</param>
/// <param name="Seed">Key of the random numbers.</param>
/// <param name="Output">The output.</param>
/// <param name="Threads">Threads to use.</param>
/// <param name="Folder">Folder for the files.</param>
/// <param name="AsJson">JSON instead of text.</param>
/// <param name="WithPictures">PNG files too.</param>
internal sealed record SensitivityRequest(
    Scenario Scenario, long? Points, ulong Seed, OutputDefinition Output, int Threads, string Folder, bool AsJson, bool WithPictures);

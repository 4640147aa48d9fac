using System.CommandLine;
using System.Diagnostics;
using CostSim.Analysis;
using CostSim.Cli.Files;
using CostSim.Cli.Findings;

namespace CostSim.Cli.Commands.Sensitivity;

/// <summary><c>costsim sensitivity</c>: which inputs the cost hangs on, and what knowing one of them exactly would be worth.</summary>
internal static class SensitivityCommand
{
    public static Command Create()
    {
        var arguments = new SensitivityArguments();
        var command = new Command("sensitivity", "Show which inputs the cost hangs on and what knowing them would be worth");
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            var clock = Stopwatch.StartNew();
            var (request, code) = arguments.Read(parsed);
            return request is null ? code.Number : Analyse(request, clock).Number;
        });
        return command;
    }

    private static ExitCode Analyse(SensitivityRequest request, Stopwatch clock) => ReportRun.Into(request.Report, interruption =>
    {
        var sensitivity = Run(request, interruption.Token);
        foreach (string warning in request.Report.IsQuiet ? [] : SensitivityFindings.Warnings(sensitivity))
        {
            Terminal.Warning(warning);
        }
        return new(
            Making.Of(sensitivity.Run),
            SensitivityFiles.Of(sensitivity, request.Report.WithPictures),
            (results, files) => SensitivityJson.Write(results, sensitivity, files),
            written => SensitivityScreen.Lines(request, sensitivity, written, clock.Elapsed))
        { Threads = request.Threads };
    });

    private static SensitivityResult Run(SensitivityRequest request, CancellationToken cancellation)
    {
        var analysis = new SensitivityAnalysis(request.Scenario);
        var plan = new SensitivityPlan(request.Points ?? analysis.DefaultPoints, request.Seed, request.Output);
        using var progress = ProgressBar.Start(analysis.Evaluations(plan), request.Report.ShowsProgress);
        return analysis.Run(plan, request.Threads, progress.Report, cancellation);
    }
}

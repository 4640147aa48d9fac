using CostSim.Cli.Files;
using CostSim.Simulation;

namespace CostSim.Cli.Commands;

/// <summary>
/// The one road to an output folder: refused at once where the folder cannot be written, and ended in words whatever happens; else the
/// files are made and written, then the result is printed.
/// </summary>
internal static class ReportRun
{
    /// <summary>Runs the work unless the folder is an obstacle.</summary>
    /// <param name="request">Where to write and what to print.</param>
    /// <param name="work">Finds what there is to report; given what ends it early.</param>
    public static ExitCode Into(ReportRequest request, Func<Interruption, FinishedWork> work)
    {
        if (string.IsNullOrWhiteSpace(request.Folder))
        {
            Terminal.Error("--output takes the name of a folder");
            return ExitCode.Usage;
        }
        if (OutputFolder.Obstacle(request.Folder) is { } obstacle)
        {
            Terminal.Error($"{obstacle}; name another folder with --output");
            return ExitCode.Unreadable;
        }
        using var interruption = new Interruption();
        try
        {
            var finished = work(interruption);
            Print(finished, Write(finished, request.Folder, interruption), request);
            return finished.Code;
        }
        catch (OperationCanceledException)
        {
            Terminal.Say("Interrupted; nothing was written.");
            return interruption.ExitCode;
        }
        catch (ImpossibleOutputException failure)
        {
            Terminal.Error(
                FormattableString.Invariant($"in trial {failure.Trial} the {failure.Output} of {failure.Workload} is {failure.Value}"));
            Terminal.Say("An input reaches values that cannot be computed with, too large or too near 0: "
                + "bound it with at_most= or at_least=, or check its unit.");
            return ExitCode.BadInput;
        }
    }

    private static WrittenFolder Write(FinishedWork finished, string folder, Interruption interruption)
    {
        var files = interruption.WaitFor(() => FileMaker.MakeAll(finished.Files, finished.Threads));
        OutputFolder.Write(folder, files, Manifest.Of(finished.Making, files), interruption.Token);
        return new(folder, [.. files.Select(file => file.Name), OutputFolder.ManifestName]);
    }

    private static void Print(FinishedWork finished, WrittenFolder written, ReportRequest request)
    {
        if (request.AsJson)
        {
            using var results = Terminal.OpenResults();
            finished.WriteJson(results, written.Paths);
            return;
        }
        foreach (string line in request.IsQuiet ? [] : finished.Lines(written))
        {
            Terminal.Result(line);
        }
    }
}

using CostSim.Cli.Reports;
using CostSim.Simulation;

namespace CostSim.Cli.Commands;

/// <summary>Work that ends in an output folder: refused at once where the folder cannot be written, and ended in words whatever happens.</summary>
internal static class ReportRun
{
    /// <summary>Runs the work unless the folder is an obstacle.</summary>
    /// <param name="folder">The output folder.</param>
    /// <param name="work">Simulates and writes; given what ends it early.</param>
    public static ExitCode Into(string folder, Func<Interruption, ExitCode> work)
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            Terminal.Error("--output takes the name of a folder");
            return ExitCode.Usage;
        }
        if (OutputFolder.Obstacle(folder) is { } obstacle)
        {
            Terminal.Error($"{obstacle}; name another folder with --output");
            return ExitCode.Unreadable;
        }
        using var interruption = new Interruption();
        try
        {
            return work(interruption);
        }
        catch (OperationCanceledException)
        {
            Terminal.Say("Interrupted; nothing was written.");
            return interruption.ExitCode;
        }
        catch (ImpossibleOutputException failure)
        {
            Terminal.Error(FormattableString.Invariant($"in trial {failure.Trial} the {failure.Output} of {failure.Workload} is {failure.Value}"));
            Terminal.Say("An input reaches values that cannot be computed with, too large or too near 0: bound it with at_most= or at_least=, or check its unit.");
            return ExitCode.BadInput;
        }
    }
}

namespace CostSim.Cli.Commands;

/// <summary>What the program returns to the shell: a contract for scripts.</summary>
internal sealed record ExitCode(int Number, string Meaning)
{
    public static readonly ExitCode Ok = new(0, "done");
    public static readonly ExitCode Bug = new(1, "a mistake of the program itself");
    public static readonly ExitCode Usage = new(2, "the command line is wrong");
    public static readonly ExitCode BadInput = new(3, "the scenario or the data have mistakes; nothing was simulated or written");
    public static readonly ExitCode Unreadable = new(4, "a file or folder cannot be read or written");
    public static readonly ExitCode ToleranceNotReached = new(
        5, "the tolerance of --until was not reached within --trials; the reports are written");
    public static readonly ExitCode Interrupted = new(130, "interrupted by Ctrl-C (SIGINT); nothing half-written");
    public static readonly ExitCode Terminated = new(143, "ended by SIGTERM; nothing half-written");

    /// <summary>Every code, in order.</summary>
    public static readonly IReadOnlyList<ExitCode> All =
        [Ok, Bug, Usage, BadInput, Unreadable, ToleranceNotReached, Interrupted, Terminated];
}

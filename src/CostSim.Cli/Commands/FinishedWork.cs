using CostSim.Cli.Files;

namespace CostSim.Cli.Commands;

/// <summary>What a command has found, ready to be written and printed.</summary>
/// <param name="Making">What the manifest says of it.</param>
/// <param name="Files">The files to make, but the manifest.</param>
/// <param name="WriteJson">Writes it as JSON, with the paths of the files.</param>
/// <param name="Lines">It as text; asked for when the folder is written.</param>
internal sealed record FinishedWork(
    Making Making, IEnumerable<FileMaker> Files,
    Action<Stream, IReadOnlyList<string>> WriteJson, Func<WrittenFolder, IEnumerable<string>> Lines)
{
    /// <summary>The code to exit with.</summary>
    public ExitCode Code { get; init; } = ExitCode.Ok;

    /// <summary>Threads on which files are made.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

namespace CostSim.Cli.Files;

/// <summary>A file of an output folder that is still to be made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Make">Makes its content, from any thread; null where there is nothing to put into it.</param>
internal sealed record FileMaker(string Name, Func<byte[]?> Make)
{
    private const int MostThreads = 64;

    /// <summary>The files that have a content, made side by side, in their order.</summary>
    public static IReadOnlyList<OutputFile> MakeAll(IEnumerable<FileMaker> makers, int threads) =>
    [
        .. makers.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(threads, MostThreads))
            .Select(maker => (maker.Name, Bytes: maker.Make()))
            .Where(file => file.Bytes is not null)
            .Select(file => new OutputFile(file.Name, file.Bytes!)),
    ];
}

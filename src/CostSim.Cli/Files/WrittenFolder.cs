using CostSim.Cli.Text;

namespace CostSim.Cli.Files;

/// <summary>A folder that is on the disk, as screens and JSON tell of it.</summary>
/// <param name="Folder">Its path.</param>
/// <param name="Names">Names of all its files.</param>
internal sealed record WrittenFolder(string Folder, IReadOnlyList<string> Names)
{
    /// <summary>Paths of its files.</summary>
    public IReadOnlyList<string> Paths => [.. Names.Select(name => $"{ShownPath.Of(Folder)}/{name}")];

    /// <summary>The line that names the folder and its files, but for the manifest.</summary>
    public string Line => LineOf(string.Join(", ", Names.Where(name => name != OutputFolder.ManifestName)));

    /// <summary>The line that names the folder and a few of its files.</summary>
    /// <param name="first">What to look at first, where it was written.</param>
    public string LineWith(params IReadOnlyList<string> first) => LineOf($"{string.Join(", ", first.Where(Names.Contains))} ...");

    private string LineOf(string names) => $"Wrote {ShownPath.Of(Folder)}/ ({Names.Count} files): {names}";
}

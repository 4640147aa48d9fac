namespace CostSim.Cli.Tests.Commands;

/// <summary>A new empty folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costsim-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Join(Path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

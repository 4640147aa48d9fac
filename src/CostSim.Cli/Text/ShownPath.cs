namespace CostSim.Cli.Text;

/// <summary>Paths as the screen and JSON show them: the same on every system.</summary>
internal static class ShownPath
{
    /// <summary>A path with forward slashes and none at its end.</summary>
    public static string Of(string path) => path.Replace('\\', '/').TrimEnd('/');
}

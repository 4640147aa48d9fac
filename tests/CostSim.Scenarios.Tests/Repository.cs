namespace CostSim.Scenarios.Tests;

/// <summary>The folder with CostSim.sln above the tests, and what lies in it.</summary>
internal static class Repository
{
    /// <summary>The folder.</summary>
    public static readonly string Root = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Join(folder.FullName, "CostSim.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("the tests run inside the repository");
    }
}

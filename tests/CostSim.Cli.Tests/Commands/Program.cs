using System.Diagnostics;
using System.Text;

namespace CostSim.Cli.Tests.Commands;

/// <summary>Runs the built program as a shell would.</summary>
internal static class Program
{
    private static readonly string Path = System.IO.Path.Join(
        AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "costsim.exe" : "costsim");

    /// <summary>The repository's root: the folder with CostSim.sln above the tests.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>Runs the program to its end.</summary>
    public static Outcome Run(params string[] arguments) => RunWith(new Dictionary<string, string>(), arguments);

    /// <summary>Runs the program with further environment variables.</summary>
    public static Outcome RunWith(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>Starts the program in the repository's root.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // Text leaves the program as UTF-8, whatever the machine's locale.
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Join(folder.FullName, "CostSim.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("the tests run inside the repository");
    }

    internal sealed record Outcome(int ExitCode, string Output, string Error);
}

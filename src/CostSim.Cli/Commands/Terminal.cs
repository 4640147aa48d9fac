using CostSim.Cli.Text;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary>The two streams of the program: results on stdout, everything else on stderr, colour only where a person reads it.</summary>
internal static class Terminal
{
    private const int WidthOfPipes = 80;
    private const int WidestText = 120;
    private const int MostDiagnostics = 100;

    /// <summary>Columns to write in.</summary>
    public static int Width =>
        Console.IsOutputRedirected || Console.WindowWidth <= 0 ? WidthOfPipes : Math.Min(WidestText, Console.WindowWidth);

    /// <summary>True when stderr is a terminal that may be painted.</summary>
    public static bool HasColour =>
        !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>True when a progress bar has somewhere to move.</summary>
    public static bool IsInteractive => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>True when results go to a file or to another program.</summary>
    public static bool IsPiped => Console.IsOutputRedirected;

    /// <summary>Writes a line of results.</summary>
    public static void Result(string line) => Console.Out.WriteLine(line);

    /// <summary>Raw stdout, for JSON.</summary>
    public static Stream OpenResults() => Console.OpenStandardOutput();

    /// <summary>Says something that is not a result.</summary>
    public static void Say(string line) => Console.Error.WriteLine(line);

    /// <summary>Says what went wrong.</summary>
    public static void Error(string message) => Say($"{(HasColour ? "\u001b[1;31merror\u001b[0m" : "error")}: {message}");

    /// <summary>Says what the reader should beware of, wrapped to the screen.</summary>
    public static void Warning(string message)
    {
        const string Word = "warning";
        foreach (string line in Wrapping.Words(message, Width, $"{Word}: "))
        {
            bool isFirst = line.StartsWith(Word, StringComparison.Ordinal);
            Say(isFirst && HasColour ? $"\u001b[1;33m{Word}\u001b[0m{line[Word.Length..]}" : line);
        }
    }

    /// <summary>Lists diagnostics, each with its source line; beyond a hundred only how many more there are.</summary>
    public static void Show(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        string text = DiagnosticRenderer.Render(diagnostics.Take(MostDiagnostics), showSource: true, colours: HasColour);
        if (text.Length > 0)
        {
            Say(text);
        }
        if (diagnostics.Count > MostDiagnostics)
        {
            Say($"... and {diagnostics.Count - MostDiagnostics} more.");
        }
    }
}

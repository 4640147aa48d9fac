using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CostSim.Scenarios;

/// <summary>All diagnostics of one reading, listed file by file from top to bottom.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A list of diagnostics is called diagnostics.")]
public sealed class Diagnostics : IReadOnlyCollection<Diagnostic>
{
    private const int LongestQuotation = 60;

    private readonly List<Diagnostic> _all = [];
    private readonly Dictionary<string, int> _files = new(StringComparer.Ordinal);

    internal Diagnostics()
    {
    }

    /// <summary>Number of errors and warnings.</summary>
    public int Count => _all.Count;

    /// <summary>True when at least one stops the run.</summary>
    public bool HasErrors => _all.Exists(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>True when a file or folder could not be read at all.</summary>
    public bool HasUnreadableFile =>
        _all.Exists(diagnostic => diagnostic.Code == DiagnosticCode.CannotRead || diagnostic.Code == DiagnosticCode.NoDataFile);

    /// <summary>What stops the run, in order.</summary>
    public IEnumerable<Diagnostic> Errors => this.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    internal void Error(DiagnosticCode code, SourceLocation where, string context, string message, string help) =>
        Add(new(DiagnosticSeverity.Error, code, where, context, message, help));

    /// <summary>Takes a problem, and finds its code.</summary>
    /// <param name="problem">An error or a warning.</param>
    /// <param name="where">Where what it is about was written.</param>
    /// <param name="context">What stands there.</param>
    internal void Add(Problem problem, SourceLocation where, string context) => Add(new(
        problem.IsWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, DiagnosticCode.Of(problem.Kind), where, context,
        problem.What, problem.Help));

    internal void Warn(DiagnosticCode code, SourceLocation where, string context, string message, string help) =>
        Add(new(DiagnosticSeverity.Warning, code, where, context, message, help));

    /// <summary>File by file, from top to bottom.</summary>
    public IEnumerator<Diagnostic> GetEnumerator() => _all
        .OrderBy(diagnostic => _files[diagnostic.Location.File])
        .ThenBy(diagnostic => diagnostic.Location.Line)
        .ThenBy(diagnostic => diagnostic.Location.Column)
        .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A text as written, in quotes, on one line; control characters are spelled out and long texts are cut.</summary>
    internal static string Quote(string text)
    {
        string cut = text.Length > LongestQuotation ? text[..LongestQuotation] + "..." : text;
        return $"\"{Printable(cut)}\"";
    }

    /// <summary>The text with control characters spelled out, so that a file cannot steer a terminal.</summary>
    internal static string Printable(string text)
    {
        if (!text.Any(MustBeSpelled))
        {
            return text;
        }
        var printable = new StringBuilder();
        foreach (char c in text)
        {
            printable.Append(MustBeSpelled(c) ? $"\\u{(int)c:x4}" : c);
        }
        return printable.ToString();
    }

    private static bool MustBeSpelled(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or '\ufeff';

    private void Add(Diagnostic diagnostic)
    {
        _files.TryAdd(diagnostic.Location.File, _files.Count);
        _all.Add(diagnostic);
    }
}

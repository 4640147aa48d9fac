using System.Collections;
using System.Text;

namespace CostSim.Cli.Inputs;

/// <summary>All diagnostics of one reading, listed file by file from top to bottom.</summary>
internal sealed class Diagnostics : IReadOnlyCollection<Diagnostic>
{
    private const int LongestQuotation = 60;

    private readonly List<Diagnostic> _all = [];
    private readonly Dictionary<string, int> _files = new(StringComparer.Ordinal);

    public int Count => _all.Count;

    /// <summary>True when at least one stops the run.</summary>
    public bool HasErrors => _all.Exists(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>True when a file or folder could not be read at all.</summary>
    public bool HasUnreadableFile =>
        _all.Exists(diagnostic => diagnostic.Code == DiagnosticCode.CannotRead || diagnostic.Code == DiagnosticCode.NoDataFile);

    public IEnumerable<Diagnostic> Errors => this.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    public IEnumerable<Diagnostic> Warnings => this.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning);

    public void Error(DiagnosticCode code, SourceLocation where, string context, string message, string help) =>
        Add(new(DiagnosticSeverity.Error, code, where, context, message, help));

    public void Warn(DiagnosticCode code, SourceLocation where, string context, string message, string help) =>
        Add(new(DiagnosticSeverity.Warning, code, where, context, message, help));

    public IEnumerator<Diagnostic> GetEnumerator() => _all
        .OrderBy(diagnostic => _files[diagnostic.Location.File])
        .ThenBy(diagnostic => diagnostic.Location.Line)
        .ThenBy(diagnostic => diagnostic.Location.Column)
        .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A text as written, in quotes, on one line; control characters are spelled out and long texts are cut.</summary>
    public static string Quote(string text)
    {
        string cut = text.Length > LongestQuotation ? text[..LongestQuotation] + "..." : text;
        return $"\"{Printable(cut)}\"";
    }

    /// <summary>The text with control characters spelled out, so that a file cannot steer a terminal.</summary>
    public static string Printable(string text)
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

    private static bool MustBeSpelled(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or '\ufeff';

    private void Add(Diagnostic diagnostic)
    {
        _files.TryAdd(diagnostic.Location.File, _files.Count);
        _all.Add(diagnostic);
    }
}

using System.Globalization;
using System.Text;

namespace CostSim.Scenarios;

/// <summary>Turns diagnostics into the text users see.</summary>
public static class DiagnosticRenderer
{
    private const int WidestSource = 160;

    /// <summary>The three lines of a diagnostic: what, where, how to mend it.</summary>
    /// <param name="diagnostic">What to show.</param>
    /// <param name="showSource">Adds the line as written with the place underlined.</param>
    /// <param name="colours">Adds ANSI colours.</param>
    /// <returns>Lines separated by line feeds, without one at the end.</returns>
    internal static string Render(Diagnostic diagnostic, bool showSource = false, bool colours = false)
    {
        var paint = colours ? Paint.Ansi : Paint.None;
        bool isError = diagnostic.Severity == DiagnosticSeverity.Error;
        var text = new StringBuilder();
        text.Append(isError ? paint.Error : paint.Warning).Append(isError ? "error" : "warning")
            .Append(CultureInfo.InvariantCulture, $"[{diagnostic.Code}]").Append(paint.End)
            .Append(CultureInfo.InvariantCulture, $": {Diagnostics.Printable(diagnostic.Message)}\n")
            .Append(CultureInfo.InvariantCulture, $"  {paint.Frame}-->{paint.End} {Diagnostics.Printable(diagnostic.Location.ToString())}");
        if (diagnostic.Context.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"   {Diagnostics.Printable(diagnostic.Context)}");
        }
        if (showSource)
        {
            AppendSource(text, diagnostic.Location, paint);
        }
        if (diagnostic.Help.Length > 0)
        {
            string help = string.Join("\n     ", diagnostic.Help.Split('\n').Select(Diagnostics.Printable));
            text.Append(CultureInfo.InvariantCulture, $"\n   {paint.Frame}={paint.End} help: {help}");
        }
        return text.ToString();
    }

    /// <summary>Every diagnostic, an empty line between two, a line feed at the end.</summary>
    public static string Render(IEnumerable<Diagnostic> diagnostics, bool showSource = false, bool colours = false)
    {
        string all = string.Join("\n\n", diagnostics.Select(diagnostic => Render(diagnostic, showSource, colours)));
        return all.Length == 0 ? "" : all + "\n";
    }

    private static void AppendSource(StringBuilder text, SourceLocation location, Paint paint)
    {
        if (location.Column == 0 || location.SourceLine.Length == 0)
        {
            return;
        }
        // Only a piece of a very long line, so that the mark stays on the screen.
        int first = location.SourceLine.Length <= WidestSource ? 0 : Math.Max(0, location.MarkStart - WidestSource / 2);
        string shown = location.SourceLine[first..Math.Min(location.SourceLine.Length, first + WidestSource)];
        int markStart = Math.Clamp(location.MarkStart - first, 0, shown.Length);
        int markLength = Math.Clamp(location.Length, 1, Math.Max(1, shown.Length - markStart));
        string before = OneColumnEach(shown[..markStart]);
        string marked = OneColumnEach(shown[markStart..Math.Min(shown.Length, markStart + markLength)]);
        string after = OneColumnEach(shown[Math.Min(shown.Length, markStart + markLength)..]);
        string number = location.Line > 0 ? location.Line.ToString(CultureInfo.InvariantCulture) : "";
        string gutter = number.PadLeft(3);
        text.Append(CultureInfo.InvariantCulture, $"\n{paint.Frame}{gutter} |{paint.End} {before}{marked}{after}");
        text.Append(
            CultureInfo.InvariantCulture, $"\n{paint.Frame}{new string(' ', gutter.Length)} |{paint.End} {new string(' ', Width(before))}");
        text.Append(CultureInfo.InvariantCulture, $"{paint.Error}{new string('^', Math.Max(1, Width(marked)))}{paint.End}");
    }

    /// <summary>Tabs and control characters as one space or dot, so that marks stand under what they mean.</summary>
    private static string OneColumnEach(string text) => string.Concat(text.Select(c => c == '\t' ? ' ' : char.IsControl(c) ? '·' : c));

    private static int Width(string text) => text.EnumerateRunes().Count();

    private sealed record Paint(string Error, string Warning, string Frame, string End)
    {
        public static readonly Paint None = new("", "", "", "");
        public static readonly Paint Ansi = new("\u001b[1;31m", "\u001b[1;33m", "\u001b[1;34m", "\u001b[0m");
    }
}

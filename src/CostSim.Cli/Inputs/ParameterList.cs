namespace CostSim.Cli.Inputs;

/// <summary>A <c>name=value</c> pair as written; the value is null for a bare word.</summary>
internal sealed record WrittenParameter(SourceFragment Name, SourceFragment? Value, SourceFragment Whole);

/// <summary>Reads cells of <c>name=value</c> pairs separated by spaces.</summary>
internal static class ParameterList
{
    /// <summary>The pairs of a cell, in order; a name given twice and a stray equals sign are reported.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="allowsBareWords">Whether a word without <c>=</c> is a name (options of a choice) or a mistake.</param>
    /// <param name="context">What the cell is about.</param>
    /// <param name="diagnostics">Takes the mistakes.</param>
    /// <param name="isRight">False when something was reported.</param>
    public static List<WrittenParameter> Read(
        SourceFragment cell, bool allowsBareWords, string context, Diagnostics diagnostics, out bool isRight)
    {
        isRight = true;
        var parameters = new List<WrittenParameter>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var written in Pairs(cell))
        {
            string text = written.Text;
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? written : written.Slice(0, equals)).Trimmed();
            var value = equals < 0 ? null : written.Slice(equals + 1, text.Length - equals - 1).Trimmed();
            string? problem = equals < 0 && !allowsBareWords ? "is not a parameter: it has no ="
                : name.IsEmpty ? "has no name before ="
                : value is { IsEmpty: true } ? "has no value after ="
                : value is not null && value.Text.Contains('=', StringComparison.Ordinal) ? "has more than one ="
                : text.Any(char.IsWhiteSpace) ? "has spaces around ="
                : null;
            if (problem is not null)
            {
                isRight = false;
                string help = equals > 0 && value is { IsEmpty: false } && !value.Text.Contains('=', StringComparison.Ordinal)
                    ? $"write {name}={value}"
                    : "write name=value, with spaces between the pairs only";
                diagnostics.Error(DiagnosticCode.NotAPair, written.Location, context, $"{Diagnostics.Quote(text)} {problem}", help);
            }
            else if (!names.Add(name.Text))
            {
                isRight = false;
                diagnostics.Error(DiagnosticCode.DuplicateParameter, written.Location, context, $"{name} is given twice", "keep one of them");
            }
            else
            {
                parameters.Add(new(name, value, written));
            }
        }
        return parameters;
    }

    /// <summary>The words of a cell, those that an equals sign between spaces belongs to taken together.</summary>
    private static IEnumerable<SourceFragment> Pairs(SourceFragment cell)
    {
        SourceFragment? pair = null;
        int start = 0, end = 0;
        foreach (var (wordStart, word) in WordsWithStarts(cell))
        {
            bool continues = pair is not null
                && (word.StartsWith('=') ? !pair.Text.Contains('=', StringComparison.Ordinal) : pair.Text.EndsWith('=') && !word.Contains('=', StringComparison.Ordinal));
            if (!continues)
            {
                if (pair is not null)
                {
                    yield return pair;
                }
                start = wordStart;
            }
            end = wordStart + word.Length;
            pair = cell.Slice(start, end - start);
        }
        if (pair is not null)
        {
            yield return pair;
        }
    }

    private static IEnumerable<(int Start, string Word)> WordsWithStarts(SourceFragment cell)
    {
        string text = cell.Text;
        int i = 0;
        while (i < text.Length)
        {
            int start = i;
            while (i < text.Length && !char.IsWhiteSpace(text[i]))
            {
                i++;
            }
            if (i > start)
            {
                yield return (start, text[start..i]);
            }
            else
            {
                i++;
            }
        }
    }
}

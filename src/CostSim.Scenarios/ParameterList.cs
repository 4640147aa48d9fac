namespace CostSim.Scenarios;

/// <summary>A <c>name=value</c> pair as written; the value is null for a bare word.</summary>
internal sealed record WrittenParameter(SourceFragment Name, SourceFragment? Value, SourceFragment Whole);

/// <summary>A cell of <c>name=value</c> pairs separated by spaces, told into pairs once.</summary>
internal sealed class ParameterList
{
    private readonly List<WrittenParameter> _pairs;

    /// <param name="cell">The cell.</param>
    public ParameterList(SourceFragment cell)
    {
        Cell = cell;
        _pairs = [.. Pairs(cell).Select(Split)];
    }

    /// <summary>The cell.</summary>
    public SourceFragment Cell { get; }

    /// <summary>The pairs of a cell, in order; a name given twice and a stray equals sign are reported.</summary>
    /// <param name="allowsBareWords">Whether a word without <c>=</c> is a name (options of a choice) or a mistake.</param>
    /// <param name="context">What the cell is about.</param>
    /// <param name="diagnostics">Takes the mistakes.</param>
    /// <param name="isRight">False when something was reported.</param>
    public List<WrittenParameter> Read(bool allowsBareWords, string context, Diagnostics diagnostics, out bool isRight)
    {
        isRight = true;
        var parameters = new List<WrittenParameter>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in _pairs)
        {
            if (ProblemOf(pair, allowsBareWords) is { } problem)
            {
                isRight = false;
                string help = pair is { Name.IsEmpty: false, Value: { IsEmpty: false } value }
                    && !value.Text.Contains('=', StringComparison.Ordinal)
                    ? $"write {pair.Name}={value}"
                    : "write name=value, with spaces between the pairs only";
                diagnostics.Error(DiagnosticCode.NotAPair, pair.Whole.Location, context, $"{Diagnostics.Quote(pair.Whole.Text)} {problem}",
                    help);
            }
            else if (!names.Add(pair.Name.Text))
            {
                isRight = false;
                diagnostics.Error(DiagnosticCode.DuplicateParameter, pair.Whole.Location, context, $"{pair.Name} is given twice",
                    "keep one of them");
            }
            else
            {
                parameters.Add(pair);
            }
        }
        return parameters;
    }

    /// <summary>The pairs without mistakes, bare words among them.</summary>
    public List<WrittenParameter> Right(out bool isRight) => Read(allowsBareWords: true, "", [], out isRight);

    /// <summary>Where an option, by its name or as the value of a parameter, or a parameter was written; null for nowhere.</summary>
    public SourceFragment? Find(string option)
    {
        var right = Right(out _);
        return right.Find(pair => pair.Name.Text == option)?.Name ?? right.Find(pair => pair.Value?.Text == option)?.Value;
    }

    private static string? ProblemOf(WrittenParameter pair, bool allowsBareWords) =>
        pair.Value is null && !allowsBareWords ? "is not a parameter: it has no ="
        : pair.Name.IsEmpty ? "has no name before ="
        : pair.Value is { IsEmpty: true } ? "has no value after ="
        : pair.Value is not null && pair.Value.Text.Contains('=', StringComparison.Ordinal) ? "has more than one ="
        : pair.Whole.Text.Any(char.IsWhiteSpace) ? "has spaces around ="
        : null;

    private static WrittenParameter Split(SourceFragment written)
    {
        int equals = written.Text.IndexOf('=', StringComparison.Ordinal);
        return new(
            (equals < 0 ? written : written.Slice(0, equals)).Trimmed(),
            equals < 0 ? null : written.Slice(equals + 1, written.Text.Length - equals - 1).Trimmed(),
            written);
    }

    /// <summary>The words of a cell, those that an equals sign between spaces belongs to taken together.</summary>
    private static IEnumerable<SourceFragment> Pairs(SourceFragment cell)
    {
        SourceFragment? pair = null;
        int start = 0, end = 0;
        foreach (var (wordStart, word) in WordsWithStarts(cell))
        {
            bool continues = pair is not null
                && (word.StartsWith('=')
                    ? !pair.Text.Contains('=', StringComparison.Ordinal)
                    : pair.Text.EndsWith('=') && !word.Contains('=', StringComparison.Ordinal));
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

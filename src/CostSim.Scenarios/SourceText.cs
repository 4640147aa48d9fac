namespace CostSim.Scenarios;

/// <summary>A text that a user wrote, in a file or on the command line, with the name under which diagnostics show it.</summary>
public sealed class SourceText
{
    private readonly List<int> _lineStarts = [0];
    private readonly bool _hasLines;
    private LocatedLine? _lastLine;

    private SourceText(string name, string text, bool hasLines)
    {
        Name = name;
        Text = text;
        _hasLines = hasLines;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n'))
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The path as the user gave it, or <c>--set gpu_price</c>.</summary>
    public string Name { get; }

    /// <summary>All of it, without a byte order mark.</summary>
    public string Text { get; }

    /// <summary>The text of a file.</summary>
    internal static SourceText OfFile(string name, string text) => new(name, text, hasLines: true);

    /// <summary>An argument of the command line: columns, but no lines.</summary>
    internal static SourceText OfArgument(string name, string text) => new(name, text, hasLines: false);

    /// <summary>The file as a whole.</summary>
    internal SourceLocation Whole => new(Name, 0, 0, 0, "", 0);

    /// <summary>Line of the character at <paramref name="offset"/>, from 1.</summary>
    internal int LineOf(int offset)
    {
        int found = _lineStarts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>The place of <paramref name="length"/> characters from <paramref name="offset"/> on.</summary>
    internal SourceLocation Locate(int offset, int length)
    {
        int line = _hasLines ? LineOf(offset) : 1;
        int start = _lineStarts[line - 1];
        if (_lastLine?.Number != line)
        {
            var rest = Text.AsSpan(start);
            int end = _hasLines ? rest.IndexOfAny('\r', '\n') : -1;
            _lastLine = new(line, (end < 0 ? rest : rest[..end]).ToString());
        }
        int before = Math.Min(offset - start, _lastLine.Text.Length);
        return new(Name, _hasLines ? line : 0, 1 + _lastLine.CharactersBefore(before), length, _lastLine.Text, before);
    }

    /// <summary>
    /// The line in which a place was last asked for: mistakes come by the thousand in one line, mostly from left to right.
    /// </summary>
    private sealed class LocatedLine(int number, string text)
    {
        private readonly bool _isPlain = !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff');
        private int _end;
        private int _characters;

        public int Number => number;

        public string Text => text;

        /// <summary>Number of characters before an offset, as users count them in an editor: code points.</summary>
        public int CharactersBefore(int offset)
        {
            if (_isPlain)
            {
                return offset;
            }
            if (offset < _end)
            {
                (_end, _characters) = (0, 0);
            }
            foreach (var _ in text.AsSpan(_end, offset - _end).EnumerateRunes())
            {
                _characters++;
            }
            _end = offset;
            return _characters;
        }
    }
}

/// <summary>A place in a <see cref="SourceText"/>.</summary>
/// <param name="File">Its name.</param>
/// <param name="Line">Line from 1; 0 for the file as a whole and for arguments.</param>
/// <param name="Column">Column in characters from 1; 0 for the file as a whole.</param>
/// <param name="Length">UTF-16 length of the text at fault.</param>
/// <param name="SourceLine">The line as written.</param>
/// <param name="MarkStart">UTF-16 offset of the place in <paramref name="SourceLine"/>.</param>
public sealed record SourceLocation(string File, int Line, int Column, int Length, string SourceLine, int MarkStart)
{
    /// <summary><c>file:line:column</c>, <c>argument:column</c> or <c>file</c>.</summary>
    public override string ToString() => Column == 0 ? File
        : Line == 0 ? FormattableString.Invariant($"{File}:{Column}")
        : FormattableString.Invariant($"{File}:{Line}:{Column}");
}

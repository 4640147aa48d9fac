namespace CostSim.Scenarios;

/// <summary>A piece of a <see cref="SourceText"/> as it reads (quotes removed), which knows where every character was written.</summary>
internal sealed class SourceFragment
{
    private readonly SourceText _source;
    private readonly int _start;
    private readonly int[]? _offsets;

    /// <param name="source">Where it was written.</param>
    /// <param name="text">As it reads.</param>
    /// <param name="start">Offset of its first character in the source.</param>
    /// <param name="offsets">Offset of every character, where they do not follow each other (doubled quotes); null: they do.</param>
    public SourceFragment(SourceText source, string text, int start, int[]? offsets = null)
    {
        _source = source;
        Text = text;
        _start = start;
        _offsets = offsets;
    }

    /// <summary>As it reads.</summary>
    public string Text { get; }

    public bool IsEmpty => Text.Length == 0;

    /// <summary>Its place; of an empty fragment, where it would stand.</summary>
    public SourceLocation Location => IsEmpty
        ? _source.Locate(_start, 0)
        : _source.Locate(OffsetOf(0), OffsetOf(Text.Length - 1) - OffsetOf(0) + 1);

    /// <summary>Line on which it begins.</summary>
    public int Line => _source.LineOf(_start);

    /// <summary>The fragment from one character to another.</summary>
    public SourceFragment Slice(int start, int length) => new(
        _source,
        Text.Substring(start, length),
        start < Text.Length ? OffsetOf(start) : Text.Length == 0 ? _start : OffsetOf(Text.Length - 1) + 1,
        _offsets?[start..(start + length)]);

    /// <summary>Without white space at either end.</summary>
    public SourceFragment Trimmed()
    {
        int start = Text.Length - Text.AsSpan().TrimStart().Length;
        return start == 0 && Text.Length > 0 && !char.IsWhiteSpace(Text[^1]) ? this : Slice(start, Text.AsSpan().Trim().Length);
    }

    /// <summary>True when nothing but one separator stands between this fragment and the next one.</summary>
    public bool Touches(SourceFragment next) =>
        !IsEmpty && OffsetOf(Text.Length - 1) + 2 == (next.IsEmpty ? next._start : next.OffsetOf(0));

    /// <summary>From a character of this fragment to before a character of a later one, with all that was written between them.</summary>
    public SourceFragment Through(SourceFragment later, int start, int endInLater)
    {
        int from = OffsetOf(start), to = later.OffsetOf(endInLater - 1) + 1;
        return new(_source, _source.Text[from..to], from);
    }

    public override string ToString() => Text;

    private int OffsetOf(int i) => _offsets is null ? _start + i : _offsets[i];
}

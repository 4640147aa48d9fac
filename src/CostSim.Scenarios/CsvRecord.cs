using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace CostSim.Scenarios;

/// <summary>A record of a CSV file: its cells, and where each of their characters was written.</summary>
internal sealed class CsvRecord
{
    private CsvRecord(IReadOnlyList<SourceFragment> cells, SourceFragment end, CsvMistake? problem, bool isOpen)
    {
        Cells = cells;
        End = end;
        Problem = problem;
        IsOpen = isOpen;
    }

    /// <summary>The cells as they read, without the spaces around them; at least one.</summary>
    public IReadOnlyList<SourceFragment> Cells { get; }

    /// <summary>Where a further cell would stand.</summary>
    public SourceFragment End { get; }

    /// <summary>What is wrong with its quotes; null when nothing is.</summary>
    public CsvMistake? Problem { get; }

    /// <summary>True when a quote is not closed: the rest of the file is in this record.</summary>
    public bool IsOpen { get; }

    public bool IsBroken => Problem is not null;

    public int Line => Cells[0].Line;

    /// <summary>The records of a file one after the other, comments and blank lines left out.</summary>
    public static IEnumerable<CsvRecord> Of(SourceText source, char separator)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            AllowComments = true,
            HasHeaderRecord = false,
            IgnoreBlankLines = true,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
        };
        using var text = new StringReader(source.Text);
        using var parser = new CsvParser(text, configuration);
        while (parser.Read())
        {
            int end = (int)parser.CharCount;
            var record = Of(source, end - parser.RawRecord.Length, end, separator, () => parser.Record ?? []);
            if (!record.Cells.All(cell => cell.IsEmpty) && !record.Cells[0].Text.StartsWith('#') || record.IsBroken)
            {
                yield return record;
            }
        }
    }

    /// <summary>Finds the cells that the parser has read, between two offsets of the source.</summary>
    /// <param name="source">The file.</param>
    /// <param name="start">Offset of the record's first character.</param>
    /// <param name="end">Offset behind its line break.</param>
    /// <param name="separator">What stands between cells.</param>
    /// <param name="read">Gives the cells as the parser reads them: theirs is the last word on what a sound record says. Broken ones it
    /// need not read, which takes it long.</param>
    public static CsvRecord Of(SourceText source, int start, int end, char separator, Func<IReadOnlyList<string>> read)
    {
        string text = source.Text;
        if (end > start && text[end - 1] == '\n')
        {
            end--;
        }
        if (end > start && text[end - 1] == '\r')
        {
            end--;
        }
        var cells = new List<SourceFragment>();
        CsvMistake? problem = null;
        bool isOpen = false;
        for (int i = start; ; i++)
        {
            int first = i;
            while (first < end && text[first] == ' ')
            {
                first++;
            }
            if (first < end && text[first] == '"')
            {
                var offsets = new List<int>();
                i = first + 1;
                while (i < end && (text[i] != '"' || i + 1 < end && text[i + 1] == '"'))
                {
                    offsets.Add(i);
                    i += text[i] == '"' ? 2 : 1;
                }
                if (i >= end)
                {
                    isOpen = true;
                    problem ??= new(
                        source.Locate(first, 1), "the cell that begins here with a quote is never closed: all rows below are part of it",
                        "close it with \" at the end of the cell; inside a quoted cell write \"\" for a quote");
                }
                int closing = i;
                i = Math.Min(i + 1, end);
                while (i < end && text[i] != separator)
                {
                    if (text[i] != ' ')
                    {
                        problem ??= new(source.Locate(i, 1), $"text stands after the closing quote of {CellFrom(source, first, i)}",
                            "quote the whole cell; inside a quoted cell write \"\" for a quote");
                    }
                    i++;
                }
                string quoted = string.Concat(offsets.Select(offset => text[offset]));
                cells.Add(new SourceFragment(source, quoted, offsets.Count == 0 ? closing : offsets[0], [.. offsets]).Trimmed());
            }
            else
            {
                int from = i;
                while (i < end && text[i] != separator)
                {
                    i++;
                }
                cells.Add(new SourceFragment(source, text[from..i], from).Trimmed());
            }
            if (i >= end)
            {
                break;
            }
        }
        if (problem is null && !cells.Select(cell => cell.Text).SequenceEqual(read().Select(cell => cell.Trim())))
        {
            problem = new(
                cells[0].Location, "the quotes of this row do not match", "quote whole cells; inside a quoted cell write \"\" for a quote");
        }
        return new(cells, new SourceFragment(source, "", end), problem, isOpen);
    }

    /// <summary>
    /// A cell in words; of one over several lines, where it began: a quote that was forgotten there takes the next one for its end.
    /// </summary>
    private static string CellFrom(SourceText source, int start, int end) => source.LineOf(start) == source.LineOf(end)
        ? "a cell"
        : $"a cell that began at {source.Locate(start, 1)}";
}

/// <summary>Something wrong with the quotes of a record.</summary>
internal sealed record CsvMistake(SourceLocation Where, string What, string Help);

namespace CostSim.Cli.Commands;

/// <summary>Columns of text, as narrow as their widest cell, two spaces apart; the last one wraps at the edge of the screen.</summary>
internal static class TextTable
{
    private const int NarrowestLast = 24;

    public static IEnumerable<string> Lines(string[] header, IEnumerable<string[]> rows) => Lines(header, rows, Terminal.Width, NarrowestLast);

    /// <summary>The same, within a number of columns; the last one may become as narrow as said.</summary>
    public static IEnumerable<string> Lines(string[] header, IEnumerable<string[]> rows, int width, int narrowestLast)
    {
        var all = rows.Prepend(header).ToList();
        int[] widths = [.. Enumerable.Range(0, header.Length - 1).Select(column => all.Max(row => row[column].Length))];
        int indent = widths.Sum(width => width + 2);
        int last = Math.Max(narrowestLast, width - indent);
        foreach (string[] row in all)
        {
            string start = string.Concat(widths.Select((room, column) => row[column].PadRight(room + 2)));
            foreach (string piece in Wrap(row[^1], last))
            {
                yield return (start + piece).TrimEnd();
                start = new string(' ', indent);
            }
        }
    }

    /// <summary>Cuts a text between words into lines of at most a width; a longer word stands alone.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line += (line.Length > 0 ? " " : "") + word;
        }
        yield return line;
    }
}

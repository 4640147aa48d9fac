namespace CostSim.Cli.Text;

/// <summary>Columns of text, as narrow as their widest cell, two spaces apart; the last one wraps at the edge of the screen.</summary>
internal static class TextTable
{
    private const int NarrowestLast = 24;

    /// <param name="header">The first row.</param>
    /// <param name="rows">As many cells each as the header has.</param>
    /// <param name="width">Columns of the screen.</param>
    /// <param name="narrowestLast">How narrow the last column may become.</param>
    public static IEnumerable<string> Lines(string[] header, IEnumerable<string[]> rows, int width, int narrowestLast = NarrowestLast)
    {
        var all = rows.Prepend(header).ToList();
        int[] widths = [.. Enumerable.Range(0, header.Length - 1).Select(column => all.Max(row => row[column].Length))];
        int indent = widths.Sum(width => width + 2);
        int last = Math.Max(narrowestLast, width - indent);
        foreach (string[] row in all)
        {
            string start = string.Concat(widths.Select((room, column) => row[column].PadRight(room + 2)));
            foreach (string line in Wrapping.Words(row[^1], indent + last, start))
            {
                yield return line;
            }
        }
    }
}

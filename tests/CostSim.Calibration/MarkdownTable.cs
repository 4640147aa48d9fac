using System.Text;

namespace CostSim.Calibration;

/// <summary>A table in Markdown, its columns padded so that it reads as text too.</summary>
internal sealed class MarkdownTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        int[] widths = [.. header.Select((_, column) => _rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        Append(text, header, widths);
        // The first column is words, the others are figures.
        Append(text, [.. widths.Select((width, column) => (column == 0 ? "" : ":").PadLeft(width, '-'))], widths);
        foreach (string[] row in _rows.Skip(1))
        {
            Append(text, row, widths);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string[] cells, int[] widths) =>
        text.Append("| ").AppendJoin(" | ", cells.Select((cell, column) =>
            column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).Append(" |\n");
}

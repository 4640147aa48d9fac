namespace CostSim.Cli.Text;

/// <summary>Texts in lines no wider than a screen.</summary>
internal static class Wrapping
{
    private const string NoBreak = "\u00A0";

    /// <summary>Joins pieces by a separator, with a new line where the next would pass the edge; a wider piece stands alone.</summary>
    /// <param name="pieces">What stays whole.</param>
    /// <param name="separator">What stands between two pieces of a line.</param>
    /// <param name="width">Columns of a line, the head among them.</param>
    /// <param name="head">Start of the first line; the others are indented as far.</param>
    public static IEnumerable<string> Pieces(IEnumerable<string> pieces, string separator, int width, string head = "")
    {
        string line = head;
        bool isEmpty = true;
        foreach (string piece in pieces)
        {
            if (line.Length > head.Length && line.Length + separator.Length + piece.Length > width)
            {
                yield return line.TrimEnd();
                line = new string(' ', head.Length);
            }
            line += (line.Length > head.Length ? separator : "") + piece;
            isEmpty = false;
        }
        if (!isEmpty)
        {
            yield return line.TrimEnd();
        }
    }

    /// <summary>Breaks a text between words.</summary>
    public static IEnumerable<string> Words(string text, int width, string head = "") => Pieces(text.Split(' '), " ", width, head);

    /// <summary>The same, but a figure and the % behind it stay together.</summary>
    public static IEnumerable<string> Prose(string text, int width, string head = "") =>
        Words(text.Replace(" %", NoBreak + "%", StringComparison.Ordinal), width, head)
            .Select(line => line.Replace(NoBreak, " ", StringComparison.Ordinal));
}

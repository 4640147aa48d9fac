namespace CostSim.Cli.Commands;

/// <summary>Rows for a CSV file of the user's, below what there is to say about them.</summary>
internal static class RowsToPaste
{
    /// <summary>What CSV files take for a comment.</summary>
    private const string Comment = "# ";

    /// <summary>
    /// Lines, then the rows; into a pipe or a file the lines as comments, so that all of it can be appended to the user's file.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="lines">The lines above them, for a number of columns.</param>
    public static IEnumerable<string> Below(IReadOnlyList<string> rows, Func<int, IEnumerable<string>> lines)
    {
        string start = Terminal.IsPiped ? Comment : "";
        return [.. lines(Terminal.Width - start.Length).Select(line => (start + line).TrimEnd()), .. rows];
    }
}

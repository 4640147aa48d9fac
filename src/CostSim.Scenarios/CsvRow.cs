namespace CostSim.Scenarios;

/// <summary>A column that a file has.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="MayEndRowEarly">True when a row may end before it: the cell is then empty.</param>
/// <param name="MayBeMissing">True when a file may do without it.</param>
internal sealed record CsvColumn(string Name, bool MayEndRowEarly = false, bool MayBeMissing = false);

/// <summary>A row of a <see cref="CsvTable"/>.</summary>
internal sealed class CsvRow(IReadOnlyList<CsvColumn> columns, IReadOnlyList<SourceFragment?> cells, int line, bool isBroken)
{
    /// <summary>Line on which it begins.</summary>
    public int Line { get; } = line;

    /// <summary>
    /// True when its cells may stand in the wrong columns, which has been reported: they say no more than what the row was about.
    /// </summary>
    public bool IsBroken { get; } = isBroken;

    /// <summary>The cell of a column; null when the header lacks the column, which has been reported if it must not.</summary>
    public SourceFragment? this[string column]
    {
        get
        {
            for (int i = 0; i < columns.Count; i++)
            {
                if (columns[i].Name == column)
                {
                    return cells[i];
                }
            }
            return null;
        }
    }
}

namespace CostSim.Scenarios;

/// <summary>A column of measured numbers, with what was left out of it.</summary>
/// <param name="File">The path as the user gave it.</param>
/// <param name="Name">The column's name.</param>
/// <param name="Values">Its numbers, in the order of the file.</param>
/// <param name="Rows">Rows below the header.</param>
/// <param name="Dropped">Rows without a number, by reason.</param>
internal sealed record DataColumn(string File, string Name, IReadOnlyList<double> Values, long Rows, IReadOnlyList<DroppedRows> Dropped)
{
    /// <summary>Lines on which the least and the greatest number stand.</summary>
    public (long OfLeast, long OfGreatest) Lines { get; init; }

    /// <summary>The file's name without its folder.</summary>
    public string FileName => Path.GetFileName(File);

    /// <summary>The file's name as a row can state it.</summary>
    public string FileWord => DataTable.Word(FileName);

    /// <summary>The law <c>empirical</c> of this column, as the parameters of a row.</summary>
    public string Empirical => $"file={FileWord} column={DataTable.Word(Name)}";
}

/// <summary>Rows left out for one reason.</summary>
/// <param name="Reason">The reason: <c>not a number</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstLine">Line of the first.</param>
/// <param name="Example">What stands there; empty for an empty cell.</param>
internal sealed record DroppedRows(string Reason, long Count, long FirstLine, string Example);

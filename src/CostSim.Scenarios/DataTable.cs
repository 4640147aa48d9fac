namespace CostSim.Scenarios;

/// <summary>A CSV file of measurements: a header row, whatever its columns are called, and rows of which single columns are read.</summary>
internal sealed class DataTable
{
    /// <summary>As many bad cells are shown one by one.</summary>
    private const int MostShown = 5;

    private static readonly char[] Separators = [',', ';', '\t'];

    private readonly SourceText _source;
    private readonly CsvRecord _header;
    private readonly IReadOnlyList<CsvRecord> _rows;
    private readonly Dictionary<int, double[]?> _columns = [];

    private DataTable(SourceText source, IReadOnlyList<CsvRecord> records)
    {
        _source = source;
        _header = records[0];
        _rows = [.. records.Skip(1)];
        Columns = [.. _header.Cells.Select(cell => Word(cell.Text))];
    }

    /// <summary>The columns' names as rows write them, in order: in one word.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The table in a file; null after reporting that it has no header.</summary>
    public static DataTable? Read(SourceText source, Diagnostics diagnostics)
    {
        var records = CsvRecord.Of(source, SeparatorOf(source.Text)).ToList();
        var (where, what) = records.Count == 0 ? (source.Whole, "the file is empty")
            : records[0].Problem is { } problem ? (problem.Where, problem.What)
            : records[0].Cells.Any(cell => NumberReader.Read(cell.Text).Value is not null)
                ? (records[0].Cells[0].Location, "the first row holds numbers, not the names of columns")
            : (null, "");
        if (where is null)
        {
            return new(source, records);
        }
        diagnostics.Error(DiagnosticCode.NoHeader, where, "", what, "begin the file with a header row, which names its columns");
        return null;
    }

    /// <summary>The numbers of a column, from top to bottom; null after reporting.</summary>
    /// <param name="name">The column.</param>
    /// <param name="context">What the row that names it is about.</param>
    /// <param name="diagnostics">Takes the mistakes, those in the cells once.</param>
    public double[]? Read(SourceFragment name, string context, Diagnostics diagnostics)
    {
        var found = Enumerable.Range(0, Columns.Count).Where(i => Columns[i] == name.Text).ToList();
        if (found.Count != 1)
        {
            diagnostics.Error(
                DiagnosticCode.NoDataColumn, name.Location, context,
                $"{_source.Name} has {(found.Count == 0 ? "no" : "more than one")} column {Diagnostics.Quote(name.Text)}",
                found.Count == 0
                    ? NearestName.Help(name.Text, [.. Columns.Where(column => column.Length > 0)], Listed)
                    : "rename one of them");
            return null;
        }
        if (_columns.TryGetValue(found[0], out double[]? known))
        {
            return known;
        }
        var values = new List<double>(_rows.Count);
        int bad = 0;
        foreach (var row in _rows)
        {
            if (Mistake(row, found[0]) is not { } mistake)
            {
                values.Add(NumberReader.Read(row.Cells[found[0]].Text).Value!.Value);
            }
            else if (++bad <= MostShown)
            {
                diagnostics.Error(mistake.Code, mistake.Where, $"column {name} of {context}", mistake.What, mistake.Help);
            }
        }
        if (bad > MostShown)
        {
            diagnostics.Error(
                DiagnosticCode.BadData, _source.Whole, $"column {name} of {context}",
                FormattableString.Invariant($"{bad - MostShown} more rows have no number in this column"),
                "correct or remove them too");
        }
        else if (bad == 0 && values.Count < 2)
        {
            bad = 1;
            diagnostics.Error(
                DiagnosticCode.BadData, name.Location, context,
                $"{_source.Name} has {(values.Count == 1 ? "one value" : "no values")} in the column {name}, "
                    + "but empirical needs two or more",
                values.Count == 1
                    ? $"add measurements, or write fixed,value={NumberReader.Write(values[0])}"
                    : "add measurements, or use another law");
        }
        return _columns[found[0]] = bad == 0 ? [.. values] : null;
    }

    /// <summary>The columns in words.</summary>
    public string Listed => $"one of {string.Join(", ", Columns.Where(column => column.Length > 0))}";

    /// <summary>A name without the spaces and equals signs that would end it where rows write it.</summary>
    public static string Word(string name) => string.Concat(name.Select(c => char.IsWhiteSpace(c) || c == '=' ? '_' : c));

    private CellMistake? Mistake(CsvRecord row, int column)
    {
        if (row.Problem is { } problem)
        {
            return new(DiagnosticCode.BrokenQuotes, problem.Where, problem.What, problem.Help);
        }
        if (row.Cells.Skip(_header.Cells.Count).Any(cell => !cell.IsEmpty))
        {
            return new(
                DiagnosticCode.TooManyCells, row.Cells[_header.Cells.Count].Location,
                FormattableString.Invariant($"the row has {row.Cells.Count} cells, the header {_header.Cells.Count}"),
                "write decimals with a point, and put quotes around a cell that holds a separator");
        }
        var cell = column < row.Cells.Count ? row.Cells[column] : row.End;
        if (cell.IsEmpty)
        {
            return new(
                DiagnosticCode.BadData, cell.Location, "the cell is empty, and a missing value is not 0",
                "write the value, or remove the row");
        }
        var reading = NumberReader.Read(cell.Text);
        return reading.Code is null ? null : new(DiagnosticCode.BadData, cell.Location, reading.What, $"{reading.Help}, or remove the row");
    }

    /// <summary>The separator that stands most often in the header.</summary>
    private static char SeparatorOf(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.Trim().IsEmpty && !line.TrimStart().TrimStart('"').StartsWith("#", StringComparison.Ordinal))
            {
                string header = line.ToString();
                return Separators.MaxBy(separator => header.Count(c => c == separator));
            }
        }
        return Separators[0];
    }

    /// <summary>Why a row has no number in a column.</summary>
    private sealed record CellMistake(DiagnosticCode Code, SourceLocation Where, string What, string Help);
}

namespace CostSim.Scenarios;

/// <summary>
/// A CSV file as rows of cells that know where they were written. Cells are texts: numbers are read by <see cref="NumberReader"/>.
/// </summary>
/// <remarks>
/// Accepts LF, CR LF and CR; a comma, semicolon or tab as separator (told by the header row); quoted cells with doubled quotes and line
/// breaks; blank lines and lines that begin with <c>#</c>. Spaces around cells do not count.
/// </remarks>
internal sealed class CsvTable
{
    private static readonly char[] Separators = [',', ';', '\t'];

    private CsvTable(SourceText source, IReadOnlyList<CsvRow> rows, bool isWhole)
    {
        Source = source;
        Rows = rows;
        IsWhole = isWhole;
    }

    public SourceText Source { get; }

    /// <summary>The rows below the header.</summary>
    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>False when part of the file could not be told into rows, so that nothing can be called missing.</summary>
    public bool IsWhole { get; }

    /// <summary>
    /// Reads a file with these columns, in any order. Null when there is no header to go by; mistakes are in the diagnostics.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="subject">What a row is about, for diagnostics: <c>input gpu_price</c>.</param>
    /// <param name="diagnostics">Takes the mistakes.</param>
    public static CsvTable? Read(SourceText source, IReadOnlyList<CsvColumn> columns, Func<CsvRow, string> subject, Diagnostics diagnostics)
    {
        var names = columns.Select(column => column.Name).ToList();
        char separator = SeparatorOf(source.Text, names);
        var records = CsvRecord.Of(source, separator).ToList();
        if (records.Count == 0)
        {
            diagnostics.Error(
                DiagnosticCode.NoHeader, source.Whole, "", "the file is empty", $"begin it with the header {string.Join(',', names)}");
            return null;
        }
        // Spreadsheets pad every row alike: cells without a header are no mistake where they are empty in the header too.
        int width = records[0].Cells.Count;
        int[]? header = Header(records[0], columns, names, diagnostics);
        if (header is null)
        {
            return null;
        }
        var rows = new List<CsvRow>();
        bool isWhole = !records[0].IsBroken;
        foreach (var record in records.Skip(1))
        {
            if (record.Problem is { } problem)
            {
                diagnostics.Error(DiagnosticCode.BrokenQuotes, problem.Where, "", problem.What, problem.Help);
                isWhole &= !record.IsOpen;
            }
            rows.Add(Row(record, header, width, columns, subject, separator, diagnostics));
        }
        return new(source, rows, isWhole);
    }

    /// <summary>The column of every header cell (-1: none), or null when the row is no header; mistakes are reported.</summary>
    private static int[]? Header(CsvRecord record, IReadOnlyList<CsvColumn> columns, List<string> names, Diagnostics diagnostics)
    {
        if (record.Problem is { } problem)
        {
            diagnostics.Error(DiagnosticCode.BrokenQuotes, problem.Where, "", problem.What, problem.Help);
            return null;
        }
        var cells = record.Cells.ToList();
        while (cells.Count > 0 && cells[^1].IsEmpty)
        {
            cells.RemoveAt(cells.Count - 1);
        }
        if (!cells.Exists(cell => names.Contains(cell.Text)))
        {
            diagnostics.Error(
                DiagnosticCode.NoHeader, record.Cells[0].Location, "", "the first row is not the header",
                $"begin the file with {string.Join(',', names)}");
            return null;
        }
        int[] header = new int[cells.Count];
        var unclaimed = names.Where(name => !cells.Exists(cell => cell.Text == name)).ToList();
        for (int i = 0; i < header.Length; i++)
        {
            var cell = cells[i];
            header[i] = names.IndexOf(cell.Text);
            if (header[i] >= 0 && Array.IndexOf(header, header[i], 0, i) >= 0)
            {
                diagnostics.Error(DiagnosticCode.DuplicateColumn, cell.Location, "header",
                    $"the column {cell.Text} stands here twice", "keep one of them");
                header[i] = -1;
            }
            else if (header[i] < 0)
            {
                // The nearest column that nothing else claims is what was meant: its cells are still worth checking.
                string? meant = NearestName.Of(cell.Text, unclaimed);
                diagnostics.Error(
                    DiagnosticCode.UnknownColumn, cell.Location, "header", $"{Diagnostics.Quote(cell.Text)} is not a column of this file",
                    meant is null ? $"the columns are {string.Join(',', names)}" : $"write {meant}");
                if (meant is not null)
                {
                    header[i] = names.IndexOf(meant);
                    unclaimed.Remove(meant);
                }
            }
        }
        foreach (string? name in unclaimed.Where(name => !columns[names.IndexOf(name)].MayBeMissing))
        {
            diagnostics.Error(DiagnosticCode.MissingColumn, record.Cells[0].Location, "header", $"the column {name} is missing",
                $"the header is {string.Join(',', names)}");
        }
        return header;
    }

    private static CsvRow Row(
        CsvRecord record, int[] header, int width, IReadOnlyList<CsvColumn> columns, Func<CsvRow, string> subject, char separator,
        Diagnostics diagnostics)
    {
        var cells = new SourceFragment?[columns.Count];
        for (int i = 0; i < header.Length; i++)
        {
            if (header[i] >= 0)
            {
                cells[header[i]] = i < record.Cells.Count ? record.Cells[i] : record.End;
            }
        }
        bool isBroken = record.IsBroken;
        string context = subject(new CsvRow(columns, cells, record.Line, isBroken: true));
        if (!isBroken && (record.Cells.Count > width || record.Cells.Skip(header.Length).Any(cell => !cell.IsEmpty)))
        {
            isBroken = true;
            ReportTooMany(record, header.Length, context, separator, diagnostics);
        }
        var missing = header.Skip(record.Cells.Count).Where(column => column >= 0 && !columns[column].MayEndRowEarly).ToList();
        if (!isBroken && missing.Count > 0)
        {
            isBroken = true;
            string list = string.Join(", ", missing.Select(column => columns[column].Name));
            diagnostics.Error(
                DiagnosticCode.TooFewCells, record.Cells[0].Location, context,
                FormattableString.Invariant(
                    $"the row has {record.Cells.Count} of {header.Length} cells; {list} {(missing.Count == 1 ? "is" : "are")} missing"),
                record.Cells.Count == 1 && LooksSeparatedOtherwise(record.Cells[0].Text, separator)
                    ? $"the header separates cells by {NameOf(separator)}: do the same here"
                    : "add the missing cells; begin a comment with #");
        }
        return new(columns, cells, record.Line, isBroken);
    }

    private static void ReportTooMany(CsvRecord record, int expected, string context, char separator, Diagnostics diagnostics)
    {
        if (separator == ',')
        {
            for (int i = 0; i + 1 < record.Cells.Count; i++)
            {
                if (DecimalComma.Between(record.Cells[i], record.Cells[i + 1]) is { } number)
                {
                    DecimalComma.Report(number, record.Cells[i], context, diagnostics);
                    return;
                }
            }
        }
        diagnostics.Error(
            DiagnosticCode.TooManyCells, record.Cells[expected].Location, context,
            FormattableString.Invariant($"the row has {record.Cells.Count} cells, the header {expected}"),
            record.Cells.Skip(expected).All(cell => cell.IsEmpty) && separator != '\t'
                ? $"remove the '{separator}' at its end"
                : $"put quotes around a cell that holds {NameOf(separator)}");
    }

    private static bool LooksSeparatedOtherwise(string text, char separator) =>
        Separators.Any(other => other != separator && text.Count(c => c == other) >= 2);

    private static string NameOf(char separator) => separator switch { ',' => "commas", ';' => "semicolons", _ => "tabs" };

    /// <summary>The separator under which the header row names the most columns.</summary>
    private static char SeparatorOf(string text, List<string> names)
    {
        string header = text.Split('\n', '\r').FirstOrDefault(line => line.AsSpan().Trim().Length > 0 && !IsComment(line)) ?? "";
        int Named(char separator) => header.Split(separator).Count(cell => names.Contains(cell.Trim().Trim('"')));
        return Separators.MaxBy(Named);
    }

    private static bool IsComment(string line) => line.AsSpan().TrimStart().TrimStart('"').StartsWith('#');
}

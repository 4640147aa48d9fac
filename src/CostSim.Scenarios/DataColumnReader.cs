using System.Globalization;
using System.Text;
using CostSim.Fitting;
using CsvHelper;
using CsvHelper.Configuration;

namespace CostSim.Scenarios;

/// <summary>
/// Reads one column of a data file of any length, row by row. Rows without a number are counted by reason, not reported one by one.
/// </summary>
internal static class DataColumnReader
{
    private const int LongestHeader = 1 << 20;
    private const int LongestExample = 30;
    private const int MostNames = 12;
    private const string MoreCells = "in a row of more cells than the header (a decimal comma?)";

    private static readonly char[] Separators = [',', ';', '\t'];
    private static readonly string[] Absent = ["nan", "na", "n/a", "#n/a", "null", "none", "nil", "-", "?", "missing"];
    private static readonly string[] Infinite = ["inf", "infinity", "∞"];

    /// <summary>The column, or null after reporting why it cannot be fitted to.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column's name; null for the only one.</param>
    /// <param name="diagnostics">Takes the mistakes.</param>
    public static DataColumn? Read(string path, string? column, Diagnostics diagnostics)
    {
        using var stream = FileText.Open(path, diagnostics);
        if (stream is null)
        {
            return null;
        }
        string shown = FileText.Shown(path);
        var whole = SourceText.OfFile(shown, "").Whole;
        if (LooksLikeUtf16(stream))
        {
            diagnostics.Error(DiagnosticCode.NotText, whole, "", "the file is UTF-16 text", "save it as UTF-8 (in Excel: CSV UTF-8)");
            return null;
        }
        try
        {
            return Read(stream, shown, whole, column, diagnostics);
        }
        catch (DecoderFallbackException)
        {
            diagnostics.Error(DiagnosticCode.NotText, whole, "", "the file is not UTF-8 text", "save it as UTF-8 (in Excel: CSV UTF-8)");
            return null;
        }
    }

    private static DataColumn? Read(FileStream stream, string shown, SourceLocation whole, string? column, Diagnostics diagnostics)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        char separator = SeparatorOf(stream, strict, column);
        using var text = new StreamReader(stream, strict, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            AllowComments = true,
            HasHeaderRecord = false,
            IgnoreBlankLines = true,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
        };
        using var parser = new CsvParser(text, configuration);
        if (!parser.Read())
        {
            diagnostics.Error(
                DiagnosticCode.NoHeader, whole, "", "the file is empty", "give a file with a header row and a number in each row below it");
            return null;
        }
        string[] header = [.. parser.Record!.Select(cell => cell.Trim().TrimStart('\ufeff').Trim('"'))];
        var headerPlace = new SourceLocation(shown, parser.RawRow, 1, 1, parser.RawRecord.TrimEnd('\r', '\n'), 0);
        if (IndexOf(header, column, headerPlace, diagnostics) is not { } index)
        {
            return null;
        }
        var values = new List<double>();
        var dropped = new Dictionary<string, DroppedRows>(StringComparer.Ordinal);
        long rows = 0, lineOfLeast = 0, lineOfGreatest = 0;
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        while (parser.Read())
        {
            rows++;
            string cell = index < parser.Count ? parser[index] : "";
            var reading = NumberReader.Read(cell);
            bool isCut = Enumerable.Range(header.Length, Math.Max(0, parser.Count - header.Length)).Any(extra => parser[extra].Length > 0);
            if (reading.Value is { } value && !isCut)
            {
                values.Add(value);
                (least, lineOfLeast) = value < least ? (value, parser.RawRow) : (least, lineOfLeast);
                (greatest, lineOfGreatest) = value > greatest ? (value, parser.RawRow) : (greatest, lineOfGreatest);
                continue;
            }
            string reason = isCut ? MoreCells : ReasonFor(cell, reading);
            dropped[reason] = dropped.TryGetValue(reason, out var before)
                ? before with { Count = before.Count + 1 }
                : new(reason, 1, parser.RawRow, cell.Length <= LongestExample ? cell : cell[..LongestExample] + "...");
        }
        var read = new DataColumn(shown, header[index], values, rows, [.. dropped.Values.OrderByDescending(group => group.Count)])
        {
            Lines = (lineOfLeast, lineOfGreatest),
        };
        if (dropped.TryGetValue(MoreCells, out var cut) && cut.Count > values.Count)
        {
            diagnostics.Error(
                DiagnosticCode.TooManyCells, headerPlace, "header",
                FormattableString.Invariant(
                    $"{cut.Count:#,0} of {rows:#,0} rows have more cells than the header, first in line {cut.FirstLine}"),
                "write decimals with a point, or put quotes around cells that hold a separator");
            return null;
        }
        if (values.Count < Sample.FewestValues)
        {
            ReportTooFew(read, headerPlace, diagnostics);
            return null;
        }
        return read;
    }

    private static int? IndexOf(string[] header, string? column, SourceLocation place, Diagnostics diagnostics)
    {
        string[] named = [.. header.Where(name => name.Length > 0)];
        if (column is null)
        {
            if (header.Length == 1 && NumberReader.Read(header[0]).Value is null)
            {
                return 0;
            }
            string names = string.Join(", ", named.Take(MostNames)) + (named.Length > MostNames ? " ..." : "");
            var (what, help) = header.Length == 1
                ? ($"the file has no header: it begins with the number {header[0]}", "write a name for the column into the first line")
                : (FormattableString.Invariant($"the file has {header.Length} columns, and none is chosen"),
                    $"add --column with one of {names}");
            diagnostics.Error(DiagnosticCode.NoSuchColumn, place, "header", what, help);
            return null;
        }
        int index = Array.IndexOf(header, column);
        if (index < 0)
        {
            bool isHeadless = header.All(cell => NumberReader.Read(cell).Value is not null);
            diagnostics.Error(
                DiagnosticCode.NoSuchColumn, place, "header", $"{Diagnostics.Quote(column)} is not a column of this file",
                isHeadless
                    ? "the file has no header: write names for the columns into the first line"
                    : NearestName.Help(column, named, "a name from the header"));
            return null;
        }
        if (Array.IndexOf(header, column, index + 1) >= 0)
        {
            diagnostics.Error(
                DiagnosticCode.DuplicateColumn, place, "header", $"the column {column} stands here twice", "rename one of them");
            return null;
        }
        return index;
    }

    private static void ReportTooFew(DataColumn read, SourceLocation place, Diagnostics diagnostics)
    {
        string numbers = read.Values.Count == 1 ? "1 number" : FormattableString.Invariant($"{read.Values.Count} numbers");
        string without = read.Dropped.Count == 0 ? "" : "; left out: " + string.Join(", ", read.Dropped.Select(Describe));
        diagnostics.Error(
            DiagnosticCode.TooFewNumbers, place, $"column {read.Name}", $"the column holds {numbers}{without}",
            $"laws are fitted to {Sample.FewestValues} numbers or more; state what you know as percentiles: "
                + "costsim fit --quantiles p10=... p90=...");
    }

    /// <summary>Left-out rows in words: <c>12 not a number (first in line 7: "1,5")</c>.</summary>
    public static string Describe(DroppedRows dropped)
    {
        string example = dropped.Example.Length == 0 ? "" : $": {Diagnostics.Quote(dropped.Example)}";
        return FormattableString.Invariant(
            $"{dropped.Count:#,0} {dropped.Reason} ({(dropped.Count == 1 ? "" : "first in ")}line {dropped.FirstLine}{example})");
    }

    private static string ReasonFor(string cell, NumberReading reading)
    {
        string plain = cell.TrimStart('+', '-').ToLowerInvariant();
        return cell.Length == 0 ? "empty"
            : Infinite.Contains(plain) ? "not finite"
            : Absent.Contains(cell.ToLowerInvariant()) ? "without a value"
            : reading.Code == DiagnosticCode.NumberOutOfReach ? "too large or too small to hold"
            : "not a number";
    }

    /// <summary>The separator under which the header has the column; else the one with the most cells.</summary>
    private static char SeparatorOf(FileStream stream, Encoding encoding, string? column)
    {
        using var text = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 12, leaveOpen: true);
        var header = new StringBuilder();
        bool isComment = false;
        for (int c = text.Read(); c >= 0 && header.Length < LongestHeader; c = text.Read())
        {
            if (c is '\n' or '\r')
            {
                if (header.Length > 0)
                {
                    break;
                }
                isComment = false;
            }
            else if (c == '#' && header.Length == 0 || isComment)
            {
                isComment = true;
            }
            else
            {
                header.Append((char)c);
            }
        }
        stream.Position = 0;
        string line = header.ToString();
        int Fit(char separator)
        {
            string[] cells = [.. line.Split(separator).Select(cell => cell.Trim().Trim('"', '\ufeff'))];
            return column is not null && cells.Contains(column) ? int.MaxValue : cells.Length;
        }
        return Separators.MaxBy(Fit);
    }

    private static bool LooksLikeUtf16(FileStream stream)
    {
        Span<byte> head = stackalloc byte[2];
        int read = stream.ReadAtLeast(head, 2, throwOnEndOfStream: false);
        stream.Position = 0;
        return read == 2 && (head is [0xFF, 0xFE] or [0xFE, 0xFF] || head[0] != 0 && head[1] == 0);
    }
}

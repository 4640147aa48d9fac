using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace CostSim.Scenarios;

/// <summary>
/// Writes a CSV file in memory: UTF-8, LF, cells quoted where needed, numbers so that reading them back gives the same bits.
/// </summary>
internal sealed class CsvText : IDisposable
{
    private readonly MemoryStream _stream = new();
    private readonly CsvWriter _writer;

    public CsvText(params IReadOnlyList<string> header)
    {
        _writer = new(new StreamWriter(_stream), new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        Row(header);
    }

    /// <summary>Writes a row of cells.</summary>
    public void Row(params IReadOnlyList<string> cells)
    {
        foreach (string cell in cells)
        {
            _writer.WriteField(cell);
        }
        _writer.NextRecord();
    }

    /// <summary>Cells as a line, without a line break.</summary>
    public static string Line(params IReadOnlyList<string> cells)
    {
        using var text = new StringWriter();
        using var writer = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (string cell in cells)
        {
            writer.WriteField(cell);
        }
        writer.Flush();
        return text.ToString();
    }

    /// <summary>A number as a cell; empty when there is none.</summary>
    public static string Cell(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        _writer.Flush();
        return _stream.ToArray();
    }

    public void Dispose() => _writer.Dispose();
}

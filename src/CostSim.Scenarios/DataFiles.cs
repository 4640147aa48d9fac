namespace CostSim.Scenarios;

/// <summary>The files of measurements beside a scenario, which rows with the law <c>empirical</c> name.</summary>
/// <param name="folder">The folder of the scenario.</param>
/// <param name="opened">Takes every file that is read.</param>
internal sealed class DataFiles(string folder, ICollection<SourceText> opened)
{
    private readonly Dictionary<string, DataTable?> _tables = new(StringComparer.Ordinal);

    /// <summary>The file that a row names, read once; null after reporting.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="context">What the row is about.</param>
    /// <param name="diagnostics">Takes the mistakes.</param>
    public DataTable? Open(SourceFragment file, string context, Diagnostics diagnostics)
    {
        if (_tables.TryGetValue(file.Text, out var known))
        {
            if (known is null)
            {
                diagnostics.Error(
                    DiagnosticCode.NoDataFile, file.Location, context,
                    $"the data file {Diagnostics.Quote(file.Text)} cannot be read: see what is said of it elsewhere",
                    "mend the file, or name another");
            }
            return known;
        }
        if (LeavesFolder(file.Text))
        {
            diagnostics.Error(
                DiagnosticCode.NoDataFile, file.Location, context,
                $"the data file {Diagnostics.Quote(file.Text)} does not lie beside the scenario",
                $"put it into {Here} and write its name alone");
            return null;
        }
        string path = Path.Join(folder, file.Text);
        if (FileText.Bytes(path, out string? why) is not { } bytes)
        {
            diagnostics.Error(
                DiagnosticCode.NoDataFile, file.Location, context,
                $"cannot read the data file {FileText.Shown(path)}: {why}", Help(file.Text));
            return null;
        }
        DataTable? table = null;
        if (FileText.Decode(FileText.Shown(path), bytes, diagnostics) is { } text)
        {
            opened.Add(text);
            table = DataTable.Read(text, diagnostics);
        }
        return _tables[file.Text] = table;
    }

    private string Here => folder.Length == 0 ? "the working directory" : FileText.Shown(folder);

    /// <summary>True for absolute paths and for those that climb, on any operating system.</summary>
    private static bool LeavesFolder(string file)
    {
        string[] parts = file.Split('/', '\\');
        return Path.IsPathRooted(file) || file.Contains(':', StringComparison.Ordinal) || parts[0].Length == 0 || parts.Contains("..");
    }

    private string Help(string file)
    {
        string[] beside = [];
        try
        {
            beside = [.. Directory.EnumerateFiles(folder.Length == 0 ? "." : folder, "*.csv").Select(path => Path.GetFileName(path))];
            Array.Sort(beside, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed has no name to offer.
        }
        return NearestName.Of(file, beside) is { } nearest ? $"did you mean {nearest}?" : $"put the file into {Here}, or correct its name";
    }
}

namespace CostSim.Calibration;

/// <summary>docs/calibration.md, whose tables stand between markers.</summary>
/// <param name="root">The folder of the repository.</param>
internal sealed class Document(string root)
{
    private readonly string _path = Path.Join(root, "docs", "calibration.md");

    /// <summary>Puts a table in the place of the one between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>.</summary>
    /// <exception cref="InvalidOperationException">The markers are missing.</exception>
    public void Put(string name, string table)
    {
        string text = File.ReadAllText(_path), start = $"<!-- {name} -->\n", end = $"<!-- /{name} -->";
        int from = text.IndexOf(start, StringComparison.Ordinal), to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from)
        {
            throw new InvalidOperationException($"{_path} has no place for the table {name}");
        }
        File.WriteAllText(_path, text[..(from + start.Length)] + table + text[to..]);
    }
}

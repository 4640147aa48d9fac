namespace CostSim.Cli.Inputs;

/// <summary>Finds the name a user meant.</summary>
internal static class NearestName
{
    private const int LongestCompared = 64;
    private const int LongestList = 12;

    /// <summary>The known name nearest to the one written, or null when none is near: at most a third of it may differ.</summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > LongestCompared)
        {
            return null;
        }
        string? nearest = null;
        int least = Math.Max(1, written.Length / 3) + 1;
        var plain = Plain(written);
        foreach (var name in known)
        {
            // The lengths alone are a lower bound.
            int distance = Math.Abs(name.Length - plain.Length) < least ? Distance(plain, Plain(name)) : least;
            if (distance < least)
            {
                (nearest, least) = (name, distance);
            }
        }
        return nearest;
    }

    /// <summary>Help that offers the nearest name and, where it is short, the list.</summary>
    /// <param name="written">The unknown name.</param>
    /// <param name="known">The names there are.</param>
    /// <param name="otherwise">Where to find the names, when the list is long.</param>
    public static string Help(string written, IReadOnlyCollection<string> known, string otherwise)
    {
        var nearest = Of(written, known);
        var list = known.Count <= LongestList ? $"one of {string.Join(", ", known)}" : otherwise;
        return nearest is null ? $"write {list}" : known.Count <= LongestList && known.Count > 1 ? $"did you mean {nearest}? write {list}" : $"did you mean {nearest}?";
    }

    private static string Plain(string name) => name.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }
        for (int j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, 1 + Math.Min(rows[i - 1, j], rows[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], 1 + rows[i - 2, j - 2]);
                }
            }
        }
        return rows[a.Length, b.Length];
    }
}

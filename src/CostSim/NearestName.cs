namespace CostSim;

/// <summary>Finds the name a user meant, and says so.</summary>
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
        string plain = Plain(written);
        foreach (string name in known)
        {
            // The lengths alone are a lower bound.
            int distance = Math.Abs(name.Length - plain.Length) < least ? Distance(plain, Plain(name), least) : least;
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
    public static string Help(string written, IReadOnlyCollection<string> known, string otherwise) =>
        HelpWith(Of(written, known), known, otherwise);

    /// <summary>The same, when the nearest name has been found.</summary>
    public static string HelpWith(string? nearest, IReadOnlyCollection<string> known, string otherwise)
    {
        if (known.Count == 0)
        {
            return "there is none to name: remove it";
        }
        string list = known.Count <= LongestList ? $"one of {string.Join(", ", known)}" : otherwise;
        return nearest is null ? $"write {list}"
            : known.Count <= LongestList && known.Count > 1 ? $"did you mean {nearest}? write {list}"
            : $"did you mean {nearest}?";
    }

    private static string Plain(string name) => name.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');

    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other; some number from the limit on when
    /// they are that many. Damerau 1964, Comm. ACM 7; Wagner and Fischer 1974, J. ACM 21.
    /// </summary>
    private static int Distance(string a, string b, int limit)
    {
        int width = b.Length + 1;
        Span<int> row = stackalloc int[width], above = stackalloc int[width], twoAbove = stackalloc int[width];
        for (int j = 0; j < width; j++)
        {
            row[j] = j;
        }
        int leastAbove = 0;
        for (int i = 1; i <= a.Length; i++)
        {
            var free = twoAbove;
            twoAbove = above;
            above = row;
            row = free;
            row[0] = i;
            int least = i;
            for (int j = 1; j < width; j++)
            {
                int distance = Math.Min(above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), 1 + Math.Min(above[j], row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    distance = Math.Min(distance, 1 + twoAbove[j - 2]);
                }
                row[j] = distance;
                least = Math.Min(least, distance);
            }
            // A row is made from the two above it, and never less than both.
            if (Math.Min(least, leastAbove) >= limit)
            {
                return limit;
            }
            leastAbove = least;
        }
        return row[^1];
    }
}

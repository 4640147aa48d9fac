namespace CostSim.Cli.Pictures;

/// <summary>Labels side by side, each as near to what it names as its neighbours let it.</summary>
internal static class LabelRow
{
    /// <summary>
    /// Centres of labels of the given widths between <paramref name="left"/> and <paramref name="right"/>, in rising order of
    /// <paramref name="wanted"/>: the least squares of the moves, found by merging the labels that touch.
    /// </summary>
    public static IReadOnlyList<float> Spread(IReadOnlyList<float> wanted, IReadOnlyList<float> widths, float left, float right, float gap)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ToList();
        var groups = new List<Group>();
        foreach (int i in order)
        {
            groups.Add(new([i], widths[i], Within(wanted[i] - widths[i] / 2, widths[i], left, right)));
            while (groups.Count > 1 && groups[^2].Start + groups[^2].Width + gap > groups[^1].Start)
            {
                int[] members = [.. groups[^2].Members, .. groups[^1].Members];
                float width = groups[^2].Width + gap + groups[^1].Width, offset = 0, sum = 0;
                foreach (int member in members)
                {
                    sum += wanted[member] - widths[member] / 2 - offset;
                    offset += widths[member] + gap;
                }
                groups.RemoveRange(groups.Count - 2, 2);
                groups.Add(new(members, width, Within(sum / members.Length, width, left, right)));
            }
        }
        float[] centres = new float[wanted.Count];
        foreach (var group in groups)
        {
            float x = group.Start;
            foreach (int member in group.Members)
            {
                centres[member] = x + widths[member] / 2;
                x += widths[member] + gap;
            }
        }
        return centres;
    }

    private static float Within(float start, float width, float left, float right) => MathF.Max(left, MathF.Min(start, right - width));

    private readonly record struct Group(int[] Members, float Width, float Start);
}

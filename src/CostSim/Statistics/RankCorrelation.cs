namespace CostSim.Statistics;

/// <summary>Spearman's rank correlation: the correlation of the ranks, ties sharing their mean rank.</summary>
public static class RankCorrelation
{
    /// <summary>
    /// The coefficient with its 95 % interval by Fisher's transform with the standard error sqrt((1 + r²/2) / (n - 3))
    /// (Bonett and Wright 2000, Psychometrika 65, eq. 3). 0 without interval when either sample does not vary or n &lt; 4.
    /// </summary>
    /// <param name="x">A sample.</param>
    /// <param name="y">The other, of the same length.</param>
    public static Estimate Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => OfRanks(Ranks(x), Ranks(y));

    /// <summary>
    /// How much of the ranks of <paramref name="y"/> the group a trial belongs to explains: the correlation ratio, 0 to 1, the
    /// counterpart of the coefficient for groups that have no order. It equals Spearman's when each group takes its mean rank.
    /// </summary>
    /// <param name="group">Number of the group of each trial.</param>
    /// <param name="y">The sample.</param>
    public static Estimate OfGroups(ReadOnlySpan<double> group, ReadOnlySpan<double> y)
    {
        double[] ranks = Ranks(y);
        var sums = new Dictionary<double, (double Sum, int Count)>();
        for (int i = 0; i < group.Length; i++)
        {
            var (sum, count) = sums.GetValueOrDefault(group[i]);
            sums[group[i]] = (sum + ranks[i], count + 1);
        }
        double[] means = new double[group.Length];
        for (int i = 0; i < group.Length; i++)
        {
            means[i] = sums[group[i]].Sum / sums[group[i]].Count;
        }
        return OfRanks(means, ranks);
    }

    /// <summary>Ranks 1 ... n; equal values share the mean of theirs.</summary>
    internal static double[] Ranks(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, order);
        double[] ranks = new double[values.Length];
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }
            for (int i = start; i < end; i++)
            {
                ranks[order[i]] = 0.5 * (start + 1 + end);
            }
            start = end;
        }
        return ranks;
    }

    private static Estimate OfRanks(double[] x, double[] y)
    {
        double mean = (x.Length + 1) / 2.0, xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - mean, dy = y[i] - mean;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        if (!(xx > 0 && yy > 0) || x.Length < 4)
        {
            return Estimate.WithoutInterval(0);
        }
        double r = Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1);
        double reach = MonteCarloError.Z * Math.Sqrt((1 + r * r / 2) / (x.Length - 3));
        double z = Math.Atanh(r);
        return new(r, Math.Tanh(z - reach), Math.Tanh(z + reach));
    }
}

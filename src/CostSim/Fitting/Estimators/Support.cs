namespace CostSim.Fitting.Estimators;

/// <summary>What keeps a law from having made a sample, in words.</summary>
internal static class Support
{
    /// <summary>Null when all numbers are above 0.</summary>
    public static string? Above0(Sample sample) => sample.Minimum > 0 ? null : Below(sample, 0, isIncluded: false);

    /// <summary>Null when no number is below 0.</summary>
    public static string? AtLeast0(Sample sample) => sample.Minimum >= 0 ? null : Below(sample, 0, isIncluded: true);

    /// <summary>Null when all numbers lie between the ends.</summary>
    public static string? Between(Sample sample, double min, double max)
    {
        if (!(sample.Minimum > min))
        {
            return Below(sample, min, isIncluded: false);
        }

        if (sample.Maximum < max)
        {
            return null;
        }

        int outside = 0;
        foreach (double value in sample.Values)
        {
            outside += value >= max ? 1 : 0;
        }

        return FormattableString.Invariant($"{Numbers(outside)} at or above {max}");
    }

    private static string Below(Sample sample, double end, bool isIncluded)
    {
        int outside = 0;
        foreach (double value in sample.Values)
        {
            outside += value < end || (!isIncluded && value == end) ? 1 : 0;
        }

        return FormattableString.Invariant($"{Numbers(outside)} {(isIncluded ? "below" : "at or below")} {end + sample.Origin}");
    }

    private static string Numbers(int count) => count == 1 ? "1 value" : FormattableString.Invariant($"{count:#,0} values");
}

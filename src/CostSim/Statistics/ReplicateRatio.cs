namespace CostSim.Statistics;

/// <summary>
/// A ratio of two means that are estimated from the same replicates, and what each replicate says of it: v + (n_r - v d_r) / d, the ratio
/// made linear about its value v. Cochran 1977, "Sampling techniques", §6.4.
/// </summary>
/// <param name="Value">The mean of the numerators over that of the denominators; NaN when all are 0.</param>
/// <param name="OfReplicates">One figure per replicate; their mean is the value.</param>
internal sealed record ReplicateRatio(double Value, double[] OfReplicates)
{
    /// <summary>The value with its 95 % interval.</summary>
    public Estimate Estimate => ReplicateError.Around(Value, OfReplicates);

    /// <summary>The ratio from a numerator and a denominator of each replicate.</summary>
    public static ReplicateRatio Of(IReadOnlyList<(double Numerator, double Denominator)> replicates)
    {
        double numerator = 0, denominator = 0;
        foreach (var (n, d) in replicates)
        {
            numerator += n;
            denominator += d;
        }
        double value = numerator / denominator, mean = denominator / replicates.Count;
        return new(value, [.. replicates.Select(replicate => value + (replicate.Numerator - value * replicate.Denominator) / mean)]);
    }
}

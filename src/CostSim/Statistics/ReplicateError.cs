using MathNet.Numerics.Distributions;

namespace CostSim.Statistics;

/// <summary>
/// How far a figure may lie from the value of infinitely many trials when the trials depend on each other, as in Latin hypercubes and Sobol
/// sequences: 95 % intervals from the spread between independent randomisations, Student's t with R - 1 degrees of freedom. Owen 1997,
/// "Monte Carlo variance of scrambled net quadrature"; L'Ecuyer and Lemieux 2002, §3.
/// </summary>
internal static class ReplicateError
{
    /// <summary>The mean.</summary>
    public static Estimate OfMean(in Moments moments, IReadOnlyList<Replicate> replicates) =>
        Around(moments.Mean, [.. replicates.Select(replicate => replicate.Moments.Mean)], 0);

    /// <summary>The standard deviation.</summary>
    public static Estimate OfStandardDeviation(in Moments moments, IReadOnlyList<Replicate> replicates) =>
        Around(moments.StandardDeviation, [.. replicates.Select(replicate => replicate.Moments.StandardDeviation)], 0);

    /// <summary>A quantile. No interval where a replicate has less than one value beyond it.</summary>
    public static Estimate OfQuantile(Histogram histogram, IReadOnlyList<Replicate> replicates, double p)
    {
        double value = histogram.Quantile(p);
        return replicates.Any(replicate => replicate.Count * Math.Min(p, 1 - p) < 1)
            ? Estimate.WithoutInterval(value)
            : Around(value, [.. replicates.Select(replicate => replicate.Quantile(p))], 0);
    }

    /// <summary>
    /// The probability <paramref name="p"/> of a value above <paramref name="x"/>; without an interval when it is 0 or 1, since trials that
    /// agree do not tell how rare the others are.
    /// </summary>
    public static Estimate OfExceedance(double p, IReadOnlyList<Replicate> replicates, double x) =>
        p is 0 or 1 ? Estimate.WithoutInterval(p) : Around(p, [.. replicates.Select(replicate => replicate.Exceedance(x))], 0, 1);

    /// <summary>The 95 % interval about a pooled figure, cut off at the ends of what it can be.</summary>
    /// <param name="value">The figure of all replicates together.</param>
    /// <param name="ofReplicates">The figure of each replicate; one alone tells no error.</param>
    /// <param name="least">The least the figure can be.</param>
    /// <param name="most">The most it can be.</param>
    public static Estimate Around(
        double value, ReadOnlySpan<double> ofReplicates, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        int count = ofReplicates.Length;
        if (count < 2)
        {
            return Estimate.WithoutInterval(value);
        }
        double standardError = Moments.Of(ofReplicates).StandardDeviation / Math.Sqrt(count);
        double reach = StudentT.InvCDF(0, 1, count - 1, (1 + MonteCarloError.Level) / 2) * standardError;
        return new(value, Math.Max(least, value - reach), Math.Min(most, value + reach));
    }
}

namespace CostSim.Statistics;

/// <summary>A sample and how sure its statistics are: 95 % intervals as the way of sampling asks for them.</summary>
/// <param name="Moments">Mean, spread and extremes.</param>
/// <param name="Histogram">Counts of the values.</param>
/// <param name="Replicates">
/// The independent randomisations that the sample is made of, when its values depend on each other; none when they are independent.
/// </param>
public sealed record SampleStatistics(Moments Moments, Histogram Histogram, IReadOnlyList<Replicate> Replicates)
{
    /// <summary>A sample of independent values.</summary>
    public static SampleStatistics OfIndependent(Moments moments, Histogram histogram) => new(moments, histogram, []);

    /// <summary>The mean.</summary>
    public Estimate Mean => Replicates.Count > 0 ? ReplicateError.OfMean(Moments, Replicates) : MonteCarloError.OfMean(Moments);

    /// <summary>The standard deviation.</summary>
    public Estimate StandardDeviation =>
        Replicates.Count > 0 ? ReplicateError.OfStandardDeviation(Moments, Replicates) : MonteCarloError.OfStandardDeviation(Moments);

    /// <summary>The value with <paramref name="p"/> of the sample at or below it, p in [0, 1].</summary>
    public Estimate Quantile(double p) =>
        Replicates.Count > 0 ? ReplicateError.OfQuantile(Histogram, Replicates, p) : MonteCarloError.OfQuantile(Histogram, p);

    /// <summary>The probability of a value above <paramref name="x"/>.</summary>
    public Estimate Exceedance(double x) => Exceedance(Histogram.Exceedance(x), x);

    /// <summary>
    /// The counts in bins of a power of two per octave, only those that hold values, each with the probability of a value from its upper end on.
    /// </summary>
    public IEnumerable<(HistogramBin Bin, Estimate Exceedance)> Exceedances(int binsPerOctave)
    {
        long above = Histogram.Count;
        foreach (var bin in Histogram.Bins(binsPerOctave))
        {
            above -= bin.Count;
            yield return (bin, Exceedance(above / (double)Histogram.Count, bin.Upper));
        }
    }

    private Estimate Exceedance(double p, double x) =>
        Replicates.Count > 0 ? ReplicateError.OfExceedance(p, Replicates, x) : MonteCarloError.OfProbability(p, Histogram.Count);
}

namespace CostSim.Statistics;

/// <summary>A sample and how sure its statistics are: 95 % intervals as the way of sampling asks for them.</summary>
/// <param name="moments">Mean, spread and extremes.</param>
/// <param name="histogram">Counts of the values, complete: nothing is added to them any more.</param>
/// <param name="replicates">
/// The independent randomisations that the sample is made of, when its values depend on each other; none when they are independent.
/// </param>
public sealed class SampleStatistics(Moments moments, Histogram histogram, IReadOnlyList<Replicate> replicates)
{
    private IReadOnlyList<NamedEstimate>? _summary;

    /// <summary>Mean, spread and extremes.</summary>
    public Moments Moments => moments;

    /// <summary>Counts of the values.</summary>
    public Histogram Histogram => histogram;

    /// <summary>The independent randomisations that the sample is made of; none when its values are independent.</summary>
    public IReadOnlyList<Replicate> Replicates => replicates;

    /// <summary>The reported statistics in their order, computed when first asked for.</summary>
    public IReadOnlyList<NamedEstimate> Summary => _summary ??= Statistics.Summary.Of(this);

    /// <summary>The mean.</summary>
    public Estimate Mean => Replicates.Count > 0 ? ReplicateError.OfMean(Moments, Replicates) : MonteCarloError.OfMean(Moments);

    /// <summary>The standard deviation.</summary>
    public Estimate StandardDeviation =>
        Replicates.Count > 0 ? ReplicateError.OfStandardDeviation(Moments, Replicates) : MonteCarloError.OfStandardDeviation(Moments);

    /// <summary>A percentile.</summary>
    public Estimate Quantile(Percentile percentile) => Quantile(percentile.Quantile);

    /// <summary>The value with <paramref name="p"/> of the sample at or below it, p in [0, 1].</summary>
    public Estimate Quantile(double p) =>
        Replicates.Count > 0 ? ReplicateError.OfQuantile(Histogram, Replicates, p) : MonteCarloError.OfQuantile(Histogram, p);

    /// <summary>
    /// The counts in bins of a power of two per octave, only those that hold values, each with the probability of
    /// a value from its upper end on.
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

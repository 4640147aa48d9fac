namespace CostSim.Statistics;

/// <summary>
/// What one of several independent randomisations of a sample found, kept small: its moments, the reported percentiles as its histogram has
/// them, and its counts in bins of 1/64 octave (about 1 %) for every other quantile and probability.
/// </summary>
public sealed class Replicate
{
    private const int BinsPerOctave = 64;

    private readonly double[] _percentiles;
    private readonly double[] _lowerEdges;
    private readonly double[] _upperEdges;
    private readonly long[] _below;

    /// <param name="moments">Moments of the replicate's values.</param>
    /// <param name="histogram">Their counts, at least one.</param>
    public Replicate(Moments moments, Histogram histogram)
    {
        Moments = moments;
        _percentiles = [.. Summary.Percentiles.Select(percentile => histogram.Quantile(percentile.Quantile))];
        HistogramBin[] bins = [.. histogram.Bins(BinsPerOctave)];
        _lowerEdges = [.. bins.Select(bin => Math.Max(bin.Lower, histogram.Minimum))];
        _upperEdges = [.. bins.Select(bin => Math.Min(bin.Upper, histogram.Maximum))];
        _below = new long[bins.Length + 1];
        for (int i = 0; i < bins.Length; i++)
        {
            _below[i + 1] = _below[i] + bins[i].Count;
        }
    }

    /// <summary>Mean, spread and extremes.</summary>
    public Moments Moments { get; }

    /// <summary>Number of values.</summary>
    public long Count => _below[^1];

    /// <summary>
    /// The value with <paramref name="p"/> of the replicate at or below it, p in [0, 1]; of reported percentiles as the histogram has it.
    /// </summary>
    public double Quantile(double p)
    {
        var percentile = Percentile.At(p);
        for (int i = 0; i < _percentiles.Length; i++)
        {
            if (percentile == Summary.Percentiles[i])
            {
                return _percentiles[i];
            }
        }
        double rank = p * Count;
        int bin = Math.Clamp(FirstAtLeast(rank) - 1, 0, _lowerEdges.Length - 1);
        double part = (rank - _below[bin]) / (_below[bin + 1] - _below[bin]);
        return _lowerEdges[bin] + part * (_upperEdges[bin] - _lowerEdges[bin]);
    }

    /// <summary>Share of the replicate above a value, linear inside a bin.</summary>
    public double Exceedance(double value)
    {
        int bin = Array.BinarySearch(_upperEdges, value);
        bin = bin >= 0 ? bin + 1 : ~bin;
        if (bin == _upperEdges.Length)
        {
            return 0;
        }
        double width = _upperEdges[bin] - _lowerEdges[bin];
        double part = value < _lowerEdges[bin] ? 0 : width == 0 ? 1 : (value - _lowerEdges[bin]) / width;
        return 1 - (_below[bin] + part * (_below[bin + 1] - _below[bin])) / Count;
    }

    /// <summary>The first position of <see cref="_below"/> that reaches a rank.</summary>
    private int FirstAtLeast(double rank)
    {
        int low = 0, high = _below.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _below[middle] < rank ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}

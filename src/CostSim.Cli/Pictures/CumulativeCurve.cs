using CostSim.Statistics;

namespace CostSim.Cli.Pictures;

/// <summary>The bins of a histogram with their running count, for the many questions that one picture asks.</summary>
internal sealed class CumulativeCurve
{
    private const int MostDistinct = 60;

    /// <summary>Trials up to which each is a value of its own.</summary>
    private const int FewTrials = 10;

    private readonly HistogramBin[] _bins;
    private readonly double[] _upTo;

    public CumulativeCurve(Histogram histogram)
    {
        Histogram = histogram;
        _bins = [.. histogram.Bins()];
        _upTo = new double[_bins.Length];
        double sum = 0;
        for (int i = 0; i < _bins.Length; i++)
        {
            _upTo[i] = sum += _bins[i].Count;
        }
        Bins = [.. _bins.Select(bin => bin with
        {
            Lower = Math.Max(bin.Lower, histogram.Minimum), Upper = Math.Min(bin.Upper, histogram.Maximum),
        })];
    }

    public Histogram Histogram { get; }

    /// <summary>The bins that hold values, cut at the extremes.</summary>
    public IReadOnlyList<HistogramBin> Bins { get; }

    /// <summary>The value with <paramref name="p"/> of the sample at or below it: the number of <see cref="Histogram.Quantile"/>.</summary>
    public double Quantile(double p)
    {
        double rank = p * Histogram.Count;
        int i = Array.BinarySearch(_upTo, rank);
        i = Math.Min(i >= 0 ? i : ~i, _bins.Length - 1);
        var bin = _bins[i];
        double value = bin.Lower + (rank - (_upTo[i] - bin.Count)) / bin.Count * (bin.Upper - bin.Lower);
        return Math.Clamp(value, Histogram.Minimum, Histogram.Maximum);
    }

    /// <summary>Share of the sample outside [<paramref name="lower"/>, <paramref name="upper"/>].</summary>
    public double Beyond(double lower, double upper) =>
        (Histogram.Exceedance(upper) + (lower > 0 ? 1 - Histogram.Exceedance(lower) : 0));

    /// <summary>True when one number stands for all: the values differ by less than the histogram can tell.</summary>
    public bool IsConstant => Histogram.Maximum - Histogram.Minimum <= 5e-4 * Histogram.Maximum;

    /// <summary>True when the bins are so wide beside the spread of the values that they show.</summary>
    public bool IsCoarse => Bins.Count < 100 && Histogram.Count > 10 * Bins.Count;

    /// <summary>True when the values are distinct numbers, each met often (full bins with empty ones between), or a few trials.</summary>
    public bool IsDiscrete
    {
        get
        {
            if (Histogram.Count <= FewTrials)
            {
                return true;
            }
            if (Bins.Count > MostDistinct || Histogram.Count < 10L * Bins.Count)
            {
                return false;
            }
            int neighbours = 0;
            for (int i = 1; i < Bins.Count; i++)
            {
                neighbours += Bins[i].Lower <= Bins[i - 1].Upper ? 1 : 0;
            }
            return 3 * neighbours < Bins.Count;
        }
    }

    /// <summary>Share of the sample that is 0.</summary>
    public double Zeros => Bins[0].Upper == 0 ? Bins[0].Count / (double)Histogram.Count : 0;

    /// <summary>The value that stands for a bin: its middle, or the extreme it holds alone.</summary>
    public double Middle(HistogramBin bin) =>
        bin == Bins[0] ? bin.Lower : bin == Bins[^1] ? bin.Upper : (bin.Lower + bin.Upper) / 2;
}

using CostSim.Statistics;

namespace CostSim.Cli.Reports;

/// <summary>The bins of a histogram with their running count, for the many questions one picture asks. Ranks are real numbers in [0, n].</summary>
internal sealed class CumulativeCurve
{
    private const int MostDistinct = 60;

    private readonly double[] _below;

    public CumulativeCurve(Histogram histogram)
    {
        Histogram = histogram;
        Bins = [.. histogram.Bins().Select(bin => bin with
        {
            Lower = Math.Max(bin.Lower, histogram.Minimum), Upper = Math.Min(bin.Upper, histogram.Maximum),
        })];
        _below = new double[Bins.Count];
        double sum = 0;
        for (int i = 0; i < Bins.Count; i++)
        {
            _below[i] = sum;
            sum += Bins[i].Count;
        }
    }

    public Histogram Histogram { get; }

    /// <summary>The bins that hold values, cut at the extremes.</summary>
    public IReadOnlyList<HistogramBin> Bins { get; }

    /// <summary>The value with <paramref name="p"/> of the sample at or below it.</summary>
    public double Quantile(double p) => AtRank(p * Histogram.Count);

    /// <summary>The value below which <paramref name="rank"/> values lie, linear inside a bin.</summary>
    public double AtRank(double rank)
    {
        int i = Array.BinarySearch(_below, rank);
        i = Math.Max(0, i >= 0 ? i : ~i - 1);
        var bin = Bins[i];
        return bin.Lower + Math.Clamp((rank - _below[i]) / bin.Count, 0, 1) * (bin.Upper - bin.Lower);
    }

    /// <summary>Share of the sample outside [<paramref name="lower"/>, <paramref name="upper"/>].</summary>
    public double Beyond(double lower, double upper) =>
        (Histogram.Exceedance(upper) + (lower > 0 ? 1 - Histogram.Exceedance(lower) : 0));

    /// <summary>True when one number stands for all: the values differ by less than the histogram can tell.</summary>
    public bool IsConstant => Histogram.Maximum - Histogram.Minimum <= 5e-4 * Histogram.Maximum;

    /// <summary>True when the values are some distinct numbers, each met often: full bins with empty ones between.</summary>
    public bool IsDiscrete
    {
        get
        {
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

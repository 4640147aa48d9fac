using CostSim.Distributions;

namespace CostSim.Fitting;

/// <summary>
/// Numbers to fit laws to, rising, with the sums that estimators share. Immutable but for values computed when first asked for.
/// </summary>
public sealed class Sample
{
    /// <summary>Fewest numbers that laws are fitted to.</summary>
    public const int FewestValues = 5;

    private readonly double[] _values;
    private readonly Lazy<double[]> _logs;
    private readonly Lazy<(double Mean, double Sd)> _moments, _logMoments;
    private readonly Lazy<int> _distinct;
    private Sample? _distances;

    private Sample(double[] sorted, double? step)
    {
        _values = sorted;
        _logs = new(() => Array.ConvertAll(_values, Math.Log));
        _moments = new(() => MomentsOf(_values));
        _logMoments = new(() => MomentsOf(_logs.Value));
        _distinct = new(CountDistinct);
        Step = step ?? (Distinct < Count ? RoundingStep.Of(_values) : 0);
    }

    /// <summary>The sample of these finite numbers, in any order; they are not changed.</summary>
    public static Sample Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        bool isFinite = sorted.Length > 0 && double.IsFinite(sorted[0]) && double.IsFinite(sorted[^1]);
        if (!isFinite)
        {
            throw new ArgumentException("a sample holds finite numbers", nameof(values));
        }

        return new(sorted, null);
    }

    /// <summary>The numbers, rising.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>How many numbers there are.</summary>
    public int Count => _values.Length;

    /// <summary>The smallest.</summary>
    public double Minimum => _values[0];

    /// <summary>The largest.</summary>
    public double Maximum => _values[^1];

    /// <summary>Arithmetic mean.</summary>
    public double Mean => _moments.Value.Mean;

    /// <summary>Root mean square deviation from the mean (divided by the count).</summary>
    public double Sd => _moments.Value.Sd;

    /// <summary>How many different numbers there are.</summary>
    public int Distinct => _distinct.Value;

    /// <summary>The unit that tied numbers are rounded to, a power of ten; 0 when there are no ties or no such unit.</summary>
    public double Step { get; }

    /// <summary>The value that the numbers are distances from, see <see cref="From"/>.</summary>
    internal double Origin { get; private init; }

    /// <summary>Natural logarithms of the numbers, which must be above 0.</summary>
    internal ReadOnlySpan<double> Logs => _logs.Value;

    internal double MeanLog => _logMoments.Value.Mean;

    internal double SdLog => _logMoments.Value.Sd;

    internal double SumOfLogs => MeanLog * Count;

    /// <summary>The share <paramref name="p"/> of the numbers lies below: definition 7 of Hyndman and Fan (1996).</summary>
    public double Quantile(double p)
    {
        double place = p * (Count - 1);
        int i = (int)Math.Min(place, Count - 2);
        return _values[i] + ((place - i) * (_values[i + 1] - _values[i]));
    }

    /// <summary>At most <paramref name="most"/> of the numbers, at even distances in rank, both ends among them.</summary>
    internal Sample Thinned(int most)
    {
        if (Count <= most)
        {
            return this;
        }

        double[] kept = new double[most];
        for (int i = 0; i < most; i++)
        {
            kept[i] = _values[(int)((long)i * (Count - 1) / (most - 1))];
        }

        return new(kept, Step);
    }

    /// <summary>
    /// The numbers' distances from a value, which are rounded as they are; kept, because estimators ask for the same ones.
    /// </summary>
    internal Sample From(double origin)
    {
        if (_distances is { } kept && kept.Origin == origin)
        {
            return kept;
        }

        return _distances = new(Array.ConvertAll(_values, value => value - origin), Step) { Origin = origin };
    }

    /// <summary>A sample that takes the array as it is.</summary>
    /// <param name="rising">Its numbers, rising.</param>
    /// <param name="step">Their rounding; 0 for none.</param>
    internal static Sample OfRising(double[] rising, double step) => new(rising, step);

    private int CountDistinct()
    {
        int distinct = 1;
        for (int i = 1; i < _values.Length; i++)
        {
            distinct += _values[i] > _values[i - 1] ? 1 : 0;
        }

        return distinct;
    }

    /// <summary>In two passes and in units of the largest number, so that nothing overflows or cancels.</summary>
    private static (double Mean, double Sd) MomentsOf(double[] rising)
    {
        double unit = Math.Max(Math.Abs(rising[0]), Math.Abs(rising[^1]));
        if (unit == 0)
        {
            return (0, 0);
        }

        double sum = 0, squares = 0, rest = 0;
        foreach (double value in rising)
        {
            sum += value / unit;
        }

        double mean = sum / rising.Length;
        foreach (double value in rising)
        {
            double deviation = (value / unit) - mean;
            squares += deviation * deviation;
            rest += deviation;
        }
        mean += rest / rising.Length;
        return (mean * unit, Math.Sqrt(squares / rising.Length) * unit);
    }
}

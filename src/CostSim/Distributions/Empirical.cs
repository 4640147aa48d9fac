using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Distributions;

/// <summary>
/// The law of a sample: its quantile function joins the sorted values by straight lines, the i-th of n at probability (i - 1) / (n - 1).
/// Definition 7 of Hyndman and Fan, Sample Quantiles in Statistical Packages, The American Statistician 50 (1996). Moments are those of
/// this law, not of the sample.
/// </summary>
public sealed class Empirical : Distribution
{
    /// <summary>For lists only: callers read the data and build the law themselves.</summary>
    public static readonly Law Law = new("empirical", "a column of a CSV file beside the scenario: measured values, drawn as they are",
        [new("file= column=", [], _ => Outcome.Wrong<Distribution>(new Problem("", "empirical needs data", "write file= and column=")))]);

    private readonly double[] _values;  // rising
    private readonly double _steps;
    private readonly Lazy<(double Mean, double Variance)> _moments;
    private readonly Lazy<IReadOnlyList<double>> _atoms;

    private Empirical(double[] sorted)
    {
        (_values, _steps) = (sorted, sorted.Length - 1);
        _moments = new(Moments);
        _atoms = new(
            () => [.. Enumerable.Range(1, sorted.Length - 1).Where(i => sorted[i] == sorted[i - 1]).Select(i => sorted[i]).Distinct()]);
    }

    /// <summary>The law of these values, in any order; or what is wrong with them.</summary>
    /// <param name="data">Two or more finite numbers; not changed.</param>
    public static Outcome<Distribution> Of(double[] data)
    {
        if (data.Length < 2)
        {
            return Outcome.Wrong<Distribution>(
                new Problem("", FormattableString.Invariant($"empirical needs two values or more, but is given {data.Length}"),
                    "give more values, or write fixed value="));
        }
        if (Array.FindIndex(data, value => !double.IsFinite(value)) is >= 0 and int bad)
        {
            return Outcome.Wrong<Distribution>(new Problem("",
                FormattableString.Invariant($"value {bad + 1} is not a finite number, but {data[bad]}"), "leave it out, or correct it"));
        }
        double[] sorted = [.. data];
        Array.Sort(sorted);
        if (!double.IsFinite(sorted[^1] - sorted[0]))
        {
            return Outcome.Wrong<Distribution>(
                new Problem("", FormattableString.Invariant($"the width from {sorted[0]} to {sorted[^1]} is too large a number"),
                    "leave the extremes out"));
        }
        return Outcome.Of<Distribution>(sorted[0] == sorted[^1] ? new Fixed(sorted[0]) : new Empirical(sorted));
    }

    /// <summary>The law of the values moved by a number: they themselves are moved, so that equal ones stay so.</summary>
    internal Outcome<Distribution> Shift(double shift) => Of([.. _values.Select(value => value + shift)]);

    public override double Minimum => _values[0];

    public override double Maximum => _values[^1];

    public override double Mean => _moments.Value.Mean;

    public override double Variance => _moments.Value.Variance;

    internal override bool HasClosedTransform => true;

    internal override IReadOnlyList<double> Kinks => _values;

    internal override IReadOnlyList<double> Atoms => _atoms.Value;

    public override double Quantile(double p)
    {
        double place = p * _steps;
        int i = (int)Math.Min(place, _steps - 1);
        return Math.Min(Math.FusedMultiplyAdd(place - i, _values[i + 1] - _values[i], _values[i]), _values[i + 1]);
    }

    public override double UpperQuantile(double q)
    {
        double place = q * _steps;
        int i = (int)Math.Min(place, _steps - 1), above = _values.Length - 1 - i;
        return Math.Max(Math.FusedMultiplyAdd(place - i, _values[above - 1] - _values[above], _values[above]), _values[above - 1]);
    }

    public override double Cdf(double x)
    {
        int last = LastAtMost(x);
        if (last < 0)
        {
            return 0;
        }

        return last == _values.Length - 1 ? 1 : (last + ((x - _values[last]) / (_values[last + 1] - _values[last]))) / _steps;
    }

    public override double Survival(double x)
    {
        int last = LastAtMost(x);
        if (last < 0)
        {
            return 1;
        }

        return last == _values.Length - 1
            ? 0
            : (_steps - 1 - last + ((_values[last + 1] - x) / (_values[last + 1] - _values[last]))) / _steps;
    }

    public override string ToString() => FormattableString.Invariant($"empirical ({_values.Length} values from {Minimum} to {Maximum})");

    public override InverseTransform CreateTransform() => new Transform(_values);

    /// <summary>Each straight piece is a uniform law between two values.</summary>
    private (double Mean, double Variance) Moments()
    {
        double sum = 0, lost = 0, origin = _values[_values.Length / 2];
        Add(i => (_values[i] - origin + (_values[i + 1] - origin)) / 2);
        double offset = (sum + lost) / _steps;
        (sum, lost) = (0, 0);
        Add(i =>
        {
            double a = _values[i] - origin - offset, b = _values[i + 1] - origin - offset;
            return ((a * a) + (a * b) + (b * b)) / 3;
        });
        return (origin + offset, (sum + lost) / _steps);

        // Neumaier, ZAMM 54 (1974).
        void Add(Func<int, double> term)
        {
            for (int i = 0; i < _values.Length - 1; i++)
            {
                double next = term(i), total = sum + next;
                lost += Math.Abs(sum) >= Math.Abs(next) ? sum - total + next : next - total + sum;
                sum = total;
            }
        }
    }

    private int LastAtMost(double x)
    {
        int low = -1, high = _values.Length;
        while (high - low > 1)
        {
            int middle = low + ((high - low) / 2);
            if (_values[middle] <= x)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    /// <summary>The order statistics are equally far apart in probability, so the uniform times n - 1 is the place.</summary>
    private sealed class Transform(double[] values) : InverseTransform
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Apply(Span<double> column)
        {
            ref double sorted = ref MemoryMarshal.GetArrayDataReference(values);
            double steps = values.Length - 1, last = steps - 1;
            for (int i = 0; i < column.Length; i++)
            {
                double place = column[i] * steps, whole = Math.Min(Math.Floor(place), last);
                ref double low = ref Unsafe.Add(ref sorted, (nint)whole);
                double high = Unsafe.Add(ref low, 1);
                column[i] = Math.Min(Math.FusedMultiplyAdd(place - whole, high - low, low), high);
            }
        }
    }
}

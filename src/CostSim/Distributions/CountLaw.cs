using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// A law of whole numbers, from its probabilities: tails are sums of small numbers from the far end, so that they keep their digits.
/// </summary>
public abstract class CountLaw : Distribution
{
    /// <summary>Rarer numbers than this are left out.</summary>
    private const double Rarest = 1e-305;

    /// <summary>2^-54: no uniform has a tail this small.</summary>
    private const double BelowUniforms = 1.0 / (1L << 54);

    private readonly double _first;         // the least number in the arrays
    private readonly double[] _cumulative;  // P(X <= first + i)
    private readonly double[] _above;       // P(X > first + i)
    private readonly Lazy<IReadOnlyList<double>> _atoms;

    /// <param name="likely">A number near the mode.</param>
    /// <param name="least">The least number of the law.</param>
    /// <param name="most">The largest; may be +infinity.</param>
    /// <param name="probability">Proportional to the probability of a number; falls on both sides of the mode.</param>
    private protected CountLaw(double likely, double least, double most, Func<double, double> probability)
    {
        double start = Math.Clamp(Math.Floor(likely), least, most);
        List<double> down = [], up = [];
        for (double k = start; k >= least && probability(k) is >= Rarest and var p; k--)
        {
            down.Add(p);
        }

        for (double k = start + 1; k <= most && probability(k) is >= Rarest and var p; k++)
        {
            up.Add(p);
        }

        down.Reverse();
        _first = start - down.Count + 1;

        double[] weights = [.. down, .. up];
        double[] rising = RunningSums.Of(weights), falling = RunningSums.Of([.. weights.Reverse()]);
        Mass = rising[^1];
        _cumulative = [.. rising.Select(sum => sum / Mass)];
        _above = [.. Enumerable.Range(0, weights.Length).Select(i => i == weights.Length - 1 ? 0 : falling[weights.Length - 2 - i] / Mass)];
        (Minimum, Maximum) = (least, most);
        _atoms = new(() =>
            [.. Enumerable.Range(Index(BelowUniforms), UpperIndex(BelowUniforms) - Index(BelowUniforms) + 1).Select(i => _first + i)]);
        Probability = probability;
    }

    public override double Minimum { get; }

    public override double Maximum { get; }

    public override bool IsFixed => _cumulative.Length == 1;

    internal override bool HasClosedTransform => true;

    internal override bool HasAtoms => true;

    internal override IReadOnlyList<double> Atoms => _atoms.Value;

    /// <summary>Probabilities of the law, up to the factor <see cref="Mass"/>.</summary>
    internal Func<double, double> Probability { get; }

    /// <summary>Sum of <see cref="Probability"/>.</summary>
    internal double Mass { get; }

    public override double Quantile(double p) => _first + Index(p);

    public override double UpperQuantile(double q) => _first + UpperIndex(q);

    public override double Cdf(double x)
    {
        double i = Math.Floor(x) - _first;
        return i < 0 ? 0 : i < _cumulative.Length ? _cumulative[(int)i] : 1;
    }

    public override double Survival(double x)
    {
        double i = Math.Floor(x) - _first;
        return i < 0 ? 1 : i < _above.Length ? _above[(int)i] : 0;
    }

    public override InverseTransform CreateTransform()
    {
        int first = Index(BelowUniforms), last = UpperIndex(BelowUniforms);
        return new Transform(_first + first, [.. Enumerable.Range(first, last - first).Select(LastUniform)]);
    }

    /// <summary>Mean and variance by summation.</summary>
    private protected (double Mean, double Variance) Moments()
    {
        double mean = Sum(k => k), variance = Sum(k => (k - mean) * (k - mean));
        return (mean, variance);

        double Sum(Func<double, double> f)
        {
            double sum = 0;
            for (int i = 0; i < _cumulative.Length; i++)
            {
                sum += f(_first + i) * (Probability(_first + i) / Mass);
            }

            return sum;
        }
    }

    /// <summary>k log(k / mean) + mean - k, given the difference mean - k without rounding it again.</summary>
    private protected static double Deviance(double k, double mean, double difference) =>
        mean < 0.4 * k ? difference - (k * Math.Log(mean / k)) : k * AccurateLogs.XMinusLog1p(difference / k);

    /// <summary>The largest uniform that gives number i; exact, because 1 - u is.</summary>
    private double LastUniform(int i)
    {
        if (_cumulative[i] <= 0.5)
        {
            return _cumulative[i];
        }

        double edge = 1 - _above[i];
        while (1 - edge < _above[i])
        {
            edge = Math.BitDecrement(edge);
        }

        return edge;
    }

    private int Index(double p) => p <= 0.5 ? FirstAtLeast(_cumulative, p) : UpperIndex(1 - p);

    private int UpperIndex(double q) => q < 0.5 ? FirstAtMost(_above, q) : Index(1 - q);

    private static int FirstAtLeast(double[] rising, double value)
    {
        int low = -1, high = rising.Length - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (rising[middle] >= value)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }
        return high;
    }

    private static int FirstAtMost(double[] falling, double value)
    {
        int low = -1, high = falling.Length - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (falling[middle] <= value)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }
        return high;
    }

    /// <summary>Counts up from the number a guide table gives for the uniform. Chen and Asau, AIIE Transactions 6 (1974).</summary>
    private sealed class Transform : InverseTransform
    {
        private const int FewestCells = 256, MostCells = 1 << 20, CellsPerNumber = 4;

        private readonly double _first;
        private readonly double[] _edges;  // the largest uniform of each number but the last; then +infinity
        private readonly int[] _guide;     // the number to start from, by the uniform's leading digits

        public Transform(double first, double[] edges)
        {
            _first = first;
            _edges = [.. edges, double.PositiveInfinity];
            int cells = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)(CellsPerNumber * _edges.Length)), FewestCells, MostCells);
            _guide = new int[cells];
            for (int cell = 0, number = 0; cell < cells; cell++)
            {
                while (_edges[number] < (double)cell / cells)
                {
                    number++;
                }

                _guide[cell] = number;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Apply(Span<double> column)
        {
            ref double edges = ref MemoryMarshal.GetArrayDataReference(_edges);
            ref int guide = ref MemoryMarshal.GetArrayDataReference(_guide);
            double cells = _guide.Length, first = _first;
            for (int i = 0; i < column.Length; i++)
            {
                double u = column[i];
                nint number = Unsafe.Add(ref guide, (nint)(u * cells));
                number += u > Unsafe.Add(ref edges, number) ? 1 : 0;
                while (u > Unsafe.Add(ref edges, number))
                {
                    number++;
                }

                column[i] = first + number;
            }
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Distributions;

/// <summary>
/// The quantile function of a law that bends, jumps or stands still as cubics between unequal steps of probability: steps end at the law's
/// kinks and are halved until the cubics meet <see cref="TabulatedInverse.Tolerance"/>. A guide table over octaves of the tail
/// probability t = min(u, 1 - u) says where to look (Chen and Asau, On generating random variates from an empirical distribution,
/// AIIE Transactions 6 (1974)).
/// </summary>
internal sealed class PiecewiseInverse : InverseTransform
{
    private const int Octaves = 52, LowestExponent = 1023 - 53;
    private const double Lowest = 1.0 / (1L << 53), Highest = 0.49999999999999994;

    /// <summary>Offsets inside a segment: after where it starts come the inverse of its width and four coefficients.</summary>
    private const int Inverse = 1, Coefficient = 2, Stride = 6;

    private const int Piece = 1024;

    private const int FirstBits = 2, MostTableBits = 7, FewestCellBits = 5, MostCellBits = 13;

    /// <summary>Beyond so many steps to search through, halve the range instead.</summary>
    private const int LongSearch = 8;

    private readonly double[] _segments;
    private readonly int[] _cells;  // segment in which each cell starts
    private readonly int _cellBits;

    private PiecewiseInverse(double[] segments, int[] cells, int cellBits) => (_segments, _cells, _cellBits) = (segments, cells, cellBits);

    /// <summary>The steps of a law; or its plain table, which is faster, where equal segments do as well.</summary>
    public static InverseTransform Of(Distribution law)
    {
        Builder builder = new(law);
        builder.Add(upper: false);
        builder.Add(upper: true);
        return builder.IsSmooth && builder.FinestBits <= MostTableBits
            ? TabulatedInverse.Of(law, builder.FinestBits)
            : Guided([.. builder.Segments]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(Span<double> column)
    {
        Span<long> cells = stackalloc long[Piece];
        for (int start = 0; start < column.Length; start += Piece)
        {
            var piece = column[start..Math.Min(start + Piece, column.Length)];
            Locate(piece, cells);
            Evaluate(piece, cells);
        }
    }

    /// <summary>Replaces each uniform by its tail probability and notes the cell that is in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Locate(Span<double> column, Span<long> cells)
    {
        int shift = 52 - _cellBits;
        long origin = (long)LowestExponent << _cellBits, side = (long)Octaves << _cellBits;
        ref double u0 = ref MemoryMarshal.GetReference(column);
        ref long c0 = ref MemoryMarshal.GetReference(cells);
        int whole = column.Length / Vector<double>.Count * Vector<double>.Count;
        for (int i = 0; i < whole; i += Vector<double>.Count)
        {
            var u = Vector.LoadUnsafe(ref u0, (nuint)i);
            var t = Vector.MaxNative(
                Vector.MinNative(Vector.MinNative(u, Vector<double>.One - u), new Vector<double>(Highest)), new Vector<double>(Lowest));
            var isUpper = Vector.AsVectorInt64(Vector.GreaterThan(u, new Vector<double>(0.5)));
            var cell = (Vector.AsVectorInt64(t) >>> shift) - new Vector<long>(origin) + (isUpper & new Vector<long>(side));
            cell.StoreUnsafe(ref c0, (nuint)i);
            t.StoreUnsafe(ref u0, (nuint)i);
        }
        for (int i = whole; i < column.Length; i++)
        {
            double u = column[i], t = Math.Max(Math.Min(Math.Min(u, 1 - u), Highest), Lowest);
            cells[i] = (BitConverter.DoubleToInt64Bits(t) >>> shift) - origin + (u > 0.5 ? side : 0);
            column[i] = t;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Evaluate(Span<double> column, Span<long> cells)
    {
        ref double segments = ref MemoryMarshal.GetArrayDataReference(_segments);
        ref int firsts = ref MemoryMarshal.GetArrayDataReference(_cells);
        for (int i = 0; i < column.Length; i++)
        {
            double t = column[i];
            nint cell = (nint)cells[i], segment = Unsafe.Add(ref firsts, cell);
            if (t >= Unsafe.Add(ref segments, (segment + 1) * Stride))
            {
                segment = Search(t, segment + 1, Unsafe.Add(ref firsts, cell + 1));
            }

            ref double at = ref Unsafe.Add(ref segments, segment * Stride);
            double f = (t - at) * Unsafe.Add(ref at, Inverse);
            double high = Math.FusedMultiplyAdd(Unsafe.Add(ref at, Coefficient + 3), f, Unsafe.Add(ref at, Coefficient + 2));
            double low = Math.FusedMultiplyAdd(Unsafe.Add(ref at, Coefficient + 1), f, Unsafe.Add(ref at, Coefficient));
            column[i] = Math.FusedMultiplyAdd(high, f * f, low);
        }
    }

    /// <summary>The segment of <paramref name="t"/>, from <paramref name="segment"/> up to <paramref name="last"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private nint Search(double t, nint segment, nint last)
    {
        ref double segments = ref MemoryMarshal.GetArrayDataReference(_segments);
        while (last - segment > LongSearch)
        {
            nint middle = (segment + last) / 2;
            if (t >= Unsafe.Add(ref segments, middle * Stride))
            {
                segment = middle;
            }
            else
            {
                last = middle;
            }
        }
        while (t >= Unsafe.Add(ref segments, (segment + 1) * Stride))
        {
            segment++;
        }

        return segment;
    }

    /// <summary>With the fewest cells that leave little to search.</summary>
    private static PiecewiseInverse Guided(double[] segments)
    {
        for (int bits = FewestCellBits; ; bits++)
        {
            int[] cells = Cells(segments, bits, out double steps);
            if (steps < 0.03 || bits == MostCellBits)
            {
                return new(segments, cells, bits);
            }
        }
    }

    private static int[] Cells(double[] segments, int bits, out double steps)
    {
        int perOctave = 1 << bits, segment = 0;
        int[] cells = new int[(2 * Octaves * perOctave) + 1];
        steps = 0;
        for (int cell = 0; cell < cells.Length - 1; cell++)
        {
            int octave = cell / perOctave % Octaves;
            double width = Math.ScaleB(1, octave - 53) / perOctave,
                start = Math.ScaleB(1, octave - 53) + (cell % perOctave * width), end = start + width;
            if (cell == Octaves * perOctave)
            {
                while (!double.IsPositiveInfinity(segments[segment * Stride]))
                {
                    segment++;
                }

                segment++;
            }
            while (segments[(segment + 1) * Stride] <= start)
            {
                segment++;
            }

            cells[cell] = segment;
            for (int next = segment + 1; segments[next * Stride] < end; next++)
            {
                steps += end - segments[next * Stride];
            }
        }
        cells[^1] = (segments.Length / Stride) - 1;
        return cells;
    }

    /// <summary>Halves steps until they are accurate.</summary>
    private sealed class Builder
    {
        /// <summary>No uniform lies inside a step as narrow as this.</summary>
        private const double Narrow = 1.0 / (1L << 51);

        /// <summary>Steps this narrow, relative to where they are, have no room for a cubic's points.</summary>
        private const double Narrowest = 1.0 / (1L << 48);

        private const int TailBits = 11, MostSegments = 1 << 20;

        private readonly Distribution _law;
        private readonly double _scale;
        private bool _isUpper;
        private Point[] _landmarks = [];
        private double _from, _to;  // where quantiles may be asked for: beside the kinks at the ends of a step, not on them

        public Builder(Distribution law)
        {
            _law = law;
            IsSmooth = law.Kinks.Count == 0 && law.Atoms.Count == 0;
            _scale = law.LeastScale;
        }

        public List<double> Segments { get; } = [];

        public bool IsSmooth { get; }

        /// <summary>Logarithm of the segments per octave that the narrowest step stands for.</summary>
        public int FinestBits { get; private set; } = FirstBits;

        public void Add(bool upper)
        {
            _isUpper = upper;
            _landmarks =
            [
                .. _law.Landmarks.Select(value => new Point(upper ? _law.Survival(value) : _law.Cdf(value), value))
                    .Where(point => point.T is > Lowest and < 0.5).OrderBy(point => point.T),
            ];
            List<(double T, bool IsKink)> ends = [.. Ends().OrderBy(end => end.T).ThenByDescending(end => end.IsKink)];
            (double start, bool isKink) = ends[0];
            foreach ((double end, bool endIsKink) in ends.Skip(1))
            {
                if (end - start <= 2 * Narrowest * end)
                {
                    isKink |= endIsKink;
                    continue;
                }
                _from = isKink ? Math.BitIncrement(Math.BitIncrement(start)) : start;
                _to = endIsKink ? Math.BitDecrement(Math.BitDecrement(end)) : end;
                double width = end - start;
                Fit(start, width, At(start), At(start + (width / 4)), At(start + (width / 2)),
                    At(start + (3 * width / 4)), At(end), FirstBits);
                (start, isKink) = (end, endIsKink);
            }
            Emit(double.PositiveInfinity, 1, default);
        }

        private IEnumerable<(double T, bool IsKink)> Ends()
        {
            for (int octave = 0; octave < Octaves; octave++)
            {
                double start = Math.ScaleB(1, octave - 53);
                for (int part = 0; part < 1 << FirstBits; part++)
                {
                    yield return (start * (1 + (part / (double)(1 << FirstBits))), false);
                }
            }
            yield return (0.5, true);
            foreach (double value in _law.Kinks.Concat(_law.Atoms))
            {
                double before = _isUpper ? _law.Survival(value) : _law.ProbabilityBelow(value),
                    after = _isUpper ? _law.ProbabilityFrom(value) : _law.Cdf(value);
                if (before is > Lowest and < 0.5)
                {
                    yield return (before, true);
                }

                if (after != before && after is > Lowest and < 0.5)
                {
                    yield return (after, true);
                }
            }
        }

        /// <summary>The quantile at a probability, or just inside the step.</summary>
        private Point At(double t)
        {
            double inside = Math.Clamp(t, _from, _to);
            return new(inside, _isUpper ? _law.UpperQuantile(inside) : _law.Quantile(inside));
        }

        /// <summary>A cubic through four points of the step, tried in between; or the cubics of its two halves.</summary>
        private void Fit(double start, double width, Point first, Point second, Point middle, Point third, Point last, int bits)
        {
            if (width <= Narrowest * start || (width <= Narrow && bits >= TailBits) || Segments.Count > MostSegments * Stride)
            {
                FinestBits = Math.Max(FinestBits, bits);
                Emit(start, width, Cubic.Line(Place(first), first.Value, Place(last), last.Value));
                return;
            }
            var cubic = Cubic.Through(
                [Place(first), Place(second), Place(third), Place(last)], [first.Value, second.Value, third.Value, last.Value]);
            Point early = At(start + (width / 8)), late = At(start + (7 * width / 8));
            if (IsGood(middle) && IsGood(early) && IsGood(late) && PassesLandmarks())
            {
                FinestBits = Math.Max(FinestBits, bits);
                Emit(start, width, cubic);
                return;
            }
            Fit(start, width / 2, first, early, second, At(start + (3 * width / 8)), middle, bits + 1);
            Fit(start + (width / 2), width / 2, middle, At(start + (5 * width / 8)), third, late, last, bits + 1);

            double Place(Point point) => (point.T - start) / width;

            bool IsGood(Point point) =>
                Math.Abs(cubic.At(Place(point)) - point.Value) <= TabulatedInverse.Tolerance * Math.Max(Math.Abs(point.Value), _scale);

            bool PassesLandmarks()
            {
                int i = 0, end = _landmarks.Length;
                while (i < end)
                {
                    int half = (i + end) / 2;
                    if (_landmarks[half].T < start)
                    {
                        i = half + 1;
                    }
                    else
                    {
                        end = half;
                    }
                }
                for (; i < _landmarks.Length && _landmarks[i].T < start + width; i++)
                {
                    if (!IsGood(_landmarks[i]))
                    {
                        return false;
                    }
                }
                return true;
            }
        }

        private void Emit(double start, double width, Cubic cubic) =>
            Segments.AddRange([start, 1 / width, cubic.C0, cubic.C1, cubic.C2, cubic.C3]);
    }

    /// <summary>A point of the quantile function: a tail probability, as it was rounded, and the value there.</summary>
    private readonly record struct Point(double T, double Value);

    private readonly record struct Cubic(double C0, double C1, double C2, double C3)
    {
        /// <summary>By Newton's divided differences.</summary>
        public static Cubic Through(ReadOnlySpan<double> f, ReadOnlySpan<double> y)
        {
            double d01 = (y[1] - y[0]) / (f[1] - f[0]), d12 = (y[2] - y[1]) / (f[2] - f[1]), d23 = (y[3] - y[2]) / (f[3] - f[2]);
            double d012 = (d12 - d01) / (f[2] - f[0]), d123 = (d23 - d12) / (f[3] - f[1]), d0123 = (d123 - d012) / (f[3] - f[0]);

            // y0 + (f - f0) (d01 + (f - f1) (d012 + (f - f2) d0123)), multiplied out.
            return new(
                y[0] - (f[0] * (d01 - (f[1] * (d012 - (f[2] * d0123))))),
                d01 - ((f[0] + f[1]) * d012) + (((f[0] * f[1]) + (f[0] * f[2]) + (f[1] * f[2])) * d0123),
                d012 - ((f[0] + f[1] + f[2]) * d0123),
                d0123);
        }

        public static Cubic Line(double f0, double y0, double f1, double y1)
        {
            double slope = (y1 - y0) / (f1 - f0);
            return new(y0 - (f0 * slope), slope, 0, 0);
        }

        public double At(double f) => C0 + (f * (C1 + (f * (C2 + (f * C3)))));
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Distributions;

/// <summary>
/// The quantile function of any smooth law as a table of cubics: two sides (u below or above 1/2), 52 octaves of the tail probability
/// t = min(u, 1 - u) on each, and every octave split into equal segments, as many as the law needs for <see cref="Tolerance"/>.
/// The segment is read off the bits of t, so a variate costs the same for every law. Uniforms must lie in [2^-53, 1 - 2^-53].
/// </summary>
internal sealed class TabulatedInverse : InverseTransform
{
    /// <summary>
    /// Relative error aimed at, of the value; of a millionth of the interquartile range for values smaller than that, and of the
    /// whole range where the law passes through zero.
    /// </summary>
    public const double Tolerance = 5e-9;

    internal const double Negligible = 1e-6;

    private const int Octaves = 52;
    private const int LowestExponent = 1023 - 53;
    private const int FewestSegmentBits = 5;
    private const int MostSegmentBits = 11;
    private const int Coefficients = 4;
    private const int Piece = 1024;
    private const ulong Fraction = 0x000F_FFFF_FFFF_FFFF;
    private const ulong One = 0x3FF0_0000_0000_0000;

    /// <summary>The last place of the last octave: t = 1/2 is read here, half an ulp short of itself.</summary>
    private static readonly double LargestTail = Math.BitDecrement(0.5);

    private readonly double[] _table;
    private readonly int _segmentBits;

    private TabulatedInverse(double[] table, int segmentBits)
    {
        _table = table;
        _segmentBits = segmentBits;
    }

    /// <summary>Segments per octave.</summary>
    public int SegmentsPerOctave => 1 << _segmentBits;

    /// <summary>The table of a law, with the fewest segments that keep the tolerance.</summary>
    public static TabulatedInverse Of(Distribution law)
    {
        int bits = FewestSegmentBits;
        while (true)
        {
            var table = new TabulatedInverse(Build(law, bits), bits);
            if (bits == MostSegmentBits || table.WorstError(law) is var worst && worst <= Tolerance)
            {
                return table;
            }
            // The error of a cubic falls 16-fold with each halving of the segment.
            double halvings = double.IsFinite(worst) ? Math.Ceiling(Math.Log2(worst / Tolerance) / 4) : MostSegmentBits;
            bits = (int)Math.Clamp(bits + halvings, bits + 1, MostSegmentBits);
        }
    }

    /// <summary>The table of a law that is known to need this many segments, 2^<paramref name="segmentBits"/> an octave.</summary>
    internal static TabulatedInverse Of(Distribution law, int segmentBits)
    {
        int bits = Math.Max(segmentBits, FewestSegmentBits);
        return new(Build(law, bits), bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(Span<double> column)
    {
        Span<ulong> rows = stackalloc ulong[Piece];
        for (int start = 0; start < column.Length; start += Piece)
        {
            var piece = column[start..Math.Min(start + Piece, column.Length)];
            Locate(piece, rows);
            Evaluate(piece, rows);
        }
    }

    /// <summary>
    /// Replaces each uniform by its place inside its segment, in [0, 1), and notes where the segment's coefficients start.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Locate(Span<double> column, Span<ulong> rows)
    {
        int shift = 52 - _segmentBits;
        ulong origin = (ulong)LowestExponent << _segmentBits;
        ulong side = (ulong)Octaves << _segmentBits;
        var largest = new Vector<double>(LargestTail);
        ref double u0 = ref MemoryMarshal.GetReference(column);
        ref ulong r0 = ref MemoryMarshal.GetReference(rows);
        int whole = column.Length / Vector<double>.Count * Vector<double>.Count;
        for (int i = 0; i < whole; i += Vector<double>.Count)
        {
            var u = Vector.LoadUnsafe(ref u0, (nuint)i);
            var bits = Vector.AsVectorUInt64(Vector.MinNative(Vector.MinNative(u, Vector<double>.One - u), largest));
            var isUpper = Vector.AsVectorUInt64(Vector.GreaterThan(u, new Vector<double>(0.5)));
            var row = (bits >>> shift) - new Vector<ulong>(origin) + (isUpper & new Vector<ulong>(side));
            var place = Vector.AsVectorDouble(((bits << _segmentBits) & new Vector<ulong>(Fraction)) | new Vector<ulong>(One))
                - Vector<double>.One;
            (row << 2).StoreUnsafe(ref r0, (nuint)i);
            place.StoreUnsafe(ref u0, (nuint)i);
        }
        for (int i = whole; i < column.Length; i++)
        {
            double u = column[i];
            ulong bits = BitConverter.DoubleToUInt64Bits(Math.Min(Math.Min(u, 1 - u), LargestTail));
            rows[i] = ((bits >> shift) - origin + (u > 0.5 ? side : 0)) * Coefficients;
            column[i] = BitConverter.UInt64BitsToDouble(((bits << _segmentBits) & Fraction) | One) - 1;
        }
    }

    /// <summary>Evaluates (c0 + c2 f²) + f (c1 + c3 f²) two variates at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Evaluate(Span<double> column, Span<ulong> rows)
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(_table);
        ref double f0 = ref MemoryMarshal.GetReference(column);
        ref ulong r0 = ref MemoryMarshal.GetReference(rows);
        int whole = column.Length & ~1;
        for (int i = 0; i < whole; i += 2)
        {
            var places = Vector128.LoadUnsafe(ref f0, (nuint)i);
            var squares = places * places;
            var a = Cubic(ref table, (nuint)Unsafe.Add(ref r0, i), Vector128.Create(squares.ToScalar()));
            var b = Cubic(ref table, (nuint)Unsafe.Add(ref r0, i + 1), Vector128.Create(squares.GetElement(1)));
            Vector128.FusedMultiplyAdd(Highs(a, b), places, Lows(a, b)).StoreUnsafe(ref f0, (nuint)i);
        }
        if (whole < column.Length)
        {
            double place = column[whole];
            var a = Cubic(ref table, (nuint)rows[whole], Vector128.Create(place * place));
            column[whole] = Math.FusedMultiplyAdd(a.GetElement(1), place, a.ToScalar());
        }
    }

    /// <summary>(c0 + c2 f², c1 + c3 f²) of one segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Cubic(ref double table, nuint row, Vector128<double> square) =>
        Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref table, row + 2), square, Vector128.LoadUnsafe(ref table, row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Lows(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a.ToScalar(), b.ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Highs(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a.GetElement(1), b.GetElement(1));

    /// <summary>
    /// Cubics through the law's quantiles at 0, 1/4, 3/4 and 1 of every segment (Chebyshev-Lobatto points: neighbours meet).
    /// </summary>
    private static double[] Build(Distribution law, int segmentBits)
    {
        int segments = 1 << segmentBits;
        double[] table = new double[2 * Octaves * segments * Coefficients];
        int next = 0;
        for (int side = 0; side < 2; side++)
        {
            Func<double, double> quantile = side == 0 ? law.Quantile : law.UpperQuantile;
            double start = Math.ScaleB(1, -53);
            double y0 = quantile(start);
            for (int octave = 0; octave < Octaves; octave++)
            {
                double width = start / segments;
                for (int segment = 0; segment < segments; segment++)
                {
                    double t = start + segment * width;
                    double y3 = quantile(t + width);
                    double d1 = quantile(t + width / 4) - y0, d2 = quantile(t + 3 * width / 4) - y0, d3 = y3 - y0;
                    double c3 = (16 * d3 - 32 * (d2 - d1)) / 3;
                    double c2 = (16 * d3 - 15 * c3 - 64 * d1) / 12;
                    table[next++] = y0;
                    table[next++] = d3 - c2 - c3;
                    table[next++] = c2;
                    table[next++] = c3;
                    y0 = y3;
                }
                start *= 2;
            }
        }
        return table;
    }

    /// <summary>
    /// Largest relative error found at the middles of every third segment, where a cubic through Lobatto points errs most.
    /// </summary>
    private double WorstError(Distribution law)
    {
        int segments = SegmentsPerOctave;
        double scale = law.LeastScale;
        double worst = 0;
        for (int row = 1; row < 2 * Octaves * segments; row += 3)
        {
            bool isUpper = row >= Octaves * segments;
            int place = row % (Octaves * segments);
            double start = Math.ScaleB(1, place / segments - 53);
            double t = start * (1 + (place % segments + 0.5) / segments);
            double exact = isUpper ? law.UpperQuantile(t) : law.Quantile(t);
            int c = row * Coefficients;
            double value = _table[c] + 0.5 * (_table[c + 1] + 0.5 * (_table[c + 2] + 0.5 * _table[c + 3]));
            double error = Math.Abs(value - exact) / Math.Max(Math.Abs(exact), scale);
            if (!(error <= worst))
            {
                worst = error;
            }
        }
        return worst;
    }
}

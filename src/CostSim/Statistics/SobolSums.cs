using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Statistics;

/// <summary>
/// Sums over pairs of points A and B and, for every factor i, the points AB_i that are A with factor i taken from B (Saltelli et al. 2010):
/// what <see cref="SobolIndices"/> are made of. Values are counted from a centre near their mean, so that a large mean costs no digits.
/// </summary>
/// <remarks>Additions in the same order give the same bits at any vector width.</remarks>
internal sealed class SobolSums
{
    private const int Lanes = 8;

    private readonly double _centre;
    private readonly double[] _mixed;
    private readonly double[] _mixedSquares;
    private readonly double[] _withA;
    private readonly double[] _withB;
    private double _sumA, _sumB, _squaresA, _squaresB, _products;

    /// <param name="factors">Number of factors, at least 0.</param>
    /// <param name="centre">A value near the mean.</param>
    public SobolSums(int factors, double centre)
    {
        _centre = centre;
        _mixed = new double[factors];
        _mixedSquares = new double[factors];
        _withA = new double[factors];
        _withB = new double[factors];
    }

    /// <summary>Number of factors.</summary>
    public int Factors => _mixed.Length;

    /// <summary>Number of pairs.</summary>
    public double Count { get; private set; }

    /// <summary>False after a value that was not a number or too large to square.</summary>
    public bool IsFinite => double.IsFinite(_squaresA + _squaresB) && _mixedSquares.All(double.IsFinite);

    /// <summary>Adds the values at some points A and B.</summary>
    public void AddPairs(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Count += a.Length;
        var first = Products(a, b, a, _centre);
        _sumA += first.SumX;
        _squaresA += first.XZ;
        _products += first.XY;
        var second = Products(b, b, b, _centre);
        _sumB += second.SumX;
        _squaresB += second.XY;
    }

    /// <summary>Adds the values at AB_i for points whose values at A and B were added.</summary>
    public void AddMixed(int factor, ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> mixed)
    {
        var sums = Products(mixed, a, b, _centre);
        _mixed[factor] += sums.SumX;
        _withA[factor] += sums.XY;
        _withB[factor] += sums.XZ;
        _mixedSquares[factor] += Products(mixed, mixed, mixed, _centre).XY;
    }

    /// <summary>Adds the sums of further points; not associative in the last bits.</summary>
    public void Add(SobolSums other)
    {
        Count += other.Count;
        _sumA += other._sumA;
        _sumB += other._sumB;
        _squaresA += other._squaresA;
        _squaresB += other._squaresB;
        _products += other._products;
        for (int i = 0; i < Factors; i++)
        {
            _mixed[i] += other._mixed[i];
            _mixedSquares[i] += other._mixedSquares[i];
            _withA[i] += other._withA[i];
            _withB[i] += other._withB[i];
        }
    }

    /// <summary>
    /// The variance that factor i explains alone, mean((f(B) - m) (f(AB_i) - f(A))) (Saltelli et al. 2010, table 2b; m, the mean, after
    /// Sobol' and Myshetskaya 2008), and the variance over B and AB_i, which share the factor.
    /// </summary>
    internal (double Explained, double Variance) FirstOrder(int factor)
    {
        double mean = (_sumA + _sumB) / (2 * Count);
        double explained = (_withB[factor] - _products - mean * (_mixed[factor] - _sumA)) / Count;
        return (explained, Variance(_sumB, _squaresB, factor));
    }

    /// <summary>
    /// The variance that is left when all but factor i are known, mean((f(A) - f(AB_i))²) / 2 (Jansen 1999, eq. 2), and the variance over A
    /// and AB_i, which share the others (the symmetric form of Janon et al. 2014, eq. 6).
    /// </summary>
    internal (double Left, double Variance) Total(int factor)
    {
        double left = (_squaresA - 2 * _withA[factor] + _mixedSquares[factor]) / (2 * Count);
        return (left, Variance(_sumA, _squaresA, factor));
    }

    private double Variance(double sum, double squares, int factor)
    {
        double mean = (sum + _mixed[factor]) / (2 * Count);
        return (squares + _mixedSquares[factor]) / (2 * Count) - mean * mean;
    }

    /// <summary>Sums of x, xy and xz, all counted from the centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double SumX, double XY, double XZ) Products(
        ReadOnlySpan<double> xs, ReadOnlySpan<double> ys, ReadOnlySpan<double> zs, double centre)
    {
        if (ys.Length != xs.Length || zs.Length != xs.Length)
        {
            throw new ArgumentException("as many values of each kind are needed", nameof(ys));
        }
        ref double x = ref MemoryMarshal.GetReference(xs);
        ref double y = ref MemoryMarshal.GetReference(ys);
        ref double z = ref MemoryMarshal.GetReference(zs);
        var c = Vector256.Create(centre);
        Vector256<double> sumA = default, sumB = default, xyA = default, xyB = default, xzA = default, xzB = default;
        int whole = xs.Length / Lanes * Lanes;
        for (int i = 0; i < whole; i += Lanes)
        {
            var a = Vector256.LoadUnsafe(ref x, (nuint)i) - c;
            var b = Vector256.LoadUnsafe(ref x, (nuint)(i + 4)) - c;
            sumA += a;
            sumB += b;
            xyA += a * (Vector256.LoadUnsafe(ref y, (nuint)i) - c);
            xyB += b * (Vector256.LoadUnsafe(ref y, (nuint)(i + 4)) - c);
            xzA += a * (Vector256.LoadUnsafe(ref z, (nuint)i) - c);
            xzB += b * (Vector256.LoadUnsafe(ref z, (nuint)(i + 4)) - c);
        }
        double sum = Tree(sumA + sumB), xy = Tree(xyA + xyB), xz = Tree(xzA + xzB);
        for (int i = whole; i < xs.Length; i++)
        {
            double a = xs[i] - centre;
            sum += a;
            xy += a * (ys[i] - centre);
            xz += a * (zs[i] - centre);
        }
        return (sum, xy, xz);
    }

    private static double Tree(Vector256<double> v) => (v[0] + v[2]) + (v[1] + v[3]);
}

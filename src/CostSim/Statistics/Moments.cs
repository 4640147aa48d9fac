using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Statistics;

/// <summary>
/// Count, mean, central sums of powers 2 to 4, and extremes of a sample. Combined in a fixed order the bits are the same on any
/// number of threads and any vector width: eight fixed lanes, a fixed tree, plain + - x /.
/// </summary>
/// <remarks>Formulas: Pébay 2008 (SAND2008-6212), equations 2.1 and 3.1, for pairwise combination of central moments.</remarks>
/// <param name="Count">Sample size n.</param>
/// <param name="Mean">Sample mean.</param>
/// <param name="M2">Sum of (x - mean)^2.</param>
/// <param name="M3">Sum of (x - mean)^3.</param>
/// <param name="M4">Sum of (x - mean)^4.</param>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
public readonly record struct Moments(double Count, double Mean, double M2, double M3, double M4, double Minimum, double Maximum)
{
    private const int Lanes = 8;

    /// <summary>The moments of no values.</summary>
    public static readonly Moments None = new(0, 0, 0, 0, 0, double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Unbiased variance; 0 for a single value.</summary>
    public double Variance => Count > 1 ? M2 / (Count - 1) : 0;

    /// <summary>Square root of <see cref="Variance"/>.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>False when a value was NaN, infinite or negative.</summary>
    public bool IsFiniteAndNotNegative => double.IsFinite(Mean) && Minimum >= 0;

    /// <summary>The moments of the given values, at least one. Two passes: the mean first, then the powers about it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Moments Of(ReadOnlySpan<double> values)
    {
        ref double first = ref MemoryMarshal.GetReference(values);
        int whole = values.Length / Lanes * Lanes;
        Vector256<double> sumA = default, sumB = default;
        var minA = Vector256.Create(double.PositiveInfinity);
        var minB = minA;
        var maxA = Vector256.Create(double.NegativeInfinity);
        var maxB = maxA;
        for (int i = 0; i < whole; i += Lanes)
        {
            var a = Vector256.LoadUnsafe(ref first, (nuint)i);
            var b = Vector256.LoadUnsafe(ref first, (nuint)(i + 4));
            sumA += a;
            sumB += b;
            minA = Vector256.MinNative(minA, a);
            minB = Vector256.MinNative(minB, b);
            maxA = Vector256.MaxNative(maxA, a);
            maxB = Vector256.MaxNative(maxB, b);
        }
        double sum = Tree(sumA + sumB);
        double minimum = Least(Vector256.MinNative(minA, minB));
        double maximum = -Least(-Vector256.MaxNative(maxA, maxB));
        foreach (double value in values[whole..])
        {
            sum += value;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }
        if (minimum == maximum && double.IsFinite(sum))
        {
            // What is the same in every trial has that mean and no spread, to the last bit. (NaN shows in the sum only.)
            return new(values.Length, minimum, 0, 0, 0, minimum, maximum);
        }
        double mean = sum / values.Length;

        var centre = Vector256.Create(mean);
        Vector256<double> m2A = default, m2B = default, m3A = default, m3B = default, m4A = default, m4B = default;
        for (int i = 0; i < whole; i += Lanes)
        {
            var a = Vector256.LoadUnsafe(ref first, (nuint)i) - centre;
            var b = Vector256.LoadUnsafe(ref first, (nuint)(i + 4)) - centre;
            var a2 = a * a;
            var b2 = b * b;
            m2A += a2;
            m2B += b2;
            m3A += a2 * a;
            m3B += b2 * b;
            m4A += a2 * a2;
            m4B += b2 * b2;
        }
        double m2 = Tree(m2A + m2B), m3 = Tree(m3A + m3B), m4 = Tree(m4A + m4B);
        foreach (double value in values[whole..])
        {
            double d = value - mean, d2 = d * d;
            m2 += d2;
            m3 += d2 * d;
            m4 += d2 * d2;
        }
        return new(values.Length, mean, m2, m3, m4, minimum, maximum);
    }

    /// <summary>The moments of two samples together. Not associative in the last bits: combine in a fixed order.</summary>
    public static Moments Combine(in Moments a, in Moments b)
    {
        if (a.Count == 0)
        {
            return b;
        }
        if (b.Count == 0)
        {
            return a;
        }
        double n = a.Count + b.Count, na = a.Count, nb = b.Count;
        double d = b.Mean - a.Mean;
        double dn = d / n, dn2 = dn * dn;
        double mean = a.Mean + nb * dn;
        double m2 = a.M2 + b.M2 + d * dn * na * nb;
        double m3 = a.M3 + b.M3 + d * dn2 * na * nb * (na - nb) + 3 * dn * (na * b.M2 - nb * a.M2);
        double m4 = a.M4 + b.M4
            + d * dn * dn2 * na * nb * (na * na - na * nb + nb * nb)
            + 6 * dn2 * (na * na * b.M2 + nb * nb * a.M2)
            + 4 * dn * (na * b.M3 - nb * a.M3);
        return new(n, mean, m2, m3, m4, Math.Min(a.Minimum, b.Minimum), Math.Max(a.Maximum, b.Maximum));
    }

    private static double Tree(Vector256<double> v) => (v[0] + v[2]) + (v[1] + v[3]);

    private static double Least(Vector256<double> v) => Math.Min(Math.Min(v[0], v[1]), Math.Min(v[2], v[3]));
}

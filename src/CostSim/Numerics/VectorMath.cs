using System.Numerics;
using System.Runtime.CompilerServices;

namespace CostSim.Numerics;

/// <summary>
/// Exponential and logarithm of a vector, from + - x / and bit operations only, so that their bits do not depend on the vector width,
/// the instruction set or the system's mathematical library. Errors are below 2 ulp.
/// </summary>
internal static class VectorMath
{
    private const double InverseLn2 = 1.4426950408889634;

    /// <summary>ln 2 in two parts; the high one has 32 significant bits, so its product with a small whole number is exact.</summary>
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Adding and subtracting it rounds to a whole number.</summary>
    private const double Rounder = 6755399441055744.0;

    /// <summary>Below it e^x is nothing beside 1, and 2^k still a normal number.</summary>
    private const double Lowest = -700;

    /// <summary>e^x - 1 without cancellation near 0; x up to 700.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ExpM1(Vector<double> x)
    {
        var fraction = ExpM1OfFraction(x, out var power);
        return power * fraction + (power - Vector<double>.One);
    }

    /// <summary>e^x; x up to 700, taken for -700 when below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x)
    {
        var fraction = ExpM1OfFraction(x, out var power);
        return power * (fraction + Vector<double>.One);
    }

    /// <summary>Natural logarithm of a normal positive number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x)
    {
        // x = 2^e m with m in [1/sqrt 2, sqrt 2): subtracting the bits of sqrt 1/2 first makes the exponent field round so.
        var bits = Vector.AsVectorInt64(x) - new Vector<long>(0x3FE6_A09E_667F_3BCD);
        var exponent = bits >> 52;
        var m = Vector.AsVectorDouble((bits & new Vector<long>(0x000F_FFFF_FFFF_FFFF)) + new Vector<long>(0x3FE6_A09E_667F_3BCD));
        var f = m - Vector<double>.One;
        var s = f / (m + Vector<double>.One);
        var s2 = s * s;
        // ln m = 2 artanh s = 2 s (1 + series), and 2 s = f - f²/2 + s f²/2: only f, which is exact, is added at full size.
        var series = new Vector<double>(1.0 / 23);
        series = series * s2 + new Vector<double>(1.0 / 21);
        series = series * s2 + new Vector<double>(1.0 / 19);
        series = series * s2 + new Vector<double>(1.0 / 17);
        series = series * s2 + new Vector<double>(1.0 / 15);
        series = series * s2 + new Vector<double>(1.0 / 13);
        series = series * s2 + new Vector<double>(1.0 / 11);
        series = series * s2 + new Vector<double>(1.0 / 9);
        series = series * s2 + new Vector<double>(1.0 / 7);
        series = series * s2 + new Vector<double>(1.0 / 5);
        series = series * s2 + new Vector<double>(1.0 / 3);
        series = series * s2;
        var e = Vector.ConvertToDouble(exponent);
        var halfSquare = 0.5 * f * f;
        return e * Ln2High + (f - (halfSquare - (s * (halfSquare + 2 * series) + e * Ln2Low)));
    }

    /// <summary>ln(1 + x) without loss near 0, x > -1: what rounding 1 + x lost is put back to first order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log1P(Vector<double> x)
    {
        var u = Vector<double>.One + x;
        var lost = x - (u - Vector<double>.One);
        return Log(u) + lost / u;
    }

    /// <summary>e^r - 1 and 2^k, where x = k ln 2 + r and |r| &lt;= ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ExpM1OfFraction(Vector<double> x, out Vector<double> power)
    {
        x = Vector.Max(x, new Vector<double>(Lowest));
        var whole = x * InverseLn2 + new Vector<double>(Rounder) - new Vector<double>(Rounder);
        power = PowerOfTwo(whole);
        var r = x - whole * Ln2High - whole * Ln2Low;
        // Taylor series of (e^r - 1 - r) / r².
        var series = new Vector<double>(1.0 / 87178291200);
        series = series * r + new Vector<double>(1.0 / 6227020800);
        series = series * r + new Vector<double>(1.0 / 479001600);
        series = series * r + new Vector<double>(1.0 / 39916800);
        series = series * r + new Vector<double>(1.0 / 3628800);
        series = series * r + new Vector<double>(1.0 / 362880);
        series = series * r + new Vector<double>(1.0 / 40320);
        series = series * r + new Vector<double>(1.0 / 5040);
        series = series * r + new Vector<double>(1.0 / 720);
        series = series * r + new Vector<double>(1.0 / 120);
        series = series * r + new Vector<double>(1.0 / 24);
        series = series * r + new Vector<double>(1.0 / 6);
        series = series * r + new Vector<double>(0.5);
        return r + r * r * series;
    }

    /// <summary>2^k for whole k from -1022 to 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> PowerOfTwo(Vector<double> k) =>
        Vector.AsVectorDouble((Vector.ConvertToInt64(k) + new Vector<long>(1023)) << 52);
}

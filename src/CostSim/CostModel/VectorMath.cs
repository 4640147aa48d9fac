using System.Numerics;
using System.Runtime.CompilerServices;

namespace CostSim.CostModel;

/// <summary>
/// Exponential and logarithm of a vector, from + - x / and bit operations only, so that their bits do not depend on the vector width,
/// the instruction set or the system's mathematical library. Errors are below 2 ulp.
/// </summary>
public static class VectorMath
{
    private const double InverseLn2 = 1.4426950408889634;

    /// <summary>ln 2 in two parts; the high one has 32 significant bits, so its product with a small whole number is exact.</summary>
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Adding and subtracting it rounds to a whole number.</summary>
    private const double Rounder = 6755399441055744.0;

    /// <summary>e^x - 1 without cancellation near 0; x from -700 to 700.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ExpM1(Vector<double> x)
    {
        var whole = x * InverseLn2 + new Vector<double>(Rounder) - new Vector<double>(Rounder);
        var r = x - whole * Ln2High - whole * Ln2Low;
        // Taylor series of (e^r - 1) / r, |r| <= ln 2 / 2.
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
        series = series * r + Vector<double>.One;
        var power = PowerOfTwo(whole);
        return power * (series * r) + (power - Vector<double>.One);
    }

    /// <summary>e^x; x from -700 to 700.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x) => ExpM1(x) + Vector<double>.One;

    /// <summary>Natural logarithm of a normal positive number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x)
    {
        // x = 2^e m with m in [1/sqrt 2, sqrt 2): subtracting the bits of sqrt 1/2 first makes the exponent field round so.
        var bits = Vector.AsVectorInt64(x) - new Vector<long>(0x3FE6_A09E_667F_3BCD);
        var exponent = bits >> 52;
        var m = Vector.AsVectorDouble((bits & new Vector<long>(0x000F_FFFF_FFFF_FFFF)) + new Vector<long>(0x3FE6_A09E_667F_3BCD));
        var s = (m - Vector<double>.One) / (m + Vector<double>.One);
        var s2 = s * s;
        // ln m = 2 artanh s.
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
        return e * Ln2High + (2 * s + (2 * s * series + e * Ln2Low));
    }

    /// <summary>ln(1 + x) without loss near 0, x > -1. Kahan's correction of the rounding of 1 + x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log1P(Vector<double> x)
    {
        var u = Vector<double>.One + x;
        var rounded = u - Vector<double>.One;
        var isTiny = Vector.Equals(rounded, Vector<double>.Zero);
        return Vector.ConditionalSelect(isTiny, x, Log(u) * x / Vector.ConditionalSelect(isTiny, Vector<double>.One, rounded));
    }

    /// <summary>2^k for whole k from -1022 to 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> PowerOfTwo(Vector<double> k) =>
        Vector.AsVectorDouble((Vector.ConvertToInt64(k) + new Vector<long>(1023)) << 52);
}

using System.Numerics;

namespace CostSim.Tests.Numerics;

/// <summary>
/// Exponential and logarithm to 300 binary digits after the point, from series on whole numbers: the reference for the vectorised ones.
/// </summary>
internal static class BigReal
{
    private const int Digits = 300;
    private static readonly BigInteger One = BigInteger.One << Digits;
    private static readonly BigInteger Ln2 = 2 * Artanh(One / 3);

    /// <summary>A double, exactly, for exponents above 2^-240.</summary>
    public static BigInteger Of(double x)
    {
        int exponent = x == 0 ? 0 : Math.ILogB(x) - 52;
        var fraction = new BigInteger(Math.ScaleB(x, -exponent));
        int shift = Digits + exponent;
        return shift >= 0 ? fraction << shift : fraction >> -shift;
    }

    /// <summary>e^x - 1, scaled by 2^<see cref="Digits"/>; x from -100 to 700.</summary>
    public static BigInteger ExpM1(BigInteger x)
    {
        int halvings = (int)BigInteger.Divide(x, Ln2);
        var r = x - (halvings * Ln2);
        BigInteger sum = 0, term = One;
        for (int k = 1; !term.IsZero; k++)
        {
            term = (term * r >> Digits) / k;
            sum += term;
        }
        // 2^h (1 + sum) - 1.
        return halvings >= 0 ? ((One + sum) << halvings) - One : ((One + sum) >> -halvings) - One;
    }

    /// <summary>ln x, scaled by 2^<see cref="Digits"/>, of a positive number so scaled.</summary>
    public static BigInteger Log(BigInteger x)
    {
        int exponent = (int)x.GetBitLength() - 1 - Digits;
        var m = exponent >= 0 ? x >> exponent : x << -exponent;
        return (exponent * Ln2) + (2 * Artanh(((m - One) << Digits) / (m + One)));
    }

    /// <summary>Distance of a double from a scaled number, in units in the last place of the latter.</summary>
    public static double UlpsBetween(double actual, BigInteger exact)
    {
        // 1 ulp of a number with n leading binary digits is 2^(n - 53) of its last scaled digit.
        int ulp = (int)BigInteger.Abs(exact).GetBitLength() - 53;
        var difference = (Of(actual) - exact) << 64;
        return (double)(ulp >= 0 ? difference >> ulp : difference << -ulp) / Math.ScaleB(1, 64);
    }

    private static BigInteger Artanh(BigInteger s)
    {
        BigInteger sum = 0, power = s, square = s * s >> Digits;
        for (int k = 1; !power.IsZero && power != -1; k += 2)
        {
            sum += power / k;
            power = power * square >> Digits;
        }
        return sum;
    }
}

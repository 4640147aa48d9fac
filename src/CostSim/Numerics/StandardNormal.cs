using MathNet.Numerics;

namespace CostSim.Numerics;

/// <summary>The normal law of mean 0 and standard deviation 1.</summary>
internal static class StandardNormal
{
    private const double Sqrt2 = 1.4142135623730951;

    /// <summary>P(Z &lt;= z). Its upper tail is <c>Cdf(-z)</c>.</summary>
    public static double Cdf(double z)
    {
        double root = -z / Sqrt2;
        double erfc = SpecialFunctions.Erfc(root);
        if (root < 1 || erfc == 0)
        {
            return 0.5 * erfc;
        }

        // erfc holds exp(-root^2), and the rounding of root and of its square matters in the far tail: put exp(-z^2/2) in its place.
        double half = 0.5 * z, exact = half * z, rest = Math.FusedMultiplyAdd(half, z, -exact);
        return 0.5 * erfc * (1 - (exact - (root * root) + rest));
    }

    /// <summary>The z with P(Z &lt;= z) = p, for p in (0, 1).</summary>
    public static double Quantile(double p) => -Sqrt2 * SpecialFunctions.ErfcInv(2 * p);
}

namespace CostSim.Numerics;

/// <summary>Logarithms and exponentials near 1, which .NET computes by plain subtraction. All to a few ulp.</summary>
internal static class AccurateLogs
{
    /// <summary>
    /// log(1 + x). Kahan; see Goldberg, What Every Computer Scientist Should Know About Floating-Point Arithmetic (1991), theorem 4.
    /// </summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        if (u == 1)
        {
            return x;
        }

        return double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>exp(x) - 1. Kahan; see Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.14.1.</summary>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 1)
        {
            return Math.Exp(x) - 1;
        }

        double u = Math.Exp(x);
        return u == 1 ? x : (u - 1) * (x / Math.Log(u));
    }

    /// <summary>x - log(1 + x) for x > -1, without cancellation: with r = x/(2 + x), log(1 + x) = 2 (r + r^3/3 + r^5/5 + ...).</summary>
    public static double XMinusLog1p(double x)
    {
        if (!(Math.Abs(x) < 0.6))
        {
            return x - Log1p(x);
        }

        double r = x / (2 + x), square = r * r, sum = 0;
        for (int n = 39; n >= 3; n -= 2)
        {
            sum = (sum * square) + (1.0 / n);
        }

        return r * (x - (2 * square * sum));
    }
}

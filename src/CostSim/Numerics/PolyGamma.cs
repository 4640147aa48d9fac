namespace CostSim.Numerics;

/// <summary>
/// Derivatives of the logarithm of the gamma function, for positive numbers (DLMF 5.11.2 and 5.15.8, with the recurrence 5.5.2 below 12).
/// </summary>
internal static class PolyGamma
{
    private const double Large = 12;

    /// <summary>psi(x).</summary>
    public static double Digamma(double x) => Math.Log(x) - LogMinusDigamma(x);

    /// <summary>log(x) - psi(x), without cancellation for large x, where it is about 1 / 2x.</summary>
    public static double LogMinusDigamma(double x)
    {
        if (x >= Large)
        {
            double r = 1 / x, s = r * r;
            return (r / 2) + (s * ((1.0 / 12) - (s * ((1.0 / 120) - (s * ((1.0 / 252) - (s * ((1.0 / 240) - (s * (1.0 / 132))))))))));
        }
        double sum = 0, y = x;
        for (; y < Large; y++)
        {
            sum += 1 / y;
        }

        return Math.Log(x / y) + LogMinusDigamma(y) + sum;
    }

    /// <summary>psi'(x).</summary>
    public static double Trigamma(double x) => (1 / x) + TrigammaExcess(x);

    /// <summary>psi'(x) - 1/x, without cancellation for large x, where it is about 1 / 2x^2.</summary>
    public static double TrigammaExcess(double x)
    {
        if (x >= Large)
        {
            double r = 1 / x, s = r * r;
            return (s / 2) + (s * r * ((1.0 / 6) - (s * ((1.0 / 30) - (s * ((1.0 / 42) - (s * ((1.0 / 30) - (s * (5.0 / 66))))))))));
        }
        double sum = 0, y = x;
        for (; y < Large; y++)
        {
            sum += 1 / (y * y);
        }

        return sum + (1 / y) + TrigammaExcess(y) - (1 / x);
    }
}

namespace CostSim.Numerics;

/// <summary>The gamma function of positive numbers, to about 10 ulp; Math.NET's loses up to 200.</summary>
internal static class GammaFunction
{
    /// <summary>From here on Stirling's series reaches double precision.</summary>
    public const double Large = 12;

    /// <summary>Gamma(a); infinite above 171.</summary>
    public static double Of(double a)
    {
        double product = 1, z = a;
        for (; z < Large; z++)
        {
            product *= z;
        }

        double power = Math.Pow(z, z / 2);
        return power * Math.Exp(-z) * power * Math.Sqrt(2 * Math.PI / z) * Scaled(z) / product;
    }

    /// <summary>log Gamma(a).</summary>
    public static double Log(double a) =>
        a < Large ? Math.Log(Of(a)) : (a * (Math.Log(a) - 1)) + (Math.Log(2 * Math.PI / a) / 2) + Math.Log(Scaled(a));

    /// <summary>Gamma*(a) = Gamma(a) / (sqrt(2 pi / a) (a / e)^a), by Stirling's series (DLMF 5.11.1) for large a.</summary>
    public static double Scaled(double a)
    {
        if (a < Large)
        {
            return Of(a) / (Math.Sqrt(2 * Math.PI / a) * Math.Pow(a, a) * Math.Exp(-a));
        }

        double r = 1 / a, s = r * r, sum = -691.0 / 360360;
        sum = (sum * s) + (1.0 / 1188);
        sum = (sum * s) - (1.0 / 1680);
        sum = (sum * s) + (1.0 / 1260);
        sum = (sum * s) - (1.0 / 360);
        sum = (sum * s) + (1.0 / 12);
        return Math.Exp(r * sum);
    }
}

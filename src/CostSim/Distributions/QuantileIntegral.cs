using MathNet.Numerics.Integration;

namespace CostSim.Distributions;

/// <summary>Integrals of a law's quantile function over its probability.</summary>
internal static class QuantileIntegral
{
    private const int Levels = 7, ManySteps = 256, ShortOrder = 8;

    /// <summary>
    /// Mean and variance, by tanh-sinh quadrature between the law's kinks and landmarks; relative error about 1e-12
    /// for bounded or light-tailed laws.
    /// </summary>
    public static (double Mean, double Variance) Moments(Distribution law)
    {
        double middle = law.Quantile(0.5);
        double mean = middle + Integral(law, x => x - middle);
        return (mean, Integral(law, x => (x - mean) * (x - mean)));
    }

    /// <summary>Expected value of f(X): both halves of the probability from their own end.</summary>
    private static double Integral(Distribution law, Func<double, double> f)
    {
        List<double> low = [0], high = [0];
        foreach (double kink in law.Kinks.Concat(law.Atoms).Concat(law.Landmarks))
        {
            if (law.Cdf(kink) is > 0 and < 0.5 and double upTo)
            {
                low.Add(upTo);
            }

            if (law.Survival(kink) is > 0 and < 0.5 and double above)
            {
                high.Add(above);
            }

            if (!law.HasAtoms)
            {
                continue;
            }

            if (law.ProbabilityBelow(kink) is > 0 and < 0.5 and double below)
            {
                low.Add(below);
            }

            if (law.ProbabilityFrom(kink) is > 0 and < 0.5 and double from)
            {
                high.Add(from);
            }
        }
        low.Add(0.5);
        high.Add(0.5);
        low.Sort();
        high.Sort();
        return Integral(p => f(law.Quantile(p)), low) + Integral(q => f(law.UpperQuantile(q)), high);
    }

    /// <summary>Over all steps between rising ends; where there are many of them, the inner ones are short and need few points.</summary>
    private static double Integral(Func<double, double> f, List<double> ends)
    {
        double sum = 0;
        for (int i = 1; i < ends.Count; i++)
        {
            bool isShort = ends.Count > ManySteps && i > 1;
            sum += isShort ? GaussLegendreRule.Integrate(f, ends[i - 1], ends[i], ShortOrder) : TanhSinh(f, ends[i - 1], ends[i]);
        }
        return sum;
    }

    /// <summary>
    /// Takahasi and Mori, Double exponential formulas for numerical integration, Publ. RIMS 9 (1974); ends with singularities are allowed.
    /// </summary>
    private static double TanhSinh(Func<double, double> f, double from, double to)
    {
        const double Reach = 5.2;
        double width = to - from, step = Reach / (1 << Levels), sum = 0;
        for (int i = -(1 << Levels); i <= 1 << Levels; i++)
        {
            double t = i * step, s = Math.PI * Math.Sinh(t);
            double share = 1 / (1 + Math.Exp(-s)), rest = 1 / (1 + Math.Exp(s));  // distances from both ends, each without cancellation
            double at = i <= 0 ? from + (width * share) : to - (width * rest);
            if (at <= from || at >= to)
            {
                continue;
            }

            sum += f(at) * share * rest * Math.Cosh(t);
        }
        return sum * Math.PI * step * width;
    }
}

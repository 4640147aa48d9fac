namespace CostSim.Numerics;

/// <summary>The root of a rising function between two points, to the last bits; a jump over 0 counts as a root.</summary>
internal static class MonotoneRoot
{
    private const int MostSteps = 500;

    /// <summary>
    /// Chandrupatla, A new hybrid quadratic/bisection algorithm, Advances in Engineering Software 28 (1997); wide intervals are
    /// halved on a logarithmic scale.
    /// </summary>
    public static double Find(Func<double, double> f, double low, double high)
    {
        double fLow = f(low), fHigh = f(high);
        if (!(fLow < 0))
        {
            return low;
        }

        if (!(fHigh > 0))
        {
            return high;
        }

        // The absolute tolerance matters only for roots at 0 between numbers of both signs.
        double absolute = low < 0 && high > 0 ? 1e-19 * (high - low) : double.Epsilon;
        double a = high, fa = fHigh, b = low, fb = fLow, share = 0.5;
        for (int i = 0; i < MostSteps; i++)
        {
            double x = share == 0.5 ? Middle(a, b) : a + (share * (b - a)), fx = f(x), c, fc;
            if (fx > 0 == fa > 0)
            {
                (c, fc) = (a, fa);
            }
            else
            {
                (c, fc, b, fb) = (b, fb, a, fa);
            }
            (a, fa) = (x, fx);
            double best = Math.Abs(fa) < Math.Abs(fb) ? a : b, least = ((2.2e-16 * Math.Abs(best)) + absolute) / Math.Abs(b - a);
            if (fx == 0)
            {
                return x;
            }

            if (!(least < 0.5))
            {
                return best;
            }

            double place = (a - b) / (c - b), height = (fa - fb) / (fc - fb);
            bool isSmooth = height * height < place && (1 - height) * (1 - height) < 1 - place;
            share = isSmooth
                ? Math.Clamp(
                    (fa / (fb - fa) * (fc / (fb - fc))) + ((c - a) / (b - a) * (fa / (fc - fa)) * (fb / (fc - fb))), least, 1 - least)
                : 0.5;
        }
        return a;
    }

    private static double Middle(double a, double b)
    {
        (double least, double most) = (Math.Min(a, b), Math.Max(a, b));
        if (least > 0 && most > 4 * least)
        {
            return Math.Sqrt(least) * Math.Sqrt(most);
        }

        if (most < 0 && least < 4 * most)
        {
            return -Math.Sqrt(-least) * Math.Sqrt(-most);
        }

        if (least == 0)
        {
            return most / 1024;
        }

        return most == 0 ? least / 1024 : least + ((most - least) / 2);
    }
}

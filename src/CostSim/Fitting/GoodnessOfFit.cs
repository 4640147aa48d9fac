using CostSim.Distributions;

namespace CostSim.Fitting;

/// <summary>How far a sample's distribution function lies from a law's.</summary>
/// <param name="KolmogorovSmirnov">Largest distance D between the two functions, from 0 to 1.</param>
/// <param name="AndersonDarling">A^2: the squared distance, weighted so that the tails count. Anderson and Darling, JASA 49 (1954).</param>
public readonly record struct GoodnessOfFit(double KolmogorovSmirnov, double AndersonDarling)
{
    /// <summary>Measures a sample against a law.</summary>
    /// <remarks>
    /// Rounded numbers say no more than the interval they were rounded from, so equal ones are spread over the probability of theirs:
    /// without that, rounding alone would count as distance. Where a law ends at the least or the greatest number, as an estimated end
    /// does, A^2 is that of the other numbers: this one lies there for certain.
    /// </remarks>
    public static GoodnessOfFit Of(Sample sample, Distribution law)
    {
        var values = sample.Values;
        int n = values.Length;
        double distance = 0, sum = 0, middle = law.Quantile(0.5), half = sample.Step / 2;
        int first = half == 0 && values[0] == law.Minimum ? 1 : 0,
            last = half == 0 && values[^1] == law.Maximum ? n - 1 : n, kept = last - first;
        for (int start = 0, end; start < n; start = end)
        {
            end = start + 1;
            while (end < n && values[end] == values[start])
            {
                end++;
            }

            (double fromBelow, double fromAbove) = Tails(law, values[start] - half, middle);
            (double toBelow, double toAbove) = half > 0 ? Tails(law, values[start] + half, middle) : (fromBelow, fromAbove);
            for (int i = start; i < end; i++)
            {
                double share = half > 0 ? (i - start + 0.5) / (end - start) : 0;
                double below = fromBelow + (share * (toBelow - fromBelow)), above = toAbove + ((1 - share) * (fromAbove - toAbove));
                distance = Math.Max(distance, Math.Max(((i + 1.0) / n) - below, below - ((double)i / n)));
                if (i < first || i >= last)
                {
                    continue;
                }

                sum += ((2.0 * (i - first)) + 1) * Log(below);
                sum += ((2.0 * (last - i)) - 1) * Log(above);
            }
        }
        return new(distance, -kept - (sum / kept));
    }

    /// <summary>The probabilities below and above a number, each with its digits where it is small.</summary>
    private static (double Below, double Above) Tails(Distribution law, double x, double middle)
    {
        if (x > middle)
        {
            double above = law.Survival(x);
            return (1 - above, above);
        }
        double below = law.Cdf(x);
        return (below, 1 - below);
    }

    /// <summary>Where the law ends before the data do, the distance is very large, but a number.</summary>
    private static double Log(double probability) => Math.Log(Math.Max(probability, 1e-300));
}

using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace CostSim.Statistics;

/// <summary>How far a figure estimated from n independent trials may lie from the value of infinitely many: 95 % intervals.</summary>
internal static class MonteCarloError
{
    /// <summary>The level of every interval.</summary>
    public const double Level = 0.95;

    /// <summary>97.5 % point of the standard normal law.</summary>
    internal const double Z = 1.959963984540054;

    /// <summary>Sample size from which Student's t and the normal law are the same to three digits.</summary>
    private const double LargeSample = 2000;

    /// <summary>n p (1-p) above which the binomial law is taken from its normal expansion; the rank error is then below 0.02.</summary>
    private const double ExactBelow = 400;

    /// <summary>
    /// The mean of values that are not negative: value ± t sd / sqrt(n), Student's t for small samples, by the central limit theorem.
    /// </summary>
    public static Estimate OfMean(in Moments moments) =>
        Around(moments.Mean, moments.StandardDeviation / Math.Sqrt(moments.Count), moments.Count);

    /// <summary>
    /// The standard deviation, by the delta method: se(s) = sqrt((m4 - s^4) / n) / (2 s). Kendall and Stuart vol. 1, §10.6.
    /// </summary>
    public static Estimate OfStandardDeviation(in Moments moments)
    {
        double s = moments.StandardDeviation;
        if (s == 0)
        {
            return Around(0, 0, moments.Count);
        }
        double kurtosis = moments.M4 / moments.Count / (s * s) / (s * s);
        return Around(s, s / 2 * Math.Sqrt(Math.Max(0, kurtosis - 1) / moments.Count), moments.Count);
    }

    /// <summary>
    /// A quantile: the order statistics between whose ranks the number of trials below it lies with 95 % (a binomial law), whatever
    /// the distribution. David and Nagaraja 2003, §7.1. No interval when a rank falls outside the sample.
    /// </summary>
    public static Estimate OfQuantile(Histogram histogram, double p)
    {
        double value = histogram.Quantile(p);
        var (lower, upper) = Ranks(histogram.Count, p);
        return lower < 1 || upper > histogram.Count
            ? Estimate.WithoutInterval(value)
            : new(value, Math.Min(value, histogram.AtRank(lower)), Math.Max(value, histogram.AtRank(upper)));
    }

    /// <summary>
    /// A probability, met in a share <paramref name="p"/> of n trials: Wilson's score interval with a continuity correction, which keeps
    /// its level down to single trials. Newcombe 1998, "Two-sided confidence intervals for the single proportion", method 4.
    /// </summary>
    public static Estimate OfProbability(double p, long n)
    {
        double z2 = Z * Z;
        double centre = 2 * n * p + z2, scale = 2 * (n + z2);
        double below = Z * Math.Sqrt(Math.Max(0, z2 - 2 - 1.0 / n + 4 * p * (n * (1 - p) + 1)));
        double above = Z * Math.Sqrt(Math.Max(0, z2 + 2 - 1.0 / n + 4 * p * (n * (1 - p) - 1)));
        double lower = p == 0 ? 0 : Math.Max(0, (centre - 1 - below) / scale),
            upper = p == 1 ? 1 : Math.Min(1, (centre + 1 + above) / scale);
        return new(p, Math.Min(p, lower), Math.Max(p, upper));
    }

    /// <summary>Ranks l and u of the order statistics with P(X_(l) &lt;= q_p &lt;= X_(u)) &gt;= 95 %, 2.5 % on either side.</summary>
    internal static (double Lower, double Upper) Ranks(long n, double p)
    {
        double variance = n * p * (1 - p);
        if (variance > ExactBelow)
        {
            // Cornish-Fisher: the binomial's skewness moves both ends the same way.
            double skew = (1 - 2 * p) * (Z * Z - 1) / 6;
            double reach = Z * Math.Sqrt(variance);
            return (n * p + skew - reach, n * p + skew + reach + 1);
        }
        return (LargestRankBelow(n, p), SmallestRankAbove(n, p));
    }

    /// <summary>Largest l with P(B &lt; l) &lt;= 2.5 %, B binomial(n, p); 0 when none.</summary>
    private static double LargestRankBelow(long n, double p) => Bisect(n, l => BinomialCdf(l - 1, n, p) <= (1 - Level) / 2) - 1;

    /// <summary>Smallest u with P(B &gt;= u) &lt;= 2.5 %; n + 1 when none.</summary>
    private static double SmallestRankAbove(long n, double p) => Bisect(n, u => 1 - BinomialCdf(u - 1, n, p) > (1 - Level) / 2);

    /// <summary>Smallest rank in 1 ... n+1 for which a condition that holds up to some rank no longer holds.</summary>
    private static long Bisect(long n, Func<long, bool> holds)
    {
        long low = 1, high = n + 1;
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            if (holds(middle))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    /// <summary>P(B &lt;= k) = I_{1-p}(n - k, k + 1).</summary>
    private static double BinomialCdf(long k, long n, double p) =>
        k < 0 ? 0 : k >= n ? 1 : SpecialFunctions.BetaRegularized(n - k, k + 1, 1 - p);

    private static Estimate Around(double value, double standardError, double count)
    {
        if (!(count > 1 && double.IsFinite(standardError)))
        {
            return Estimate.WithoutInterval(value);
        }
        double reach = (count < LargeSample ? StudentT.InvCDF(0, 1, count - 1, (1 + Level) / 2) : Z) * standardError;
        return new(value, Math.Max(0, value - reach), value + reach);
    }
}

using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Binomial law: P(X = k) = C(n, k) p^k (1 - p)^(n - k), by the saddle-point form of Loader, Fast and accurate computation of binomial
/// probabilities (2000). Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), chapter 3.
/// </summary>
public sealed class Binomial : CountLaw
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("binomial", "how many of n independent tries succeed, each with probability p; a whole number",
        [new("n= p=", [new("n"), new("p")], values => FromTries(values[0], values[1]))])
    { IsContinuous = false };

    private const double LargestCount = 1L << 53, LargestVariance = 1e8;

    private readonly double _n, _p;

    /// <param name="n">Number of tries, a whole number above 0.</param>
    /// <param name="p">Probability of success, above 0 and below 1; n p (1 - p) up to 1e8.</param>
    public Binomial(double n, double p) : base(n * p, 0, n, k => ProbabilityOf(k, n, p)) => (_n, _p) = (n, p);

    public override double Mean => _n * _p;

    public override double Variance => _n * _p * (1 - _p);

    public override string ToString() => FormattableString.Invariant($"binomial n={_n} p={_p}");

    private static Outcome<Distribution> FromTries(double n, double p)
    {
        double mean = n * p, variance = mean * (1 - p);
        return new ParameterChecks().AtLeast0("n", n)
            .Require(!(n >= 0) || (n == Math.Floor(n) && n <= LargestCount), "n",
                FormattableString.Invariant($"n must be a whole number up to 2^53, but is {n}"), "write a whole number")
            .Require(p >= 0 && p <= 1, "p", FormattableString.Invariant($"p must lie between 0 and 1, but is {p}"),
                "write a probability from 0 to 1")
            .Require(!(variance > LargestVariance), "n",
                FormattableString.Invariant($"n p (1 - p) must not exceed {LargestVariance} in a binomial law, but is {variance}"),
                FormattableString.Invariant($"write normal mean={mean} sd={Math.Sqrt(variance)} at_least=0 at_most={n}"))
            .Then(() => n == 0 || p == 0 ? new Fixed(0) : p == 1 ? new Fixed(n) : new Binomial(n, p));
    }

    private static double ProbabilityOf(double k, double n, double p)
    {
        if (k == 0)
        {
            return Math.Exp(n * AccurateLogs.Log1p(-p));
        }

        if (k == n)
        {
            return Math.Pow(p, n);
        }

        double rest = n - k, excess = (n * p) - k;
        double exponent = Deviance(k, n * p, excess) + Deviance(rest, n * (1 - p), -excess);
        return Math.Exp(-exponent) * Math.Sqrt(n / (2 * Math.PI * k * rest))
            * (GammaFunction.Scaled(n) / (GammaFunction.Scaled(k) * GammaFunction.Scaled(rest)));
    }
}

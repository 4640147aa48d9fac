using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Poisson law: P(X = k) = mean^k exp(-mean) / k!, by the saddle-point form of Loader, Fast and accurate computation of binomial
/// probabilities (2000), which loses no digits for large means. Johnson, Kemp and Kotz, Univariate Discrete
/// Distributions (2005), chapter 4.
/// </summary>
public sealed class Poisson : CountLaw
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("poisson", "how often something rare and independent happens; a whole number",
        [new("mean=", [new("mean")], values => FromMean(values[0]))])
    { IsContinuous = false };

    /// <summary>Above it the tables grow large, and a normal law is the same to four digits.</summary>
    private const double LargestMean = 1e8;

    private readonly double _mean;

    /// <param name="mean">Mean, above 0 and up to 1e8.</param>
    public Poisson(double mean) : base(mean, 0, double.PositiveInfinity, k => ProbabilityOf(k, mean)) => _mean = mean;

    public override double Mean => _mean;

    public override double Variance => _mean;

    public override string ToString() => FormattableString.Invariant($"poisson mean={_mean}");

    private static Outcome<Distribution> FromMean(double mean) =>
        new ParameterChecks().AtLeast0("mean", mean)
            .Require(!(mean > LargestMean), "mean",
                FormattableString.Invariant($"mean must not exceed {LargestMean} in a poisson law, but is {mean}"),
                FormattableString.Invariant($"write normal mean={mean} sd={Math.Sqrt(mean)} at_least=0"))
            .Then(() => mean == 0 ? new Fixed(0) : new Poisson(mean));

    private static double ProbabilityOf(double k, double mean) => k == 0
        ? Math.Exp(-mean)
        : Math.Exp(-Deviance(k, mean, mean - k)) / (Math.Sqrt(2 * Math.PI * k) * GammaFunction.Scaled(k));
}

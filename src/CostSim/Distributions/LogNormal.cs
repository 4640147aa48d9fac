using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Lognormal law: log(x / median) / sigma is standard normal; density exp(-(log(x/median)/sigma)^2 / 2) / (x sigma sqrt(2 pi)).
/// Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 14.
/// </summary>
public sealed class LogNormal : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("lognormal", "a positive number known to within a factor; skewed to large values",
    [
        new("median= sigma=", [new("median"), new("sigma")], values => FromMedian(values[0], values[1])),
        new("mean= cv=", [new("mean"), new("cv")], values => FromMean(values[0], values[1])),
        new("mean= sd=", [new("mean"), new("sd")], values => FromMeanAndSd(values[0], values[1])),
        new("mu= sigma=", [new("mu"), new("sigma")], values => FromMu(values[0], values[1])),
        Parameterisation.OfTwoQuantiles(Through),
    ]);

    private readonly double _median, _sigma;

    /// <param name="median">Median, above 0.</param>
    /// <param name="sigma">Standard deviation of the logarithm, above 0.</param>
    public LogNormal(double median, double sigma) => (_median, _sigma) = (median, sigma);

    public override double Minimum => 0;

    public override double Maximum => double.PositiveInfinity;

    public override double Mean => _median * Math.Exp(_sigma * _sigma / 2);

    public override double Variance => Mean * (Mean * AccurateLogs.Expm1(_sigma * _sigma));

    public override double Quantile(double p) => _median * Math.Exp(_sigma * StandardNormal.Quantile(p));

    public override double UpperQuantile(double q) => _median * Math.Exp(-_sigma * StandardNormal.Quantile(q));

    public override double Cdf(double x) => x > 0 ? StandardNormal.Cdf(Math.Log(x / _median) / _sigma) : 0;

    public override double Survival(double x) => x > 0 ? StandardNormal.Cdf(-Math.Log(x / _median) / _sigma) : 1;

    public override string ToString() => FormattableString.Invariant($"lognormal median={_median} sigma={_sigma}");

    private static Outcome<Distribution> FromMedian(double median, double sigma) =>
        new ParameterChecks().Above0("median", median).AtLeast0("sigma", sigma).Then(() => Make(median, sigma));

    private static Outcome<Distribution> FromMu(double mu, double sigma) =>
        new ParameterChecks().AtLeast0("sigma", sigma).Representable("median", Math.Exp(mu)).Then(() => Make(Math.Exp(mu), sigma));

    private static Outcome<Distribution> FromMean(double mean, double cv) =>
        new ParameterChecks().Above0("mean", mean).AtLeast0("cv", cv).Then(() => OfMean(mean, cv));

    private static Outcome<Distribution> FromMeanAndSd(double mean, double sd) =>
        new ParameterChecks().Above0("mean", mean).AtLeast0("sd", sd).Then(() => OfMean(mean, sd / mean));

    private static Outcome<Distribution> Through(QuantilePoint low, QuantilePoint high)
    {
        double sigma = Math.Log(high.Value / low.Value) / (high.NormalScore - low.NormalScore);
        double median = low.Value * Math.Exp(-sigma * low.NormalScore);
        return new ParameterChecks()
            .Above0(low.Name, low.Value)
            .Representable("sigma", sigma)
            .Representable("median", median)
            .Then(() => new LogNormal(median, sigma));
    }

    private static Distribution OfMean(double mean, double cv) =>
        Make(mean / double.Hypot(1, cv), Math.Sqrt(AccurateLogs.Log1p(cv * cv)));

    private static Distribution Make(double median, double sigma) => sigma == 0 ? new Fixed(median) : new LogNormal(median, sigma);
}

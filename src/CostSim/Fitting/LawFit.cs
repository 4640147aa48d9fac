using CostSim.Distributions;

namespace CostSim.Fitting;

/// <summary>A law fitted to a sample.</summary>
/// <param name="Estimator">What fitted it.</param>
/// <param name="Parameters">Its estimates.</param>
/// <param name="Distribution">The law.</param>
/// <param name="LogLikelihood">Sum of the log densities.</param>
/// <param name="Distance">Distance from the data.</param>
public sealed record LawFit(
    LawEstimator Estimator, double[] Parameters, Distribution Distribution, double LogLikelihood, GoodnessOfFit Distance)
{
    /// <summary>Percentiles at which law and data are compared, as probabilities.</summary>
    private static readonly double[] Compared = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

    /// <summary>The law's name.</summary>
    public string Name => Estimator.Name;

    /// <summary>Numbers estimated.</summary>
    public int ParameterCount => Estimator.ParameterCount;

    /// <summary>The law as rows of a scenario state it.</summary>
    public IReadOnlyList<LawInWords> Stated => Estimator.State(Parameters);

    /// <summary>Akaike's information criterion. Akaike, IEEE Transactions on Automatic Control 19 (1974).</summary>
    public double Aic => (2 * ParameterCount) - (2 * LogLikelihood);

    /// <summary>
    /// AIC corrected for small samples; infinite where there are too few numbers. Hurvich and Tsai, Biometrika 76 (1989).
    /// </summary>
    public double AicOfSmallSample(int count) =>
        count > ParameterCount + 1
        ? Aic + (2.0 * ParameterCount * (ParameterCount + 1) / (count - ParameterCount - 1))
        : double.PositiveInfinity;

    /// <summary>P-values; null when the law was not tested.</summary>
    public GoodnessOfFitP? P { get; init; }

    /// <summary>Fits a law to a sample of two different numbers or more; null and the reason where it has no fit.</summary>
    public static (LawFit? Fit, string WhyNone) Of(LawEstimator estimator, Sample sample)
    {
        if (estimator.Obstacle(sample) is { } obstacle)
        {
            return (null, obstacle);
        }

        double[] parameters = estimator.Estimate(sample);
        if (estimator.Degeneracy(parameters) is { } degeneracy)
        {
            return (null, degeneracy);
        }

        if (!parameters.All(double.IsFinite))
        {
            return (null, "its parameters would be too large to compute with");
        }

        var law = estimator.Make(parameters);
        double likelihood = estimator.LogLikelihood(sample, parameters);
        bool canBeDrawn = double.IsFinite(law.Quantile(Rarest)) && double.IsFinite(law.UpperQuantile(Rarest));
        return double.IsFinite(likelihood) && canBeDrawn
            ? (new(estimator, parameters, law, likelihood, estimator.Distance(sample, parameters)), "")
            : (null, "its draws would be too large to compute with");
    }

    /// <summary>
    /// The percentile from P5 to P95 at which the law lies farthest from the data, and how far: as a share of the data's percentile,
    /// or of the distance from P5 to P95 where the data are not all above 0.
    /// </summary>
    public (double P, double Gap) WorstPercentile(Sample sample)
    {
        (double P, double Gap) worst = (0.5, 0);
        foreach (double p in Compared)
        {
            double seen = sample.Quantile(p), unit = sample.Minimum > 0 ? seen : sample.Quantile(0.95) - sample.Quantile(0.05);
            double gap = ((p < 0.5 ? Distribution.Quantile(p) : Distribution.UpperQuantile(1 - p)) - seen) / unit;
            if (Math.Abs(gap) > Math.Abs(worst.Gap))
            {
                worst = (p, gap);
            }
        }
        return worst;
    }

    private const double Rarest = 1.0 / (1L << 53);
}

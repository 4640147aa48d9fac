using CostSim.Distributions;
using CostSim.Fitting;
using CostSim.Sampling;

namespace CostSim.Tests.Fitting;

/// <summary>Numbers to fit laws to: those of LawEstimatorReference.py, and draws.</summary>
internal static class FittingData
{
    public static readonly double[] Lengths =
    [
        31.2, 44.7, 58.1, 63.9, 71.4, 80.2, 86.6, 93.3, 101.7, 108.4, 117.2, 124.9, 133.1, 142.8, 151.6, 160.3, 172.5, 183.9, 196.2, 209.4,
        221.7, 238.3, 254.6, 273.1, 290.8, 312.4, 337.9, 362.2, 391.5, 427.6, 463.3, 508.7, 561.2, 619.8, 702.4, 801.6,
        933.1, 1124.5, 1490.3, 2604.9,
    ];

    public static readonly double[] Shares =
    [
        0.043, 0.081, 0.102, 0.127, 0.149, 0.166, 0.187, 0.203, 0.221, 0.238, 0.251, 0.270, 0.288, 0.301, 0.322,
        0.339, 0.354, 0.377, 0.391, 0.418, 0.437, 0.459, 0.488, 0.512, 0.547, 0.579, 0.618, 0.664, 0.731, 0.846,
    ];

    public static readonly double[] Changes =
    [
        -9.81, -4.02, -2.77, -2.13, -1.66, -1.31, -1.08, -0.87, -0.71, -0.52, -0.39, -0.21, -0.08, 0.03, 0.17,
        0.28, 0.41, 0.55, 0.69, 0.81, 0.98, 1.17, 1.36, 1.62, 1.93, 2.31, 2.86, 3.74, 5.92, 14.6,
    ];

    public static readonly double[] Prices =
    [
        1.08, 1.21, 1.34, 1.42, 1.49, 1.57, 1.63, 1.70, 1.76, 1.81, 1.87, 1.92, 1.98, 2.03, 2.09,
        2.15, 2.22, 2.28, 2.35, 2.43, 2.50, 2.58, 2.67, 2.77, 2.88, 2.99, 3.12, 3.27, 3.46, 3.71,
    ];

    public static readonly double[] Humps =
    [
        4.1, 5.2, 5.9, 6.4, 6.8, 7.3, 7.7, 8.1, 8.6, 9.2, 9.9, 10.8, 12.1, 14.9,
        61, 74, 83, 90, 97, 103, 109, 115, 121, 128, 135, 143, 152, 163, 176, 194, 221, 263,
    ];

    /// <summary>Independent draws of a law.</summary>
    public static double[] Draws(Distribution law, int count, ulong stream)
    {
        double[] uniforms = new double[(count + Sampler.GroupLength) / Sampler.GroupLength * Sampler.GroupLength];
        Philox.Uniforms(20251123, stream, 0, uniforms);
        return [.. uniforms.Take(count).Select(law.Quantile)];
    }

    /// <summary>The mixture of prompts with two humps, as of a service with short questions and pasted documents.</summary>
    public static Distribution TwoHumps() => Mixture.Of([new(0.4, new LogNormal(40, 0.5)), new(0.6, new LogNormal(600, 0.4))]).Value!;

    public static LawEstimator Estimator(string name) => LawEstimators.Single().First(estimator => estimator.Name == name);

    /// <summary>The fit of one law.</summary>
    public static LawFit Fit(string name, IEnumerable<double> values) => LawFit.Of(Estimator(name), Sample.Of(values)).Fit!;

    /// <summary>All laws fitted, the best five tested, as the program does.</summary>
    public static (FitChoice Choice, IReadOnlyList<LawFit> Laws) Choose(IEnumerable<double> values, int replicates = 199)
    {
        var sample = Sample.Of(values);
        ParametricBootstrap bootstrap = new(replicates, 1);
        LawFit[] laws =
            [.. LawEstimators.Single().Select(estimator => LawFit.Of(estimator, sample).Fit).OfType<LawFit>().OrderBy(fit => fit.Aic)];
        for (int i = 0; i < Math.Min(5, laws.Length); i++)
        {
            laws[i] = laws[i] with { P = bootstrap.Test(laws[i], sample) };
        }

        var mixture = LawFit.Of(LawEstimators.MixtureFor(sample), sample).Fit;
        if (FitChoice.IsOffered(laws, mixture))
        {
            mixture = mixture! with { P = bootstrap.Test(mixture, sample) };
        }

        return (FitChoice.Of(laws, mixture), laws);
    }
}

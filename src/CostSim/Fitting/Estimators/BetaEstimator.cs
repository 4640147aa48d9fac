using CostSim.Distributions;
using CostSim.Numerics;

namespace CostSim.Fitting.Estimators;

/// <summary>
/// Beta law between known ends: the shapes at which the expected logarithms of the distances from both ends are those of the data, by
/// Newton's method. Johnson, Kotz and Balakrishnan 2 (1995), section 25.4.
/// </summary>
internal sealed class BetaEstimator(double min, double max) : LawEstimator
{
    private static readonly double[] Lowest = [Math.Log(Beta.SmallestShape), Math.Log(Beta.SmallestShape)];
    private static readonly double[] Highest = [Math.Log(Beta.LargestShape), Math.Log(Beta.LargestShape)];

    public override string Name => Beta.Law.Name;

    public override int ParameterCount => 2;

    internal override string? Obstacle(Sample sample) => Support.Between(sample, min, max);

    internal override double[] Estimate(Sample sample)
    {
        (double low, double high) = MeanLogs(sample);

        // The method of moments.
        double mean = (sample.Mean - min) / (max - min), sd = sample.Sd / (max - min),
            total = Math.Max((mean * (1 - mean) / (sd * sd)) - 1, 0.01);
        double[] logs = NewtonAscent.Maximise(
            new MeanLogDensity(low, high), [Math.Log(mean * total), Math.Log((1 - mean) * total)], Lowest, Highest);
        return [Math.Exp(logs[0]), Math.Exp(logs[1])];
    }

    internal override string? Degeneracy(double[] parameters) =>
        parameters.All(shape => shape is > Beta.SmallestShape * 1.001 and < Beta.LargestShape / 1.001)
        ? null
        : "its shapes would be too extreme";

    internal override double LogLikelihood(Sample sample, double[] parameters)
    {
        (double low, double high) = MeanLogs(sample);
        double value = new MeanLogDensity(low, high)
            .Evaluate([Math.Log(parameters[0]), Math.Log(parameters[1])], new double[2], new double[2, 2]);
        return sample.Count * (value - low - high - Math.Log(max - min));
    }

    internal override Distribution Make(double[] parameters) => new Beta(parameters[0], parameters[1], min, max);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
    [
        new(Name, min == 0 && max == 1
            ? [new("alpha", parameters[0]), new("beta", parameters[1])]
            : [new("alpha", parameters[0]), new("beta", parameters[1]), new("min", min, Rounding.Down), new("max", max, Rounding.Up)]),
    ];

    /// <summary>Mean logarithms of the distances from both ends, as shares of the width.</summary>
    private (double Low, double High) MeanLogs(Sample sample)
    {
        double low = 0, high = 0;
        foreach (double value in sample.Values)
        {
            low += Math.Log((value - min) / (max - min));
            high += Math.Log((max - value) / (max - min));
        }
        return (low / sample.Count, high / sample.Count);
    }

    /// <summary>alpha low + beta high - log B(alpha, beta), as a function of log(alpha) and log(beta).</summary>
    private sealed class MeanLogDensity(double low, double high) : ISmoothFunction
    {
        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, double[,] hessian)
        {
            double alpha = Math.Exp(point[0]), beta = Math.Exp(point[1]), sum = alpha + beta, digamma = PolyGamma.Digamma(sum),
                trigamma = PolyGamma.Trigamma(sum);
            gradient[0] = alpha * (low - PolyGamma.Digamma(alpha) + digamma);
            gradient[1] = beta * (high - PolyGamma.Digamma(beta) + digamma);
            hessian[0, 0] = gradient[0] + (alpha * alpha * (trigamma - PolyGamma.Trigamma(alpha)));
            hessian[1, 1] = gradient[1] + (beta * beta * (trigamma - PolyGamma.Trigamma(beta)));
            hessian[0, 1] = hessian[1, 0] = alpha * beta * trigamma;
            return (alpha * low) + (beta * high) + GammaFunction.Log(sum) - GammaFunction.Log(alpha) - GammaFunction.Log(beta);
        }
    }
}

using CostSim.Distributions;
using CostSim.Numerics;

namespace CostSim.Fitting.Estimators;

/// <summary>
/// Gamma law: the shape solves log(shape) - psi(shape) = log(mean) - mean of logs, by Minka, Estimating a gamma
/// distribution (2002), equation 10.
/// </summary>
internal sealed class GammaEstimator : LawEstimator
{
    private const int MostSteps = 100;
    private const double SmallestShape = 1e-3, LargestShape = 1e8;

    public override string Name => Gamma.Law.Name;

    public override int ParameterCount => 2;

    internal override string? Obstacle(Sample sample) => Support.Above0(sample);

    internal override double[] Estimate(Sample sample)
    {
        double deficit = Deficit(sample);
        double shape = (3 - deficit + Math.Sqrt(((deficit - 3) * (deficit - 3)) + (24 * deficit))) / (12 * deficit);
        for (int i = 0; i < MostSteps && shape is > SmallestShape and < LargestShape; i++)
        {
            double step = (PolyGamma.LogMinusDigamma(shape) - deficit) / (shape * PolyGamma.TrigammaExcess(shape));
            double next = shape / (1 - step);
            if (!(next > 0))
            {
                next = shape / 2;
            }

            bool isDone = Math.Abs(next - shape) <= 1e-14 * shape;
            shape = next;
            if (isDone)
            {
                break;
            }
        }
        shape = Math.Clamp(shape, SmallestShape, LargestShape);
        return [shape, sample.Mean / shape];
    }

    internal override string? Degeneracy(double[] parameters) =>
        parameters[0] is > SmallestShape and < LargestShape ? null : "its shape would be too extreme";

    internal override double LogLikelihood(Sample sample, double[] parameters)
    {
        (double shape, double scale) = (parameters[0], parameters[1]);

        // With log Gamma by Stirling's series, so that nothing cancels for large shapes.
        double ratio = sample.Mean / (shape * scale);
        double logDensityScale = Math.Log(shape / (2 * Math.PI)) / 2 - Math.Log(GammaFunction.Scaled(shape));
        double perValue = logDensityScale + (shape * (1 + Math.Log(ratio) - ratio - Deficit(sample)));
        return (sample.Count * perValue) - sample.SumOfLogs;
    }

    internal override Distribution Make(double[] parameters) => new Gamma(parameters[0], parameters[1]);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
        [new(Name, [new("shape", parameters[0]), new("scale", parameters[1])])];

    /// <summary>log(mean) - mean of logs, as a mean of r - 1 - log r with r = x / mean, each of which is positive.</summary>
    private static double Deficit(Sample sample)
    {
        double sum = 0, mean = sample.Mean;
        foreach (double value in sample.Values)
        {
            double ratio = value / mean;
            sum += ratio < 0.5 ? ratio - 1 - Math.Log(ratio) : AccurateLogs.XMinusLog1p((value - mean) / mean);
        }
        return sum / sample.Count;
    }
}

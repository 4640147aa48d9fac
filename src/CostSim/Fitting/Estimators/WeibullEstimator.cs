using CostSim.Distributions;

namespace CostSim.Fitting.Estimators;

/// <summary>
/// Weibull law: the shape solves sum(x^k log x) / sum(x^k) - 1/k = mean of logs, whose left side rises with k.
/// Johnson, Kotz and Balakrishnan 1 (1994), equations 21.57 and 21.58.
/// </summary>
internal sealed class WeibullEstimator : LawEstimator
{
    private const int MostSteps = 200;
    private const double SmallestShape = 1e-3, LargestShape = 1e6;

    public override string Name => Weibull.Law.Name;

    public override int ParameterCount => 2;

    internal override string? Obstacle(Sample sample) => Support.Above0(sample);

    internal override double[] Estimate(Sample sample)
    {
        double low = SmallestShape, high = LargestShape, shape = Math.Clamp(Math.PI / Math.Sqrt(6) / sample.SdLog, low, high);
        for (int i = 0; i < MostSteps; i++)
        {
            (_, double mean, double variance) = Weighted(sample, shape);
            double excess = mean - (1 / shape) - (sample.MeanLog - sample.Logs[^1]);
            if (excess > 0)
            {
                high = shape;
            }
            else
            {
                low = shape;
            }

            // Newton's step in log(shape), kept between two shapes on both sides of the root.
            double next = shape * Math.Exp(Math.Clamp(-excess / ((shape * variance) + (1 / shape)), -2, 2));
            if (!(next > low && next < high))
            {
                next = Math.Sqrt(low) * Math.Sqrt(high);
            }

            bool isDone = Math.Abs(next - shape) <= 1e-14 * shape;
            shape = next;
            if (isDone)
            {
                break;
            }
        }
        return [shape, Scale(sample, shape)];
    }

    internal override string? Degeneracy(double[] parameters) =>
        parameters[0] is > SmallestShape * 1.001 and < LargestShape / 1.001 ? null : "its shape would be too extreme";

    internal override double LogLikelihood(Sample sample, double[] parameters)
    {
        (double shape, double scale) = (parameters[0], parameters[1]);
        double power = Weighted(sample, shape).Power * Math.Exp(shape * (sample.Logs[^1] - Math.Log(scale)));
        return (sample.Count * (Math.Log(shape) - (shape * Math.Log(scale)) - power)) + ((shape - 1) * sample.SumOfLogs);
    }

    internal override Distribution Make(double[] parameters) => new Weibull(parameters[0], parameters[1]);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
        [new(Name, [new("shape", parameters[0]), new("scale", parameters[1])])];

    private static double Scale(Sample sample, double shape) =>
        Math.Exp(sample.Logs[^1] + (Math.Log(Weighted(sample, shape).Power) / shape));

    /// <summary>Mean of (x/max)^shape, and mean and variance of log(x/max) with these weights.</summary>
    private static (double Power, double Mean, double Variance) Weighted(Sample sample, double shape)
    {
        double sum = 0, first = 0, second = 0, largest = sample.Logs[^1];
        foreach (double log in sample.Logs)
        {
            double y = log - largest, weight = Math.Exp(shape * y);
            sum += weight;
            first += weight * y;
            second += weight * y * y;
        }
        double mean = first / sum;
        return (sum / sample.Count, mean, Math.Max(0, (second / sum) - (mean * mean)));
    }
}

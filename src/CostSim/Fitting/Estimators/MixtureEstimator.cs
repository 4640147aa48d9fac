using CostSim.Distributions;

namespace CostSim.Fitting.Estimators;

/// <summary>
/// A mixture of two normal laws, of the numbers or of their logarithms, by expectation and maximisation from several starts.
/// McLachlan and Peel, Finite Mixture Models (2000), sections 2.8, 2.12 and 3.9 (spurious maxima).
/// </summary>
/// <remarks>Parameters: weight, mean and sd of one component, mean and sd of the other, the component with the lower mean first.</remarks>
internal sealed class MixtureEstimator(bool isLogarithmic) : LawEstimator
{
    /// <summary>Fewest numbers from which five parameters are estimated.</summary>
    private const int FewestValues = 25;

    /// <summary>Numbers that the starts are compared on, and that the search goes on with; the last steps take all of them.</summary>
    private const int ValuesToStart = 1000, ValuesToSearch = 20_000;

    private const int StepsToStart = 30, MostSteps = 1000, LastSteps = 20, StepsNear = 60;

    /// <summary>Rise of the log likelihood in one step that ends the search.</summary>
    private const double Tolerance = 1e-6, ToleranceNear = 1e-3;

    /// <summary>A component with fewer numbers, or so narrow beside the whole, follows chance and not the data.</summary>
    private const double LeastCount = 5, LeastSd = 0.02;

    /// <summary>Sd of numbers that are rounded to the same one, in units of the rounding.</summary>
    private const double RoundingSd = 0.29;

    /// <summary>Components as weight, mean and sd, in units of the sample's sd around its mean.</summary>
    private static readonly double[][] Starts =
    [
        [0.5, -0.8, 0.6, 0.8, 0.6], [0.2, -1.4, 0.5, 0.35, 0.8], [0.8, -0.35, 0.8, 1.4, 0.5], [0.05, -2.2, 0.4, 0.1, 0.9],
        [0.95, -0.1, 0.9, 2.2, 0.4],
        [0.7, 0, 0.5, 0, 1.6], [0.9, 0, 0.7, 0, 2.5], [0.4, -0.2, 0.3, 0.2, 1.2],
    ];

    public override string Name => isLogarithmic ? "two lognormals" : "two normals";

    public override int ParameterCount => 5;

    internal override string? Obstacle(Sample sample) =>
        sample.Count < FewestValues ? FormattableString.Invariant($"fewer than {FewestValues} values")
        : isLogarithmic ? Support.Above0(sample)
        : null;

    internal override double[] Estimate(Sample sample)
    {
        var whole = MomentsOf(sample);
        Sample few = sample.Thinned(ValuesToStart), many = sample.Thinned(ValuesToSearch);
        double[]? best = null;
        double most = double.NegativeInfinity;
        foreach (double[] start in Starts)
        {
            double[] climbed = Climb(
                few, [start[0], At(start[1]), whole.Sd * start[2], At(start[3]), whole.Sd * start[4]], whole, StepsToStart);
            double value = LogLikelihood(few, climbed);
            if (value > most)
            {
                (best, most) = (climbed, value);
            }
        }
        double[] found = Climb(many, best ?? [0.5, At(-0.8), 0.6 * whole.Sd, At(0.8), 0.6 * whole.Sd], whole, MostSteps);
        if (many.Count < sample.Count)
        {
            found = Climb(sample, found, whole, LastSteps);
        }

        if (Math.Min(found[0], 1 - found[0]) * sample.Count <= 1.001 * LeastCount)
        {
            // The search was stopped at the least weight: the component's share is not the data's.
            found[0] = Math.Round(found[0]);
        }
        return found[1] <= found[3] ? found : [1 - found[0], found[3], found[4], found[1], found[2]];

        double At(double deviations) => whole.Mean + (whole.Sd * deviations);
    }

    internal override double[] EstimateNear(Sample sample, double[] start) =>
        Climb(sample, start, MomentsOf(sample), StepsNear, ToleranceNear);

    internal override string? Degeneracy(double[] parameters) =>
        parameters[0] is > 1e-6 and < 1 - 1e-6
        ? null
        : FormattableString.Invariant($"one component would have {LeastCount} values or fewer");

    internal override double LogLikelihood(Sample sample, double[] parameters)
    {
        double sum = 0;
        foreach (double y in Scores(sample))
        {
            (double first, double second, double shift) = Densities(y, parameters);
            sum += Math.Log(first + second) + shift;
        }
        return sum - (sample.Count * Math.Log(2 * Math.PI) / 2) - (isLogarithmic ? sample.SumOfLogs : 0);
    }

    internal override Distribution Make(double[] parameters) => Mixture.Of(
    [
        new(parameters[0], Component(parameters[1], parameters[2])),
        new(1 - parameters[0], Component(parameters[3], parameters[4])),
    ]).Value!;

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
    [
        Stated(parameters[0], parameters[1], parameters[2]),
        Stated(1 - parameters[0], parameters[3], parameters[4]),
    ];

    private Distribution Component(double mean, double sd) => isLogarithmic ? new LogNormal(Math.Exp(mean), sd) : new Normal(mean, sd);

    private LawInWords Stated(double weight, double mean, double sd) => isLogarithmic
        ? new(LogNormal.Law.Name, [new("median", Math.Exp(mean)), new("sigma", sd)], weight)
        : new(Normal.Law.Name, [new("mean", mean), new("sd", sd)], weight);

    private ReadOnlySpan<double> Scores(Sample sample) => isLogarithmic ? sample.Logs : sample.Values;

    private Moments MomentsOf(Sample sample) => isLogarithmic ? new(sample.MeanLog, sample.SdLog) : new(sample.Mean, sample.Sd);

    private double[] Climb(Sample sample, double[] start, Moments whole, int steps, double tolerance = Tolerance)
    {
        var scores = Scores(sample);
        double[] now = [.. start];
        double last = double.NegativeInfinity, least = LeastSd * whole.Sd, fewest = Math.Min(LeastCount / sample.Count, 0.2);
        for (int i = 0; i < steps; i++)
        {
            double weight = 0, first = 0, firstSquares = 0, second = 0, secondSquares = 0, value = 0;
            foreach (double y in scores)
            {
                (double a, double b, double shift) = Densities(y, now);
                double share = a / (a + b), d = y - now[1], e = y - now[3];
                value += Math.Log(a + b) + shift;
                weight += share;
                first += share * d;
                firstSquares += share * d * d;
                second += (1 - share) * e;
                secondSquares += (1 - share) * e * e;
            }
            double n = scores.Length, rest = n - weight;
            first /= weight;
            second /= rest;
            now =
            [
                Math.Clamp(weight / n, fewest, 1 - fewest),
                now[1] + first, Math.Max(Narrowest(now[1] + first), Math.Sqrt(Math.Max(0, (firstSquares / weight) - (first * first)))),
                now[3] + second, Math.Max(Narrowest(now[3] + second), Math.Sqrt(Math.Max(0, (secondSquares / rest) - (second * second)))),
            ];
            if (!now.All(double.IsFinite))
            {
                return [0.5, whole.Mean - (0.1 * whole.Sd), whole.Sd, whole.Mean + (0.1 * whole.Sd), whole.Sd];
            }

            if (Math.Abs(value - last) < tolerance + (1e-12 * Math.Abs(value)))
            {
                break;
            }

            last = value;
        }
        return now;

        double Narrowest(double mean) => Math.Max(least, RoundingSd * sample.Step / (isLogarithmic ? Math.Exp(mean) : 1));
    }

    /// <summary>
    /// Weighted densities of both components times sqrt(2 pi), divided by exp(shift) so that they do not underflow together.
    /// </summary>
    private static (double First, double Second, double Shift) Densities(double y, double[] parameters)
    {
        double z = (y - parameters[1]) / parameters[2], t = (y - parameters[3]) / parameters[4];
        double shift = -Math.Min(z * z, t * t) / 2;
        return (parameters[0] / parameters[2] * Math.Exp((-z * z / 2) - shift),
            (1 - parameters[0]) / parameters[4] * Math.Exp((-t * t / 2) - shift), shift);
    }

    private readonly record struct Moments(double Mean, double Sd);
}

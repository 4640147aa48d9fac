using CostSim.Distributions;
using CostSim.Numerics;

namespace CostSim.Fitting.Estimators;

/// <summary>
/// Triangular law: for given ends the likelihood is greatest with the mode at one of the numbers; the ends are searched for.
/// Kotz and van Dorp, Beyond Beta (2004), sections 1.4 and 1.5.
/// </summary>
internal sealed class TriangularEstimator : LawEstimator
{
    /// <summary>Beyond so many numbers, the ends are found from numbers at even distances in rank.</summary>
    private const int MostValues = 20_000;

    public override string Name => Triangular.Law.Name;

    public override int ParameterCount => 3;

    internal override string? Obstacle(Sample sample) => null;

    internal override double[] Estimate(Sample sample)
    {
        double width = sample.Maximum - sample.Minimum, start = Math.Log(Math.Max(1.0 / sample.Count, 1e-3));
        return Search(sample, (start, start), reach: 1, width);
    }

    internal override double[] EstimateNear(Sample sample, double[] start)
    {
        double width = sample.Maximum - sample.Minimum;
        double Margin(double distance) => Math.Clamp(Math.Log(distance / width), -14, 1);
        return Search(sample, (Margin(sample.Minimum - start[0]), Margin(start[2] - sample.Maximum)), reach: 0.5, width);
    }

    internal override double LogLikelihood(Sample sample, double[] parameters)
    {
        (double min, double mode, double max) = (parameters[0], parameters[1], parameters[2]);
        double sum = 0;
        foreach (double value in sample.Values)
        {
            sum += value < mode ? Math.Log((value - min) / (mode - min)) : value > mode ? Math.Log((max - value) / (max - mode)) : 0;
        }
        return (sample.Count * Math.Log(2 / (max - min))) + sum;
    }

    internal override Distribution Make(double[] parameters) => new Triangular(parameters[0], parameters[1], parameters[2]);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
        [new(Name, [new("min", parameters[0], Rounding.Down), new("mode", parameters[1]), new("max", parameters[2], Rounding.Up)])];

    /// <summary>Over the logarithms of how far the ends lie beyond the data, as shares of their width.</summary>
    private static double[] Search(Sample sample, (double Below, double Above) start, double reach, double width)
    {
        var thinned = sample.Thinned(MostValues);
        double[] below = new double[thinned.Count];
        (double Min, double Max) Ends(double low, double high) =>
            (sample.Minimum - (width * Math.Exp(Math.Clamp(low, -16, 4))), sample.Maximum + (width * Math.Exp(Math.Clamp(high, -16, 4))));
        double Loss(double low, double high)
        {
            (double min, double max) = Ends(low, high);
            return -BestMode(thinned, min, max, below).MeanLogLikelihood;
        }
        (double lowest, double highest) = NelderMead.Minimise(Loss, start, reach, tolerance: 1e-6);
        (double left, double right) = Ends(lowest, highest);
        return [left, BestMode(thinned, left, right, below).Mode, right];
    }

    /// <summary>
    /// The number at which the mode is likeliest. With it at the i-th number x, the log density sums up to
    /// sum over j up to i of log((x_j - min)/(x - min)) + sum over j beyond of log((max - x_j)/(max - x)).
    /// </summary>
    private static (double Mode, double MeanLogLikelihood) BestMode(Sample sample, double min, double max, double[] below)
    {
        var values = sample.Values;
        double width = max - min, sum = 0, best = double.NegativeInfinity, mode = values[0];
        for (int i = 0; i < values.Length; i++)
        {
            sum += Math.Log((values[i] - min) / width);
            below[i] = sum;
        }
        double above = 0;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            double toMin = i == 0 ? below[0] : below[i] - below[i - 1], toMax = Math.Log((max - values[i]) / width);
            double value = below[i] - ((i + 1) * toMin) + above - ((values.Length - 1 - i) * toMax);
            if (value > best)
            {
                (best, mode) = (value, values[i]);
            }

            above += toMax;
        }
        return (mode, (best / values.Length) + Math.Log(2 / width));
    }
}

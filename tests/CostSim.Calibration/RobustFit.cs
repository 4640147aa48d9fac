using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Calibration;

/// <summary>
/// The constants that make the logarithms of predicted over measured smallest under Student's law, which lets single points be far off,
/// together with the priors: Gauss-Newton steps on weights that are found anew each time (Holland and Welsch 1977), damped as
/// Marquardt (1963) does.
/// </summary>
/// <param name="model">The points.</param>
/// <param name="weights">Weight of each; 0 leaves it out.</param>
internal sealed class RobustFit(ConstantsModel model, double[] weights)
{
    private const double Freedom = 4;
    private const double Scale = 0.16;
    private const double Difference = 1e-4;
    private const double EnoughGain = 1e-6;
    private const int MostSteps = 60;

    private static readonly double[] Dampings = [0, 1e-3, 1e-2, 0.1, 1, 10, 100, 1000];

    private static IReadOnlyList<FittedConstant> Constants => FittedConstant.All;

    /// <summary>Logarithms of the fitted constants.</summary>
    public double[] Run()
    {
        double[] best = [.. Constants.Select(constant => Math.Log(constant.Prior))];
        double loss = double.PositiveInfinity;
        for (int step = 0; step < MostSteps; step++)
        {
            double[][] tried = [best, .. Constants.Select((_, i) => Moved(best, i))];
            double[][] found = model.LogRatios(tried);
            loss = Loss(best, found[0]);
            double[][] next = Steps(best, found);
            double[] losses = [.. next.Zip(model.LogRatios(next), Loss)];
            double least = losses.Min();
            if (!(least < loss - EnoughGain * loss))
            {
                break;
            }
            best = next[Array.IndexOf(losses, least)];
        }
        return best;
    }

    /// <summary>Where the steps with every damping lead.</summary>
    private static double[][] Stepped(double[] from, Matrix<double> curvature, Vector<double> slope) =>
        [.. Dampings.Select(damping =>
        {
            var damped = curvature + Matrix<double>.Build.DiagonalOfDiagonalVector(curvature.Diagonal() * damping);
            var step = damped.Cholesky().Solve(slope);
            return from.Select((value, i) => Math.Min(value - step[i], Math.Log(Constants[i].Most))).ToArray();
        })];

    private double[] Moved(double[] from, int constant)
    {
        double[] moved = [.. from];
        // Downwards: a constant may lie at its upper end.
        moved[constant] -= Difference;
        return moved;
    }

    private double[][] Steps(double[] from, double[][] found)
    {
        int count = Constants.Count;
        double[,] curvature = new double[count, count];
        double[] slope = new double[count];
        for (int point = 0; point < weights.Length; point++)
        {
            double residual = found[0][point] / Scale;
            double weight = weights[point] * (Freedom + 1) / (Freedom + residual * residual);
            for (int i = 0; i < count; i++)
            {
                double byI = (found[0][point] - found[1 + i][point]) / Difference / Scale;
                slope[i] += weight * byI * residual;
                for (int j = 0; j < count; j++)
                {
                    double byJ = (found[0][point] - found[1 + j][point]) / Difference / Scale;
                    curvature[i, j] += weight * byI * byJ;
                }
            }
        }
        for (int i = 0; i < count; i++)
        {
            double precision = 1 / (Constants[i].Spread * Constants[i].Spread);
            slope[i] += precision * (from[i] - Math.Log(Constants[i].Prior));
            curvature[i, i] += precision;
        }
        return Stepped(from, Matrix<double>.Build.DenseOfArray(curvature), Vector<double>.Build.Dense(slope));
    }

    private double Loss(double[] constants, double[] logRatios)
    {
        double ofPoints = weights.Zip(logRatios, (weight, ratio) =>
            weight * (Freedom + 1) * Math.Log(1 + ratio * ratio / (Scale * Scale * Freedom))).Sum();
        double ofPriors = Constants.Zip(constants, (constant, value) =>
        {
            double away = (value - Math.Log(constant.Prior)) / constant.Spread;
            return away * away;
        }).Sum();
        return ofPoints + ofPriors;
    }
}

namespace CostSim.Numerics;

/// <summary>A function of a few variables to be maximised.</summary>
internal interface ISmoothFunction
{
    /// <summary>Its value, gradient and second derivatives at a point.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, double[,] hessian);
}

/// <summary>
/// Newton's method uphill: the Hessian is shifted until it is negative definite, steps are shortened until they rise.
/// Nocedal and Wright, Numerical Optimization (2006), algorithm 3.2 and section 3.4.
/// </summary>
internal static class NewtonAscent
{
    private const int MostSteps = 200;
    private const double LongestStep = 2;

    /// <summary>Rise that a step promises, relative to the value, below which rounding hides it; and how often a step is halved.</summary>
    private const double Tolerance = 1e-14;
    private const int MostHalvings = 30;

    /// <summary>A maximum between bounds, from a start between them.</summary>
    public static double[] Maximise(ISmoothFunction function, double[] start, double[] lower, double[] upper)
    {
        int size = start.Length;
        double[] point = [.. start.Select((x, i) => Math.Clamp(x, lower[i], upper[i]))], gradient = new double[size];
        double[] next = new double[size], step = new double[size];
        double[,] hessian = new double[size, size];
        double value = function.Evaluate(point, gradient, hessian);
        double[] nextGradient = new double[size];
        double[,] nextHessian = new double[size, size];
        for (int i = 0; i < MostSteps; i++)
        {
            Step(point, gradient, hessian, lower, upper, step);
            double longest = 0, promise = 0, risen = double.NegativeInfinity;
            for (int k = 0; k < size; k++)
            {
                longest = Math.Max(longest, Math.Abs(step[k]));
                promise += gradient[k] * step[k] / 2;
            }
            bool isLast = promise <= Tolerance * (1 + Math.Abs(value));
            double share = longest > LongestStep ? LongestStep / longest : 1;
            for (int halving = 0; halving < (isLast ? 1 : MostHalvings); halving++, share /= 2)
            {
                for (int k = 0; k < size; k++)
                {
                    next[k] = Math.Clamp(point[k] + (share * step[k]), lower[k], upper[k]);
                }

                risen = function.Evaluate(next, nextGradient, nextHessian);
                if (risen >= value)
                {
                    break;
                }
            }
            if (!(risen >= value))
            {
                break;
            }

            (point, next) = (next, point);
            (gradient, nextGradient) = (nextGradient, gradient);
            (hessian, nextHessian) = (nextHessian, hessian);
            value = risen;
            if (isLast)
            {
                break;
            }
        }
        return point;
    }

    /// <summary>
    /// Solves (shift - hessian) step = gradient by Gauss's method, with the least shift tried that makes all pivots positive.
    /// </summary>
    private static void Step(double[] point, double[] gradient, double[,] hessian, double[] lower, double[] upper, double[] step)
    {
        int size = gradient.Length;
        double scale = 0;
        for (int i = 0; i < size; i++)
        {
            scale = Math.Max(scale, Math.Abs(hessian[i, i]));
        }

        double[,] matrix = new double[size, size];
        for (double shift = 0; ; shift = shift == 0 ? 1e-6 * (scale + 1e-300) : shift * 10)
        {
            for (int i = 0; i < size; i++)
            {
                step[i] = gradient[i];
                for (int k = 0; k < size; k++)
                {
                    matrix[i, k] = -hessian[i, k] + (i == k ? shift : 0);
                }
            }

            // A variable that is pushed against its bound stays there.
            for (int i = 0; i < size; i++)
            {
                bool isHeld = (point[i] <= lower[i] && gradient[i] <= 0) || (point[i] >= upper[i] && gradient[i] >= 0);
                if (!isHeld)
                {
                    continue;
                }

                for (int k = 0; k < size; k++)
                {
                    matrix[i, k] = matrix[k, i] = i == k ? 1 : 0;
                }

                step[i] = 0;
            }
            if (Solve(matrix, step) || shift > 1e12 * (scale + 1e-300))
            {
                return;
            }
        }
    }

    private static bool Solve(double[,] matrix, double[] right)
    {
        int size = right.Length;
        for (int i = 0; i < size; i++)
        {
            if (!(matrix[i, i] > 1e-14))
            {
                return false;
            }

            for (int row = i + 1; row < size; row++)
            {
                double factor = matrix[row, i] / matrix[i, i];
                for (int k = i; k < size; k++)
                {
                    matrix[row, k] -= factor * matrix[i, k];
                }

                right[row] -= factor * right[i];
            }
        }
        for (int i = size - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < size; k++)
            {
                right[i] -= matrix[i, k] * right[k];
            }

            right[i] /= matrix[i, i];
        }
        return true;
    }
}

using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Statistics;

/// <summary>
/// The straight line through an output, both sides in units of their standard deviations: a coefficient says by how many standard
/// deviations the output moves with one of the input, all others kept (Saltelli et al. 2008, "Global sensitivity analysis", §1.2.5).
/// </summary>
/// <param name="Coefficients">
/// One per predictor. Of a predictor of several columns, such as the indicators of options, the standard deviation of its part of the line:
/// a size without sign.
/// </param>
/// <param name="ExplainedShare">
/// R², the share of the output's variance that the line explains: near 1, the coefficients tell the whole story.
/// </param>
public sealed record StandardisedRegression(IReadOnlyList<Estimate> Coefficients, double ExplainedShare)
{
    /// <summary>Eigenvalue of the correlations below which a direction counts as no direction of its own.</summary>
    private const double LeastEigenvalue = 1e-9;

    /// <summary>
    /// Least squares from independent trials; 95 % intervals from the coefficients' influence functions, whatever the law of the residuals.
    /// </summary>
    /// <param name="predictors">The columns of each predictor, one value per trial.</param>
    /// <param name="output">The output in the same trials.</param>
    public static StandardisedRegression Of(IReadOnlyList<IReadOnlyList<double[]>> predictors, double[] output)
    {
        double[] y = Standardise(output);
        double[][] x = [.. predictors.SelectMany(predictor => predictor).Select(Standardise)];
        var inverse = Inverse(x);
        double[] withOutput = [.. x.Select(column => Product(column, y))];
        double[] slopes = [.. x.Select((_, j) => withOutput.Select((correlation, k) => inverse[j, k] * correlation).Sum())];
        double[] residuals = (double[])y.Clone();
        for (int j = 0; j < x.Length; j++)
        {
            for (int t = 0; t < y.Length; t++)
            {
                residuals[t] -= slopes[j] * x[j][t];
            }
        }
        double explained = y.All(value => value == 0) ? double.NaN : 1 - residuals.Sum(residual => residual * residual) / y.Length;
        var coefficients = new List<Estimate>();
        int first = 0;
        foreach (var predictor in predictors)
        {
            coefficients.Add(predictor.Count == 1
                ? Around(slopes[first], StandardError(first, inverse, slopes[first], x, y, residuals), y.Length)
                : Estimate.WithoutInterval(SizeOf(slopes.AsSpan(first, predictor.Count), x.AsSpan(first, predictor.Count))));
            first += predictor.Count;
        }
        return new(coefficients, explained);
    }

    /// <summary>The inverse of the correlations between predictors, in the directions in which they vary.</summary>
    private static Matrix<double> Inverse(double[][] x)
    {
        if (x.Length == 0)
        {
            return Matrix<double>.Build.Dense(1, 1);
        }
        var correlations = Matrix<double>.Build.Dense(x.Length, x.Length, (i, j) => j <= i ? Product(x[i], x[j]) : 0);
        var eigen = (correlations + correlations.StrictlyLowerTriangle().Transpose()).Evd(Symmetricity.Symmetric);
        var inverted = eigen.EigenValues.Map(value => value.Real > LeastEigenvalue ? 1 / value.Real : 0);
        return eigen.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(inverted) * eigen.EigenVectors.Transpose();
    }

    /// <summary>
    /// From the influence function of b_j = slope sd(x_j) / sd(y): (R^-1 x)_j e + b_j (x_j² - y²) / 2, with x, y standardised, R the
    /// correlations of x and e the residual.
    /// </summary>
    private static double StandardError(int j, Matrix<double> inverse, double slope, double[][] x, double[] y, double[] residuals)
    {
        double[] along = new double[y.Length];
        for (int k = 0; k < x.Length; k++)
        {
            double weight = inverse[j, k];
            double[] column = x[k];
            for (int t = 0; t < along.Length; t++)
            {
                along[t] += weight * column[t];
            }
        }
        double sum = 0;
        for (int t = 0; t < y.Length; t++)
        {
            double influence = along[t] * residuals[t] + slope / 2 * (x[j][t] * x[j][t] - y[t] * y[t]);
            sum += influence * influence;
        }
        return Math.Sqrt(sum) / y.Length;
    }

    private static Estimate Around(double value, double standardError, int trials) =>
        trials < 2
            ? Estimate.WithoutInterval(value)
            : new(value, value - MonteCarloError.Z * standardError, value + MonteCarloError.Z * standardError);

    /// <summary>Standard deviation of a sum of columns with their slopes.</summary>
    private static double SizeOf(ReadOnlySpan<double> slopes, ReadOnlySpan<double[]> x)
    {
        double variance = 0;
        for (int i = 0; i < slopes.Length; i++)
        {
            for (int j = 0; j < slopes.Length; j++)
            {
                variance += slopes[i] * slopes[j] * Product(x[i], x[j]);
            }
        }
        return Math.Sqrt(Math.Max(0, variance));
    }

    /// <summary>Mean 0 and standard deviation 1; all 0 for values that do not vary.</summary>
    private static double[] Standardise(double[] values)
    {
        var moments = Moments.Of(values);
        double sd = Math.Sqrt(moments.M2 / values.Length);
        return [.. values.Select(value => sd > 0 ? (value - moments.Mean) / sd : 0)];
    }

    private static double Product(double[] a, double[] b)
    {
        double sum = 0;
        for (int t = 0; t < a.Length; t++)
        {
            sum += a[t] * b[t];
        }
        return sum / a.Length;
    }
}

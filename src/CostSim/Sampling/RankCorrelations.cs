using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Sampling;

/// <summary>
/// Spearman rank correlations between named inputs, and the correlations of the normal scores that a Gaussian copula gives them.
/// </summary>
public sealed class RankCorrelations
{
    /// <summary>Smallest pivot of a matrix that counts as positive definite.</summary>
    private const double LeastPivot = 1e-9;

    /// <summary>Smallest eigenvalue of a matrix that is offered, so that it stays positive definite when rounded.</summary>
    private const double LeastEigenvalue = 1e-4;

    private const int OfferedDecimals = 6;
    private const int MostProjections = 2000;
    private const double Converged = 1e-10;

    private readonly double[,] _ranks;
    private readonly double[,]? _factor;

    /// <param name="names">Names of the inputs, in the order of rows and columns.</param>
    /// <param name="coefficients">A symmetric matrix of numbers from -1 to 1, with ones on the diagonal.</param>
    /// <exception cref="ArgumentException">The matrix is something else.</exception>
    public RankCorrelations(IReadOnlyList<string> names, double[,] coefficients)
    {
        int n = names.Count;
        bool isRight = n > 0 && coefficients.GetLength(0) == n && coefficients.GetLength(1) == n;
        for (int i = 0; isRight && i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                isRight &= Math.Abs(coefficients[i, j]) <= 1 && coefficients[i, j] == coefficients[j, i] && coefficients[i, i] == 1;
            }
        }
        if (!isRight)
        {
            throw new ArgumentException(
                "a symmetric matrix with a row per name, numbers from -1 to 1 and ones on the diagonal is needed", nameof(coefficients));
        }
        Names = [.. names];
        _ranks = (double[,])coefficients.Clone();
        _factor = Cholesky(Map(_ranks, ToNormal));
    }

    /// <summary>Names of the inputs, in the order of rows and columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>True when normal scores with these rank correlations exist: their correlation matrix is positive definite.</summary>
    public bool IsPositiveDefinite => _factor is not null;

    /// <summary>The rank correlation of two inputs.</summary>
    public double this[int i, int j] => _ranks[i, j];

    /// <summary>The lower triangle L with L L' the correlations of the normal scores; null when they are not positive definite.</summary>
    internal double[,]? Factor => _factor;

    /// <summary>The matrix with these pairs, 0 between all others. Inputs come in the order of their names.</summary>
    /// <param name="pairs">Two different names and their rank correlation, from -1 to 1; each pair once.</param>
    public static RankCorrelations Of(IReadOnlyCollection<(string A, string B, double Coefficient)> pairs)
    {
        string[] names = [.. pairs.SelectMany(pair => new[] { pair.A, pair.B }).Distinct().Order(StringComparer.Ordinal)];
        double[,] coefficients = new double[names.Length, names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            coefficients[i, i] = 1;
        }
        foreach (var (a, b, coefficient) in pairs)
        {
            int i = Array.IndexOf(names, a), j = Array.IndexOf(names, b);
            coefficients[i, j] = coefficients[j, i] = coefficient;
        }
        return new(names, coefficients);
    }

    /// <summary>The same correlations with one of the inputs named first, the others in their order.</summary>
    public RankCorrelations StartingWith(string name) => Pick([.. Enumerable.Range(0, Names.Count).OrderBy(i => Names[i] == name ? 0 : 1)]);

    /// <summary>The inputs in groups that depend on each other, directly or through others of the group; every input is in one.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Groups()
    {
        int[] group = [.. Enumerable.Range(0, Names.Count)];
        for (int i = 0; i < group.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (_ranks[i, j] != 0 && group[i] != group[j])
                {
                    var (kept, joined) = (Math.Min(group[i], group[j]), Math.Max(group[i], group[j]));
                    group = [.. group.Select(number => number == joined ? kept : number)];
                }
            }
        }
        return [.. Names.Zip(group).GroupBy(pair => pair.Second, pair => pair.First).Select(names => names.ToArray())];
    }

    /// <summary>The correlations between those inputs that are named; null when fewer than two are.</summary>
    public RankCorrelations? Among(IReadOnlySet<string> names)
    {
        int[] kept = [.. Enumerable.Range(0, Names.Count).Where(i => names.Contains(Names[i]))];
        return kept.Length == Names.Count ? this : kept.Length < 2 ? null : Pick(kept);
    }

    /// <summary>
    /// The nearest matrix that is positive definite, with coefficients of six decimals: nearest in the sum of the squared changes of the
    /// correlations of the normal scores. The matrix itself when it is positive definite.
    /// </summary>
    public RankCorrelations Nearest()
    {
        if (IsPositiveDefinite)
        {
            return this;
        }
        double[,] nearest = NearestCorrelations(Map(_ranks, ToNormal), LeastEigenvalue);
        return new(Names, Map(nearest, rho => rho == 1 ? 1 : Math.Round(ToRank(rho), OfferedDecimals)));
    }

    /// <summary>The two inputs whose rank correlation differs most from that in another matrix of the same inputs.</summary>
    public (string A, string B, double Here, double There) WorstPair(RankCorrelations other)
    {
        var (worstI, worstJ) = (0, 0);
        for (int i = 0; i < Names.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (Math.Abs(_ranks[i, j] - other[i, j]) > Math.Abs(_ranks[worstI, worstJ] - other[worstI, worstJ]))
                {
                    (worstI, worstJ) = (i, j);
                }
            }
        }
        return (Names[worstJ], Names[worstI], _ranks[worstI, worstJ], other[worstI, worstJ]);
    }

    /// <summary>
    /// The nearest correlation matrix in the Frobenius norm by alternating projections with Dykstra's correction. Higham 2002, "Computing
    /// the nearest correlation matrix", IMA J. Numer. Anal. 22, algorithm 3.3; eigenvalues are raised to a floor instead of 0.
    /// </summary>
    internal static double[,] NearestCorrelations(double[,] correlations, double leastEigenvalue)
    {
        var y = Matrix<double>.Build.DenseOfArray(correlations);
        var correction = Matrix<double>.Build.Dense(y.RowCount, y.ColumnCount);
        for (int k = 0; k < MostProjections; k++)
        {
            var r = y - correction;
            var eigen = r.Evd(Symmetricity.Symmetric);
            var raised = eigen.EigenValues.Map(value => Math.Max(value.Real, leastEigenvalue));
            var x = eigen.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(raised) * eigen.EigenVectors.Transpose();
            x = (x + x.Transpose()) / 2;
            correction = x - r;
            y = x.Clone();
            y.SetDiagonal(Vector<double>.Build.Dense(y.RowCount, 1));
            if ((y - x).InfinityNorm() < Converged)
            {
                break;
            }
        }
        return Map(y.ToArray(), rho => Math.Clamp(rho, -1, 1));
    }

    /// <summary>The rows and columns of these numbers, in their order.</summary>
    private RankCorrelations Pick(int[] kept)
    {
        double[,] coefficients = new double[kept.Length, kept.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            for (int j = 0; j < kept.Length; j++)
            {
                coefficients[i, j] = _ranks[kept[i], kept[j]];
            }
        }
        return new([.. kept.Select(i => Names[i])], coefficients);
    }

    /// <summary>Correlation of two normal scores from that of their ranks, rho = 2 sin(pi r / 6). Pearson 1907.</summary>
    private static double ToNormal(double rank) => Math.Abs(rank) == 1 ? rank : 2 * Math.Sin(Math.PI / 6 * rank);

    private static double ToRank(double normal) => 6 / Math.PI * Math.Asin(normal / 2);

    private static double[,] Map(double[,] matrix, Func<double, double> function)
    {
        double[,] mapped = new double[matrix.GetLength(0), matrix.GetLength(1)];
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                mapped[i, j] = function(matrix[i, j]);
            }
        }
        return mapped;
    }

    /// <summary>Cholesky's factor, in a fixed order of operations; null when a pivot is too small.</summary>
    private static double[,]? Cholesky(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[,] factor = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    rest -= factor[i, k] * factor[j, k];
                }
                if (i == j && !(rest > LeastPivot))
                {
                    return null;
                }
                factor[i, j] = i == j ? Math.Sqrt(rest) : rest / factor[j, j];
            }
        }
        return factor;
    }
}

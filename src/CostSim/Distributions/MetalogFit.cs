using CostSim.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Distributions;

/// <summary>The coefficients of the metalog law through given percentiles, and what to say when there is none.</summary>
/// <remarks>The terms are 1, L, cL, c, c^2, c^2 L, c^3, c^3 L ... with c = y - 1/2 and L = log(y / (1 - y)).</remarks>
internal sealed class MetalogFit
{
    /// <summary>Powers of c that ten terms need.</summary>
    private const int PolynomialLength = 5;

    private const double WorstCondition = 1e12;

    private readonly IReadOnlyList<QuantilePoint> _points;
    private readonly SupportScale _scale;
    private readonly Matrix<double> _terms, _inverse;
    private readonly double[] _scores;

    public MetalogFit(IReadOnlyList<QuantilePoint> points, SupportScale scale)
    {
        (_points, _scale) = (points, scale);
        _scores = [.. points.Select(point => scale.Score(point.Value))];
        _terms = Matrix<double>.Build.Dense(points.Count, points.Count, (row, term) => Term(term, points[row]));
        _inverse = _terms.Inverse();
        IsDetermined = _terms.ConditionNumber() < WorstCondition;
    }

    /// <summary>
    /// True when the percentiles determine the coefficients. They do not when they are too close together, nor when seven of them
    /// mirror each other: the first seven terms have four that are odd around 1/2, for three pairs of percentiles.
    /// </summary>
    public bool IsDetermined { get; }

    /// <summary>The halves of the law; the upper one mirrored.</summary>
    public (MetalogSide Low, MetalogSide High) Sides() => Sides(_scores);

    /// <summary>Which percentile to move into which range, when only one is moved: the one with the least way to go.</summary>
    public Problem Infeasible()
    {
        const string Else = "or use the law quantiles, which runs through any rising values";
        (QuantilePoint Point, double From, double To, double Distance)? best = null;
        for (int i = 0; i < _points.Count; i++)
        {
            if (Range(i) is not (double from, double to))
            {
                continue;
            }

            double distance = Math.Max(from - _scores[i], _scores[i] - to);
            if (best is null || distance < best.Value.Distance)
            {
                best = (_points[i], _scale.Value(from), _scale.Value(to), distance);
            }
        }
        if (best is not (QuantilePoint point, double least, double most, _))
        {
            return new Problem("", $"no metalog law of {_points.Count} terms runs through these quantiles, whichever one of them is moved",
                $"leave some out, {Else}");
        }
        (string low, string high) = (Inward(least, most, up: true), Inward(most, least, up: false));
        string range = FormattableString.Invariant($"between {low} and {high}, but is {point.Value}");
        return new Problem(point.Name,
            $"no metalog law runs through these quantiles; with the others as they are, {point.Name} must lie {range}",
            $"write {point.Name}={(point.Value < least ? low : high)}, {Else}");
    }

    /// <summary>The range of one score that leaves a law, the others being as they are; null when there is none.</summary>
    /// <remarks>The slope at any probability is linear in the scores, so each probability bounds the score on one side.</remarks>
    private (double From, double To)? Range(int moved)
    {
        const int Steps = 2000;
        double[] without = [.. _scores], alone = new double[_scores.Length];
        (without[moved], alone[moved]) = (0, 1);
        (MetalogSide Others, MetalogSide Share)[] sides =
            [(Sides(without).Low, Sides(alone).Low), (Sides(without).High, Sides(alone).High)];
        double from = double.NegativeInfinity, to = double.PositiveInfinity;
        foreach ((var others, var share) in sides)
        {
            Bound(others.TailSlope, share.TailSlope);
            for (int step = 0; step < Steps; step++)
            {
                double logit = -36.0 * step / Steps, t = 1 / (1 + Math.Exp(-logit));
                Bound(others.Slope(t, logit), share.Slope(t, logit));
            }
        }
        if (!(from < to && double.IsFinite(from) && double.IsFinite(to)))
        {
            return null;
        }

        // The grid has found the ends nearly; the proof is asked for the rest of the way, from inside.
        double middle = (from + to) / 2;
        return IsLaw(middle) ? (End(middle, from), End(middle, to)) : null;

        void Bound(double fixedPart, double factor)
        {
            if (factor > 0)
            {
                from = Math.Max(from, -fixedPart / factor);
            }

            if (factor < 0)
            {
                to = Math.Min(to, -fixedPart / factor);
            }

            if (factor == 0 && fixedPart < 0)
            {
                from = double.PositiveInfinity;
            }
        }

        bool IsLaw(double score)
        {
            without[moved] = score;
            (var low, var high) = Sides(without);
            return low.IsRising() && high.IsRising();
        }

        double End(double inside, double outside)
        {
            for (int i = 0; i < 24; i++)
            {
                double half = (inside + outside) / 2;
                if (IsLaw(half))
                {
                    inside = half;
                }
                else
                {
                    outside = half;
                }
            }
            return inside;
        }
    }

    private (MetalogSide Low, MetalogSide High) Sides(double[] scores)
    {
        // Split into the polynomials m and l of y - 1/2, then expand them at both ends.
        double[] a = Coefficients(scores);
        double[] m = new double[PolynomialLength], l = new double[PolynomialLength];
        for (int term = 0; term < a.Length; term++)
        {
            (IsLogarithmic(term) ? l : m)[term / 2] = a[term];
        }

        return (new([.. Shifted(m, -1)], [.. Shifted(l, -1)]), new([.. Shifted(m, 1).Select(c => -c)], [.. Shifted(l, 1)]));
    }

    private double[] Coefficients(double[] scores)
    {
        Vector<double> target = Vector<double>.Build.Dense(scores), a = _inverse * target;
        a += _inverse * (target - (_terms * a));
        return [.. a];
    }

    /// <summary>Coefficients in t of a polynomial in c, where c = t - 1/2 (side -1) or 1/2 - t (side 1).</summary>
    private static double[] Shifted(double[] polynomial, int side)
    {
        double[] shifted = new double[polynomial.Length];
        for (int i = polynomial.Length - 1; i >= 0; i--)
        {
            for (int j = shifted.Length - 1; j >= 1; j--)
            {
                shifted[j] = (shifted[j] * side / 2) - (shifted[j - 1] * side);
            }

            shifted[0] = (shifted[0] * side / 2) + polynomial[i];
        }
        return shifted;
    }

    private static bool IsLogarithmic(int term) => term is 1 or 2 || (term > 3 && term % 2 == 1);

    private static double Term(int term, QuantilePoint point)
    {
        double logit = point.P <= point.Q
            ? Math.Log(point.P) - AccurateLogs.Log1p(-point.P)
            : AccurateLogs.Log1p(-point.Q) - Math.Log(point.Q);
        double c = point.P <= point.Q ? point.P - 0.5 : 0.5 - point.Q;
        return Math.Pow(c, term / 2) * (IsLogarithmic(term) ? logit : 1);
    }

    /// <summary>A number rounded into the range, to a thousandth of its width.</summary>
    private static string Inward(double end, double other, bool up)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(other - end))) - 2);
        double rounded = (up ? Math.Ceiling(end / unit) : Math.Floor(end / unit)) * unit;
        return FormattableString.Invariant($"{rounded:G10}");
    }
}

namespace CostSim.Numerics;

/// <summary>Student's t law of location 0 and scale 1, as a law of |t|: both of its tails for any degrees of freedom.</summary>
/// <remarks>
/// P(|T| > t) is the incomplete beta function at x = dof / (dof + t^2) with a = dof / 2 and b = 1/2: a power series (DLMF 8.17.8) near the
/// middle and the continued fraction of Didonato and Morris, ACM TOMS 18 (1992), equation 9 outside, neither
/// of which cancels for large dof.
/// </remarks>
internal sealed class StandardT : ILogConcaveLaw
{
    private readonly double _dof, _a, _root;
    private readonly double _height;  // density at 0

    public StandardT(double dof)
    {
        (_dof, _a, _root) = (dof, dof / 2, Math.Sqrt(dof));

        // Gamma(a + 1/2) / (Gamma(a) sqrt(a)), with Stirling's leading terms divided out.
        double ratio = GammaFunction.Scaled(_a + 0.5) / GammaFunction.Scaled(_a) * Math.Exp(-_a * AccurateLogs.XMinusLog1p(0.5 / _a));
        _height = ratio / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>P(T &lt;= t). Its upper tail is <c>Cdf(-t)</c>.</summary>
    public double Cdf(double t)
    {
        double size = Math.Abs(t);
        if (size == 0)
        {
            return 0.5;
        }

        double outside = double.IsPositiveInfinity(size) ? 0 : LogConcaveInverse.Probability(Evaluate(size, upper: true)) / 2;
        return t < 0 ? outside : 1 - outside;
    }

    /// <summary>The t with P(T &lt;= t) = p, for p up to 1/2.</summary>
    public double LowerQuantile(double p)
    {
        if (p == 0.5)
        {
            return 0;
        }

        double z = StandardNormal.Quantile(p), start = _root * Math.Sqrt(AccurateLogs.Expm1(z * z / _dof));
        return p < 0.25
            ? -Solve(2 * p, upper: true, Math.Min(start, Far(2 * p)))
            : -Solve(1 - (2 * p), upper: false, Math.Min(start, (0.5 - p) / _height));
    }

    public Tail Evaluate(double t, bool upper)
    {
        double r = t / _root, square = r * r;
        double y = square < 1e30 ? square / (1 + square) : 1, x = 1 / (1 + square);
        double exponent = (_dof + 1) * (square < 1e30 ? AccurateLogs.Log1p(square) / 2 : Math.Log(r));
        double density = 2 * _height * t * Math.Exp(-exponent);  // of |T|, with respect to log t
        double logDensity = density < LogConcaveInverse.Small ? Math.Log(2 * _height) + Math.Log(t) - exponent : 0;

        double tail, hazard, logTail = double.NegativeInfinity;
        bool isLow = y * (_a + 2.5) < 1.5;
        double rest = isLow ? Series(y) : Fraction(x, y);
        if (isLow != upper)
        {
            tail = density * rest;
            hazard = 1 / rest;
            logTail = logDensity + Math.Log(rest);
        }
        else
        {
            tail = 1 - (density * rest);
            hazard = density / tail;
        }
        return new Tail(tail, logTail, hazard, Score: 1 - ((_dof + 1) * y), ScoreSlope: -2 * (_dof + 1) * y * x);
    }

    /// <summary>P(|T| &lt;= t) over the density: 1 + (a + 1/2) y / (3/2) + ...</summary>
    private double Series(double y)
    {
        double term = 1, sum = 1;
        for (int n = 0; term > sum * 1e-17; n++)
        {
            term *= (_a + 0.5 + n) / (1.5 + n) * y;
            sum += term;
        }
        return sum;
    }

    /// <summary>P(|T| > t) over the density, by Lentz's method.</summary>
    private double Fraction(double x, double y)
    {
        const double B = 0.5;
        double lambda = (_a * y) - (B * x);
        double beta = _a / (_a + 1) * (lambda + 1);
        double c = 1e300, d = 1 / beta, fraction = d;
        for (int n = 1; n < 100_000; n++)
        {
            double m = _a + (2 * n) - 1;
            double alpha = (_a + n - 1) / m * ((_a + B + n - 1) / m) * n * (B - n) * x * x;
            beta = n + (n * (B - n) * x / m) + ((_a + n) / (m + 2) * (lambda + 1 + (n * (1 + y))));
            d = 1 / ((alpha * d) + beta);
            c = beta + (alpha / c);
            double factor = c * d;
            fraction *= factor;
            if (Math.Abs(factor - 1) < 2e-16)
            {
                break;
            }
        }
        return fraction / 2;
    }

    /// <summary>Solved twice: where the tail is nearly a power, the first long step looks exact and is not quite.</summary>
    private double Solve(double probability, bool upper, double start) =>
        LogConcaveInverse.Solve(this, probability, upper, LogConcaveInverse.Solve(this, probability, upper, start));

    /// <summary>The leading term of the far tail, height dof^((dof - 1)/2) 2 / t^dof, solved for t.</summary>
    private double Far(double probability) => _root * Math.Exp(Math.Log(2 * _height / _root / probability) / _dof);
}

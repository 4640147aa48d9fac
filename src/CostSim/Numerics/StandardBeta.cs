namespace CostSim.Numerics;

/// <summary>The beta law on [0, 1], as a law of the odds x / (1 - x), which keeps the digits of both x and 1 - x.</summary>
/// <remarks>
/// Math.NET's BetaRegularized stops after 140 terms and gives one tail only, so both are computed here, by the continued fraction
/// DLMF 8.17.22 on the side where it converges fast.
/// </remarks>
internal sealed class StandardBeta : ILogConcaveLaw
{
    private readonly double _a, _b;
    private readonly double _front;      // the density's constant factor
    private readonly double _logBeta;
    private readonly bool _isLarge;

    public StandardBeta(double alpha, double beta)
    {
        (_a, _b) = (alpha, beta);
        double sum = alpha + beta;
        _isLarge = sum > 20;

        // 1 / B(a, b) = (a+b)^(a+b) / (a^a b^b) front, with front = sqrt(ab / (2 pi (a+b))) Gamma*(a+b) / (Gamma*(a) Gamma*(b)).
        _front = Math.Sqrt(alpha / sum * beta / (2 * Math.PI)) * GammaFunction.Scaled(sum)
            / (GammaFunction.Scaled(alpha) * GammaFunction.Scaled(beta));
        _logBeta = (alpha * Math.Log(alpha / sum)) + (beta * Math.Log(beta / sum)) - Math.Log(_front);
        if (!_isLarge)
        {
            double inverse = GammaFunction.Of(sum + 1) / (GammaFunction.Of(alpha + 1) * GammaFunction.Of(beta + 1)) * (alpha / sum * beta);
            (_front, _logBeta) = (inverse, -Math.Log(inverse));
        }
    }

    /// <summary>P(odds &lt;= <paramref name="odds"/>).</summary>
    public double Cdf(double odds) =>
        odds > 0 ? double.IsPositiveInfinity(odds) ? 1 : LogConcaveInverse.Probability(Evaluate(odds, upper: false)) : 0;

    /// <summary>P(odds > <paramref name="odds"/>).</summary>
    public double Survival(double odds) =>
        odds > 0 ? double.IsPositiveInfinity(odds) ? 0 : LogConcaveInverse.Probability(Evaluate(odds, upper: true)) : 1;

    /// <summary>The odds with this probability below.</summary>
    public double Quantile(double p) => LogConcaveInverse.Solve(this, p, upper: false, Start(p, upper: false));

    /// <summary>The odds with this probability above.</summary>
    public double UpperQuantile(double q) => LogConcaveInverse.Solve(this, q, upper: true, Start(q, upper: true));

    public Tail Evaluate(double odds, bool upper)
    {
        double y = 1 / (1 + odds), x = odds < 1 ? odds / (1 + odds) : 1 / (1 + (1 / odds));
        double density, logDensity = 0;  // with respect to log odds: x^a y^b / B(a, b)
        if (_isLarge)
        {
            double excess = (x * _b) - (y * _a);
            double exponent = -(_a * Deviation(excess / _a, x * ((_a + _b) / _a))) - (_b * Deviation(-excess / _b, y * ((_a + _b) / _b)));
            density = _front * Math.Exp(exponent);
            if (density < LogConcaveInverse.Small)
            {
                logDensity = exponent + Math.Log(_front);
            }
        }
        else
        {
            density = _front * Math.Pow(x, _a) * Math.Pow(y, _b);
            if (density < LogConcaveInverse.Small)
            {
                logDensity = (_a * Math.Log(x)) + (_b * Math.Log(y)) - _logBeta;
            }
        }

        bool isLow = x * (_a + _b + 2) < _a + 1;
        double fraction = isLow ? Fraction(_a, _b, x, y) : Fraction(_b, _a, y, x);
        double tail, hazard, logTail = double.NegativeInfinity;
        if (isLow != upper)
        {
            tail = density * fraction;
            hazard = 1 / fraction;
            logTail = logDensity + Math.Log(fraction);
        }
        else
        {
            tail = 1 - (density * fraction);
            hazard = density / tail;
        }
        return new Tail(tail, logTail, hazard, Score: (_a * y) - (_b * x), ScoreSlope: -(_a + _b) * x * y);
    }

    private static double Deviation(double mu, double ratio) => ratio < 0.4 ? mu - Math.Log(ratio) : AccurateLogs.XMinusLog1p(mu);

    /// <summary>I_x(a, b) B(a, b) / (x^a y^b), with y = 1 - x, by Lentz's method.</summary>
    private static double Fraction(double a, double b, double x, double y)
    {
        double c = 1, d = 1 / (1 - ((a + b) * x / (a + 1))), fraction = d;
        for (int m = 1; m < 100_000; m++)
        {
            double n = a + (2 * m);
            double even = m * (b - m) * x / ((n - 1) * n);
            d = 1 / (1 + (even * d));
            c = 1 + (even / c);
            fraction *= c * d;
            double odd = -(a + m) * (a + b + m) * x / (n * (n + 1));
            d = 1 / (1 + (odd * d));
            c = 1 + (odd / c);
            double factor = c * d;
            fraction *= factor;
            if (Math.Abs(factor - 1) < 2e-16)
            {
                break;
            }
        }
        return fraction / a;
    }

    private double Start(double probability, bool upper)
    {
        double logP = upper ? AccurateLogs.Log1p(-probability) : Math.Log(probability);
        double logQ = upper ? Math.Log(probability) : AccurateLogs.Log1p(-probability);

        // The leading terms P = x^a / (a B) and Q = y^b / (b B), where x or y comes out small.
        double x = Math.Exp((logP + Math.Log(_a) + _logBeta) / _a), y = Math.Exp((logQ + Math.Log(_b) + _logBeta) / _b);
        if (x * (_a + _b) < 0.3 * (_a + 1))
        {
            return x * (1 + x);
        }

        if (y * (_a + _b) < 0.3 * (_b + 1))
        {
            return 1 / (y * (1 + y));
        }

        if (_a < 1 || _b < 1)
        {
            return x < y ? Math.Min(x, 0.5) : 1 / Math.Min(y, 0.5);
        }

        // Abramowitz and Stegun 26.5.22.
        double z = StandardNormal.Quantile(probability) * (upper ? 1 : -1);
        double s = 1 / ((2 * _a) - 1), t = 1 / ((2 * _b) - 1), h = 2 / (s + t), lambda = ((z * z) - 3) / 6;
        double w = (z * Math.Sqrt(Math.Max(h + lambda, 0)) / h) - ((t - s) * (lambda + (5.0 / 6) - (2 / (3 * h))));
        return _a / _b * Math.Exp(-2 * w);
    }
}

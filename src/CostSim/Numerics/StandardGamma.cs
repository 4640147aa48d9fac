using MathNet.Numerics;

namespace CostSim.Numerics;

/// <summary>The gamma law of scale 1: regularised incomplete gamma functions P and Q, and their inverses.</summary>
/// <remarks>
/// Math.NET's take hundreds of terms for large shapes and lose digits of small tails, so these are computed here: series and continued
/// fraction (DLMF 8.11.4, 8.9.2) and, near the mean of large shapes, Temme's uniform expansion as evaluated by Gil, Segura and Temme,
/// Efficient and accurate algorithms for the computation and inversion of the incomplete gamma function ratios,
/// SIAM J. Sci. Comput. 34 (2012).
/// </remarks>
internal sealed class StandardGamma : ILogConcaveLaw
{
    /// <summary>
    /// Taylor coefficients of eta / (lambda - 1), where lambda - 1 - log lambda = eta^2 / 2; from a series reversal in 60 digits.
    /// </summary>
    private static readonly double[] TemmeTerms =
    [
        1.0, -0.33333333333333333, 0.083333333333333333, -0.014814814814814815, 0.0011574074074074074,
        0.0003527336860670194, -0.00017875514403292181, 3.9192631785224378e-5, -2.1854485106799922e-6, -1.85406221071516e-6,
        8.296711340953086e-7, -1.7665952736826079e-7, 6.7078535434014986e-9, 1.0261809784240308e-8, -4.3820360184533532e-9,
        9.1476995822367902e-10, -2.551419399494625e-11, -5.8307721325504251e-11, 2.4361948020667416e-11, -5.0276692801141756e-12,
        1.1004392031956135e-13, 3.3717632624009854e-13, -1.3923887224181621e-13, 2.8534893807047443e-14, -5.1391118342425726e-16,
        -1.9752288294349443e-15, 8.0995211567045613e-16,
    ];

    private readonly double _shape;
    private readonly double _gamma1;       // Gamma(shape + 1); infinite for large shapes, where it is not used
    private readonly double _logGamma1;
    private readonly double _scaledGamma;  // Gamma*(shape)
    private readonly double[] _expansion = [];

    public StandardGamma(double shape)
    {
        _shape = shape;
        _gamma1 = GammaFunction.Of(shape + 1);
        _logGamma1 = GammaFunction.Log(shape + 1);
        _scaledGamma = GammaFunction.Scaled(shape);
        if (shape > GammaFunction.Large)
        {
            _expansion = Expansion(shape);
        }
    }

    public double Cdf(double x) => x > 0 ? double.IsPositiveInfinity(x) ? 1 : LogConcaveInverse.Probability(Evaluate(x, upper: false)) : 0;

    public double Survival(double x) =>
        x > 0 ? double.IsPositiveInfinity(x) ? 0 : LogConcaveInverse.Probability(Evaluate(x, upper: true)) : 1;

    public double Quantile(double p) => LogConcaveInverse.Solve(this, p, upper: false, Start(p, upper: false));

    public double UpperQuantile(double q) => LogConcaveInverse.Solve(this, q, upper: true, Start(q, upper: true));

    public Tail Evaluate(double x, bool upper)
    {
        double density, logDensity = 0;  // with respect to log x: x^a e^-x / Gamma(a)
        double tail, hazard, logTail = double.NegativeInfinity;
        double deviation = 0, mu = (x - _shape) / _shape;
        if (_shape > GammaFunction.Large)
        {
            deviation = _shape * (x < 0.3 * _shape ? mu - Math.Log(x / _shape) : AccurateLogs.XMinusLog1p(mu));
            density = Math.Exp(-deviation) * Math.Sqrt(_shape / (2 * Math.PI)) / _scaledGamma;
            if (density < LogConcaveInverse.Small)
            {
                logDensity = -deviation + Math.Log(Math.Sqrt(_shape / (2 * Math.PI)) / _scaledGamma);
            }
        }
        else
        {
            double halved = Math.Exp(-x / 2);
            density = _shape * (halved * Math.Pow(x, _shape) * halved / _gamma1);
            if (density < LogConcaveInverse.Small)
            {
                logDensity = (_shape * Math.Log(x)) - x - _logGamma1 + Math.Log(_shape);
            }
        }

        if (_shape > GammaFunction.Large && x > 0.3 * _shape && x < 2.35 * _shape)
        {
            double root = Math.CopySign(Math.Sqrt(deviation), mu), sign = upper ? 1 : -1;
            double rest = sign * Correction(Math.Sqrt(2 / _shape) * root);
            if (sign * root < 25)
            {
                tail = (0.5 * SpecialFunctions.Erfc(sign * root)) + (Math.Exp(-deviation) * rest);
                hazard = density / tail;
            }
            else
            {
                // Leading terms of erfc's asymptotic series (DLMF 7.12.1).
                double z = sign * root, w = 1 / (2 * deviation);
                double scaled = ((1 - (w * (1 - (3 * w * (1 - (5 * w * (1 - (7 * w)))))))) / (2 * z * Math.Sqrt(Math.PI))) + rest;
                tail = Math.Exp(-deviation) * scaled;
                logTail = -deviation + Math.Log(scaled);
                hazard = Math.Sqrt(_shape / (2 * Math.PI)) / _scaledGamma / scaled;
            }
        }
        else if (x < _shape + 1)
        {
            double sum = Series(x);
            if (!upper)
            {
                tail = density * sum;
                hazard = 1 / sum;
                logTail = logDensity + Math.Log(sum);
            }
            else
            {
                tail = _shape < 1 ? SmallShapeSurvival(x) : 1 - (density * sum);
                hazard = density / tail;
            }
        }
        else
        {
            double fraction = Fraction(x);
            if (upper)
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
        }
        return new Tail(tail, logTail, hazard, Score: _shape - x, ScoreSlope: -x);
    }

    /// <summary>1/a + x/(a(a+1)) + x^2/(a(a+1)(a+2)) + ...</summary>
    private double Series(double x)
    {
        double term = 1 / _shape, sum = term, n = _shape;
        while (term > sum * 1e-17)
        {
            n++;
            term *= x / n;
            sum += term;
        }
        return sum;
    }

    /// <summary>Gamma(a, x) e^x / x^a, by Lentz's method.</summary>
    private double Fraction(double x)
    {
        double b = x + 1 - _shape, c = 1e300, d = 1 / b, fraction = d;
        for (int i = 1; i < 10_000; i++)
        {
            double an = -i * (i - _shape);
            b += 2;
            d = 1 / ((an * d) + b);
            c = b + (an / c);
            double factor = c * d;
            fraction *= factor;
            if (Math.Abs(factor - 1) < 2e-16)
            {
                break;
            }
        }
        return fraction;
    }

    /// <summary>1 - P for small shapes, where P itself is near 1 (DLMF 8.7.1).</summary>
    private double SmallShapeSurvival(double x)
    {
        double power = 1, sum = 0;
        for (int n = 1; n < 100; n++)
        {
            power *= -x / n;
            sum += power / (_shape + n);
            if (Math.Abs(power) < Math.Abs(sum) * 1e-17)
            {
                break;
            }
        }
        return -AccurateLogs.Expm1((_shape * Math.Log(x)) - _logGamma1 + AccurateLogs.Log1p(_shape * sum));
    }

    /// <summary>
    /// The factor of exp(-a eta^2 / 2) by which Q exceeds erfc(eta sqrt(a/2)) / 2; Gil, Segura and Temme (2012), section 2.5.
    /// </summary>
    private double Correction(double eta)
    {
        double sum = 0;
        for (int i = _expansion.Length - 1; i >= 0; i--)
        {
            sum = Math.FusedMultiplyAdd(sum, eta, _expansion[i]);
        }

        return sum;
    }

    private static double[] Expansion(double shape)
    {
        int n = TemmeTerms.Length - 1;
        double[] b = new double[n];
        b[n - 1] = TemmeTerms[n];
        b[n - 2] = TemmeTerms[n - 1];
        for (int m = n - 2; m >= 1; m--)
        {
            b[m - 1] = TemmeTerms[m] + ((m + 1) * b[m + 1] / shape);
        }

        double factor = 1 / ((1 + (b[1] / shape)) * Math.Sqrt(2 * Math.PI * shape));
        return [.. b.Select(value => value * factor)];
    }

    private double Start(double probability, bool upper)
    {
        // The leading term of P, and its first correction.
        double logP = upper ? AccurateLogs.Log1p(-probability) : Math.Log(probability);
        double leading = Math.Exp((logP + _logGamma1) / _shape);
        if (leading < 0.3 * (_shape + 1))
        {
            return leading * Math.Exp(leading / (_shape + 1));
        }

        double z = StandardNormal.Quantile(probability) * (upper ? -1 : 1);
        if (_shape < 1)
        {
            // Q(x) is below x^(a-1) e^-x / Gamma(a) and close to it for large x.
            double bound = (upper ? -Math.Log(probability) : -Math.Log(1 - probability)) - _logGamma1 + Math.Log(_shape);
            return bound > 1 ? bound - ((1 - _shape) * Math.Log(bound)) : 0.5;
        }

        // Wilson and Hilferty, The distribution of chi-square, PNAS 17 (1931).
        double cube = 1 - (1 / (9 * _shape)) + (z / (3 * Math.Sqrt(_shape)));
        return cube > 0.1 ? _shape * cube * cube * cube : leading;
    }
}

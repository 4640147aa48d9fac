using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// One half of a metalog law on its scale, as a function of the tail probability t up to 1/2: m(t) + l(t) log(t / (1 - t)).
/// The upper half is that of the mirror image.
/// </summary>
internal sealed class MetalogSide
{
    /// <summary>Draws have tails down to 2^-53; what happens far beyond is left to the leading term.</summary>
    private const int Octaves = 64;

    /// <summary>So near to 0, relative to the other coefficients, the leading coefficient is one that rounding kept from being 0.</summary>
    private const double Rounding = 1e-13;

    private const int MostIntervals = 200_000;

    private readonly double[] _m, _l;

    /// <param name="m">Coefficients of 1, t, t^2 ...</param>
    /// <param name="l">Coefficients of 1, t, t^2 ... times the logarithm.</param>
    public MetalogSide(double[] m, double[] l)
    {
        (_m, _l) = (m, [.. l]);
        if (Math.Abs(l[0]) <= Rounding * l.Concat(m.Skip(1)).Max(Math.Abs))
        {
            _l[0] = 0;
        }
    }

    /// <summary>True when the half has an end of its own instead of a logarithmic tail.</summary>
    public bool HasEnd => _l[0] == 0;

    /// <summary>That end.</summary>
    public double End => _m[0];

    /// <summary>How fast the value falls with the logarithm of small t.</summary>
    public double TailSlope => _l[0];

    public double Value(double t) => Polynomial(_m, t) + (Polynomial(_l, t) * (Math.Log(t) - AccurateLogs.Log1p(-t)));

    /// <summary>
    /// The t with this value, by Newton's method on log(t / (1 - t)), kept between points on both sides; 0 below the end.
    /// </summary>
    public double Solve(double value)
    {
        if (HasEnd && !(value > End))
        {
            return 0;
        }

        double low = -745, high = 0, logit = -1;
        for (int i = 0; i < 200; i++)
        {
            double t = 1 / (1 + Math.Exp(-logit)), excess = Polynomial(_m, t) + (Polynomial(_l, t) * logit) - value;
            if (excess > 0)
            {
                high = logit;
            }
            else
            {
                low = logit;
            }

            double next = logit - (excess / Slope(t, logit));
            if (!(next > low && next < high))
            {
                next = (low + high) / 2;
            }

            if (Math.Abs(next - logit) <= 1e-16 * Math.Abs(logit) || next == low || next == high)
            {
                break;
            }

            logit = next;
        }
        return 1 / (1 + Math.Exp(-logit));
    }

    /// <summary>True when the value rises at every t: intervals of t are halved until each has a slope above 0 throughout.</summary>
    public bool IsRising()
    {
        if (!(_l[0] >= 0))
        {
            return false;
        }

        int left = MostIntervals;
        for (int octave = 1; octave <= Octaves; octave++)
        {
            if (!IsRising(Math.ScaleB(1, -octave - 1), Math.ScaleB(1, -octave), ref left))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Derivative with respect to log(t / (1 - t)).</summary>
    public double Slope(double t, double logit) => Polynomial(_l, t) + (t * (1 - t) * (Derivative(_m, t) + (Derivative(_l, t) * logit)));

    private bool IsRising(double from, double to, ref int left)
    {
        if (--left < 0 || !(Slope(from, Math.Log(from) - AccurateLogs.Log1p(-from)) > 0))
        {
            return false;
        }

        if (LeastSlope(from, to) > 0)
        {
            return true;
        }

        double middle = (from + to) / 2;
        return middle > from && middle < to && IsRising(from, middle, ref left) && IsRising(middle, to, ref left);
    }

    /// <summary>
    /// A lower bound of the slope between two points, by interval arithmetic. Moore, Kearfott and Cloud,
    /// Introduction to Interval Analysis (2009).
    /// </summary>
    private double LeastSlope(double from, double to)
    {
        Interval t = new(from, to), weight = new(from * (1 - from), to * (1 - to));
        Interval logit = new(Math.Log(from) - AccurateLogs.Log1p(-from), Math.Log(to) - AccurateLogs.Log1p(-to));
        return (Polynomial(_l, t) + (weight * (Derivative(_m, t) + (Derivative(_l, t) * logit)))).Low;
    }

    private static double Polynomial(double[] c, double t)
    {
        double sum = c[^1];
        for (int i = c.Length - 2; i >= 0; i--)
        {
            sum = Math.FusedMultiplyAdd(sum, t, c[i]);
        }

        return sum;
    }

    private static double Derivative(double[] c, double t)
    {
        double sum = 0;
        for (int i = c.Length - 1; i >= 1; i--)
        {
            sum = Math.FusedMultiplyAdd(sum, t, i * c[i]);
        }

        return sum;
    }

    private static Interval Polynomial(double[] c, Interval t)
    {
        Interval sum = new(c[^1], c[^1]);
        for (int i = c.Length - 2; i >= 0; i--)
        {
            sum = (sum * t) + new Interval(c[i], c[i]);
        }

        return sum;
    }

    private static Interval Derivative(double[] c, Interval t)
    {
        Interval sum = default;
        for (int i = c.Length - 1; i >= 1; i--)
        {
            sum = (sum * t) + new Interval(i * c[i], i * c[i]);
        }

        return sum;
    }

    private readonly record struct Interval(double Low, double High)
    {
        public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

        public static Interval operator *(Interval a, Interval b)
        {
            double w = a.Low * b.Low, x = a.Low * b.High, y = a.High * b.Low, z = a.High * b.High;
            return new(Math.Min(Math.Min(w, x), Math.Min(y, z)), Math.Max(Math.Max(w, x), Math.Max(y, z)));
        }
    }
}

namespace CostSim.Cli.Pictures;

/// <summary>
/// A smooth density of a sample along an axis: per unit of value, or of log10 on a logarithmic one. A Gaussian kernel with the
/// plug-in bandwidth of Botev, Grotowski and Kroese 2010 (Annals of Statistics 38, §5), which keeps apart the peaks of a mixture;
/// nothing leaks past an end of the sample that lies on the axis, and a fall to zero there
/// stays one (local linear fit: Fan and Gijbels 1996, §3.2).
/// </summary>
internal static class Density
{
    private const int Cells = 512;
    private const int Stages = 7;

    /// <summary>Quantile at which the curve of a skewed sample starts, for log10 has no zero.</summary>
    private const double LeastShown = 0.0005;

    /// <summary>Trials from which the ends of the sample are taken for the ends of the distribution.</summary>
    private const int EndsKnownFrom = 1000;

    /// <summary>Reach beyond the axis, as a share of its length, so that its ends are smoothed like its middle.</summary>
    private const double Reach = 0.15;

    /// <summary>Widening of the bandwidth: least squared error leaves ripples that the eye takes for facts.</summary>
    private const double Calm = 1.6;

    private static readonly double[] Cosines = [.. Enumerable.Range(0, 4 * Cells).Select(i => Math.Cos(Math.PI * i / (2 * Cells)))];

    /// <summary>Points of the curve in axis coordinates, its highest point at 1.</summary>
    public static (double[] Positions, double[] Heights) Of(CumulativeCurve curve, ValueAxis axis)
    {
        if (!axis.IsLog && IsSkewed(curve))
        {
            // One bandwidth cannot suit a steep rise and a long tail; in log10 both are alike. f(x) = g(log10 x) / (x ln 10).
            double start = curve.Quantile(LeastShown);
            // The least of few trials is not the least there is: half as far again from the median, in log10.
            start *= curve.Histogram.Count < EndsKnownFrom ? Math.Sqrt(start / curve.Quantile(0.5)) : 1;
            start = Math.Max(start, axis.Minimum);
            var log = axis with { IsLog = true, Minimum = Math.Log10(start), Maximum = Math.Log10(axis.Maximum) };
            var (exponents, densities) = Along(curve, log);
            double[] values = [.. exponents.Select(exponent => Math.Pow(10, exponent))];
            return (values, Normalised([.. densities.Zip(values, (density, value) => density / value)]));
        }
        var (positions, heights) = Along(curve, axis);
        return (positions, Normalised(heights));
    }

    private static bool IsSkewed(CumulativeCurve curve)
    {
        double p1 = curve.Quantile(0.01), p50 = curve.Quantile(0.5), p99 = curve.Quantile(0.99);
        return curve.Quantile(LeastShown) > 0 && p99 - p50 > 2 * (p50 - p1) && p99 > 3 * p1;
    }

    private static double[] Normalised(double[] heights)
    {
        double peak = heights.Max();
        return [.. heights.Select(height => height / peak)];
    }

    private static (double[] Positions, double[] Heights) Along(CumulativeCurve curve, ValueAxis axis)
    {
        double length = axis.Maximum - axis.Minimum;
        double least = curve.Histogram.Minimum, start = axis.Minimum - Reach * length, end = axis.Maximum + Reach * length;
        if (curve.Histogram.Count >= EndsKnownFrom)
        {
            start = axis.IsLog && least <= 0 ? start : Math.Max(start, axis.Of(least));
            end = Math.Min(end, axis.Of(curve.Histogram.Maximum));
        }
        start = axis.IsLog ? start : Math.Max(0, start);
        double cell = (end - start) / Cells;
        var (masses, count, widest) = Rebinned(curve, axis, start, cell);
        double[] spectrum = Spectrum(masses);
        double variance = Calm * Calm * KernelVariance(spectrum, count);
        double leastDeviation = Math.Max(1.5, widest / cell) / Cells;
        variance = Math.Max(variance, leastDeviation * leastDeviation);
        double[] heights = Smoothed(spectrum, variance);
        if (curve.Histogram.Count >= EndsKnownFrom)
        {
            StraightenEnds(masses, heights, Math.Sqrt(variance) * Cells);
        }
        var positions = new List<double>();
        var shown = new List<double>();
        for (int i = 0; i < Cells; i++)
        {
            double position = start + (i + 0.5) * cell;
            if (position >= axis.Minimum && position <= axis.Maximum)
            {
                positions.Add(position);
                shown.Add(Math.Max(0, heights[i]));
            }
        }
        Complete(positions, shown, axis, start, end);
        return ([.. positions], [.. shown]);
    }

    /// <summary>Carries the curve to the ends of the axis, or down to the ground where the sample ends inside it.</summary>
    private static void Complete(List<double> positions, List<double> heights, ValueAxis axis, double start, double end)
    {
        positions.Insert(0, Math.Max(axis.Minimum, start));
        heights.Insert(0, heights[0]);
        positions.Add(Math.Min(axis.Maximum, end));
        heights.Add(heights[^1]);
        if (start > axis.Minimum)
        {
            positions.Insert(0, start);
            heights.Insert(0, 0);
        }
        if (end < axis.Maximum)
        {
            positions.Add(end);
            heights.Add(0);
        }
    }

    /// <summary>Share of the sample in each cell, the number of values on the grid, the width of the widest bin in axis units.</summary>
    private static (double[] Masses, double Count, double Widest) Rebinned(CumulativeCurve curve, ValueAxis axis, double start, double cell)
    {
        double[] masses = new double[Cells];
        double count = 0, widest = 0;
        foreach (var bin in curve.Bins)
        {
            if (axis.IsLog && bin.Lower <= 0)
            {
                continue;
            }
            double from = (axis.Of(bin.Lower) - start) / cell, to = (axis.Of(bin.Upper) - start) / cell;
            if (to < 0 || from > Cells)
            {
                continue;
            }
            count += bin.Count;
            widest = Math.Max(widest, (to - from) * cell);
            int first = Math.Clamp((int)from, 0, Cells - 1), last = Math.Clamp((int)to, 0, Cells - 1);
            for (int i = first; i <= last; i++)
            {
                double share = first == last ? 1 : (Math.Min(to, i + 1) - Math.Max(from, i)) / (to - from);
                masses[i] += bin.Count * share;
            }
        }
        for (int i = 0; i < Cells; i++)
        {
            masses[i] /= count;
        }
        return (masses, count, widest);
    }

    /// <summary>Discrete cosine transform: a_k = 2 sum m_i cos(pi k (2i + 1) / 2N), a_0 = sum.</summary>
    private static double[] Spectrum(double[] masses)
    {
        double[] spectrum = new double[Cells];
        for (int k = 0; k < Cells; k++)
        {
            double sum = 0;
            for (int i = 0; i < Cells; i++)
            {
                sum += masses[i] * Cosines[k * (2 * i + 1) & (4 * Cells - 1)];
            }
            spectrum[k] = k == 0 ? sum : 2 * sum;
        }
        return spectrum;
    }

    /// <summary>Mass of each cell after diffusion for a time equal to the kernel's variance.</summary>
    private static double[] Smoothed(double[] spectrum, double variance)
    {
        double[] damped = new double[Cells];
        int last = 0;
        for (int k = 0; k < Cells; k++)
        {
            double factor = Math.Exp(-k * k * Math.PI * Math.PI * variance / 2);
            if (factor < 1e-12)
            {
                break;
            }
            damped[k] = spectrum[k] * factor;
            last = k;
        }
        double[] heights = new double[Cells];
        for (int i = 0; i < Cells; i++)
        {
            double sum = 0;
            for (int k = 0; k <= last; k++)
            {
                sum += damped[k] * Cosines[k * (2 * i + 1) & (4 * Cells - 1)];
            }
            heights[i] = sum / Cells;
        }
        return heights;
    }

    /// <summary>
    /// Near the ends of the grid, where cosines are flat: the height of a line fitted to the cells around, kernel-weighted.
    /// </summary>
    private static void StraightenEnds(double[] masses, double[] heights, double deviation)
    {
        int reach = Math.Min(Cells / 4, (int)Math.Ceiling(4 * deviation));
        for (int i = 0; i < Cells; i++)
        {
            if (i >= reach && i < Cells - reach)
            {
                continue;
            }
            double s0 = 0, s1 = 0, s2 = 0, m0 = 0, m1 = 0;
            for (int j = Math.Max(0, i - reach); j <= Math.Min(Cells - 1, i + reach); j++)
            {
                double distance = j - i, weight = Math.Exp(-distance * distance / (2 * deviation * deviation));
                s0 += weight;
                s1 += weight * distance;
                s2 += weight * distance * distance;
                m0 += weight * masses[j];
                m1 += weight * distance * masses[j];
            }
            heights[i] = (s2 * m0 - s1 * m1) / (s0 * s2 - s1 * s1);
        }
    }

    /// <summary>
    /// Kernel variance on the unit interval: the smallest root of t = xi gamma^[7](t). Peaks narrower than a cell have their root below
    /// the smallest t; where there is none at all, the normal rule.
    /// </summary>
    private static double KernelVariance(double[] spectrum, double count)
    {
        const double Smallest = 1e-7, Largest = 0.05;
        double before = Excess(spectrum, count, Smallest);
        if (before > 0 && count > 10 * Cells)
        {
            return Smallest;
        }
        for (double t = Smallest; t < Largest; t *= 1.3)
        {
            double after = Excess(spectrum, count, t * 1.3);
            if (before <= 0 && after > 0)
            {
                return t * (1 + 0.3 * before / (before - after));
            }
            before = after;
        }
        return NormalRule(spectrum, count);
    }

    /// <summary>t - xi gamma^[7](t) of the paper's section 5, algorithm 1.</summary>
    private static double Excess(double[] spectrum, double count, double t)
    {
        double f = SquaredDerivative(spectrum, Stages, t);
        for (int s = Stages - 1; s >= 2; s--)
        {
            double oddProduct = 1;
            for (int i = 3; i < 2 * s; i += 2)
            {
                oddProduct *= i;
            }
            double k0 = oddProduct / Math.Sqrt(2 * Math.PI);
            double factor = (1 + Math.Pow(0.5, s + 0.5)) / 3;
            double time = Math.Pow(2 * factor * k0 / (count * f), 2.0 / (3 + 2 * s));
            f = SquaredDerivative(spectrum, s, time);
        }
        return t - Math.Pow(2 * count * Math.Sqrt(Math.PI) * f, -0.4);
    }

    /// <summary>Squared norm of the s-th derivative of the density smoothed for time t.</summary>
    private static double SquaredDerivative(double[] spectrum, int s, double t)
    {
        double sum = 0;
        for (int k = 1; k < Cells; k++)
        {
            double square = (double)k * k, decay = square * Math.PI * Math.PI * t;
            if (decay > 200)
            {
                break;
            }
            double half = spectrum[k] / 2, power = square;
            for (int i = 1; i < s; i++)
            {
                power *= square;
            }
            sum += power * half * half * Math.Exp(-decay);
        }
        return 2 * Math.Pow(Math.PI, 2 * s) * sum;
    }

    /// <summary>(0.9 sd n^-1/5)^2, Silverman 1986 §3.4.2, with the variance read off the smoothest part of the spectrum.</summary>
    private static double NormalRule(double[] spectrum, double count)
    {
        // Mean and mean square of x on [0, 1] from the cosine series.
        double mean = 0.5, square = 1.0 / 3;
        for (int k = 1; k < Cells; k++)
        {
            double a = spectrum[k] / (Math.PI * Math.PI * k * k);
            mean += k % 2 == 1 ? -2 * a : 0;
            square += k % 2 == 1 ? -2 * a : 2 * a;
        }
        double deviation = 0.9 * Math.Sqrt(Math.Max(0, square - mean * mean)) * Math.Pow(count, -0.2);
        return deviation * deviation;
    }
}

using CostSim.Cli.Text;

namespace CostSim.Cli.Pictures;

/// <summary>A tick of an axis: its place in axis coordinates and its label, empty for a minor tick.</summary>
internal readonly record struct AxisTick(double Position, string Label);

/// <summary>A horizontal axis for values that are not negative, linear or in log10. Axis coordinates are the value or its log10.</summary>
internal sealed record ValueAxis(bool IsLog, double Minimum, double Maximum, string Unit)
{
    /// <summary>P99/P1 above which an axis is logarithmic.</summary>
    private const double LogAbove = 30;

    /// <summary>Trials below which the axis shows them all.</summary>
    private const int Few = 100;

    /// <summary>Share of the axis within which the ends of the sample are shown with it, so that a hard edge is seen.</summary>
    private const double Near = 0.04;

    /// <summary>What an axis label adds for a logarithmic axis.</summary>
    public string ScaleNote => IsLog ? "log scale" : "";

    /// <summary>
    /// The axis that shows a sample from its quantile <paramref name="low"/> to its quantile <paramref name="high"/>; to its very ends
    /// where they are near or the trials few. Zeros do not count for a logarithmic axis and do not stand on it.
    /// </summary>
    public static ValueAxis Of(CumulativeCurve curve, string unit, double low = 0.001, double high = 0.999)
    {
        double zeros = curve.Zeros;
        double Positive(double p) => curve.Quantile(zeros + (1 - zeros) * p);
        double least = zeros > 0 ? Positive(1e-9) : curve.Histogram.Minimum, most = curve.Histogram.Maximum;
        bool isLog = zeros < 0.5 && Positive(0.01) > 0 && Positive(0.99) / Positive(0.01) > LogAbove;
        double lower = isLog ? Positive(low) : curve.Quantile(low), upper = curve.Quantile(high);
        bool isFew = curve.Histogram.Count < Few;
        double margin = isFew ? 0.12 : 0.015;
        if (isLog)
        {
            (lower, upper) = (Math.Log10(lower), Math.Log10(upper));
            (least, most) = (Math.Log10(least), Math.Log10(most));
        }
        double near = isFew ? double.PositiveInfinity : Near * (upper - lower);
        bool reachesLeast = lower - least <= near, reachesMost = most - upper <= near;
        lower = reachesLeast ? Math.Min(least, lower) : lower;
        upper = reachesMost ? Math.Max(most, upper) : upper;
        double length = upper - lower;
        double start = reachesLeast ? lower - margin * length : lower, end = reachesMost ? upper + margin * length : upper;
        start = !isLog && lower < 0.15 * upper ? 0 : start;
        return new(isLog, isLog ? start : Math.Max(0, start), end, unit);
    }

    /// <summary>Axis coordinate of a value.</summary>
    public double Of(double value) => IsLog ? Math.Log10(value) : value;

    /// <summary>Value at an axis coordinate.</summary>
    public double ValueAt(double coordinate) => IsLog ? Math.Pow(10, coordinate) : coordinate;

    /// <summary>Axis coordinate of a value, at the nearer end when it lies beyond.</summary>
    public double Within(double value) => IsLog && value <= 0 ? Minimum : Math.Clamp(Of(value), Minimum, Maximum);

    /// <summary>0 for a value on the axis, negative to the left of it, positive to the right.</summary>
    public int Place(double value) => (IsLog && value <= 0) || Of(value) < Minimum ? -1 : Of(value) > Maximum ? 1 : 0;

    /// <summary>The same axis with a share of its length added at both ends; never below 0.</summary>
    public ValueAxis Widened(double share)
    {
        double room = share * (Maximum - Minimum);
        return this with { Minimum = IsLog ? Minimum - room : Math.Max(0, Minimum - room), Maximum = Maximum + room };
    }

    /// <summary>Ticks at round values: at most <paramref name="most"/> labels, none nearer to the next than their widths allow.</summary>
    /// <param name="most">Most labels.</param>
    /// <param name="length">Length of the axis, in the unit of <paramref name="measure"/>.</param>
    /// <param name="measure">Width of a label, its distance to the next included.</param>
    public IReadOnlyList<AxisTick> Ticks(int most, double length, Func<string, double> measure)
    {
        var candidates = IsLog ? LogCandidates() : LinearCandidates();
        IReadOnlyList<AxisTick> ticks = [];
        foreach (var candidate in candidates)
        {
            ticks = candidate;
            var labelled = ticks.Where(tick => tick.Label.Length > 0).ToList();
            bool fits = labelled.Count <= most;
            for (int i = 1; i < labelled.Count && fits; i++)
            {
                double distance = (labelled[i].Position - labelled[i - 1].Position) / (Maximum - Minimum) * length;
                fits = distance >= (measure(labelled[i].Label) + measure(labelled[i - 1].Label)) / 2;
            }
            if (fits)
            {
                break;
            }
        }
        return ticks;
    }

    /// <summary>Sets of ticks, each sparser than the one before.</summary>
    private IEnumerable<IReadOnlyList<AxisTick>> LinearCandidates()
    {
        double length = Maximum - Minimum;
        double decade = Math.Pow(10, Math.Floor(Math.Log10(length / 10)));
        for (; decade <= length; decade *= 10)
        {
            foreach (double multiple in (double[])[1, 2, 5])
            {
                double step = multiple * decade;
                double first = Math.Ceiling(Minimum / step - 1e-9), last = Math.Floor(Maximum / step + 1e-9);
                var ticks = new List<AxisTick>();
                for (double k = first; k <= last && ticks.Count < 100; k++)
                {
                    ticks.Add(new(k * step, HumanNumber.Tick(k * step, Unit)));
                }
                yield return ticks;
            }
        }
    }

    private IEnumerable<IReadOnlyList<AxisTick>> LogCandidates()
    {
        foreach (string mantissas in (string[])["123456789", "12357", "125", "13", "1"])
        {
            yield return LogTicks(mantissas, 1);
        }
        foreach (int stride in (int[])[2, 3, 5, 10, 20, 50, 100])
        {
            yield return LogTicks("1", stride);
        }
    }

    private List<AxisTick> LogTicks(string mantissas, int stride)
    {
        var ticks = new List<AxisTick>();
        bool hasMinor = Maximum - Minimum < 8;
        for (int decade = (int)Math.Floor(Minimum); decade <= (int)Math.Ceiling(Maximum); decade++)
        {
            for (int mantissa = 1; mantissa <= 9; mantissa++)
            {
                double position = decade + Math.Log10(mantissa);
                bool isLabelled = decade % stride == 0 && mantissas.Contains((char)('0' + mantissa));
                if (position >= Minimum - 1e-9 && position <= Maximum + 1e-9 && (isLabelled || hasMinor))
                {
                    ticks.Add(new(position, isLabelled ? HumanNumber.Tick(mantissa * Math.Pow(10, decade), Unit) : ""));
                }
            }
        }
        return ticks;
    }
}

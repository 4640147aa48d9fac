using System.Numerics;

namespace CostSim.Distributions;

/// <summary>A law given that it lies between two bounds: density f(x) / (F(high) - F(low)) there. The bounds belong to it.</summary>
public sealed class Truncated : Distribution
{
    /// <summary>A truncation that keeps less of the law than this is refused: it can only be a mistake.</summary>
    private const double LeastMass = 1e-12;

    private readonly Distribution _whole;
    private readonly double _atLeast, _atMost;
    private readonly double _below, _above, _mass;  // probabilities of the whole law: below the bounds, above them, between them
    private readonly Lazy<(double Mean, double Variance)> _moments;

    private Truncated(Distribution whole, double atLeast, double atMost)
    {
        (_whole, _atLeast, _atMost) = (whole, atLeast, atMost);
        (_below, _above, _mass) = Split(whole, atLeast, atMost);
        _moments = new(() => QuantileIntegral.Moments(this));
    }

    /// <summary>The law between the bounds, either of which may be infinite; or what is wrong with them.</summary>
    public static Outcome<Distribution> Create(Distribution whole, double atLeast, double atMost)
    {
        bool hasLow = double.IsFinite(atLeast), hasHigh = double.IsFinite(atMost);
        string names = hasLow && hasHigh ? "" : hasLow ? "at_least" : "at_most";
        string bounds = Written(atLeast, atMost).TrimStart();
        string support = FormattableString.Invariant($"{whole} lies between {whole.Minimum} and {whole.Maximum}");
        if (OrderProblem(atLeast, atMost) is Problem disorder)
        {
            return Outcome.Wrong<Distribution>(disorder);
        }

        if (whole.IsFixed)
        {
            return whole.Minimum >= atLeast && whole.Minimum <= atMost
                ? Outcome.Of(whole)
                : Outcome.Wrong<Distribution>(
                    new Problem(names, $"{bounds} leaves nothing of {whole}", "move the bound to the other side of that value"));
        }
        if (!(Split(whole, atLeast, atMost).Mass >= LeastMass))
        {
            return Outcome.Wrong<Distribution>(new Problem(names, $"{bounds} leaves almost nothing of {whole}",
                hasLow && hasHigh && atLeast == atMost
                    ? FormattableString.Invariant($"write fixed value={atLeast}, or bounds that are apart")
                    : support + FormattableString.Invariant($", half of it above {whole.Quantile(0.5)}: move the bounds there")));
        }
        if (whole is CountLaw count)
        {
            TruncatedCount between = new(count, atLeast, atMost, whole + Written(atLeast, atMost));
            return Outcome.Of<Distribution>(between.IsFixed ? new Fixed(between.Minimum) : between);
        }
        return Outcome.Of<Distribution>(new Truncated(whole, atLeast, atMost));
    }

    /// <summary>What is wrong with the order of two bounds, whatever the law; null when nothing is.</summary>
    public static Problem? OrderProblem(double atLeast, double atMost) => atLeast > atMost
        ? new Problem("at_least", FormattableString.Invariant($"at_least must not exceed at_most, but {atLeast} is above {atMost}"),
            "exchange at_least and at_most")
        : null;

    public override double Minimum => Math.Max(_atLeast, _whole.Minimum);

    public override double Maximum => Math.Min(_atMost, _whole.Maximum);

    /// <summary>By numerical integration, to 10 digits or more.</summary>
    public override double Mean => _moments.Value.Mean;

    /// <summary>By numerical integration, to 10 digits or more.</summary>
    public override double Variance => _moments.Value.Variance;

    public override double Quantile(double p) => At(_below + (p * _mass), _above + ((1 - p) * _mass));

    public override double UpperQuantile(double q) => At(_below + ((1 - q) * _mass), _above + (q * _mass));

    public override double Cdf(double x) =>
        x < Minimum ? 0 : x >= Maximum ? 1 : Math.Clamp(Split(_whole, _atLeast, x).Mass / _mass, 0, 1);

    public override double Survival(double x) =>
        x < Minimum ? 1 : x >= Maximum ? 0 : Math.Clamp(Split(_whole, x, _atMost, includesLow: false).Mass / _mass, 0, 1);

    public override string ToString() => _whole + Written(_atLeast, _atMost);

    public override InverseTransform CreateTransform() => _whole.HasClosedTransform
        ? new Transform(_whole.CreateTransform(), _below, _mass, Minimum, Maximum)
        : base.CreateTransform();

    internal override bool HasClosedTransform => _whole.HasClosedTransform;

    internal override IReadOnlyList<double> Kinks => [.. _whole.Kinks.Where(kink => kink > Minimum && kink < Maximum)];

    internal override IReadOnlyList<double> Atoms => [.. _whole.Atoms.Where(atom => atom >= Minimum && atom <= Maximum)];

    internal override bool HasAtoms => _whole.HasAtoms;

    internal override IReadOnlyList<double> Landmarks => [.. _whole.Landmarks.Where(value => value > Minimum && value < Maximum)];

    internal override double LeastScale => _whole is Mixture ? Math.Min(_whole.LeastScale, base.LeastScale) : base.LeastScale;

    /// <summary>The whole law's quantile, from the smaller of the probabilities on its two sides.</summary>
    private double At(double below, double above) =>
        Math.Clamp(below <= above ? _whole.Quantile(below) : _whole.UpperQuantile(above), Minimum, Maximum);

    /// <summary>
    /// Probabilities below, above and between two values; the last as a difference of small numbers wherever there are any.
    /// </summary>
    private static (double Below, double Above, double Mass) Split(Distribution law, double low, double high, bool includesLow = true)
    {
        double belowLow = includesLow ? low > law.Minimum ? law.ProbabilityBelow(low) : 0 : law.Cdf(low);
        double aboveHigh = high < law.Maximum ? law.Survival(high) : 0;
        if (belowLow > 0.5)
        {
            return (belowLow, aboveHigh, (includesLow ? law.ProbabilityFrom(low) : law.Survival(low)) - aboveHigh);
        }

        if (aboveHigh > 0.5)
        {
            return (belowLow, aboveHigh, law.Cdf(high) - belowLow);
        }

        return (belowLow, aboveHigh, 1 - belowLow - aboveHigh);
    }

    private static string Written(double atLeast, double atMost) =>
        (double.IsFinite(atLeast) ? FormattableString.Invariant($" at_least={atLeast}") : "")
        + (double.IsFinite(atMost) ? FormattableString.Invariant($" at_most={atMost}") : "");

    /// <summary>The uniform is mapped into the part of [0, 1] that the bounds keep, then transformed as for the whole law.</summary>
    private sealed class Transform(InverseTransform whole, double below, double mass, double minimum, double maximum) : InverseTransform
    {
        private readonly ColumnMap<Stretch> _stretch = new(new Stretch(below, mass));
        private readonly ColumnMap<Bounds> _bounds = new(new Bounds(minimum, maximum));

        public override void Apply(Span<double> column)
        {
            _stretch.Apply(column);
            whole.Apply(column);
            _bounds.Apply(column);
        }
    }

    private readonly struct Stretch(double offset, double factor) : IColumnFormula
    {
        private readonly Vector<double> _offset = new(offset), _factor = new(factor);

        public Vector<double> Map(Vector<double> u) => Vector.FusedMultiplyAdd(u, _factor, _offset);
    }

    private readonly struct Bounds(double minimum, double maximum) : IColumnFormula
    {
        private readonly Vector<double> _minimum = new(minimum), _maximum = new(maximum);

        public Vector<double> Map(Vector<double> u) => Vector.Min(Vector.Max(u, _minimum), _maximum);
    }
}

using System.Numerics;

namespace CostSim.Distributions;

/// <summary>A continuous law moved by a number: that of x + shift.</summary>
public sealed class Shifted : Distribution
{
    private readonly Distribution _whole;
    private readonly double _shift;

    /// <param name="whole">The law to move, without <see cref="Distribution.Atoms"/>.</param>
    /// <param name="shift">What is added to every value.</param>
    internal Shifted(Distribution whole, double shift) => (_whole, _shift) = (whole, shift);

    /// <summary>The law of x + shift; or what is wrong with it.</summary>
    /// <param name="whole">A law of numbers.</param>
    /// <param name="shift">What is added to every value; 0 gives the law itself.</param>
    public static Outcome<Distribution> Create(Distribution whole, double shift)
    {
        if (!double.IsFinite(shift))
        {
            return Wrong(FormattableString.Invariant($"shift must be a finite number, but is {shift}"), "write a number");
        }

        if (whole is CountLaw or Choice)
        {
            return Wrong($"{whole} cannot be shifted", "leave shift out");
        }

        if (shift == 0)
        {
            return Outcome.Of(whole);
        }

        if (whole.IsFixed)
        {
            return Outcome.Of<Distribution>(new Fixed(whole.Minimum + shift));
        }

        if (whole is Empirical data)
        {
            return data.Shift(shift);
        }

        return whole.Quantile(0.25) + shift < whole.UpperQuantile(0.25) + shift
            ? Outcome.Of<Distribution>(new Shifted(whole, shift))
            : Wrong(
                FormattableString.Invariant($"beside shift={shift} nothing is left of {whole}"), "write a smaller shift, or fixed value=");
    }

    public override double Minimum => _whole.Minimum + _shift;

    public override double Maximum => _whole.Maximum + _shift;

    public override double Mean => _whole.Mean + _shift;

    public override double Variance => _whole.Variance;

    public override double Quantile(double p) => _whole.Quantile(p) + _shift;

    public override double UpperQuantile(double q) => _whole.UpperQuantile(q) + _shift;

    public override double Cdf(double x) => x <= Minimum ? 0 : x >= Maximum ? 1 : _whole.Cdf(x - _shift);

    public override double Survival(double x) => x <= Minimum ? 1 : x >= Maximum ? 0 : _whole.Survival(x - _shift);

    public override string ToString() => _whole + FormattableString.Invariant($" shift={_shift}");

    /// <summary>The law's own transform and an addition; a table of the sum where adding would cancel digits of the law's table.</summary>
    public override InverseTransform CreateTransform()
    {
        bool isAway = _shift > 0 ? _whole.Minimum >= 0 : _whole.Maximum <= 0;
        return HasClosedTransform || isAway ? new Transform(_whole.CreateTransform(), _shift) : base.CreateTransform();
    }

    internal override bool HasClosedTransform => _whole.HasClosedTransform;

    internal override IReadOnlyList<double> Kinks => [.. _whole.Kinks.Select(kink => kink + _shift)];

    internal override IReadOnlyList<double> Landmarks => [.. _whole.Landmarks.Select(value => value + _shift)];

    internal override double LeastScale => _whole is Mixture ? Math.Min(_whole.LeastScale, base.LeastScale) : base.LeastScale;

    private static Outcome<Distribution> Wrong(string what, string help) => Outcome.Wrong<Distribution>(new Problem("shift", what, help));

    private sealed class Transform(InverseTransform whole, double shift) : InverseTransform
    {
        private readonly ColumnMap<Addition> _addition = new(new Addition(shift));

        public override void Apply(Span<double> column)
        {
            whole.Apply(column);
            _addition.Apply(column);
        }
    }

    private readonly struct Addition(double shift) : IColumnFormula
    {
        private readonly Vector<double> _shift = new(shift);

        public Vector<double> Map(Vector<double> x) => x + _shift;
    }
}

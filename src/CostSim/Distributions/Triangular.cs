using System.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Triangular law: density rising linearly from min to mode and falling linearly to max.
/// Kotz and van Dorp, Beyond Beta (2004), chapter 1.
/// </summary>
public sealed class Triangular : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("triangular", "a lowest, a most likely and a highest value",
        [new("min= mode= max=", [new("min"), new("mode"), new("max")], values => FromEnds(values[0], values[1], values[2]))]);

    private readonly double _min, _mode, _max;

    /// <param name="min">Lower end.</param>
    /// <param name="mode">Most likely value, from min to max.</param>
    /// <param name="max">Upper end, above <paramref name="min"/>.</param>
    public Triangular(double min, double mode, double max) => (_min, _mode, _max) = (min, mode, max);

    public override double Minimum => _min;

    public override double Maximum => _max;

    public override double Mean => _min + ((_max - _min + (_mode - _min)) / 3);

    public override double Variance
    {
        get
        {
            double below = _mode - _min, above = _max - _mode;
            return ((below * below) + (below * above) + (above * above)) / 18;
        }
    }

    private double Below => (_mode - _min) / (_max - _min);

    private double Above => (_max - _mode) / (_max - _min);

    public override double Quantile(double p) => p <= Below
        ? Math.Min(_min + (Math.Sqrt(p * (_max - _min)) * Math.Sqrt(_mode - _min)), _mode)
        : Math.Min(_mode + ((_max - _mode) * FarSide((p - Below) / Above)), _max);

    public override double UpperQuantile(double q) => q <= Above
        ? Math.Max(_max - (Math.Sqrt(q * (_max - _min)) * Math.Sqrt(_max - _mode)), _mode)
        : Math.Max(_mode - ((_mode - _min) * FarSide((q - Above) / Below)), _min);

    public override double Cdf(double x)
    {
        if (!(x > _min))
        {
            return 0;
        }

        if (x >= _max)
        {
            return 1;
        }

        return x <= _mode
            ? (x - _min) / (_max - _min) * ((x - _min) / (_mode - _min))
            : Below + ((x - _mode) / (_max - _min) * (2 - ((x - _mode) / (_max - _mode))));
    }

    public override double Survival(double x)
    {
        if (!(x < _max))
        {
            return 0;
        }

        if (x <= _min)
        {
            return 1;
        }

        return x >= _mode
            ? (_max - x) / (_max - _min) * ((_max - x) / (_max - _mode))
            : Above + ((_mode - x) / (_max - _min) * (2 - ((_mode - x) / (_mode - _min))));
    }

    public override string ToString() => FormattableString.Invariant($"triangular min={_min} mode={_mode} max={_max}");

    public override InverseTransform CreateTransform() => new ColumnMap<Formula>(new Formula(_min, _mode, _max));

    internal override bool HasClosedTransform => true;

    internal override IReadOnlyList<double> Kinks => [_mode];

    private static Outcome<Distribution> FromEnds(double min, double mode, double max) =>
        new ParameterChecks().ModeBetween(min, mode, max).Then(() => min == max ? new Fixed(min) : new Triangular(min, mode, max));

    /// <summary>
    /// 1 - sqrt(1 - share), without cancellation: how far past the mode, when this share of that side's probability is passed.
    /// </summary>
    private static double FarSide(double share) => share / (1 + Math.Sqrt(Math.Max(1 - share, 0)));

    private readonly struct Formula(double min, double mode, double max) : IColumnFormula
    {
        private readonly Vector<double> _min = new(min), _mode = new(mode), _max = new(max), _width = new(max - min);
        private readonly Vector<double> _pivot = new((mode - min) / (max - min));
        private readonly Vector<double> _rootBelow = new(Math.Sqrt(mode - min)), _rootAbove = new(Math.Sqrt(max - mode));

        public Vector<double> Map(Vector<double> u)
        {
            var isBelow = Vector.LessThanOrEqual(u, _pivot);
            var root = Vector.SquareRoot(Vector.ConditionalSelect(isBelow, u, Vector<double>.One - u) * _width);
            return Vector.ConditionalSelect(isBelow,
                Vector.Min(Vector.FusedMultiplyAdd(root, _rootBelow, _min), _mode),
                Vector.Max(Vector.FusedMultiplyAdd(-root, _rootAbove, _max), _mode));
        }
    }
}

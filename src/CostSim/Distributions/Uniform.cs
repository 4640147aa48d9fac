using System.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Uniform law: density 1 / (max - min) between min and max.
/// Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 26.
/// </summary>
public sealed class Uniform : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("uniform", "anything between two bounds, all equally likely",
        [new("min= max=", [new("min"), new("max")], values => FromEnds(values[0], values[1]))]);

    private readonly double _min, _max;

    /// <param name="min">Lower end.</param>
    /// <param name="max">Upper end, above <paramref name="min"/>.</param>
    public Uniform(double min, double max) => (_min, _max) = (min, max);

    public override double Minimum => _min;

    public override double Maximum => _max;

    public override double Mean => _min + ((_max - _min) / 2);

    public override double Variance => (_max - _min) * (_max - _min) / 12;

    public override double Quantile(double p) => Math.Min(Math.FusedMultiplyAdd(p, _max - _min, _min), _max);

    public override double UpperQuantile(double q) => Math.Max(Math.FusedMultiplyAdd(-q, _max - _min, _max), _min);

    public override double Cdf(double x) => Math.Clamp((x - _min) / (_max - _min), 0, 1);

    public override double Survival(double x) => Math.Clamp((_max - x) / (_max - _min), 0, 1);

    public override string ToString() => FormattableString.Invariant($"uniform min={_min} max={_max}");

    public override InverseTransform CreateTransform() => new ColumnMap<Formula>(new Formula(_min, _max));

    internal override bool HasClosedTransform => true;

    private static Outcome<Distribution> FromEnds(double min, double max) =>
        new ParameterChecks().Ordered("min", min, "max", max).Then(() => min == max ? new Fixed(min) : new Uniform(min, max));

    private readonly struct Formula(double min, double max) : IColumnFormula
    {
        private readonly Vector<double> _min = new(min), _max = new(max), _width = new(max - min);

        public Vector<double> Map(Vector<double> u) => Vector.Min(Vector.FusedMultiplyAdd(u, _width, _min), _max);
    }
}

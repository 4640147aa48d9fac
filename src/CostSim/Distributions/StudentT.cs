using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>
/// Student's t law: density proportional to (1 + ((x - location)/scale)^2 / dof)^(-(dof + 1)/2).
/// Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 28.
/// </summary>
public sealed class StudentT : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("student_t", "like normal, with heavier tails for few degrees of freedom; can go below 0",
        [new("location= scale= dof=", [new("location"), new("scale"), new("dof")], values => FromDof(values[0], values[1], values[2]))]);

    private const double SmallestDof = 1e-2, LargestDof = 1e15;

    private readonly double _location, _scale, _dof;
    private readonly StandardT _standard;

    /// <param name="location">Median.</param>
    /// <param name="scale">Scale, above 0; the standard deviation is larger by sqrt(dof / (dof - 2)).</param>
    /// <param name="dof">Degrees of freedom, above 0, not only whole ones.</param>
    public StudentT(double location, double scale, double dof) =>
        (_location, _scale, _dof, _standard) = (location, scale, dof, new StandardT(dof));

    public override double Minimum => double.NegativeInfinity;

    public override double Maximum => double.PositiveInfinity;

    /// <summary>NaN for dof up to 1.</summary>
    public override double Mean => _dof > 1 ? _location : double.NaN;

    /// <summary>Infinite for dof up to 2, NaN up to 1.</summary>
    public override double Variance => _dof > 2 ? _scale * _scale * (_dof / (_dof - 2)) : _dof > 1 ? double.PositiveInfinity : double.NaN;

    public override double Quantile(double p) => p <= 0.5
        ? Math.FusedMultiplyAdd(_scale, _standard.LowerQuantile(p), _location)
        : Math.FusedMultiplyAdd(-_scale, _standard.LowerQuantile(1 - p), _location);

    public override double UpperQuantile(double q) => q <= 0.5
        ? Math.FusedMultiplyAdd(-_scale, _standard.LowerQuantile(q), _location)
        : Math.FusedMultiplyAdd(_scale, _standard.LowerQuantile(1 - q), _location);

    public override double Cdf(double x) => _standard.Cdf((x - _location) / _scale);

    public override double Survival(double x) => _standard.Cdf((_location - x) / _scale);

    public override string ToString() => FormattableString.Invariant($"student_t location={_location} scale={_scale} dof={_dof}");

    private static Outcome<Distribution> FromDof(double location, double scale, double dof) =>
        new ParameterChecks().AtLeast0("scale", scale).Shape("dof", dof, SmallestDof, LargestDof)
            .Then(() => scale == 0 ? new Fixed(location) : new StudentT(location, scale, dof));
}

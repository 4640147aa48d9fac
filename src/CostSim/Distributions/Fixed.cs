namespace CostSim.Distributions;

/// <summary>The law of a number that is known: every draw is <paramref name="value"/>.</summary>
public sealed class Fixed(double value) : Distribution
{
    /// <summary>The law as scenarios name it, and the forms in which they state it.</summary>
    public static readonly Law Law = new("fixed", "a number that is known",
        [new("value=", [new("value")], values => Outcome.Of<Distribution>(new Fixed(values[0])))])
    { IsContinuous = false, CanBeTruncated = false };

    /// <summary>The number.</summary>
    public double Value { get; } = value;

    public override double Minimum => Value;

    public override double Maximum => Value;

    public override double Mean => Value;

    public override double Variance => 0;

    public override bool IsFixed => true;

    internal override IReadOnlyList<double> Atoms => [Value];

    public override double Quantile(double p) => Value;

    public override double UpperQuantile(double q) => Value;

    public override double Cdf(double x) => x >= Value ? 1 : 0;

    public override double Survival(double x) => x >= Value ? 0 : 1;

    public override string ToString() => FormattableString.Invariant($"fixed value={Value}");

    public override InverseTransform CreateTransform() => new Transform(Value);

    private sealed class Transform(double value) : InverseTransform
    {
        public override void Apply(Span<double> column) => column.Fill(value);
    }
}

namespace CostSim.Distributions;

/// <summary>A law of whole numbers given that it lies between two bounds, which belong to it.</summary>
internal sealed class TruncatedCount : CountLaw
{
    private readonly string _text;
    private readonly Lazy<(double Mean, double Variance)> _moments;

    public TruncatedCount(CountLaw whole, double atLeast, double atMost, string text)
        : base(whole.Quantile(0.5), Math.Max(Math.Ceiling(atLeast), whole.Minimum),
            Math.Min(Math.Floor(atMost), whole.Maximum), whole.Probability) =>
        (_text, _moments) = (text, new(Moments));

    public override double Mean => _moments.Value.Mean;

    public override double Variance => _moments.Value.Variance;

    public override string ToString() => _text;
}

using CostSim.Distributions;

namespace CostSim.Fitting.Estimators;

/// <summary>Uniform law: the least and the greatest number. Johnson, Kotz and Balakrishnan 2 (1995), section 26.4.</summary>
internal sealed class UniformEstimator : LawEstimator
{
    public override string Name => Uniform.Law.Name;

    public override int ParameterCount => 2;

    internal override string? Obstacle(Sample sample) => null;

    internal override double[] Estimate(Sample sample) => [sample.Minimum, sample.Maximum];

    internal override double LogLikelihood(Sample sample, double[] parameters) => -sample.Count * Math.Log(parameters[1] - parameters[0]);

    internal override Distribution Make(double[] parameters) => new Uniform(parameters[0], parameters[1]);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
        [new(Name, [new("min", parameters[0], Rounding.Down), new("max", parameters[1], Rounding.Up)])];
}

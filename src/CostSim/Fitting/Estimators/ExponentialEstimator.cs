using CostSim.Distributions;

namespace CostSim.Fitting.Estimators;

/// <summary>Exponential law: the mean. Johnson, Kotz and Balakrishnan 1 (1994), section 19.7.</summary>
internal sealed class ExponentialEstimator : LawEstimator
{
    public override string Name => Exponential.Law.Name;

    public override int ParameterCount => 1;

    internal override string? Obstacle(Sample sample) => Support.AtLeast0(sample);

    internal override double[] Estimate(Sample sample) => [sample.Mean];

    internal override double LogLikelihood(Sample sample, double[] parameters) =>
        -sample.Count * (Math.Log(parameters[0]) + (sample.Mean / parameters[0]));

    internal override Distribution Make(double[] parameters) => new Exponential(parameters[0]);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) => [new(Name, [new("mean", parameters[0])])];
}

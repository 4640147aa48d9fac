using CostSim.Distributions;

namespace CostSim.Fitting.Estimators;

/// <summary>A law of positive numbers that starts at a known value: its estimates are those of the distances from there.</summary>
/// <param name="law">The law of the distances.</param>
/// <param name="location">Where they start.</param>
internal sealed class ShiftedEstimator(LawEstimator law, double location) : LawEstimator
{
    public override string Name => law.Name;

    public override int ParameterCount => law.ParameterCount;

    public override double Location => location;

    internal override string? Obstacle(Sample sample) => law.Obstacle(sample.From(location));

    internal override double[] Estimate(Sample sample) => law.Estimate(sample.From(location));

    internal override double[] EstimateNear(Sample sample, double[] start) => law.EstimateNear(sample.From(location), start);

    internal override string? Degeneracy(double[] parameters) => law.Degeneracy(parameters);

    internal override double LogLikelihood(Sample sample, double[] parameters) => law.LogLikelihood(sample.From(location), parameters);

    /// <summary>That of the distances, so that an end which is the least of them stays exactly that.</summary>
    internal override GoodnessOfFit Distance(Sample sample, double[] parameters) => law.Distance(sample.From(location), parameters);

    internal override Distribution Make(double[] parameters) => new Shifted(law.Make(parameters), location);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
        [.. law.State(parameters).Select(part => part with { Parameters = [.. part.Parameters, new("shift", location, Rounding.None)] })];
}

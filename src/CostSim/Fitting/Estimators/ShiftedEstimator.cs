using CostSim.Distributions;

namespace CostSim.Fitting.Estimators;

/// <summary>A law of positive numbers that starts at a known value: its estimates are those of the distances from there.</summary>
/// <param name="law">The law of the distances.</param>
/// <param name="location">Where they start.</param>
internal sealed class ShiftedEstimator(LawEstimator law, double location) : LawEstimator
{
    /// <summary>Distances that are so many times their interquartile range need all their digits.</summary>
    private const double Far = 100;

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

    internal override IReadOnlyList<LawInWords> State(double[] parameters)
    {
        // Far from its start a law's spread is in digits of its parameters that would otherwise be cut.
        bool isFar = law.Make(parameters) is var distances
            && distances.Quantile(0.5) > Far * (distances.UpperQuantile(0.25) - distances.Quantile(0.25));
        StatedParameter Kept(StatedParameter parameter) => isFar ? parameter with { Rounding = Rounding.None } : parameter;
        return
        [
            .. law.State(parameters)
                .Select(part => part with { Parameters = [.. part.Parameters.Select(Kept), new("shift", location, Rounding.None)] }),
        ];
    }
}

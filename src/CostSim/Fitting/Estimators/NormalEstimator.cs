using CostSim.Distributions;

namespace CostSim.Fitting.Estimators;

/// <summary>Normal law: mean and root mean square deviation. Johnson, Kotz and Balakrishnan 1 (1994), section 13.8.</summary>
internal sealed class NormalEstimator : LawEstimator
{
    public override string Name => Normal.Law.Name;

    public override int ParameterCount => 2;

    internal override string? Obstacle(Sample sample) => null;

    internal override double[] Estimate(Sample sample) => [sample.Mean, sample.Sd];

    internal override double LogLikelihood(Sample sample, double[] parameters) =>
        LogLikelihood(sample.Count, sample.Mean - parameters[0], sample.Sd, parameters[1]);

    internal override Distribution Make(double[] parameters) => new Normal(parameters[0], parameters[1]);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
        [new(Name, [new("mean", parameters[0]), new("sd", parameters[1])])];

    /// <summary>
    /// Of numbers whose mean lies off the law's by <paramref name="offset"/> and which spread by <paramref name="spread"/> around theirs.
    /// </summary>
    public static double LogLikelihood(int count, double offset, double spread, double sd)
    {
        double relativeOffset = offset / sd, relativeSpread = spread / sd;
        return -count
            * (Math.Log(sd) + (Math.Log(2 * Math.PI) / 2) + (((relativeSpread * relativeSpread) + (relativeOffset * relativeOffset)) / 2));
    }
}

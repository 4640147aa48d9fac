using CostSim.Distributions;

namespace CostSim.Fitting.Estimators;

/// <summary>
/// Pareto law: the least number, and the count over the sum of log(x / min). Johnson, Kotz and Balakrishnan 1 (1994), section 20.4.
/// </summary>
internal sealed class ParetoEstimator : LawEstimator
{
    private const double SmallestAlpha = 1e-2, LargestAlpha = 1e6;

    public override string Name => Pareto.Law.Name;

    public override int ParameterCount => 2;

    internal override string? Obstacle(Sample sample) => Support.Above0(sample);

    internal override double[] Estimate(Sample sample) =>
        [sample.Minimum, Math.Clamp(1 / Excess(sample, sample.Minimum), SmallestAlpha, LargestAlpha)];

    internal override string? Degeneracy(double[] parameters) =>
        parameters[1] is > SmallestAlpha and < LargestAlpha ? null : "its alpha would be too extreme";

    internal override double LogLikelihood(Sample sample, double[] parameters) =>
        (sample.Count * (Math.Log(parameters[1]) - (parameters[1] * Excess(sample, parameters[0])))) - sample.SumOfLogs;

    internal override Distribution Make(double[] parameters) => new Pareto(parameters[0], parameters[1]);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
        [new(Name, [new("min", parameters[0], Rounding.Down), new("alpha", parameters[1])])];

    /// <summary>Mean of log(x / min).</summary>
    private static double Excess(Sample sample, double min) => sample.MeanLog - Math.Log(min);
}

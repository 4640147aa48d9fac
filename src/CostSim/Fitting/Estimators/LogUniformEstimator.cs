using CostSim.Distributions;

namespace CostSim.Fitting.Estimators;

/// <summary>Loguniform law: the least and the greatest number, as for the uniform law of the logarithms.</summary>
internal sealed class LogUniformEstimator : LawEstimator
{
    public override string Name => LogUniform.Law.Name;

    public override int ParameterCount => 2;

    internal override string? Obstacle(Sample sample) =>
        Support.Above0(sample)
        ?? (double.IsFinite(sample.Maximum / sample.Minimum) ? null : "the largest value is too many times the smallest");

    internal override double[] Estimate(Sample sample) => [sample.Minimum, sample.Maximum];

    internal override double LogLikelihood(Sample sample, double[] parameters) =>
        (-sample.Count * Math.Log(Math.Log(parameters[1] / parameters[0]))) - sample.SumOfLogs;

    internal override Distribution Make(double[] parameters) => new LogUniform(parameters[0], parameters[1]);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
        [new(Name, [new("min", parameters[0], Rounding.Down), new("max", parameters[1], Rounding.Up)])];
}

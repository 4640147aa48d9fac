using CostSim.Distributions;

namespace CostSim.Fitting.Estimators;

/// <summary>
/// Lognormal law: the logarithms' mean and root mean square deviation. Johnson, Kotz and Balakrishnan 1 (1994), section 14.4.
/// </summary>
internal sealed class LogNormalEstimator : LawEstimator
{
    public override string Name => LogNormal.Law.Name;

    public override int ParameterCount => 2;

    internal override string? Obstacle(Sample sample) => Support.Above0(sample);

    internal override double[] Estimate(Sample sample) => [Math.Exp(sample.MeanLog), sample.SdLog];

    internal override double LogLikelihood(Sample sample, double[] parameters) =>
        NormalEstimator.LogLikelihood(sample.Count, sample.MeanLog - Math.Log(parameters[0]), sample.SdLog, parameters[1])
        - sample.SumOfLogs;

    internal override Distribution Make(double[] parameters) => new LogNormal(parameters[0], parameters[1]);

    internal override IReadOnlyList<LawInWords> State(double[] parameters) =>
        [new(Name, [new("median", parameters[0]), new("sigma", parameters[1])])];
}

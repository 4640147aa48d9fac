namespace CostSim.Simulation;

/// <summary>An output of some trial was NaN, infinite or negative: the inputs reach values for which the model has no answer.</summary>
public sealed class ImpossibleOutputException(string workload, string output, long trial, double value)
    : Exception(FormattableString.Invariant($"{output} of {workload} is {value} in trial {trial}"))
{
    /// <summary>The workload, or <see cref="Scenario.Total"/>.</summary>
    public string Workload { get; } = workload;

    /// <summary>The output's name.</summary>
    public string Output { get; } = output;

    /// <summary>Number of the trial, from 0.</summary>
    public long Trial { get; } = trial;

    /// <summary>What the output was.</summary>
    public double Value { get; } = value;

    internal static ImpossibleOutputException In(BlockOutput output, ReadOnlySpan<double> values, long firstTrial)
    {
        int trial = 0;
        while (trial < values.Length - 1 && double.IsFinite(values[trial]) && values[trial] >= 0)
        {
            trial++;
        }
        return new(output.Workload, output.Definition.Name, firstTrial + trial, values[trial]);
    }
}

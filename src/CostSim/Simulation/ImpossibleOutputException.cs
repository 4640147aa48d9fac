namespace CostSim.Simulation;

/// <summary>
/// An output of some trial was NaN, infinite, negative or too large to add up: the inputs reach values for which the model has no answer.
/// </summary>
public sealed class ImpossibleOutputException(string workload, string output, long trial, double value)
    : Exception(FormattableString.Invariant($"{output} of {workload} is {value} in trial {trial}"))
{
    /// <summary>The workload, or <see cref="Scenarios.Scenario.Total"/>.</summary>
    public string Workload { get; } = workload;

    /// <summary>The output's name.</summary>
    public string Output { get; } = output;

    /// <summary>Number of the trial, from 0.</summary>
    public long Trial { get; } = trial;

    /// <summary>What the output was.</summary>
    public double Value { get; } = value;

    /// <summary>
    /// The earliest impossible value of a block, of whatever output; where there is none, the largest of an output whose sum is too large.
    /// </summary>
    internal static ImpossibleOutputException First(ReadOnlySpan<BlockOutput> outputs, BlockOutput tooLarge, int length, long firstTrial)
    {
        int largest = 0;
        for (int trial = 0; trial < length; trial++)
        {
            foreach (var output in outputs)
            {
                double value = output.Values.At(trial);
                if (!(double.IsFinite(value) && value >= 0))
                {
                    return new(output.Workload, output.Definition.Name, firstTrial + trial, value);
                }
            }
            largest = tooLarge.Values.At(trial) > tooLarge.Values.At(largest) ? trial : largest;
        }
        return new(tooLarge.Workload, tooLarge.Definition.Name, firstTrial + largest, tooLarge.Values.At(largest));
    }
}

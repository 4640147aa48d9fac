using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Scenarios;
using CostSim.Statistics;

namespace CostSim.Simulation;

/// <summary>A run of consecutive trials spelled out: every uncertain input and some outputs, a value per trial.</summary>
/// <param name="FirstTrial">Number of the first trial.</param>
/// <param name="Inputs">Draws of the uncertain inputs, in the order of <see cref="Scenario.Uncertain"/>; option
/// numbers for categorical ones.</param>
/// <param name="Outputs">Values of the asked outputs, of the total.</param>
public sealed record TrialTable(
    long FirstTrial,
    IReadOnlyList<(ScenarioInput Input, double[] Draws)> Inputs,
    IReadOnlyList<(OutputDefinition Output, double[] Values)> Outputs)
{
    /// <summary>Number of trials.</summary>
    public int Count => Outputs.Count > 0 ? Outputs[0].Values.Length : 0;

    /// <summary>
    /// Every uncertain input's rank correlation with an output, strongest first; for options by name, which have no order, the
    /// correlation ratio of the ranks.
    /// </summary>
    public IReadOnlyList<Driver> DriversOf(OutputDefinition output) =>
        [.. Enumerable.Range(0, Inputs.Count).Select(input => DriverOf(input, output))
            .OrderByDescending(driver => Math.Abs(driver.RankCorrelation))];

    /// <summary>One input's rank correlation with an output.</summary>
    internal Driver DriverOf(int input, OutputDefinition output) =>
        Correlate(Inputs[input].Input, Inputs[input].Draws, Outputs.First(column => column.Output == output).Values);

    private static Driver Correlate(ScenarioInput input, double[] draws, double[] values)
    {
        bool hasNoOrder = input.Law is Choice { IsCategorical: true };
        var correlation = hasNoOrder ? RankCorrelation.OfGroups(draws, values) : RankCorrelation.Spearman(draws, values);
        return new(input.Name, correlation.Value, correlation.Lower, correlation.Upper, hasNoOrder);
    }
}

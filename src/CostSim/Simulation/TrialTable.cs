using CostSim.CostModel;

namespace CostSim.Simulation;

/// <summary>A run of consecutive trials spelled out: every uncertain input and some outputs, a value per trial.</summary>
/// <param name="FirstTrial">Number of the first trial.</param>
/// <param name="Inputs">Draws of the uncertain inputs, in the order of <see cref="Scenario.Uncertain"/>; option numbers for categorical ones.</param>
/// <param name="Outputs">Values of the asked outputs, of the total.</param>
public sealed record TrialTable(
    long FirstTrial,
    IReadOnlyList<(ScenarioInput Input, double[] Draws)> Inputs,
    IReadOnlyList<(OutputDefinition Output, double[] Values)> Outputs);

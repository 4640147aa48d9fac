using CostSim.CostModel;
using CostSim.Sampling;

namespace CostSim.Simulation;

/// <summary>What decides a run besides the scenario.</summary>
/// <param name="Trials">Number of simulated days, from 1 to <see cref="SamplingDesign.MostTrials"/>.</param>
/// <param name="Seed">Key of all random streams.</param>
/// <param name="Outputs">The outputs that get statistics.</param>
public sealed record SimulationPlan(long Trials, ulong Seed, IReadOnlyList<OutputDefinition> Outputs)
{
    /// <summary>Seed of a run that names none.</summary>
    public const ulong DefaultSeed = 20230201;

    /// <summary>Trials of a run that names no number.</summary>
    public const long DefaultTrials = 1_000_000;

    /// <summary>How the trials are placed: independent of each other unless said otherwise.</summary>
    public SamplingMethod Sampling { get; init; } = SamplingMethod.Independent;
}

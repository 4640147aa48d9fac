using CostSim.CostModel;

namespace CostSim.Analysis;

/// <summary>What decides a sensitivity analysis besides the scenario.</summary>
/// <param name="Points">
/// Pairs of points for the Sobol indices, from 1 to <see cref="SensitivityAnalysis.MostPoints"/>; rounded up to 16 times a power of two.
/// </param>
/// <param name="Seed">Key of all random streams.</param>
/// <param name="Output">The output, of the total.</param>
public sealed record SensitivityPlan(long Points, ulong Seed, OutputDefinition Output);

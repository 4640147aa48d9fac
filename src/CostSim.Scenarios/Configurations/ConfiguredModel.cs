using CostSim.CostModel;

namespace CostSim.Scenarios.Configurations;

/// <summary>A model as its configuration describes it.</summary>
/// <param name="Architecture">What serving it costs.</param>
/// <param name="Parameters">The cell <c>architecture</c> of its row.</param>
/// <param name="Source">The cell <c>source</c>.</param>
/// <param name="LeftOut">What the row does not express.</param>
/// <param name="Stored">How the released weights are stored, in words; empty when the file does not say.</param>
internal sealed record ConfiguredModel(
    Architecture Architecture, string Parameters, string Source, IReadOnlyList<string> LeftOut, string Stored)
{
    /// <summary>The row of models.csv.</summary>
    public string Row => CsvText.Line(Architecture.Name, Architecture.Family, Parameters, Source);
}

namespace CostSim.CostModel;

/// <summary>An output of the cost model, declared once: the source of checks, help, headers and axis labels.</summary>
/// <param name="Name">Name in files and options, snake case.</param>
/// <param name="Unit">Unit of the reported figures.</param>
/// <param name="Meaning">What it is, in one line.</param>
/// <param name="Stage">The part of the model that must run for it.</param>
/// <param name="Compute">Writes it for every trial of a block, from the sums of a workload or of all workloads.</param>
public sealed record OutputDefinition(string Name, string Unit, string Meaning, ModelStage Stage, Action<DayColumns, Column> Compute)
{
    /// <summary>Position in <see cref="OutputCatalogue.All"/>.</summary>
    public int Index { get; internal set; } = -1;

    public override string ToString() => Name;
}

/// <summary>Parts of the model beyond users-to-dollars that a run computes only when an output asks for them.</summary>
[Flags]
public enum ModelStage
{
    /// <summary>Demand, work, serving, fleet and price: always computed.</summary>
    Cost = 0,

    /// <summary>Energy, emissions and water.</summary>
    Energy = 1,

    /// <summary>The two breakdowns of daily_cost.</summary>
    Breakdown = 2,

    /// <summary>FLOP per day and the FLOP the GPUs could have done meanwhile.</summary>
    Efficiency = 4,
}

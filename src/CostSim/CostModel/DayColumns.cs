namespace CostSim.CostModel;

/// <summary>A day's sums, for one workload or for all of them: quantities that add up over workloads, a value per trial.</summary>
public sealed class DayColumns
{
    /// <summary>Requests, query/day.</summary>
    public Column Queries { get; } = Column.Varying();

    /// <summary>Tokens read and generated, token/day.</summary>
    public Column Tokens { get; } = Column.Varying();

    /// <summary>Paid GPUs, daily mean.</summary>
    public Column PaidGpus { get; } = Column.Varying();

    /// <summary>GPUs at the peak hour.</summary>
    public Column PeakGpus { get; } = Column.Varying();

    /// <summary>Busy GPU time, GPU-s/day.</summary>
    public Column GpuSeconds { get; } = Column.Varying();

    /// <summary>Cost, USD/day.</summary>
    public Column Cost { get; } = Column.Varying();

    /// <summary>Work done, FLOP/day.</summary>
    public Column Flop { get; } = Column.Varying();

    /// <summary>Work the busy GPUs could have done at their peak, FLOP/day.</summary>
    public Column PeakFlop { get; } = Column.Varying();

    /// <summary>Facility energy, Wh/day.</summary>
    public Column Energy { get; } = Column.Varying();

    /// <summary>Emissions, g CO2e/day.</summary>
    public Column Carbon { get; } = Column.Varying();

    /// <summary>Water consumed, L/day.</summary>
    public Column Water { get; } = Column.Varying();

    /// <summary>Parts of the cost by use and by kind, USD/day.</summary>
    public CostParts Parts { get; } = new();
}

/// <summary>The two breakdowns of the daily cost, USD/day: each adds up to it in every trial.</summary>
public sealed class CostParts
{
    /// <summary>By use: GPUs reading prompts.</summary>
    public Column Prefill { get; } = Column.Varying();

    /// <summary>By use: GPUs generating.</summary>
    public Column Decode { get; } = Column.Varying();

    /// <summary>By use: GPUs paid for but not busy.</summary>
    public Column Idle { get; } = Column.Varying();

    /// <summary>By use and by kind: overhead on top of GPU cost.</summary>
    public Column Overhead { get; } = Column.Varying();

    /// <summary>By kind: rent of GPUs.</summary>
    public Column Rent { get; } = Column.Varying();

    /// <summary>By kind: servers paid off.</summary>
    public Column Capital { get; } = Column.Varying();

    /// <summary>By kind: data-centre space.</summary>
    public Column Colocation { get; } = Column.Varying();

    /// <summary>By kind: electricity.</summary>
    public Column Power { get; } = Column.Varying();
}

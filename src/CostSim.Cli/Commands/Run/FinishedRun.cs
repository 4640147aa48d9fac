using CostSim.Analysis;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Commands.Run;

/// <summary>Everything the reports of a run are made from.</summary>
/// <param name="Result">The run.</param>
/// <param name="Draws">Its first trials spelled out.</param>
internal sealed record FinishedRun(SimulationResult Result, TrialTable Draws)
{
    /// <summary>How the percentiles settled; none when that was not followed.</summary>
    public IReadOnlyList<ConvergencePoint> Convergence { get; init; } = [];

    /// <summary>The outputs asked for, without the parts of the breakdowns; where trials did not fit, the share of them too.</summary>
    public IEnumerable<OutputResult> ReportedOutputs => Result.Outputs.Where(output =>
        OutputCatalogue.All.Contains(output.Definition)
        || (OutputCatalogue.Watched.Contains(output.Definition) && output.Workload != Scenario.Total && output.Moments.Mean > 0));

    /// <summary>Workloads in which some trials' model does not fit its GPUs, with the share of the trials.</summary>
    public IEnumerable<(string Workload, double Share)> TooLarge => Met(OutputCatalogue.UnfitShare);

    /// <summary>Workloads in which some trials cannot meet the limit of time per token, with the share of the trials.</summary>
    public IEnumerable<(string Workload, double Share)> TooSlow => Met(OutputCatalogue.LateShare);

    /// <summary>Workloads whose least fleet decides what is paid in some trials, with the share of the trials.</summary>
    public IEnumerable<(string Workload, double Share)> AtMinimum => Met(OutputCatalogue.MinimumShare);

    private IEnumerable<(string Workload, double Share)> Met(OutputDefinition watched) =>
        from workload in Result.Scenario.Workloads
        let share = Result.Find(workload.Name, watched)
        where share is { Moments.Mean: > 0 }
        select (workload.Name, 1 - share.Histogram.ShareOfZeros);

    /// <summary>Workloads, then the total.</summary>
    public IReadOnlyList<string> Scopes { get; } = [.. Result.Scenario.Workloads.Select(workload => workload.Name), Scenario.Total];

    /// <summary>What moves the cost, strongest first.</summary>
    public IReadOnlyList<Driver> Drivers { get; } = Draws.DriversOf(OutputCatalogue.DailyCost);
}

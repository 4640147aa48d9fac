using CostSim.Analysis;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Findings;

/// <summary>Everything the reports of <c>explain</c> are made from.</summary>
/// <param name="Explanation">The day at the medians.</param>
/// <param name="Result">A run of the scenario.</param>
/// <param name="LikeliestOptions">The same run with options by name settled; null when none is uncertain.</param>
internal sealed record ExplainedDay(Explanation Explanation, SimulationResult Result, SimulationResult? LikeliestOptions)
{
    /// <summary>Trials from which the spread of achieved FLOP/s is read.</summary>
    public const int SpreadTrials = 2048;

    public Scenario Scenario => Explanation.Scenario;

    /// <summary>The median cost of the trials, USD/day.</summary>
    public Estimate MedianOfTrials => MedianOf(Result);

    /// <summary>The mean cost of the trials, USD/day.</summary>
    public Estimate MeanOfTrials => CostOf(Result).Sample.Mean;

    /// <summary>The median cost of the trials with options settled, USD/day.</summary>
    public Estimate? MedianWithLikeliestOptions => LikeliestOptions is { } settled ? MedianOf(settled) : null;

    private static OutputResult CostOf(SimulationResult result) => result.Find(Scenarios.Scenario.Total, OutputCatalogue.DailyCost)!;

    private static Estimate MedianOf(SimulationResult result) => CostOf(result).Sample.Quantile(0.5);
}

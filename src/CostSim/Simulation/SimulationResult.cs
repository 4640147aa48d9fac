using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Statistics;

namespace CostSim.Simulation;

/// <summary>The outcome of a run: the same, bit for bit, for the same scenario and plan on any number of threads.</summary>
/// <param name="Scenario">What was simulated.</param>
/// <param name="Plan">How.</param>
/// <param name="Outputs">Each workload's outputs, then the total's, each in the plan's order.</param>
public sealed record SimulationResult(Scenario Scenario, SimulationPlan Plan, IReadOnlyList<OutputResult> Outputs)
{
    /// <summary>One output of a workload or of <see cref="Scenario.Total"/>; null when the plan left it out.</summary>
    public OutputResult? Find(string workload, OutputDefinition output) =>
        Outputs.FirstOrDefault(result => result.Workload == workload && result.Definition == output);
}

/// <summary>The distribution of one output over the trials.</summary>
/// <param name="Workload">Workload, or <see cref="Scenario.Total"/>.</param>
/// <param name="Definition">Which output.</param>
/// <param name="Sample">Its values and how sure their statistics are.</param>
public sealed record OutputResult(string Workload, OutputDefinition Definition, SampleStatistics Sample)
{
    /// <summary>Mean, standard deviation and extremes.</summary>
    public Moments Moments => Sample.Moments;

    /// <summary>Percentiles and probabilities.</summary>
    public Histogram Histogram => Sample.Histogram;

    /// <summary>The reported statistics in their order, each with its 95 % Monte Carlo interval.</summary>
    public IReadOnlyList<NamedEstimate> Statistics => Sample.Summary;
}

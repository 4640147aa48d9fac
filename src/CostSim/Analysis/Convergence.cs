using CostSim.CostModel;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Analysis;

/// <summary>
/// How the percentiles of the total daily_cost settle as trials are added: runs of 1, 2, 4 ... times as few trials, beside the whole run.
/// </summary>
public static class Convergence
{
    /// <summary>The percentiles followed.</summary>
    public static readonly IReadOnlyList<Percentile> Percentiles = [Percentile.P5, Percentile.P50, Percentile.P95];

    private const long FewestTrials = 1024;

    /// <summary>
    /// Runs of up to this many trials are cheap enough to be done beside any run; of more, only those that take an eighth of its time.
    /// </summary>
    private const long CheapTrials = 1 << 20;

    private const int LargestPart = 16;

    /// <summary>The estimates by number of trials, the run's own last; none when the run has not the total daily_cost.</summary>
    /// <param name="simulator">What simulated the run.</param>
    /// <param name="result">The run.</param>
    /// <param name="threads">Threads to use; the result does not depend on it.</param>
    /// <param name="cancellation">Stops the runs within one chunk.</param>
    public static IReadOnlyList<ConvergencePoint> Of(
        Simulator simulator, SimulationResult result, int threads, CancellationToken cancellation = default)
    {
        if (result.Find(Scenario.Total, OutputCatalogue.DailyCost) is not { } whole)
        {
            return [];
        }
        var plan = result.Plan with { Outputs = [OutputCatalogue.DailyCost] };
        var points = new List<ConvergencePoint>();
        long most = Math.Min(plan.Trials - 1, Math.Max(CheapTrials, plan.Trials / LargestPart));
        for (long trials = SamplingDesign.Even(FewestTrials, plan.Sampling); trials <= most; trials *= 2)
        {
            var part = simulator.Run(plan with { Trials = trials }, threads, cancellation: cancellation);
            points.Add(new(trials, PercentilesOf(part.Find(Scenario.Total, OutputCatalogue.DailyCost)!)));
        }
        return [.. points, new(plan.Trials, PercentilesOf(whole))];
    }

    private static Estimate[] PercentilesOf(OutputResult output) => [.. Percentiles.Select(output.Sample.Quantile)];
}

/// <summary>What is known after some trials.</summary>
/// <param name="Trials">Number of trials.</param>
/// <param name="Percentiles">Estimates of <see cref="Convergence.Percentiles"/>, in USD/day.</param>
public sealed record ConvergencePoint(long Trials, IReadOnlyList<Estimate> Percentiles);

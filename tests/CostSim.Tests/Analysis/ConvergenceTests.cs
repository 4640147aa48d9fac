using CostSim.Analysis;
using CostSim.CostModel;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Tests.Scenarios;
using CostSim.Tests.Simulation;
using Xunit;

namespace CostSim.Tests.Analysis;

public sealed class ConvergenceTests
{
    private static readonly Simulator Simulator = new(SampleScenarios.Reference());

    [Theory]
    [InlineData("mc", 1_000_000, 1024)]
    [InlineData("sobol", 131_072, 16_384)]
    public void Every_point_is_the_run_of_as_many_trials_and_the_last_is_the_run_itself(string sampling, long trials, long first)
    {
        var plan = new SimulationPlan(trials, 7, OutputCatalogue.All) { Sampling = SamplingMethod.Find(sampling)! };
        var result = Simulator.Simulate(plan, 2);
        var points = Convergence.Of(Simulator, result, 2, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 40).Select(i => first << i).TakeWhile(part => part < trials).Append(trials),
            points.Select(point => point.Trials));
        foreach (var point in points)
        {
            var cost = Simulator.Simulate(plan with { Trials = point.Trials }, 1).Find(Scenario.Total, OutputCatalogue.DailyCost)!;
            Assert.Equal(Convergence.Percentiles.Select(cost.Sample.Quantile), point.Percentiles);
        }
    }

    [Fact]
    public void Intervals_narrow_as_the_square_root_of_the_trials()
    {
        var points = Convergence.Of(
            Simulator, Simulator.Simulate(new(1 << 20, 7, [OutputCatalogue.DailyCost]), 2), 2, TestContext.Current.CancellationToken);
        double Width(int i, int percentile) => points[i].Percentiles[percentile].Upper - points[i].Percentiles[percentile].Lower;
        // 1,024 trials against 2^20: 32 times as wide, within the half that the interval of so few trials varies by.
        Assert.All([0, 1, 2], percentile => Assert.InRange(Width(0, percentile) / Width(points.Count - 1, percentile), 20, 50));
    }

    [Fact]
    public void Without_the_daily_cost_there_is_nothing_to_follow() =>
        Assert.Empty(Convergence.Of(
            Simulator, Simulator.Simulate(new(5000, 7, [OutputCatalogue.PaidGpus]), 1), 1, TestContext.Current.CancellationToken));
}

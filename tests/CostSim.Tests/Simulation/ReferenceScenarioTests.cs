using CostSim.CostModel;
using CostSim.Simulation;
using CostSim.Statistics;
using Xunit;

namespace CostSim.Tests.Simulation;

/// <summary>The scenario <c>reference</c>: its cost by FFT convolution, without sampling.</summary>
public sealed class ReferenceScenarioTests
{
    private const double Mean = 219_961.38679, Sd = 280_504.59359, P5 = 28_747.474, P50 = 137_244.978, P95 = 674_515.38;

    private static readonly Simulator Simulator = new(Scenarios.Reference());

    /// <summary>Four standard errors, each taken from the run's own 95 % interval: alpha = 6e-5 for each of 20 comparisons.</summary>
    [Theory]
    [InlineData(SimulationPlan.DefaultSeed)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ulong.MaxValue)]
    public void Four_million_trials_agree_with_the_exact_figures(ulong seed)
    {
        var cost = Simulator.Simulate(new(4_000_000, seed, [OutputCatalogue.DailyCost]), threads: 2).Find(Scenario.Total, OutputCatalogue.DailyCost)!;
        var statistics = cost.Statistics.ToDictionary(statistic => statistic.Name, statistic => statistic.Estimate);
        AssertWithin(4, Mean, statistics["mean"]);
        AssertWithin(4, Sd, statistics["sd"]);
        AssertWithin(4, P5, statistics["p5"]);
        AssertWithin(4, P50, statistics["p50"]);
        AssertWithin(4, P95, statistics["p95"]);
        // The intervals are as narrow as they should be: sd / sqrt(n) for the mean, 0.3 % for P95.
        Assert.Equal(1.96 * Sd / 2000, (statistics["mean"].Upper - statistics["mean"].Lower) / 2, 0.02 * Sd / 2000);
        Assert.InRange((statistics["p95"].Upper - statistics["p95"].Lower) / 2 / P95, 0.0005, 0.003);
    }

    /// <summary>Over 1 000 seeds the 95 % intervals of P50, P95 and the mean cover the exact values in 93.2-96.8 % of the runs.</summary>
    [Fact]
    public void Over_a_thousand_seeds_the_intervals_cover_the_exact_figures_as_often_as_they_say() =>
        AssertCoverage(seed => Simulator.Simulate(new(20_000, seed, [OutputCatalogue.DailyCost]), threads: 1));

    /// <summary>As above, for runs that end when the mean's interval is narrow enough: after one chunk in about half of them, else after two.</summary>
    [Fact]
    public void Runs_that_stop_themselves_at_a_tolerance_cover_the_exact_figures_as_often_as_they_say()
    {
        double tolerance = 1.96 * Sd / Mean / Math.Sqrt(Simulator.ChunkLength);
        int longer = 0;
        AssertCoverage(seed =>
        {
            var result = Simulator.Simulate(new(10_000_000, seed, [OutputCatalogue.DailyCost]), threads: 1, isEnough: sofar =>
            {
                var mean = MonteCarloError.OfMean(sofar.Outputs[0].Moments);
                return mean.Upper - mean.Value <= tolerance * mean.Value;
            });
            longer += result.Plan.Trials > Simulator.ChunkLength ? 1 : 0;
            return result;
        });
        Assert.InRange(longer, 200, 800);
    }

    private static void AssertCoverage(Func<ulong, SimulationResult> run)
    {
        int mean = 0, p50 = 0, p95 = 0;
        for (ulong seed = 1; seed <= 1000; seed++)
        {
            var cost = run(seed).Outputs[0];
            mean += Covers(MonteCarloError.OfMean(cost.Moments), Mean);
            p50 += Covers(MonteCarloError.OfQuantile(cost.Histogram, 0.5), P50);
            p95 += Covers(MonteCarloError.OfQuantile(cost.Histogram, 0.95), P95);
        }
        TestContext.Current.SendDiagnosticMessage($"covered by 1000 intervals: mean {mean}, P50 {p50}, P95 {p95}");
        Assert.InRange(mean, 932, 968);
        Assert.InRange(p50, 932, 968);
        Assert.InRange(p95, 932, 968);

        static int Covers(Estimate estimate, double exact) => estimate.Lower <= exact && exact <= estimate.Upper ? 1 : 0;
    }

    private static void AssertWithin(double standardErrors, double exact, Estimate estimate)
    {
        double standardError = (estimate.Upper - estimate.Lower) / 2 / 1.959963984540054;
        Assert.InRange(Math.Abs(estimate.Value - exact) / standardError, 0, standardErrors);
    }
}

using CostSim.CostModel;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;
using CostSim.Tests.Scenarios;
using Xunit;

namespace CostSim.Tests.Simulation;

/// <summary>The scenario <c>reference</c>: its cost by FFT convolution, without sampling.</summary>
public sealed class ReferenceScenarioTests
{
    private const double Mean = 219_961.38679, Sd = 280_504.59359, P5 = 28_747.474, P50 = 137_244.978, P95 = 674_515.38;

    private static readonly Simulator Simulator = new(SampleScenarios.Reference());

    /// <summary>Four standard errors, each taken from the run's own 95 % interval: alpha = 6e-5 for each of 20 comparisons.</summary>
    [Theory]
    [InlineData(SimulationPlan.DefaultSeed)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ulong.MaxValue)]
    public void Four_million_trials_agree_with_the_exact_figures(ulong seed)
    {
        var cost = Simulator.Simulate(new(4_000_000, seed, [OutputCatalogue.DailyCost]), threads: 2)
            .Find(Scenario.Total, OutputCatalogue.DailyCost)!;
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

    /// <summary>
    /// As above, for runs that end when the mean's interval is narrow enough: after one chunk in about half of them, else after two.
    /// </summary>
    [Fact]
    public void Runs_that_stop_themselves_at_a_tolerance_cover_the_exact_figures_as_often_as_they_say()
    {
        double tolerance = 1.96 * Sd / Mean / Math.Sqrt(SamplingDesign.ChunkLength);
        int longer = 0;
        AssertCoverage(seed =>
        {
            var result = Simulator.Simulate(new(10_000_000, seed, [OutputCatalogue.DailyCost]), threads: 1, isEnough: sofar =>
            {
                var mean = MonteCarloError.OfMean(sofar.Outputs[0].Moments);
                return mean.Upper - mean.Value <= tolerance * mean.Value;
            });
            longer += result.Plan.Trials > SamplingDesign.ChunkLength ? 1 : 0;
            return result;
        });
        Assert.InRange(longer, 200, 800);
    }

    /// <summary>As above for Sobol points and Latin hypercubes, whose intervals come from 16 randomisations.</summary>
    [Theory]
    [InlineData("lhs", 16_384)]
    [InlineData("sobol", 65_536)]
    public void Intervals_from_randomisations_cover_the_exact_figures_as_often_as_they_say(string sampling, long trials)
    {
        var method = SamplingMethod.Find(sampling)!;
        AssertCoverage(seed => Simulator.Simulate(new(trials, seed, [OutputCatalogue.DailyCost]) { Sampling = method }, threads: 1));
    }

    /// <summary>
    /// One Sobol net of 2^20 points against as many plain draws, 30 scramblings each: the root mean square errors differ by at least the
    /// factor given. With 30 of each a ratio is known within a factor of 1.45 (F(30, 30), alpha = 5 %).
    /// </summary>
    [Fact]
    public void A_Sobol_net_of_a_million_points_is_far_nearer_than_as_many_plain_draws()
    {
        var net = SamplingMethod.Find("sobol")! with { Replicates = 1 };
        var (plain, sobol) = (RootMeanSquareErrors(SamplingMethod.Independent, 1 << 20, 30), RootMeanSquareErrors(net, 1 << 20, 30));
        TestContext.Current.SendDiagnosticMessage(
            $"gains: mean {plain.Mean / sobol.Mean}, P50 {plain.P50 / sobol.P50}, P95 {plain.P95 / sobol.P95}");
        Assert.InRange(plain.Mean / sobol.Mean, 20, double.PositiveInfinity);
        Assert.InRange(plain.P50 / sobol.P50, 2.5, double.PositiveInfinity);
        Assert.InRange(plain.P95 / sobol.P95, 2, double.PositiveInfinity);
    }

    private static (double Mean, double P50, double P95) RootMeanSquareErrors(SamplingMethod method, long trials, int seeds)
    {
        double mean = 0, p50 = 0, p95 = 0;
        for (ulong seed = 1; seed <= (ulong)seeds; seed++)
        {
            var cost = Simulator.Simulate(new(trials, seed, [OutputCatalogue.DailyCost]) { Sampling = method }, threads: 2).Outputs[0];
            mean += Math.Pow(cost.Moments.Mean - Mean, 2);
            p50 += Math.Pow(cost.Histogram.Quantile(0.5) - P50, 2);
            p95 += Math.Pow(cost.Histogram.Quantile(0.95) - P95, 2);
        }
        return (Math.Sqrt(mean / seeds), Math.Sqrt(p50 / seeds), Math.Sqrt(p95 / seeds));
    }

    private static void AssertCoverage(Func<ulong, SimulationResult> run)
    {
        int mean = 0, p50 = 0, p95 = 0;
        for (ulong seed = 1; seed <= 1000; seed++)
        {
            var cost = run(seed).Outputs[0];
            mean += Covers(cost.Sample.Mean, Mean);
            p50 += Covers(cost.Sample.Quantile(0.5), P50);
            p95 += Covers(cost.Sample.Quantile(0.95), P95);
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

using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;
using CostSim.Tests.Scenarios;
using Xunit;

namespace CostSim.Tests.Simulation;

public sealed class SimulatorTests
{
    private static readonly IReadOnlyList<OutputDefinition> Everything =
        [.. OutputCatalogue.All, .. OutputCatalogue.PartsByUse, .. OutputCatalogue.PartsByKind.SkipLast(1)];

    private static readonly Simulator Mixed = new(SampleScenarios.EverythingMixed());
    private static readonly Simulator Reference = new(SampleScenarios.Reference());

    [Theory]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1025)]
    [InlineData(SamplingDesign.ChunkLength)]
    [InlineData(SamplingDesign.ChunkLength + 1)]
    [InlineData((5 * SamplingDesign.ChunkLength) - 777)]
    public void Every_statistic_has_the_same_bits_on_one_two_and_seven_threads(long trials)
    {
        var plan = new SimulationPlan(trials, 42, Everything);
        var one = Mixed.Simulate(plan, 1);
        Assert.All(one.Outputs, output => Assert.Equal((trials, trials), (output.Histogram.Count, (long)output.Moments.Count)));
        foreach (int threads in new[] { 2, 7 })
        {
            AssertSameBits(one, Mixed.Simulate(plan, threads));
        }
    }

    [Theory]
    [InlineData("lhs", 700)]
    [InlineData("lhs", 17_000)]
    [InlineData("lhs", 2_000_003)]
    [InlineData("sobol", 700)]
    [InlineData("sobol", 131_072)]
    [InlineData("sobol", 2_000_003)]
    public void Every_way_of_sampling_has_the_same_bits_on_one_two_and_seven_threads(string sampling, long trials)
    {
        var plan = new SimulationPlan(
            trials, 42, [OutputCatalogue.DailyCost, OutputCatalogue.PaidGpus])
        { Sampling = SamplingMethod.Find(sampling)! };
        var one = Mixed.Simulate(plan, 1);
        Assert.All(one.Outputs, output => Assert.Equal((trials, trials), (output.Histogram.Count, (long)output.Moments.Count)));
        Assert.All(one.Outputs, output => Assert.Equal(trials, output.Sample.Replicates.Sum(replicate => replicate.Count)));
        foreach (int threads in new[] { 2, 7 })
        {
            AssertSameBits(one, Mixed.Simulate(plan, threads));
        }
    }

    [Theory]
    [InlineData("lhs")]
    [InlineData("sobol")]
    public void A_run_that_ends_at_a_tolerance_is_the_run_of_as_many_trials(string sampling)
    {
        var plan = new SimulationPlan(10_000_000, 42, [OutputCatalogue.DailyCost]) { Sampling = SamplingMethod.Find(sampling)! };
        int asked = 0;
        var ended = Reference.Simulate(plan, 2, isEnough: _ => ++asked == 3);
        Assert.Equal(4 * 65_536, ended.Plan.Trials);
        AssertSameBits(Reference.Simulate(ended.Plan, 1), ended);
        Assert.Equal(100_000, Reference.Simulate(plan with { Trials = 100_000 }, 2, isEnough: _ => false).Plan.Trials);
    }

    [Fact]
    public void The_reference_scenario_has_the_same_bits_on_one_two_and_seven_threads()
    {
        var plan = new SimulationPlan(1_000_003, 7, OutputCatalogue.All);
        var one = Reference.Simulate(plan, 1);
        AssertSameBits(one, Reference.Simulate(plan, 2));
        AssertSameBits(one, Reference.Simulate(plan, 7));
        AssertSameBits(one, new Simulator(SampleScenarios.Reference()).Simulate(plan, 3));
    }

    [Fact]
    public void Another_seed_gives_other_trials()
    {
        var a = Reference.FirstTrials(new(1, 1, [OutputCatalogue.DailyCost]), 1000);
        var b = Reference.FirstTrials(new(1, 2, [OutputCatalogue.DailyCost]), 1000);
        Assert.Empty(a.Outputs[0].Values.Intersect(b.Outputs[0].Values));
    }

    [Fact]
    public void Results_name_each_workload_and_then_the_total_in_the_order_of_the_plan()
    {
        IReadOnlyList<OutputDefinition> outputs = [OutputCatalogue.PaidGpus, OutputCatalogue.DailyCost];
        Assert.Equal(
            ["chat paid_gpus", "chat daily_cost", "search paid_gpus", "search daily_cost", "code paid_gpus", "code daily_cost",
                "total paid_gpus", "total daily_cost"],
            Mixed.Simulate(new(10, 1, outputs), 1).Outputs.Select(output => $"{output.Workload} {output.Definition}"));
        Assert.Equal(
            ["chat paid_gpus", "chat daily_cost", "total paid_gpus", "total daily_cost"],
            Reference.Simulate(new(10, 1, outputs), 1).Outputs.Select(output => $"{output.Workload} {output.Definition}"));
    }

    [Fact]
    public void A_single_workload_is_its_own_total()
    {
        var result = Reference.Simulate(new(10_000, 1, OutputCatalogue.All), 2);
        foreach (var output in OutputCatalogue.All)
        {
            Assert.Equal(result.Find(Scenario.Total, output)!.Statistics, result.Find("chat", output)!.Statistics);
        }
        Assert.Null(result.Find("chat", OutputCatalogue.PartsByUse[0]));
        Assert.Null(result.Find("images", OutputCatalogue.DailyCost));
    }

    [Fact]
    public void Means_of_sums_are_sums_of_the_workloads_means()
    {
        var result = Mixed.Simulate(new(100_000, 1, OutputCatalogue.All), 2);
        foreach (var output in OutputCatalogue.All.Where(output => output.Per is null))
        {
            double total = result.Find(Scenario.Total, output)!.Moments.Mean;
            Assert.Equal(
                total, new[] { "chat", "search", "code" }.Sum(workload => result.Find(workload, output)!.Moments.Mean), 1e-12 * total);
        }
    }

    [Fact]
    public void A_totals_ratio_is_the_ratio_of_the_totals_in_every_trial()
    {
        var table = Mixed.FirstTrials(new(1, 1, OutputCatalogue.All), 5000);
        double[] Of(OutputDefinition output) => table.Outputs.First(column => column.Output == output).Values;
        double[] cost = Of(OutputCatalogue.DailyCost), queries = Of(OutputCatalogue.QueriesPerDay),
            tokens = Of(OutputCatalogue.TokensPerDay);
        double[] perQuery = Of(OutputCatalogue.CostPerQuery), perMillion = Of(OutputCatalogue.CostPerMillionTokens);
        for (int trial = 0; trial < cost.Length; trial++)
        {
            Assert.Equal(cost[trial] / queries[trial], perQuery[trial], 1e-14 * perQuery[trial]);
            Assert.Equal(1e6 * cost[trial] / tokens[trial], perMillion[trial], 1e-14 * perMillion[trial]);
        }
    }

    [Fact]
    public void An_input_that_workloads_share_is_drawn_once_for_all()
    {
        // Renting one GPU each: both workloads pay the same price in every trial, so the total is exactly twice as much.
        var scenario = SampleScenarios.Of("a", "b").With("", InputCatalogue.DailyUsers, 86400).With("", InputCatalogue.QueriesPerUser, 1)
            .With("", InputCatalogue.ResponseTokens, 1).WithOptions("", InputCatalogue.Serving, "throughput")
            .With("", InputCatalogue.DecodeThroughput, 1)
            .With("", InputCatalogue.GpuPrice, new Uniform(1, 4)).WithModels("", Hardware.Gpt3).WithGpus("", Hardware.A100).Made();
        Assert.Equal("gpu_price", Assert.Single(scenario.Uncertain).Name);
        var table = new Simulator(scenario).FirstTrials(new(1, 1, [OutputCatalogue.DailyCost]), 1000);
        double[] price = Assert.Single(table.Inputs).Draws;
        Assert.All(table.Outputs[0].Values.Zip(price), pair => Assert.Equal(2 * 24 * pair.Second, pair.First, 1e-12 * pair.First));
    }

    [Fact]
    public void Adding_inputs_and_workloads_moves_no_other_inputs_draws()
    {
        var before = DrawsOf(SampleScenarios.Reference());
        var oneMore = DrawsOf(SampleScenarios.ReferenceRows().With("chat", InputCatalogue.LoadFactor, new Uniform(0.3, 1))
            .With("", InputCatalogue.Pue, new Uniform(1, 2)).Made());
        var twoMore = DrawsOf(SampleScenarios.ReferenceRows("images")
            .With("images", InputCatalogue.DailyUsers, new LogNormal(1e5, 1))
            .With("images", InputCatalogue.QueriesPerUser, 1)
            .With("images", InputCatalogue.ResponseTokens, new LogNormal(500, 0.1))
            .With("images", InputCatalogue.GpuPrice, new Uniform(1, 4))
            .WithModels("images", Hardware.Dense20, Hardware.Llama7)
            .WithGpus("images", Hardware.H100).Made());
        Assert.Equal(before.Count + 2, oneMore.Count);
        Assert.Equal(before.Count + 4, twoMore.Count);
        foreach (var (name, draws) in before)
        {
            Assert.Equal(draws, oneMore[name]);
            Assert.Equal(draws, twoMore[name]);
        }
        Assert.NotEqual(twoMore["chat.gpu_price"], twoMore["images.gpu_price"]);

        static Dictionary<string, double[]> DrawsOf(Scenario scenario) =>
            new Simulator(scenario).FirstTrials(new(1, 99, []), 3000).Inputs
                .ToDictionary(column => column.Input.Name, column => column.Draws);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(2048)]
    [InlineData(70_001)]
    public void The_first_trials_spelled_out_are_those_of_the_run(int count)
    {
        var plan = new SimulationPlan(count, 13, OutputCatalogue.All);
        var result = Mixed.Simulate(plan, 2);
        var table = Mixed.FirstTrials(plan, count);
        Assert.Equal((0, count), (table.FirstTrial, table.Count));
        foreach (var (output, values) in table.Outputs)
        {
            Assert.Equal(count, values.Length);
            var moments = Moments.None;
            foreach (double[] chunk in values.Chunk(SamplingDesign.ChunkLength))
            {
                moments = Moments.Combine(moments,
                    chunk.Chunk(Column.BlockLength).Aggregate(Moments.None, (sum, block) => Moments.Combine(sum, Moments.Of(block))));
            }
            Assert.Equal(moments, result.Find(Scenario.Total, output)!.Moments);
        }
    }

    [Fact]
    public void Draws_follow_their_laws()
    {
        // |mean - exact| < 4.5 standard errors: alpha = 7e-6 for each of six inputs.
        var table = Reference.FirstTrials(new(1, 4, []), 100_000);
        Assert.Equal(6, table.Inputs.Count);
        foreach (var (input, draws) in table.Inputs)
        {
            Assert.Equal(input.Law.Mean, draws.Average(), 4.5 * Math.Sqrt(input.Law.Variance / draws.Length));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void A_run_that_has_enough_is_the_run_of_as_many_trials_on_any_number_of_threads(int threads)
    {
        var plan = new SimulationPlan(10_000_000, 17, [OutputCatalogue.DailyCost, OutputCatalogue.CostPerQuery]);
        var asked = new List<long>();
        var result = Reference.Simulate(plan, threads, isEnough: sofar =>
        {
            asked.Add(sofar.Plan.Trials);
            return sofar.Plan.Trials > 200_000;
        });
        Assert.Equal([SamplingDesign.ChunkLength, 2 * SamplingDesign.ChunkLength, 4 * SamplingDesign.ChunkLength], asked);
        AssertSameBits(Reference.Simulate(plan with { Trials = 4 * SamplingDesign.ChunkLength }, 1), result);
    }

    [Fact]
    public void A_run_that_never_has_enough_does_all_its_trials()
    {
        var plan = new SimulationPlan(150_001, 17, [OutputCatalogue.DailyCost]);
        AssertSameBits(Reference.Simulate(plan, 1), Reference.Simulate(plan, 2, isEnough: _ => false));
    }

    [Fact]
    public void A_cancelled_run_stops_within_the_blocks_at_hand_and_throws()
    {
        using var source = new CancellationTokenSource();
        int reports = 0;
        var plan = new SimulationPlan(10_000_000_000, 1, [OutputCatalogue.DailyCost]);
        Assert.Throws<OperationCanceledException>(() => Reference.Run(
            plan, 2,
            _ =>
            {
                Interlocked.Increment(ref reports);
                source.Cancel();
            },
            cancellation: source.Token));
        // Each thread reports at most the chunk it had in hand, of 152 588.
        Assert.InRange(reports, 1, 2);
    }

    [Fact]
    public void A_run_cancelled_beforehand_simulates_nothing()
    {
        int reports = 0;
        Assert.Throws<OperationCanceledException>(() =>
            Reference.Run(new(1000, 1, [OutputCatalogue.DailyCost]), 2, _ => Interlocked.Increment(ref reports),
                cancellation: new CancellationToken(canceled: true)));
        Assert.Equal(0, reports);
    }

    [Fact]
    public void Progress_ends_at_the_number_of_trials()
    {
        var told = new System.Collections.Concurrent.ConcurrentBag<long>();
        Reference.Simulate(new(200_001, 1, [OutputCatalogue.DailyCost]), 2, told.Add);
        Assert.Equal([4L, 200_001L], [told.Count, told.Max()]);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.PositiveInfinity, 2)]
    [InlineData(-3.0, 3)]
    [InlineData(-3.0, 4)]
    [InlineData(double.NaN, 5)]
    public void The_first_impossible_trial_is_the_one_reported_at_any_number_of_threads(double impossible, ulong seed)
    {
        // One price in 30 000 is impossible: every chunk has some. NaN sorts below all numbers, so it is the first option.
        var price = Choice.OfNumbers([new("ordinary", 2, 30_000), new("impossible", impossible, 1)]);
        var simulator = new Simulator(WithLaws(SampleScenarios.Reference(), (InputCatalogue.GpuPrice, price)));
        double[] prices = simulator.FirstTrials(new(1, seed, []), 1_000_000).Inputs
            .First(column => column.Input.Definition == InputCatalogue.GpuPrice).Draws;
        int first = Array.FindIndex(prices, drawn => drawn != 2);
        Assert.True(first >= 0);
        foreach (int threads in new[] { 1, 2, 7 })
        {
            var failure = Assert.Throws<ImpossibleOutputException>(
                () => simulator.Simulate(new(1_000_000, seed, [OutputCatalogue.DailyCost]), threads));
            Assert.Equal((first, "daily_cost", Scenario.Total), (failure.Trial, failure.Output, failure.Workload));
            Assert.False(failure.Value >= 0 && double.IsFinite(failure.Value));
            Assert.Contains($"trial {first}", failure.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A scenario with laws that no builder lets through.</summary>
    private static Scenario WithLaws(Scenario scenario, params (InputDefinition Input, Distribution Law)[] laws) => new(
        scenario.Name,
        [.. scenario.Workloads.Select(workload => workload with
        {
            Inputs = [.. workload.Inputs.Select(input => laws.FirstOrDefault(law => law.Input == input?.Definition) is { Law: { } law }
                ? input! with { Law = law }
                : input)],
        })]);

    [Fact]
    public void Of_several_impossible_outputs_the_earliest_trial_is_reported()
    {
        static Choice Rare(double usual) => Choice.OfNumbers([new("usual", usual, 300), new("impossible", double.PositiveInfinity, 1)]);
        var simulator = new Simulator(
            WithLaws(SampleScenarios.Reference(), (InputCatalogue.GpuPrice, Rare(2)), (InputCatalogue.CarbonIntensity, Rare(400))));
        for (ulong seed = 0; seed < 20; seed++)
        {
            var plan = new SimulationPlan(100_000, seed, [OutputCatalogue.DailyCost, OutputCatalogue.Co2PerDay]);
            var table = simulator.FirstTrials(plan, 10_000);
            int first = Enumerable.Range(0, 10_000).First(trial => table.Outputs.Any(column => !double.IsFinite(column.Values[trial])));
            Assert.Equal(first, Assert.Throws<ImpossibleOutputException>(() => simulator.Simulate(plan, 2)).Trial);
        }
    }

    [Fact]
    public void Costs_too_large_to_add_up_are_reported_at_the_largest()
    {
        var simulator = new Simulator(
            SampleScenarios.ReferenceRows().With("chat", InputCatalogue.GpuPrice, new Uniform(2e300, 4e300)).Made());
        var plan = new SimulationPlan(3000, 1, [OutputCatalogue.DailyCost]);
        var failure = Assert.Throws<ImpossibleOutputException>(() => simulator.Simulate(plan, 1));
        double[] costs = simulator.FirstTrials(plan, Column.BlockLength).Outputs[0].Values;
        Assert.Equal((costs.Max(), costs.IndexOf(costs.Max())), (failure.Value, failure.Trial));
    }

    [Fact]
    public void Plans_without_trials_or_threads_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Reference.Simulate(new(0, 1, [OutputCatalogue.DailyCost]), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reference.Simulate(new(10, 1, [OutputCatalogue.DailyCost]), 0));
    }

    private static void AssertSameBits(SimulationResult expected, SimulationResult actual)
    {
        Assert.Equal(expected.Outputs.Count, actual.Outputs.Count);
        foreach (var (one, other) in expected.Outputs.Zip(actual.Outputs))
        {
            Assert.Equal((one.Workload, one.Definition, one.Moments), (other.Workload, other.Definition, other.Moments));
            Assert.Equal(one.Statistics, other.Statistics);
            Assert.True(one.Histogram.Bins().SequenceEqual(other.Histogram.Bins()));
        }
    }

    [Fact]
    public void A_run_that_stops_early_is_the_run_of_as_many_trials()
    {
        var plan = new SimulationPlan(10_000_000, 7, [OutputCatalogue.DailyCost]);
        var rule = new StoppingRule("p95", 0.01, IsRelative: true);

        var stopped = Reference.Run(
            plan, 2, isEnough: result => rule.IsMet(result.Outputs[0].Statistics), cancellation: TestContext.Current.CancellationToken);
        var whole = Reference.Simulate(plan with { Trials = stopped.Plan.Trials }, 1);

        Assert.InRange(stopped.Plan.Trials, SamplingDesign.ChunkLength, plan.Trials - 1);
        Assert.True(rule.IsMet(stopped.Outputs[0].Statistics));
        Assert.Equal(whole.Outputs[0].Statistics, stopped.Outputs[0].Statistics);
    }
}

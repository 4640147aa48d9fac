using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Tests.Scenarios;
using CostSim.Tests.Simulation;
using Xunit;

namespace CostSim.Tests.CostModel;

public sealed class CostChainTests
{
    private const int Trials = 3000;

    private static readonly IReadOnlyList<OutputDefinition> Everything =
        [.. OutputCatalogue.All, .. OutputCatalogue.PartsByUse, .. OutputCatalogue.PartsByKind.SkipLast(1)];

    [Fact]
    public void Serving_by_utilisation_and_renting_follow_the_formulas() => AssertFollowsTheFormulas(SampleScenarios.Reference());

    [Fact]
    public void A_choice_between_transformers_follows_the_formulas() => AssertFollowsTheFormulas(SampleScenarios.DecoderChoice());

    [Fact]
    public void Everything_mixed_in_three_workloads_follows_the_formulas() => AssertFollowsTheFormulas(SampleScenarios.EverythingMixed());

    [Theory]
    [InlineData("utilisation", "own")]
    [InlineData("throughput", "rent")]
    [InlineData("throughput", "own")]
    public void Each_serving_model_and_way_to_pay_follows_the_formulas(string serving, string pricing) =>
        AssertFollowsTheFormulas(
            Uncertain().WithOptions("chat", InputCatalogue.Serving, serving).WithOptions("chat", InputCatalogue.Pricing, pricing).Made());

    [Theory]
    [InlineData(0)]
    [InlineData(0.08)]
    public void Owning_at_a_known_cost_of_capital_follows_the_formulas(double interest) =>
        AssertFollowsTheFormulas(
            Uncertain().WithOptions("chat", InputCatalogue.Pricing, "own").With("chat", InputCatalogue.CostOfCapital, interest).Made());

    [Fact]
    public void Each_choice_alone_follows_the_formulas()
    {
        AssertFollowsTheFormulas(Uncertain().WithOptions("chat", InputCatalogue.Serving, "utilisation", "throughput").Made());
        AssertFollowsTheFormulas(Uncertain().WithOptions("chat", InputCatalogue.Pricing, "rent", "own").Made());
        AssertFollowsTheFormulas(Uncertain().WithModels("chat", Hardware.Windowed, Hardware.Gpt3).Made());
        AssertFollowsTheFormulas(Uncertain().WithGpus("chat", Hardware.A100, Hardware.H100, Hardware.Mi300X).Made());
        AssertFollowsTheFormulas(Uncertain()
            .With("chat", InputCatalogue.ComputeBits, Choice.OfNumbers([new("32", 32, 1), new("4", 4, 1), new("16", 16, 2)])).Made());
    }

    [Fact]
    public void One_uncertain_input_among_fixed_ones_follows_the_formulas()
    {
        foreach (var (input, law) in new (InputDefinition, Distribution)[]
        {
            (InputCatalogue.DailyUsers, new LogNormal(1e6, 1)), (InputCatalogue.PromptTokens, new LogNormal(500, 1)),
            (InputCatalogue.CachedShare, new Uniform(0, 1)),
            (InputCatalogue.ResponseTokens, new LogNormal(300, 1)), (InputCatalogue.Utilisation, new Uniform(0.1, 0.6)),
            (InputCatalogue.LoadFactor, new Uniform(0.2, 1)),
            (InputCatalogue.GpuPrice, new Uniform(1, 4)), (InputCatalogue.Pue, new Uniform(1, 2)),
            (InputCatalogue.OverheadShare, new Uniform(0, 1)),
        })
        {
            AssertFollowsTheFormulas(Certain().With("chat", input, law).Made());
        }
    }

    [Fact]
    public void With_every_input_fixed_all_trials_follow_the_formulas() => AssertFollowsTheFormulas(Certain().Made());

    [Fact]
    public void Asking_for_one_output_alone_does_not_change_it()
    {
        var simulator = new Simulator(SampleScenarios.EverythingMixed());
        var all = simulator.FirstTrials(new(1, 3, Everything), Trials);
        foreach (var output in Everything)
        {
            double[] alone = simulator.FirstTrials(new(1, 3, [output]), Trials).Outputs[0].Values;
            Assert.Equal(all.Outputs.First(column => column.Output == output).Values, alone);
        }
    }

    [Fact]
    public void Both_breakdowns_add_up_to_the_daily_cost_in_every_trial()
    {
        foreach (var scenario in new[] { SampleScenarios.Reference(), SampleScenarios.EverythingMixed(),
            Uncertain().WithOptions("chat", InputCatalogue.Pricing, "own").Made() })
        {
            var table = new Simulator(scenario)
                .FirstTrials(new(1, 5, [OutputCatalogue.DailyCost, .. OutputCatalogue.Parts.Distinct()]), 20_000);
            double[] cost = table.Outputs[0].Values;
            foreach (var breakdown in new[] { OutputCatalogue.PartsByUse, OutputCatalogue.PartsByKind })
            {
                double[][] parts = table.Outputs.Where(column => breakdown.Contains(column.Output))
                    .Select(column => column.Values).ToArray();
                for (int trial = 0; trial < cost.Length; trial++)
                {
                    Assert.Equal(cost[trial], parts.Sum(part => part[trial]), 1e-12 * cost[trial]);
                    Assert.All(parts, part => Assert.True(part[trial] >= 0));
                }
            }
        }
    }

    [Fact]
    public void A_day_without_queries_costs_nothing_and_has_no_ratios()
    {
        var scenario = Certain().With("chat", InputCatalogue.QueriesPerUser, Choice.OfNumbers([new("0", 0, 1), new("5", 5, 1)])).Made();
        var table = new Simulator(scenario).FirstTrials(new(1, 1, Everything), 200);
        double[] queries = table.Outputs.First(column => column.Output == OutputCatalogue.QueriesPerDay).Values;
        Assert.Contains(0, queries);
        foreach (int trial in Enumerable.Range(0, 200).Where(trial => queries[trial] == 0))
        {
            Assert.All(table.Outputs, column => Assert.Equal(0, column.Values[trial]));
        }
    }

    [Fact]
    public void Throughput_without_prompts_needs_no_prefill_rate()
    {
        var scenario = Certain().With("chat", InputCatalogue.PromptTokens, 0)
            .WithOptions("chat", InputCatalogue.Serving, "throughput").Made();
        Assert.Null(Certain(withPrefillRate: false).With("chat", InputCatalogue.PromptTokens, 0)
            .WithOptions("chat", InputCatalogue.Serving, "throughput").Made().Workloads[0][InputCatalogue.PrefillThroughput]);
        AssertFollowsTheFormulas(scenario);
        AssertFollowsTheFormulas(Certain(withPrefillRate: false).With("chat", InputCatalogue.PromptTokens, 0)
            .WithOptions("chat", InputCatalogue.Serving, "throughput").Made());
    }

    /// <summary>Every output of the total, trial by trial, against the plain re-derivation from the same draws.</summary>
    private static void AssertFollowsTheFormulas(Scenario scenario)
    {
        var table = new Simulator(scenario).FirstTrials(new(1, 11, Everything), Trials);
        for (int trial = 0; trial < Trials; trial++)
        {
            var draws = table.Inputs.ToDictionary(column => column.Input, column => column.Draws[trial]);
            PlainDay[] days = [.. scenario.Workloads.Select(workload => PlainDay.Of(workload, draws))];
            double cost = PlainDay.Output(OutputCatalogue.DailyCost, days);
            foreach (var (output, values) in table.Outputs)
            {
                double expected = PlainDay.Output(output, days);
                // A part of the cost may be the small difference of large numbers: its error is measured against the cost.
                double scale = OutputCatalogue.Parts.Contains(output) ? cost : expected;
                Assert.True(Math.Abs(values[trial] - expected) <= 1e-12 * scale,
                    $"{output} in trial {trial}: {values[trial]:R} instead of {expected:R}");
            }
        }
    }

    private static ScenarioBuilder Certain(bool withPrefillRate = true)
    {
        var builder = SampleScenarios.Of("chat")
            .With("chat", InputCatalogue.DailyUsers, 1e6)
            .With("chat", InputCatalogue.QueriesPerUser, 7)
            .With("chat", InputCatalogue.PromptTokens, 1200)
            .With("chat", InputCatalogue.ResponseTokens, 250)
            .With("chat", InputCatalogue.GpuPrice, 2.5)
            .With("chat", InputCatalogue.DecodeThroughput, 120)
            .With("chat", InputCatalogue.ServerPrice, 300e3)
            .With("chat", InputCatalogue.GpusPerServer, 8)
            .With("chat", InputCatalogue.DepreciationYears, 4)
            .With("chat", InputCatalogue.CostOfCapital, 0.07)
            .With("chat", InputCatalogue.ColocationPrice, 150)
            .With("chat", InputCatalogue.ServerPower, 10.2)
            .With("chat", InputCatalogue.ElectricityPrice, 0.09)
            .WithModels("chat", Hardware.Llama70)
            .WithGpus("chat", Hardware.H100);
        return withPrefillRate ? builder.With("chat", InputCatalogue.PrefillThroughput, 3000) : builder;
    }

    private static ScenarioBuilder Uncertain() => Certain()
        .With("chat", InputCatalogue.DailyUsers, new LogNormal(1e6, 0.5))
        .With("chat", InputCatalogue.PromptTokens, new LogNormal(900, 1))
        .With("chat", InputCatalogue.CachedShare, new Beta(2, 3, 0, 1))
        .With("chat", InputCatalogue.ResponseTokens, new LogNormal(250, 0.7))
        .With("chat", InputCatalogue.BatchingEfficiency, new Uniform(0.3, 1))
        .With("chat", InputCatalogue.PrefillThroughput, new LogNormal(3000, 0.5))
        .With("chat", InputCatalogue.DecodeThroughput, new LogNormal(120, 0.5))
        .With("chat", InputCatalogue.LoadFactor, new Uniform(0.3, 1))
        .With("chat", InputCatalogue.GpuPrice, new Triangular(1, 2, 4))
        .With("chat", InputCatalogue.ServerPrice, new LogNormal(300e3, 0.2))
        .With("chat", InputCatalogue.DepreciationYears, new Uniform(2, 7))
        .With("chat", InputCatalogue.CostOfCapital, new Uniform(0.01, 0.2))
        .With("chat", InputCatalogue.ElectricityPrice, new Uniform(0.04, 0.3))
        .With("chat", InputCatalogue.Pue, new Uniform(1.05, 1.6))
        .With("chat", InputCatalogue.OverheadShare, new Uniform(0, 0.3));
}

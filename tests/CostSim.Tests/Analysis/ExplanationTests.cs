using CostSim.Analysis;
using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Tests.Scenarios;
using Xunit;

namespace CostSim.Tests.Analysis;

public class ExplanationTests
{
    private const double Tolerance = 1e-12;

    public static readonly IReadOnlyDictionary<string, Func<Scenario>> Cases = new Dictionary<string, Func<Scenario>>
    {
        ["reference"] = SampleScenarios.Reference,
        ["a choice of models"] = SampleScenarios.DecoderChoice,
        ["roofline"] = () => SampleScenarios.Roofline(Hardware.Llama70),
        ["roofline with experts"] = () => SampleScenarios.Roofline(Hardware.Mixtral),
        ["everything mixed"] = SampleScenarios.EverythingMixed,
        ["a fleet of two"] = FleetOfTwo,
        ["a fleet of two under roofline"] = () => FleetOfTwo(SampleScenarios.Roofline(Hardware.Llama70)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_day_costs_what_every_trial_costs_with_all_inputs_at_their_medians(string name)
    {
        var scenario = Cases[name]();
        var plan = new SimulationPlan(1024, 1, [OutputCatalogue.DailyCost]);
        var cost = new Simulator(FixedAtMedians(scenario)).Run(plan, threads: 1, cancellation: TestContext.Current.CancellationToken)
            .Find(Scenario.Total, OutputCatalogue.DailyCost)!;

        double explained = Explanation.Of(scenario).DailyCost;

        Assert.Equal(cost.Moments.Minimum, cost.Moments.Maximum);
        Assert.InRange(explained / cost.Moments.Minimum, 1 - Tolerance, 1 + Tolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parts_components_and_workloads_add_up(string name)
    {
        var explanation = Explanation.Of(Cases[name]());

        double total = 0;
        foreach (var workload in explanation.Workloads)
        {
            double cost = Value(workload, "daily_cost");
            Assert.InRange(workload.Parts.Sum(part => part.Value) / cost, 1 - Tolerance, 1 + Tolerance);
            Assert.InRange(workload.Flop.Sum(part => part.Work.Total) / Value(workload, "flop_per_query"), 1 - Tolerance, 1 + Tolerance);
            Assert.InRange(
                (Value(workload, "prefill_flop") + Value(workload, "decode_flop")) / workload.Work.Total, 1 - Tolerance, 1 + Tolerance);
            total += cost;
        }
        Assert.InRange(explanation.DailyCost / total, 1 - Tolerance, 1 + Tolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_output_of_a_day_is_a_step(string name) => Assert.All(Explanation.Of(Cases[name]()).Workloads, workload =>
        Assert.Empty(OutputCatalogue.ToldBy([workload.Serving.Name]).Where(output => output != OutputCatalogue.AnnualCost)
            .Select(output => output.Name)
            .Except(workload.Steps.Select(step => step.Quantity))));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_uncertain_input_is_taken_by_a_step_or_belongs_to_an_option_not_taken(string name)
    {
        var scenario = Cases[name]();
        var explanation = Explanation.Of(scenario);

        foreach (var (workload, explained) in scenario.Workloads.Zip(explanation.Workloads))
        {
            var taken = explained.Steps.SelectMany(step => step.Inputs).Select(input => input.Input).ToHashSet();
            var choices = new ModelChoices([explained.Serving.Name], [explained.Pricing], [explained.Model]);
            var read = workload.Inputs.OfType<ScenarioInput>()
                .Where(input => input.IsUncertain && input.Definition.UsedWhen.Holds(choices)
                    && input.Definition != InputCatalogue.PeakToMean);

            Assert.All(read.Where(input => input.Definition != InputCatalogue.CachedShare || Value(explained, "prefill_flop") > 0),
                input => Assert.Contains(input, taken));
        }
    }

    [Fact]
    public void A_step_names_the_rows_it_takes_with_their_medians()
    {
        var step = Explanation.Of(SampleScenarios.Reference()).Workloads[0].Steps.Single(step => step.Quantity == "queries_per_day");

        Assert.Equal(["chat.daily_users", "chat.queries_per_user"], step.Inputs.Select(input => input.Input.Name));
        Assert.Equal(13e6, step.Inputs[0].Value, tolerance: 1e-3);
        Assert.Equal("builder", step.Inputs[0].Input.Origin);
        Assert.Equal(13e6 * 10 / Math.Sqrt(1.25), step.Value, tolerance: 1e-3);
    }

    [Fact]
    public void Of_options_the_most_probable_is_taken_and_of_equals_the_first()
    {
        Assert.Equal(1, MedianScenario.LikeliestOption(Choice.OfNames([new("a", 0, 0.2), new("b", 1, 0.5), new("c", 2, 0.3)])));
        Assert.Equal(0, MedianScenario.LikeliestOption(Choice.OfNames([new("a", 0, 1), new("b", 1, 1)])));
        Assert.Equal(Hardware.Gpt3, Explanation.Of(SampleScenarios.DecoderChoice()).Workloads[0].Model);
    }

    [Fact]
    public void A_row_that_workloads_share_stays_shared_at_the_medians()
    {
        var median = MedianScenario.Of(SampleScenarios.EverythingMixed());

        Assert.Empty(median.Uncertain);
        Assert.Same(median.Workloads[0][InputCatalogue.GpuPrice], median.Workloads[1][InputCatalogue.GpuPrice]);
        Assert.NotSame(median.Workloads[0][InputCatalogue.GpuPrice], median.Workloads[2][InputCatalogue.GpuPrice]);
    }

    [Fact]
    public void Settled_options_leave_numbers_as_uncertain_as_they_are()
    {
        var scenario = SampleScenarios.EverythingMixed();
        var settled = MedianScenario.OfLikeliestOptions(scenario);

        Assert.Equal(
            scenario.Uncertain.Where(input => input.Law is not Choice { IsCategorical: true }).Select(input => input.Name),
            settled.Uncertain.Select(input => input.Name));
    }

    [Fact]
    public void Settled_options_leave_numbers_as_correlated_as_they_are_and_medians_have_no_correlations()
    {
        var scenario = SampleScenarios.EverythingMixed();
        var names = scenario.Uncertain.Where(input => input.Law is not Choice { IsCategorical: true })
            .Select(input => input.Name).Take(3).ToList();
        var correlated = scenario with { Correlations = RankCorrelations.Of([(names[0], names[1], 0.4), (names[1], names[2], -0.3)]) };

        Assert.Same(correlated.Correlations, MedianScenario.OfLikeliestOptions(correlated).Correlations);
        Assert.Null(MedianScenario.Of(correlated).Correlations);
        Assert.Null(MedianScenario.OfLikeliestOptions(scenario).Correlations);
    }

    [Fact]
    public void A_correlation_with_a_row_for_an_accelerator_that_is_not_taken_is_dropped()
    {
        var scenario = SampleScenarios.DecoderChoice();
        var workload = scenario.Workloads[0] with
        {
            Gpus = [Hardware.H100, Hardware.A100],
            PerGpu = new Dictionary<(InputDefinition, int), ScenarioInput>
            {
                [(InputCatalogue.GpuPower, 0)] = new(InputCatalogue.GpuPower, "", new Uniform(1, 2), "test", "") { Gpu = "h100" },
                [(InputCatalogue.GpuPower, 1)] = new(InputCatalogue.GpuPower, "", new Uniform(1, 2), "test", "") { Gpu = "a100-80gb" },
            },
        };
        string other = scenario.Uncertain.First(input => input.Law is not Choice).Name;
        var correlated = new Scenario("test",
            [workload])
        { Correlations = RankCorrelations.Of([("gpu_power:h100", other, 0.4), ("gpu_power:a100-80gb", other, 0.2)]) };

        Assert.Equal(
            ["gpu_power:h100", other], MedianScenario.OfLikeliestOptions(correlated).Correlations!.Names.OrderBy(name => name == other));
    }

    [Fact]
    public void A_fleet_of_two_stays_one_and_is_told_apart()
    {
        var workload = Explanation.Of(Cases["a fleet of two under roofline"]()).Workloads[0];

        Assert.Equal([("h100", 0.7), ("a100-80gb", 0.3)], workload.Gpus.Select(gpu => (gpu.Gpu.Name, gpu.Share)));
        Assert.Equal(["h100", "a100-80gb"], workload.Rooflines.Select(roofline => roofline.Gpu.Name));
        Assert.Equal(4, workload.Rates.Count);
        Assert.Contains(workload.Steps, step => step.Quantity == "gpu_seconds_per_query:a100-80gb");
    }

    /// <summary>Weights read / bandwidth = B·a / FLOP/s, with all weights of a dense model read whatever the batch.</summary>
    [Fact]
    public void Linear_layers_of_a_dense_model_change_roof_where_computing_takes_as_long_as_reading()
    {
        var roofline = Explanation.Of(SampleScenarios.Roofline(Hardware.Llama70)).Workloads[0].Rooflines[0];
        // 8-bit weights and arithmetic; efficiencies at the medians of uniform(0.4, 0.7) and uniform(0.7, 0.95).
        double reading = Hardware.Llama70.Memory.WeightsPerStep / (3.35e12 * 0.825),
            perSequence = Hardware.Llama70.Work.PerResponseToken / (1979e12 * 0.55);

        Assert.InRange(roofline.CrossoverBatch / (reading / perSequence), 1 - 1e-9, 1 + 1e-9);
        Assert.Equal(roofline.Batch > roofline.CrossoverBatch, roofline.LinearCompute > roofline.LinearMemory);
    }

    /// <summary>A step reads E·(1 - (1 - k/E)^B) experts, each of which computes on padding beside its own rows.</summary>
    [Fact]
    public void Linear_layers_of_a_mixture_of_experts_change_roof_where_computing_takes_as_long_as_reading()
    {
        var roofline = Explanation.Of(SampleScenarios.Roofline(Hardware.Mixtral)).Workloads[0].Rooflines[0];
        var memory = Hardware.Mixtral.Memory;
        static double Usual(InputDefinition input) => input.DefaultLaw!.Quantile(0.5);
        double touched = 1 - Math.Pow(1 - 2.0 / 8, roofline.CrossoverBatch), work = Hardware.Mixtral.Work.PerExpertToken;
        double rows = roofline.CrossoverBatch + Usual(InputCatalogue.ExpertPadding) * 8 / 2 * touched;
        double reading = (memory.WeightsPerStep
            + memory.ExpertWeights * touched / Usual(InputCatalogue.ExpertReadEfficiency)) / (3.35e12 * 0.825);
        double computing = (roofline.CrossoverBatch * (Hardware.Mixtral.Work.PerResponseToken - work)
            + rows * work / Usual(InputCatalogue.ExpertEfficiency)) / (1979e12 * 0.55);

        Assert.InRange(computing / reading, 1 - 1e-9, 1 + 1e-9);
    }

    [Fact]
    public void A_roofline_tells_the_step_it_computes_with()
    {
        var workload = Explanation.Of(SampleScenarios.Roofline(Hardware.Llama70)).Workloads[0];
        var roofline = workload.Rooflines[0];

        Assert.True(roofline is { Fits: true, HasSteps: true });
        Assert.Equal(roofline.Step, roofline.Linear + roofline.Attention + roofline.Communication + roofline.Overhead, tolerance: 1e-15);
        // The prompt yields the first token: GPU-s/query = n·(N - 1)·step/B.
        double response = workload.Steps.SelectMany(step => step.Inputs)
            .First(input => input.Input.Definition == InputCatalogue.ResponseTokens).Value;
        double seconds = roofline.GpusPerReplica * (response - 1) * roofline.Step / roofline.Batch;
        Assert.InRange(Value(workload, "decode_gpu_seconds") / seconds, 1 - Tolerance, 1 + Tolerance);
        Assert.InRange(roofline.DecodeUtilisation, 0, 1);
    }

    [Fact]
    public void A_model_that_does_not_fit_says_what_is_missing()
    {
        var scenario = SampleScenarios.ReferenceRows()
            .WithOptions("", InputCatalogue.Serving, "roofline")
            .WithModels("chat", Hardware.Gpt3)
            .With("chat", InputCatalogue.GpusPerReplica, 8)
            .With("chat", InputCatalogue.MemoryShare, new Uniform(0.1, 0.92))
            .Made();

        var roofline = Explanation.Of(scenario).Workloads[0].Rooflines[0];

        // At the median share of 0.51; with the largest it would fit.
        Assert.False(roofline.Fits);
        Assert.Equal(8 * 80e9 * 0.51 - 2 * Hardware.Gpt3.Memory.Weights, roofline.FreeBytes, tolerance: 1);
    }

    [Fact]
    public void An_assumed_utilisation_is_reached_by_both_phases_at_an_unknown_intensity()
    {
        var rates = Explanation.Of(SampleScenarios.Reference()).Workloads[0].Rates;

        Assert.Equal([Phase.Prefill, Phase.Decode], rates.Select(rate => rate.Phase));
        // The median of beta(4, 4) on [0.1, 0.6] is its middle.
        Assert.All(rates, rate => Assert.InRange(rate.FlopPerSecond / (312e12 * 0.35), 1 - 1e-9, 1 + 1e-9));
        Assert.All(rates, rate => Assert.True(double.IsNaN(rate.Intensity)));
    }

    [Fact]
    public void Decode_stays_under_both_roofs_in_every_trial()
    {
        var spreads = AchievedSpread.Over(Explanation.Of(SampleScenarios.Roofline(Hardware.Llama70)), seed: 7, trials: 2048);

        var decode = spreads.Single(spread => spread.Median.Phase == Phase.Decode);

        Assert.Equal(2048, decode.Trials.Count);
        Assert.All(decode.Trials, rate => Assert.InRange(rate.FlopPerSecond, 0, Math.Min(rate.Peak, rate.Intensity * rate.Gpu.Bandwidth)));
        Assert.True(decode.FlopPerSecond.Low < decode.Median.FlopPerSecond && decode.Median.FlopPerSecond < decode.FlopPerSecond.High);
    }

    [Fact]
    public void The_spread_counts_only_trials_with_the_same_accelerator_and_serving()
    {
        var explanation = Explanation.Of(SampleScenarios.EverythingMixed());

        var spread = AchievedSpread.Over(explanation, seed: 7, trials: 1024).First(spread => spread.Median.Workload == "chat");

        // One in three accelerators, one in two serving models: 171 of 1024 trials expected, sd 12.
        Assert.InRange(spread.Trials.Count, 110, 235);
        Assert.All(spread.Trials, rate => Assert.Equal("h100", rate.Gpu.Name));
    }

    private static double Value(WorkloadExplanation workload, string quantity) =>
        workload.Steps.Single(step => step.Quantity == quantity).Value;

    private static Scenario FleetOfTwo() => FleetOfTwo(SampleScenarios.Reference());

    /// <summary>H100s and A100s side by side, the A100 at a price of its own, over a day that has a peak.</summary>
    private static Scenario FleetOfTwo(Scenario scenario)
    {
        var cheap = new ScenarioInput(InputCatalogue.GpuPrice, "chat", new Uniform(1, 1.5), "test", "") { Gpu = "a100-80gb" };
        var mix = new ScenarioInput(
            InputCatalogue.FleetMix, "chat", Choice.OfNames([new("h100", 0, 0.7), new("a100-80gb", 1, 0.3)]), "test", "");
        var floor = new ScenarioInput(InputCatalogue.FleetFloor, "chat", new Uniform(0.2, 0.9), "test", "");
        double[] load = [.. Enumerable.Range(0, 24).Select(hour => hour < 12 ? 0.5 : 1.5)];
        return new(scenario.Name, [.. scenario.Workloads.Select(workload => workload with
        {
            Inputs = [.. workload.Inputs.Select((input, i) => i == InputCatalogue.FleetMix.Index ? mix : i
                == InputCatalogue.FleetFloor.Index ? floor : i == InputCatalogue.Gpu.Index ? null : input)],
            Gpus = [Hardware.H100, Hardware.A100],
            FleetShares = [0.7, 0.3],
            PerGpu = new Dictionary<(InputDefinition, int), ScenarioInput> { [(InputCatalogue.GpuPrice, 1)] = cheap },
            LoadProfile = load,
        })]);
    }

    /// <summary>The same scenario with every law replaced, by means that the explanation does not use.</summary>
    private static Scenario FixedAtMedians(Scenario scenario)
    {
        var replaced = new Dictionary<ScenarioInput, ScenarioInput>();
        ScenarioInput Fix(ScenarioInput input)
        {
            if (!replaced.TryGetValue(input, out var known))
            {
                known = replaced[input] = input.Definition.IsCategorical ? input : input with { Law = new Fixed(input.Law.Quantile(0.5)) };
            }
            return known;
        }
        Workload OfOne(Workload workload)
        {
            // Options all equally likely in these scenarios: the first is taken, as a choice of one.
            ScenarioInput First(ScenarioInput input) => input with { Law = Choice.OfNames([((Choice)input.Law).Options[0]]) };
            bool isMix = workload.FleetShares is not null;
            return workload with
            {
                Inputs = [.. workload.Inputs.Select(input =>
                    input is null ? null : input.Definition.IsCategorical && !input.Definition.IsShares ? First(input) : Fix(input))],
                Models = [workload.Models[0]],
                Gpus = isMix ? workload.Gpus : [workload.Gpus[0]],
                PerGpu = workload.PerGpu.ToDictionary(row => row.Key, row => Fix(row.Value)),
            };
        }
        return new(scenario.Name, [.. scenario.Workloads.Select(OfOne)]);
    }
}

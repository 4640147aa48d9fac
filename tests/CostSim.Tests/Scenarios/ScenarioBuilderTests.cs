using System.Reflection;
using System.Runtime.CompilerServices;
using CostSim.CostModel;
using CostSim.CostModel.Architectures;
using CostSim.Distributions;
using CostSim.Scenarios;
using CostSim.Simulation;
using Xunit;

namespace CostSim.Tests.Scenarios;

/// <summary>What is stated becomes a scenario, or all that is wrong with it, each problem under the name of its input.</summary>
public class ScenarioBuilderTests
{
    [Fact]
    public void What_is_not_stated_takes_its_default()
    {
        var outcome = Complete().Build();

        Assert.Empty(outcome.Problems);
        var workload = Assert.Single(outcome.Value!.Workloads);
        Assert.Equal(("code", Scenario.OnlyWorkload), (outcome.Value.Name, workload.Name));
        Assert.Equal(["utilisation"], workload.Servings);
        Assert.Equal(["rent"], workload.Pricings);
        Assert.True(workload[InputCatalogue.Utilisation]!.IsDefault);
        Assert.Same(InputCatalogue.Utilisation.DefaultLaw, workload[InputCatalogue.Utilisation]!.Law);
        Assert.Null(workload[InputCatalogue.DecodeThroughput]);
        Assert.Null(workload[InputCatalogue.FleetMix]);
        Assert.All(
            InputCatalogue.All.Where(input => input.Default is not null && workload[input] is { IsDefault: true }),
            input => Assert.Equal(input.Default, workload[input]!.Law.Quantile(0.5)));

        var settled = outcome.Value.WithDefaultsAtMedians();
        Assert.Empty(settled.Uncertain);
        Assert.All(
            settled.Workloads[0].Inputs.OfType<ScenarioInput>().Where(input => input.Definition.DefaultLaw is not null),
            input => Assert.Equal(input.Definition.Default, input.Law.Mean));
    }

    /// <summary>Measured rates hold uneven arrivals already.</summary>
    [Fact]
    public void Batches_are_full_by_default_where_throughput_is_measured()
    {
        Assert.Equal(1, Throughput(Complete()).Build().Value!.Workloads[0][InputCatalogue.BatchingEfficiency]!.Law.Mean);
        Assert.True(Complete().Build().Value!.Workloads[0][InputCatalogue.BatchingEfficiency]!.IsUncertain);
    }

    [Fact]
    public void A_scenario_without_a_price_is_a_problem_that_names_it()
    {
        var problem = Assert.Single(Rows().WithModel(Hardware.Dense20).WithGpu(Hardware.A100).Build().Problems);

        Assert.Equal((ProblemKind.MissingInput, "gpu_price", "", ""), (problem.Kind, problem.Input, problem.Workload, problem.Gpu));
        Assert.StartsWith("gpu_price is missing (pricing=rent needs it): ", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_utilisation_of_3_is_a_problem_that_names_it()
    {
        var problem = Assert.Single(Complete().With(InputCatalogue.Utilisation, 3).Build().Problems);

        Assert.Equal((ProblemKind.OutOfRange, "utilisation", "utilisation must be in (0, 1], but is 3"),
            (problem.Kind, problem.Input, problem.What));
        Assert.Equal("utilisation: utilisation must be in (0, 1], but is 3 (write percentages with %: 3%)", problem.ToString());
        problem = Assert.Single(Complete().For("chat").With(InputCatalogue.Utilisation, new Uniform(0.1, 3)).Build().Problems);
        Assert.Equal(("chat", "utilisation must be in (0, 1], but this law reaches above 1", "add at_most=1"),
            (problem.Workload, problem.What, problem.Help));
    }

    [Fact]
    public void Nothing_stated_at_all_names_every_input_that_has_no_default()
    {
        var outcome = new ScenarioBuilder("empty").Build();

        Assert.Null(outcome.Value);
        Assert.Equal(["daily_users", "queries_per_user", "model", "gpu", "gpu_price"], outcome.Problems.Select(problem => problem.Input));
        Assert.All(outcome.Problems, problem => Assert.Equal(ProblemKind.MissingInput, problem.Kind));
    }

    [Fact]
    public void All_problems_are_found_at_once()
    {
        var outcome = new ScenarioBuilder("wrong")
            .With(InputCatalogue.DailyUsers, -1)
            .With(InputCatalogue.GpusPerReplica, 2.5)
            .With(InputCatalogue.Serving, "magic")
            .WithOn(InputCatalogue.Pue, "h100", new Uniform(1, 2))
            .WithModels((Hardware.Dense20, 0), (Hardware.Llama7, 1))
            .WithLoadProfile([1, 2, 3])
            .WithCorrelation("daily_users", "daily_user", 0.5)
            .For("total").With(InputCatalogue.CachedShare, double.NaN)
            .Build();

        Assert.Null(outcome.Value);
        Assert.Equal(
            [
                ProblemKind.BadWorkload, ProblemKind.OutOfRange, ProblemKind.OutOfRange, ProblemKind.UnknownOption, ProblemKind.NotPerGpu,
                    ProblemKind.BadWeight,
                ProblemKind.OutOfRange, ProblemKind.BadLoad, ProblemKind.CannotCorrelate,
            ],
            outcome.Problems.Where(problem => problem.Kind is not (ProblemKind.MissingInput or ProblemKind.UnusedInput))
                .Select(problem => problem.Kind));
        Assert.Equal(["queries_per_user", "gpu"], outcome.Problems.Where(problem => problem.Kind == ProblemKind.MissingInput)
            .Select(problem => problem.Input).Take(2));
    }

    public static TheoryData<string, Action<ScenarioBuilder>, ProblemKind, string> Mistakes { get; } = new()
    {
        { "a law of numbers for names", builder => builder.With(InputCatalogue.Serving, 1), ProblemKind.WrongKindOfLaw, "serving" },
        { "names for a number", builder => builder.With(InputCatalogue.Pue, "high"), ProblemKind.WrongKindOfLaw, "pue" },
        { "a model by name alone", builder => builder.With(InputCatalogue.Model, "gpt-3"), ProblemKind.UnknownOption, "model" },
        { "an option twice", builder => builder.WithGpus((Hardware.H100, 1), (Hardware.H100, 2)), ProblemKind.DuplicateOption, "gpu" },
        { "no options", builder => builder.WithGpus(), ProblemKind.BadWeight, "gpu" },
        { "a precision there is not", builder => builder.With(InputCatalogue.ComputeBits, 12), ProblemKind.OutOfRange, "compute_bits" },
        { "a law between precisions", builder => builder.With(InputCatalogue.ComputeBits, new Uniform(8, 16)), ProblemKind.OutOfRange,
            "compute_bits" },
        { "no number", builder => builder.With(InputCatalogue.GpuPrice, double.NaN), ProblemKind.OutOfRange, "gpu_price" },
        { "an infinite number", builder => builder.With(InputCatalogue.GpuPrice, double.PositiveInfinity), ProblemKind.OutOfRange,
            "gpu_price" },
        { "ends exchanged", builder => builder.With(InputCatalogue.GpuPrice, new Uniform(3, 1)), ProblemKind.BadParameters, "gpu_price" },
        { "a law of no numbers", builder => builder.With(InputCatalogue.GpuPrice, new LogNormal(double.NaN, 1)), ProblemKind.BadParameters,
            "gpu_price" },
        { "a falling law", builder => builder.With(InputCatalogue.GpuPrice, new LogNormal(2, -1)), ProblemKind.BadParameters, "gpu_price" },
        { "an accelerator without memory", builder => builder.WithGpu(Hardware.A100 with { Memory = 0 }), ProblemKind.BadFigure, "gpu" },
        { "a model too large", builder => builder.WithModel(Hardware.Dense20 with { Parameters = double.PositiveInfinity }),
            ProblemKind.BadFigure, "model" },
        { "reserved GPUs without a price", builder => builder.With(InputCatalogue.ReservedShare, 0.5), ProblemKind.MissingInput,
            "reserved_price" },
        { "prompts without a rate", builder => Throughput(builder)
            .With(InputCatalogue.PromptTokens, 9), ProblemKind.MissingInput, "prefill_throughput" },
        { "a model that cannot fit", builder => builder.With(InputCatalogue.Serving, "roofline")
            .WithModel(Hardware.Gpt3), ProblemKind.DoesNotFit, "model" },
        { "a negative load", builder => builder.WithLoadProfile([.. Enumerable.Repeat(1.0, 23), -1]), ProblemKind.BadLoad, "" },
        { "no load", builder => builder.WithLoadProfile(new double[24]), ProblemKind.BadLoad, "" },
        { "a workload with a point", builder => builder.For("a.b"), ProblemKind.BadWorkload, "" },
        { "a correlation of 1", builder => builder.WithCorrelation("daily_users", "queries_per_user", 1), ProblemKind.BadCorrelation,
            "daily_users" },
        { "a correlation of NaN", builder => builder.WithCorrelation("daily_users", "queries_per_user", double.NaN),
            ProblemKind.BadCorrelation, "daily_users" },
        { "an input with itself", builder => builder.WithCorrelation("daily_users", "daily_users", 0.5), ProblemKind.BadCorrelation,
            "daily_users" },
        { "a correlation of a choice", builder => builder.WithCorrelation("daily_users", "model", 0.5), ProblemKind.CannotCorrelate,
            "model" },
        { "a correlation of what is not stated", builder => builder.WithCorrelation("daily_users", "pue", 0.5),
            ProblemKind.CannotCorrelate, "pue" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Every_mistake_is_a_problem_and_never_an_exception(string mistake, Action<ScenarioBuilder> make, ProblemKind kind,
        string input)
    {
        var builder = Complete();
        make(builder);
        var outcome = builder.Build();

        Assert.Null(outcome.Value);
        Assert.True(outcome.Problems.Count(problem => !problem.IsWarning) == 1, $"{mistake}: {string.Join('\n', outcome.Problems)}");
        Assert.Contains(outcome.Problems, problem => problem.Kind == kind && problem.Input == input && problem.What.Length > 0
            && problem.Help.Length > 0);
    }

    [Fact]
    public void What_a_diffusion_model_is_measured_by_must_have_tokens()
    {
        var painter = Hardware.Dense20 with { GeneratesText = false, Components = [new("unet", new() { PerStepArea = 1e12 })] };
        var problem = Throughput(new ScenarioBuilder("images"))
            .With(InputCatalogue.DailyUsers, 1).With(InputCatalogue.QueriesPerUser, 1).With(InputCatalogue.GpuPrice, 1)
                .WithGpu(Hardware.A100).WithModel(painter)
            .Build().Problems.Single(problem => !problem.IsWarning);
        Assert.Equal((ProblemKind.HasNoTokens, "model", "dense-20b"), (problem.Kind, problem.Input, problem.Parameter));
    }

    public static TheoryData<string, Action<ScenarioBuilder>, string, string> Doubts { get; } = new()
    {
        { "of another way to pay", builder => builder.With(InputCatalogue.ServerPrice, 1), "server_price", "it belongs to pricing=own" },
        { "of no reservation", builder => builder.With(InputCatalogue.ReservedPrice, 1), "reserved_price",
            "it belongs to reserved_share or reserved_gpus" },
        { "on nothing", builder => builder.WithOn(InputCatalogue.GpuPrice, "h100", new Fixed(1)), "gpu_price", "nothing runs on h100" },
        { "beside a fleet", builder => builder.WithFleet((Hardware.A100, 1)), "gpu", "fleet_mix takes its place" },
        { "beside a load profile", builder => builder.With(InputCatalogue.PeakToMean, 2)
            .WithLoadProfile([.. Enumerable.Range(1, 24)]), "peak_to_mean", "load_profile.csv tells the peak" },
    };

    [Theory]
    [MemberData(nameof(Doubts))]
    public void What_nothing_reads_is_a_warning_beside_the_scenario(string what, Action<ScenarioBuilder> make, string input, string why)
    {
        var builder = Complete();
        make(builder);
        var outcome = builder.Build();

        Assert.NotNull(outcome.Value);
        var warning = Assert.Single(outcome.Problems);
        Assert.True(warning.IsWarning, what);
        Assert.Equal((ProblemKind.UnusedInput, input), (warning.Kind, warning.Input));
        Assert.EndsWith(why, warning.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workloads_own_statement_wins_and_shared_ones_are_drawn_once()
    {
        var scenario = Complete().With(InputCatalogue.GpuPrice, new Uniform(1, 2)).With(InputCatalogue.Pue, new Uniform(1.1, 1.4))
            .For("chat").With(InputCatalogue.GpuPrice, 5).For("search").ForAll().With(InputCatalogue.LoadFactor, 0.5).Build().Value!;

        Assert.Equal(["chat", "search"], scenario.Workloads.Select(workload => workload.Name));
        Assert.Equal([5, 1.5], scenario.Workloads.Select(workload => workload[InputCatalogue.GpuPrice]!.Law.Mean));
        Assert.All(scenario.Workloads, workload => Assert.Equal(0.5, workload[InputCatalogue.LoadFactor]!.Law.Mean));
        Assert.Same(scenario.Workloads[0][InputCatalogue.Pue], scenario.Workloads[1][InputCatalogue.Pue]);
        Assert.Equal(
            ["gpu_price", "pue"],
            scenario.Uncertain.Where(input => !input.IsDefault).Select(input => input.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_fleet_has_prices_of_its_own_and_a_load_of_its_own()
    {
        double[] load = [.. Enumerable.Range(0, 24).Select(hour => hour < 12 ? 1.0 : 3)];
        var scenario = Rows().WithModel(Hardware.Dense20).WithFleet((Hardware.H100, 3), (Hardware.A100, 1)).With(InputCatalogue.GpuPrice, 2)
            .WithOn(InputCatalogue.GpuPrice, "h100", new Uniform(3, 4)).WithLoadProfile(load).Build().Value!;

        var workload = scenario.Workloads[0];
        Assert.Equal([0.75, 0.25], workload.FleetShares);
        Assert.Equal([Hardware.H100, Hardware.A100], workload.Gpus);
        Assert.Null(workload[InputCatalogue.Gpu]);
        Assert.Equal("gpu_price:h100", workload.PerGpu[(InputCatalogue.GpuPrice, 0)].Name);
        Assert.Equal([0.5, 1.5], workload.LoadProfile!.Distinct());
    }

    [Fact]
    public void Correlations_join_what_varies_and_must_not_contradict_each_other()
    {
        var builder = Complete().With(InputCatalogue.DailyUsers, new LogNormal(1, 1))
            .With(InputCatalogue.QueriesPerUser, new LogNormal(1, 1))
            .For("chat").With(InputCatalogue.ResponseTokens, new LogNormal(1, 1))
            .WithCorrelation("daily_users", "queries_per_user", 0.6).WithCorrelation("queries_per_user", "chat.response_tokens", 0.6);
        Assert.Equal(["chat.response_tokens", "daily_users", "queries_per_user"], builder.Build().Value!.Correlations!.Names);

        var contradiction = Assert.Single(builder.WithCorrelation("daily_users", "chat.response_tokens", -0.9).Build()
            .Problems, problem => !problem.IsWarning);
        Assert.Equal(ProblemKind.ContradictoryCorrelations, contradiction.Kind);

        var outcome = builder.ForAll().With(InputCatalogue.DailyUsers, 1).Build();
        Assert.Equal(["chat.response_tokens", "queries_per_user"], outcome.Value!.Correlations!.Names);
        Assert.Equal(2, outcome.Problems.Count(problem => problem.Kind == ProblemKind.NoCorrelation));
    }

    [Fact]
    public void A_builder_goes_on_after_building_and_changes_no_scenario_that_it_made()
    {
        var builder = Complete();
        var before = builder.Build().Value!;
        var after = builder.With(InputCatalogue.GpuPrice, 7).Build().Value!;

        Assert.Equal([2, 7], new[] { before, after }.Select(scenario => scenario.Workloads[0][InputCatalogue.GpuPrice]!.Law.Mean));
    }

    [Fact]
    public void The_cost_of_a_scenario_in_code_is_that_of_the_formulas()
    {
        var scenario = Complete()
            .With(InputCatalogue.Utilisation, 0.3).With(InputCatalogue.BatchingEfficiency, 1).With(InputCatalogue.LoadFactor, 1)
            .With(InputCatalogue.PeakToMean, 1).With(InputCatalogue.FleetStep, 0).With(InputCatalogue.FleetMinimum, 0)
            .With(InputCatalogue.OverheadShare, 0).Build().Value!;

        var cost = new Simulator(scenario)
            .Run(new(2048, 1, [OutputCatalogue.DailyCost]), 1, cancellation: TestContext.Current.CancellationToken)
            .Find(Scenario.Total, OutputCatalogue.DailyCost)!;

        // 1M users x 10 queries x 300 tokens x 2 x 20e9 FLOP at 0.3 of 312 TFLOP/s, 2 USD an hour.
        Assert.Equal(1e6 * 10 * 300 * 40e9 / (0.3 * 312e12) / 3600 * 2, cost.Moments.Mean, 1e-9 * cost.Moments.Mean);
    }

    [Theory]
    [InlineData(typeof(Scenario))]
    [InlineData(typeof(Workload))]
    [InlineData(typeof(ScenarioInput))]
    public void Nobody_outside_can_make_or_change_a_scenario(Type type)
    {
        Assert.Empty(type.GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        Assert.DoesNotContain(type.GetProperties(), property => property.GetSetMethod() is not null);
        Assert.DoesNotContain(type.GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance), constructor => constructor.IsFamily
            && constructor.GetCustomAttribute<CompilerGeneratedAttribute>() is null);
    }

    [Fact]
    public void An_input_that_is_none_of_the_catalogue_is_a_mistake_in_the_program() => Assert.Throws<ArgumentException>(
        () => new ScenarioBuilder("x").With(InputCatalogue.GpuPrice with { Range = InputRange.Share }, 1));

    [Fact]
    public void An_architecture_of_ones_own_needs_its_parameters_alone()
    {
        var decoder = ArchitectureFamilies.Find("decoder")!;
        var sizes = new Dictionary<string, double>
        {
            ["layers"] = 2,
            ["d_model"] = 4,
            ["heads"] = 1,
            ["head_dim"] = 4,
            ["d_ff"] = 8,
            ["vocabulary"] = 10
        };
        // Attention 4 x 4 x 4, feed-forward 2 x 4 x 8, twice, five norms of 4, embedding and head of 40 each.
        Assert.Equal(2 * (64 + 64) + 5 * 4 + 80, decoder.Create("mine", sizes).Value!.Parameters);

        var outcome = decoder.Create("mine", new Dictionary<string, double>(sizes) { ["heads"] = 0.5, ["d_mode"] = 4 });
        Assert.Equal(["heads", "d_mode"], outcome.Problems.Select(problem => problem.Parameter));
        sizes.Remove("layers");
        Assert.Equal(["layers"], decoder.Create("mine", sizes).Problems.Select(problem => problem.Parameter));
        sizes["layers"] = 1e308;
        Assert.Single(decoder.Create("mine", sizes).Problems);
    }

    private static ScenarioBuilder Rows() => new ScenarioBuilder("code")
        .With(InputCatalogue.DailyUsers, 1e6).With(InputCatalogue.QueriesPerUser, 10).With(InputCatalogue.ResponseTokens, 300);

    private static ScenarioBuilder Complete() => Rows().With(InputCatalogue.GpuPrice, 2).WithModel(Hardware.Dense20).WithGpu(Hardware.A100);

    private static ScenarioBuilder Throughput(ScenarioBuilder builder) => builder
        .With(InputCatalogue.Serving, "throughput").With(InputCatalogue.DecodeThroughput, 100);
}

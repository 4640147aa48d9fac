using CostSim.Analysis;
using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Statistics;
using CostSim.Tests.Scenarios;
using CostSim.Tests.Simulation;
using Xunit;

namespace CostSim.Tests.Analysis;

public sealed class SensitivityAnalysisTests
{
    private const double P90 = 1.2815515655446004, P95 = 1.6448536269514722;

    /// <summary>
    /// Closed forms; at the default number of points all within 3 % or 0.003, covered by the 95 % intervals of the default seed.
    /// </summary>
    [Fact]
    public void The_reference_scenario_has_its_closed_indices_at_the_default_number_of_points()
    {
        var analysis = new SensitivityAnalysis(SampleScenarios.Reference());
        var sensitivity = analysis.Analyse(new(analysis.DefaultPoints, SimulationPlan.DefaultSeed, OutputCatalogue.DailyCost), threads: 2);

        foreach (var (name, first, total) in new[]
        {
            ("daily_users", .0735571, .1725396), ("prompt_tokens", .2081716, .3383524), ("gpu_price", .0481397, .1172479),
        })
        {
            var factor = FactorOf(sensitivity, name);
            AssertNear(first, factor.FirstOrder);
            AssertNear(total, factor.Total);
        }
        AssertNear(.7014616, sensitivity.SumOfFirstOrder);
    }

    [Fact]
    public void Every_figure_has_the_same_bits_on_one_two_and_seven_threads()
    {
        var analysis = new SensitivityAnalysis(SampleScenarios.EverythingMixed());
        var plan = new SensitivityPlan(16_384, 7, OutputCatalogue.DailyCost);

        double[] one = Figures(analysis.Analyse(plan, 1));

        Assert.Equal(one, Figures(analysis.Analyse(plan, 2)));
        Assert.Equal(one, Figures(analysis.Analyse(plan, 7)));
    }

    /// <summary>The cost is a product of users, queries and price, all lognormal: given one of them it is lognormal too.</summary>
    [Fact]
    public void A_product_of_lognormals_has_its_closed_swings_and_narrowing()
    {
        double[] s = [0.3, 0.5, 0.7];
        double all = Math.Sqrt(s.Sum(x => x * x));

        var sensitivity = Run(Product(s, null), 1);

        string[] names = ["daily_users", "queries_per_user", "gpu_price"];
        for (int i = 0; i < s.Length; i++)
        {
            var input = InputOf(sensitivity, names[i]);
            double rest = Math.Sqrt(all * all - s[i] * s[i]);
            foreach (var (level, z) in input.Levels.Zip(new[] { -P90, P90 }))
            {
                double at = sensitivity.AtMedians * Math.Exp(s[i] * z);
                Assert.Equal(1, level.AtMedians / at, 1e-9);
                AssertWithinThreeWidths(at, level.Median, 0.002);
                AssertWithinThreeWidths(at * Math.Exp(rest * rest / 2), level.Mean, 0.0005);
            }
            Assert.Equal(2 * sensitivity.AtMedians * Math.Sinh(P90 * s[i]), input.Swing, 1e-6 * input.Swing);
            double left = Math.Exp(s[i] * s[i] / 2) * Math.Sinh(P95 * rest) / Math.Sinh(P95 * all);
            AssertWithinThreeWidths(1 - left, input.WidthReduction, 0.002);
            Assert.InRange(input.WidthReduction.Upper - input.WidthReduction.Lower, 0.0001, 0.03);
        }
    }

    /// <summary>
    /// As above with users and queries correlated: given one of them, the other is lognormal about where the copula puts it.
    /// </summary>
    [Theory]
    [InlineData(0.6)]
    [InlineData(-0.8)]
    public void Correlated_inputs_have_the_exact_conditional_law_and_indices_together(double rankCorrelation)
    {
        double[] s = [0.3, 0.5, 0.7];
        double rho = 2 * Math.Sin(Math.PI / 6 * rankCorrelation), pair = s[0] * s[0] + s[1] * s[1] + 2 * rho * s[0] * s[1];
        double all = Math.Sqrt(pair + s[2] * s[2]);
        var correlations = RankCorrelations.Of([("chat.daily_users", "chat.queries_per_user", rankCorrelation)]);

        var sensitivity = Run(Product(s, correlations), 2);

        var group = sensitivity.Factors.Single(factor => factor.Inputs.Count == 2);
        Assert.Equal(["chat.daily_users", "chat.queries_per_user"], group.Inputs.Select(input => input.Name).Order(StringComparer.Ordinal));
        AssertWithinThreeWidths((Math.Exp(pair) - 1) / (Math.Exp(all * all) - 1), group.FirstOrder, 0.002);
        AssertWithinThreeWidths((1 - Math.Exp(-pair)) / (1 - Math.Exp(-all * all)), group.Total, 0.002);
        foreach (var (name, own, other) in new[] { ("daily_users", s[0], s[1]), ("queries_per_user", s[1], s[0]) })
        {
            var input = InputOf(sensitivity, name);
            double slope = own + rho * other, rest = Math.Sqrt(all * all - slope * slope);
            AssertWithinThreeWidths(sensitivity.AtMedians * Math.Exp(slope * P90), input.Levels[1].Median, 0.002);
            double left = Math.Exp(slope * slope / 2) * Math.Sinh(P95 * rest) / Math.Sinh(P95 * all);
            AssertWithinThreeWidths(1 - left, input.WidthReduction, 0.003);
            // The others stay at their medians whatever the correlation.
            Assert.Equal(1, input.Levels[1].AtMedians / (sensitivity.AtMedians * Math.Exp(own * P90)), 1e-9);
        }
    }

    /// <summary>
    /// Given the lower of two equally likely numbers, a normal score correlated with it has E[e^(s z)] = 2 e^(s²/2) Phi(-rho s).
    /// </summary>
    [Fact]
    public void A_correlated_choice_is_known_by_its_option_and_not_by_its_uniform()
    {
        const double S = 0.5, RankCorrelation = 0.7;
        double rho = 2 * Math.Sin(Math.PI / 6 * RankCorrelation);
        var scenario = Plain()
            .With("chat", InputCatalogue.DailyUsers, Choice.OfNumbers([new("1M", 1e6, 1), new("3M", 3e6, 1)]))
            .With("chat", InputCatalogue.QueriesPerUser, new LogNormal(10, S)).Made()
            with
        { Correlations = RankCorrelations.Of([("chat.daily_users", "chat.queries_per_user", RankCorrelation)]) };

        var sensitivity = Run(scenario, 3);

        var users = InputOf(sensitivity, "daily_users");
        double half = MathNet.Numerics.Distributions.Normal.CDF(0, 1, -rho * S), perQuery = sensitivity.AtMedians / (MedianUsers * 10);
        AssertWithinThreeWidths(1e6 * 10 * perQuery * 2 * Math.Exp(S * S / 2) * half, users.Levels[0].Mean, 0.001);
        AssertWithinThreeWidths(3e6 * 10 * perQuery * 2 * Math.Exp(S * S / 2) * (1 - half), users.Levels[1].Mean, 0.001);
    }

    [Fact]
    public void A_choice_by_name_has_a_level_for_every_option()
    {
        var sensitivity = Run(SampleScenarios.DecoderChoice(), 4);

        var model = InputOf(sensitivity, "model");
        Assert.True(model.IsCategorical);
        Assert.Equal(["gpt-3-175b", "llama-2-70b"], model.Levels.Select(level => level.Name));
        Assert.Equal(model.Highest.AtMedians - model.Lowest.AtMedians, model.Swing);
        Assert.Equal("gpt-3-175b", model.Highest.Name);
        Assert.True(model.Swing > 0 && model.StandardisedCoefficient.Value > 0 && model.WidthReduction.Lower > 0);
        // The first of equals is the likeliest.
        Assert.Equal(sensitivity.AtMedians, model.Levels[0].AtMedians);
    }

    [Fact]
    public void An_input_of_several_workloads_is_one_input()
    {
        var scenario = SampleScenarios.ReferenceRows("more")
            .With("more", InputCatalogue.DailyUsers, 1e6).With("more", InputCatalogue.QueriesPerUser, 2)
            .With("more", InputCatalogue.PromptTokens, 300)
            .With("more", InputCatalogue.ResponseTokens, 300).WithModels("more", Hardware.Dense175).WithGpus("more", Hardware.A100)
            .With("", InputCatalogue.LoadFactor, new Uniform(0.5, 0.9)).With("", InputCatalogue.GpuPrice, new Uniform(1, 3)).Made();

        var sensitivity = Run(scenario, 5);

        Assert.Single(sensitivity.Inputs, input => input.Input.Name == "load_factor");
        Assert.True(InputOf(sensitivity, "load_factor").Swing < 0);
    }

    [Fact]
    public void An_input_that_the_output_does_not_read_has_no_effect_at_all()
    {
        var sensitivity = new SensitivityAnalysis(SampleScenarios.Reference()).Analyse(new(16_384, 6, OutputCatalogue.CostPerQuery), 2);

        var users = InputOf(sensitivity, "daily_users");
        Assert.True(sensitivity.HasNoEffect(users));
        Assert.Equal(0, users.Swing, 1e-12);
        Assert.Equal(0, FactorOf(sensitivity, "daily_users").Total.Value, 1e-12);
        Assert.False(sensitivity.HasNoEffect(InputOf(sensitivity, "gpu_price")));
    }

    [Fact]
    public void Without_uncertain_inputs_there_is_nothing_to_compare()
    {
        var sensitivity = Run(Plain().Made(), 7);

        Assert.Empty(sensitivity.Inputs);
        Assert.False(sensitivity.Varies);
        Assert.Equal(sensitivity.AtMedians, sensitivity.Sample.Moments.Mean);
    }

    [Fact]
    public void A_law_without_variance_is_named()
    {
        var scenario = Plain()
            .With("chat", InputCatalogue.PromptTokens, new Pareto(100, 1.5))
            .With("chat", InputCatalogue.GpuPrice, new Uniform(1, 2)).Made();

        Assert.Equal("chat.prompt_tokens", Assert.Single(Run(scenario, 8).WithoutVariance).Name);
    }

    [Fact]
    public void Impossible_values_end_the_analysis_in_words()
    {
        var scenario = Plain()
            .With("chat", InputCatalogue.DailyUsers, new LogNormal(1e200, 1))
            .With("chat", InputCatalogue.QueriesPerUser, new LogNormal(1e150, 1)).Made();

        Assert.Equal("daily_cost", Assert.Throws<ImpossibleOutputException>(() => Run(scenario, 9)).Output);
    }

    [Fact]
    public void A_cancelled_analysis_ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(
            () => new SensitivityAnalysis(SampleScenarios.Reference())
                .Run(new(16_384, 1, OutputCatalogue.DailyCost), 2, cancellation: source.Token));
    }

    [Fact]
    public void Progress_ends_at_the_number_of_evaluations_announced()
    {
        var analysis = new SensitivityAnalysis(SampleScenarios.Reference());
        var plan = new SensitivityPlan(100_000, 1, OutputCatalogue.DailyCost);
        long last = 0;

        analysis.Analyse(plan, 2, done => InterlockedMax(ref last, done));

        Assert.Equal(analysis.Evaluations(plan), last);
    }

    [Theory]
    [InlineData(6, 1 << 21)]
    [InlineData(20, 1 << 19)]
    [InlineData(60, 1 << 18)]
    public void The_default_number_of_points_keeps_evaluations_within_twenty_million(int inputs, long points) =>
        Assert.Equal(points, new SensitivityAnalysis(ManyInputs(inputs)).DefaultPoints);

    [Fact]
    public void The_most_points_are_the_most_that_stay_within_the_most_trials_when_rounded_up()
    {
        Assert.InRange(SamplingDesign.Even(SensitivityAnalysis.MostPoints, 16), 1, SamplingDesign.MostTrials);
        Assert.True(SamplingDesign.Even(SensitivityAnalysis.MostPoints + 1, 16) > SamplingDesign.MostTrials);
    }

    [Fact]
    public void Scenarios_with_more_inputs_than_the_sobol_sequence_serves_twice_take_latin_hypercubes()
    {
        Assert.Equal("sobol", new SensitivityAnalysis(ManyInputs(128)).Sampling.Name);
        var analysis = new SensitivityAnalysis(ManyInputs(129));

        Assert.Equal("lhs", analysis.Sampling.Name);
        Assert.Equal(129, analysis.Analyse(new(16_384, 1, OutputCatalogue.DailyCost), 2).Inputs.Count);
    }

    private const double MedianUsers = 1e6;

    /// <summary>A million users with a question a day, everything fixed.</summary>
    private static ScenarioBuilder Plain() => SampleScenarios.Of("chat")
        .With("chat", InputCatalogue.DailyUsers, MedianUsers)
        .With("chat", InputCatalogue.QueriesPerUser, 1)
        .With("chat", InputCatalogue.PromptTokens, 500)
        .With("chat", InputCatalogue.ResponseTokens, 500)
        .With("chat", InputCatalogue.Utilisation, 0.3)
        .With("chat", InputCatalogue.GpuPrice, 2)
        .WithModels("chat", Hardware.Dense175)
        .WithGpus("chat", Hardware.A100);

    private static Scenario Product(double[] s, RankCorrelations? correlations) => Plain()
        .With("chat", InputCatalogue.DailyUsers, new LogNormal(1e6, s[0]))
        .With("chat", InputCatalogue.QueriesPerUser, new LogNormal(10, s[1]))
        .With("chat", InputCatalogue.GpuPrice, new LogNormal(2, s[2])).Made() with
    { Correlations = correlations };

    /// <summary>Workloads with eight uncertain inputs each, as many as are needed.</summary>
    private static Scenario ManyInputs(int count)
    {
        (InputDefinition Input, double Value)[] inputs =
        [
            (InputCatalogue.DailyUsers, 1e6), (InputCatalogue.QueriesPerUser, 1), (InputCatalogue.PromptTokens, 100),
            (InputCatalogue.ResponseTokens, 100),
            (InputCatalogue.Utilisation, 0.3), (InputCatalogue.GpuPrice, 2), (InputCatalogue.LoadFactor, 0.4),
            (InputCatalogue.OverheadShare, 0.1),
        ];
        string[] names = [.. Enumerable.Range(0, (count + inputs.Length - 1) / inputs.Length).Select(i => $"w{i}")];
        var builder = SampleScenarios.Of(names);
        for (int i = 0; i < names.Length * inputs.Length; i++)
        {
            string workload = names[i / inputs.Length];
            var (input, value) = inputs[i % inputs.Length];
            builder.With(workload, input, i < count ? new Uniform(value, 2 * value) : new Fixed(value));
            builder.WithModels(workload, Hardware.Dense20).WithGpus(workload, Hardware.A100);
        }
        return builder.Made();
    }

    private static SensitivityResult Run(Scenario scenario, ulong seed) =>
        new SensitivityAnalysis(scenario).Analyse(new(65_536, seed, OutputCatalogue.DailyCost), threads: 2);

    private static InputSensitivity InputOf(SensitivityResult sensitivity, string name) =>
        sensitivity.Inputs.Single(input => input.Input.Input == name);

    private static FactorSensitivity FactorOf(SensitivityResult sensitivity, string name) =>
        sensitivity.FactorOf(InputOf(sensitivity, name));

    private static void AssertNear(double exact, Estimate estimate)
    {
        Assert.InRange(Math.Abs(estimate.Value - exact), 0, Math.Max(0.003, 0.03 * exact));
        Assert.InRange(exact, estimate.Lower, estimate.Upper);
    }

    /// <summary>
    /// Three half-widths are 6.4 standard errors, alpha = 1e-5 by Student's t with 15 degrees of freedom; and a small bias.
    /// </summary>
    private static void AssertWithinThreeWidths(double exact, Estimate estimate, double bias)
    {
        double reach = 3 * (estimate.Upper - estimate.Lower) / 2 + bias * Math.Max(1, Math.Abs(exact));
        Assert.InRange(exact, estimate.Value - reach, estimate.Value + reach);
    }

    private static double[] Figures(SensitivityResult sensitivity) =>
    [
        sensitivity.AtMedians, sensitivity.ExplainedByLine, .. Figures(sensitivity.SumOfFirstOrder),
        .. sensitivity.Factors.SelectMany(factor => new[] { factor.FirstOrder, factor.Total }).SelectMany(Figures),
        .. sensitivity.Inputs.SelectMany(input => new[] { input.StandardisedCoefficient, input.WidthReduction }).SelectMany(Figures),
        .. sensitivity.Inputs.SelectMany(input => input.Levels)
            .SelectMany(level => (double[])[level.AtMedians, .. Figures(level.Mean), .. Figures(level.Median)]),
        .. sensitivity.Inputs.Select(input => input.RankCorrelation.RankCorrelation),
    ];

    private static double[] Figures(Estimate estimate) => [estimate.Value, estimate.Lower, estimate.Upper];

    private static void InterlockedMax(ref long target, long value)
    {
        for (long seen = Interlocked.Read(ref target); value > seen; seen = Interlocked.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}

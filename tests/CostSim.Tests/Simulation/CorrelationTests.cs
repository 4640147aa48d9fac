using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Simulation;
using CostSim.Tests.Scenarios;
using Xunit;
using RankCorrelation = CostSim.Statistics.RankCorrelation;

namespace CostSim.Tests.Simulation;

/// <summary>Scenarios whose inputs are correlated.</summary>
public sealed class CorrelationTests
{
    private const int Trials = 65_536;

    /// <summary>
    /// Twelve inputs of all sorts, each pair with a rank correlation of its own: every achieved one lies within 4.5 standard errors of the
    /// asked one, alpha = 7e-6 for each of 66 pairs; with Sobol points within the same bounds, which are wide for them.
    /// </summary>
    [Theory]
    [InlineData("mc")]
    [InlineData("lhs")]
    [InlineData("sobol")]
    public void Twelve_inputs_have_the_rank_correlations_that_were_asked_for(string sampling)
    {
        var (scenario, asked) = TwelveInputs();
        var draws = Draws(scenario with { Correlations = asked }, sampling);
        for (int i = 0; i < asked.Names.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double achieved = RankCorrelation.Spearman(draws[asked.Names[i]], draws[asked.Names[j]]).Value;
                Assert.Equal(asked[i, j], achieved, 4.5 / Math.Sqrt(Trials - 1));
            }
        }
    }

    [Fact]
    public void Correlations_leave_each_inputs_own_distribution_and_every_other_inputs_draws_as_they_are()
    {
        var (scenario, asked) = TwelveInputs();
        var before = Draws(scenario, "mc");
        var pair = RankCorrelations.Of([(asked.Names[2], asked.Names[7], -0.8)]);
        var after = Draws(scenario with { Correlations = pair }, "mc");
        Assert.All(asked.Names.Where(name => name != asked.Names[7]), name => Assert.Equal(before[name], after[name]));
        double[] changed = after[asked.Names[7]];
        Assert.NotEqual(before[asked.Names[7]], changed);
        var law = scenario.Uncertain.Single(input => input.Name == asked.Names[7]).Law;
        // Kolmogorov-Smirnov at alpha = 1e-4: 2.23 / sqrt(n).
        double[] sorted = [.. changed.Order()];
        double distance = sorted.Select((value, i) => Math.Abs(law.Cdf(value) - (i + 0.5) / sorted.Length)).Max();
        Assert.InRange(distance, 0, 2.23 / Math.Sqrt(Trials));
    }

    [Fact]
    public void A_cost_of_factors_that_rise_together_varies_more()
    {
        var scenario = SampleScenarios.Reference();
        var plan = new SimulationPlan(Trials, 1, [OutputCatalogue.DailyCost]);
        // Var of a sum of correlated logs: positive correlation of users and queries widens the product.
        var together = scenario with { Correlations = RankCorrelations.Of([("chat.daily_users", "chat.queries_per_user", 0.9)]) };
        double Width(Scenario of) => new Simulator(of).Simulate(plan, 2).Outputs[0].Histogram is var histogram
            ? histogram.Quantile(0.95) / histogram.Quantile(0.05)
            : 0;
        Assert.True(Width(together) > 1.05 * Width(scenario));
    }

    /// <summary>Correlations r_ij = a_i a_j of one common factor: positive definite, and no two alike.</summary>
    private static (Scenario Scenario, RankCorrelations Asked) TwelveInputs()
    {
        InputDefinition[] inputs =
        [
            InputCatalogue.DailyUsers, InputCatalogue.QueriesPerUser, InputCatalogue.PromptTokens, InputCatalogue.ResponseTokens,
        ];
        Distribution[] laws = [new LogNormal(1e6, 1), new Uniform(1, 9), new Weibull(2, 300), new Triangular(10, 200, 700)];
        var builder = SampleScenarios.Of("a", "b", "c");
        foreach (string workload in new[] { "a", "b", "c" })
        {
            foreach (var (input, law) in inputs.Zip(laws))
            {
                builder.With(workload, input, law);
            }
        }
        var scenario = builder.WithModels("", Hardware.Gpt3).WithGpus("", Hardware.A100).With("", InputCatalogue.GpuPrice, 2).Made();
        string[] names = [.. scenario.Uncertain.Select(input => input.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(12, names.Length);
        double Loading(int i) => (i % 2 == 0 ? 1 : -1) * (0.35 + 0.05 * i);
        double[,] matrix = new double[12, 12];
        for (int i = 0; i < 12; i++)
        {
            for (int j = 0; j < 12; j++)
            {
                matrix[i, j] = i == j ? 1 : Loading(i) * Loading(j);
            }
        }
        return (scenario, new RankCorrelations(names, matrix));
    }

    private static Dictionary<string, double[]> Draws(Scenario scenario, string sampling) =>
        new Simulator(scenario)
            .FirstTrials(new(Trials, 5, [OutputCatalogue.DailyCost]) { Sampling = SamplingMethod.Find(sampling)! }, Trials)
            .Inputs.ToDictionary(column => column.Input.Name, column => column.Draws);
}

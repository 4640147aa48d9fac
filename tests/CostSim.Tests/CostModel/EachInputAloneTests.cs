using CostSim.CostModel;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Serving;
using CostSim.Distributions;
using CostSim.Scenarios;
using CostSim.Simulation;
using Xunit;

namespace CostSim.Tests.CostModel;

/// <summary>
/// What is fixed is computed once: a quantity that forgets what it follows from stays as it was. Each input is therefore the only uncertain
/// one in turn, and every output is held to the independent twin in every trial.
/// </summary>
public sealed class EachInputAloneTests
{
    private const int Trials = 48;
    private const double Tolerance = 1e-12;

    public static TheoryData<string, string> ServingsAndModels
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (serving, model) in CatalogueScenarios.Each()
                .Select(choices => (choices.Servings[0], choices.Models[0].Name)).Distinct())
            {
                data.Add(serving, model);
            }
            return data;
        }
    }

    public static TheoryData<string> Numbers => [.. CatalogueScenarios.Numbers.Select(input => input.Name)];

    [Theory]
    [MemberData(nameof(ServingsAndModels))]
    public void Each_input_alone_on_one_accelerator_follows_the_formulas(string serving, string model) =>
        AssertEachAloneFollows(serving, model, choices => choices);

    [Theory]
    [MemberData(nameof(ServingsAndModels))]
    public void Each_input_alone_in_a_mix_with_a_load_profile_follows_the_formulas(string serving, string model) =>
        AssertEachAloneFollows(serving, model, choices => choices with { Fleet = FleetKind.Mix, HasProfile = true });

    [Theory]
    [MemberData(nameof(ServingsAndModels))]
    public void Each_required_input_alone_with_a_load_profile_follows_the_formulas(string serving, string model) =>
        AssertEachAloneFollows(serving, model, choices => choices with { HasProfile = true, IsSparse = true });

    [Theory]
    [MemberData(nameof(ServingsAndModels))]
    public void Each_required_input_beside_the_accelerator_drawn_follows_the_formulas(string serving, string model) =>
        AssertEachAloneFollows(serving, model, choices => choices with { Fleet = FleetKind.Drawn, IsSparse = true });

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Each_input_matters_to_some_output(string name)
    {
        var input = InputCatalogue.Find(name)!;
        foreach (bool hasProfile in new[] { false, true })
        {
            foreach (var choices in CatalogueScenarios.Each().Select(choices => choices with { HasProfile = hasProfile }))
            {
                var scenario = Alone(choices, input);
                if (scenario.Uncertain.Count > 0 && Table(scenario).Outputs.Any(output => output.Values.Distinct().Count() > 1))
                {
                    return;
                }
            }
        }
        Assert.Fail($"nothing depends on {name}");
    }

    private static void AssertEachAloneFollows(string serving, string model, Func<Choices, Choices> setting)
    {
        int met = 0;
        foreach (var choices in CatalogueScenarios.Each()
            .Where(each => each.Servings[0] == serving && each.Models[0].Name == model).Select(setting))
        {
            var inOnePass = ChainGraph.Of(choices.Made(CatalogueScenarios.Middle)).InOnePass;
            foreach (var input in CatalogueScenarios.Numbers.Where(input => IsOfInterest(input, choices)))
            {
                // Of a mix one accelerator has a row of its own, which is uncertain by itself as well.
                Scenario[] scenarios = choices.Fleet == FleetKind.Mix && input.IsPerGpu
                    ? [Alone(choices, input), choices.Made(CatalogueScenarios.Middle, Only(input))]
                    : [Alone(choices, input)];
                foreach (var scenario in scenarios.Where(scenario => scenario.Uncertain.Any(row => row.Definition == input)))
                {
                    AssertFollowsTheFormulas(scenario, inOnePass, $"{input} alone, {choices}");
                    met++;
                }
            }
        }
        Assert.True(met >= PricingModels.All.Count);
    }

    /// <summary>
    /// Every input under the first way to pay; under the others those that they read, and those of energy, which owners pay for.
    /// </summary>
    private static bool IsOfInterest(InputDefinition input, Choices choices) =>
        choices.Pricings[0] == PricingModels.All[0].Name || PricingModels.All.Any(pricing => pricing.Inputs.Contains(input))
        || input == InputCatalogue.Pue || input == InputCatalogue.PowerLoad || input == InputCatalogue.DailyUsers;

    /// <summary>The scenario in which an input alone is uncertain; nothing is where the choices leave it unread.</summary>
    private static Scenario Alone(Choices choices, InputDefinition input) =>
        (choices with { HasNoReplacements = input.ReplacedBy is not null }).Made(Only(input), CatalogueScenarios.Middle);

    private static Func<InputDefinition, Distribution> Only(InputDefinition input) =>
        each => each == input ? CatalogueScenarios.Edges(each) : CatalogueScenarios.Middle(each);

    private static TrialTable Table(Scenario scenario) =>
        Table(scenario, CatalogueScenarios.Outputs(scenario.Workloads[0].LoadProfile is not null, scenario.Workloads[0].Servings));

    private static TrialTable Table(Scenario scenario, IReadOnlyList<OutputDefinition> outputs) =>
        new Simulator(scenario).FirstTrials(new(1, 23, outputs), Trials);

    private static void AssertFollowsTheFormulas(Scenario scenario, IReadOnlyList<OutputDefinition> inOnePass, string what)
    {
        var table = Table(scenario);
        foreach (var output in inOnePass)
        {
            double[] alone = Table(scenario, [output]).Outputs[0].Values;
            Assert.True(
                table.Outputs.First(column => column.Output == output).Values.SequenceEqual(alone),
                $"{output} is another one where it alone is asked for: {what}");
        }
        for (int trial = 0; trial < Trials; trial++)
        {
            var draws = table.Inputs.ToDictionary(column => column.Input, column => column.Draws[trial]);
            PlainDay[] days = [PlainDay.Of(scenario.Workloads[0], draws)];
            double cost = PlainDay.Output(OutputCatalogue.DailyCost, days);
            foreach (var (output, values) in table.Outputs)
            {
                double expected = PlainDay.Output(output, days);
                // A part of the cost may be the small difference of large numbers: its error is measured against the cost.
                double scale = OutputCatalogue.Parts.Contains(output) ? cost : expected;
                Assert.True(
                    Math.Abs(values[trial] - expected) <= Tolerance * scale,
                    $"{output} is {values[trial]:R} instead of {expected:R} in trial {trial}: {what}");
            }
        }
    }
}

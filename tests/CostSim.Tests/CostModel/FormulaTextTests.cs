using CostSim.Analysis;
using CostSim.CostModel;
using CostSim.CostModel.Architectures;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;
using CostSim.Scenarios;
using Xunit;

namespace CostSim.Tests.CostModel;

/// <summary>No formula text lies: each is read, and comes to what its quantity is.</summary>
public sealed class FormulaTextTests
{
    private const int Trials = 400;
    private const double Tolerance = 1e-9;

    /// <summary>
    /// Rounding errors of a text's few steps, over the size of its terms: small differences of large numbers have no more digits.
    /// </summary>
    private const double Rounding = 1e-14;

    /// <summary>Nothing that takes place is as small; stands for 0 where something is divided by it.</summary>
    private const double Nothing = 1e-99;

    /// <summary>Each serving model, way to pay and architecture alone on one accelerator and in a mix, and all of them drawn.</summary>
    private static readonly IReadOnlyDictionary<string, Choices> Cases = ((IEnumerable<Choices>)
    [
        .. CatalogueScenarios.Each(),
        .. CatalogueScenarios.Each().Select(choices => choices with { Fleet = FleetKind.Mix, HasProfile = true }),
        // What gives way to other inputs: efficiencies by precision, a share that is reserved.
        .. CatalogueScenarios.Each().Where(choices => choices is { Servings: ["roofline"], Pricings: ["rent"] })
            .Select(choices => choices with { HasNoReplacements = true }),
        .. CatalogueScenarios.Each().Where(choices => choices.Models[0] == CatalogueScenarios.Architectures[0])
            .SelectMany(choices => new[]
            {
                choices with { IsSparse = true }, choices with { IsSparse = true, IsSlice = true },
                choices with { IsSparse = true, Fleet = FleetKind.Drawn },
            }),
        .. ServingModels.All.Select(serving => new Choices(
            [serving.Name], [.. PricingModels.All.Select(pricing => pricing.Name)],
            [.. CatalogueScenarios.Architectures.Where(model => CatalogueScenarios.CanServe(serving, model))]) { Fleet = FleetKind.Drawn }),
        .. CatalogueScenarios.Architectures.Where(model => ServingModels.All.All(serving => CatalogueScenarios.CanServe(serving, model)))
            .Select(model => new Choices(
            [.. ServingModels.All.Select(serving => serving.Name)], [.. PricingModels.All.Select(pricing => pricing.Name)], [model])
        {
            Fleet = FleetKind.Drawn,
            HasProfile = true,
        }),
    ]).ToDictionary(choices => choices.ToString());

    private static readonly Lazy<IReadOnlyList<ChainGraph>> Graphs = new(
        () => [.. Cases.Values.Select(choices => ChainGraph.Of(choices.Made(CatalogueScenarios.Wide)))]);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_text_comes_to_what_its_quantity_is_with_every_input_uncertain(string name)
    {
        AssertTextsHold(ChainGraph.Of(Cases[name].Made(CatalogueScenarios.Wide)));
        AssertTextsHold(ChainGraph.Of(Cases[name].Made(CatalogueScenarios.Edges)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_are_explained_in_names_told_before_them(string name)
    {
        var workload = Explanation.Of(Cases[name].Made(CatalogueScenarios.Wide)).Workloads[0];
        var known = new Dictionary<string, double>();
        int read = 0;
        foreach (var step in workload.Steps)
        {
            foreach (var input in step.Inputs)
            {
                known[input.Input.Input] = input.Value;
            }
            if (step.Formula.Length > 0 && OutputCatalogue.Find(step.Quantity)?.Text == step.Formula)
            {
                var reader = new FormulaReader(step.Formula);
                Assert.All(reader.Names, each => Assert.Contains(each, known));
                double told = reader.Of(each => known[each]);
                Assert.True(double.IsNaN(told) ? step.Value == 0 : Math.Abs(step.Value - told) <= Tolerance * Math.Abs(told),
                    $"{step.Quantity} is {step.Value:R}, but its text says {told:R}");
                read++;
            }
            known[step.Quantity] = step.Value;
        }
        Assert.NotEqual(0, read);
    }

    [Fact]
    public void The_scenarios_use_every_family_and_every_formula_of_the_engine()
    {
        Assert.Equal(
            ArchitectureFamilies.All.Select(family => family.Name).Order(),
            CatalogueScenarios.Architectures.Select(model => model.Family).Distinct().Order());

        var quantities = Graphs.Value.SelectMany(graph => graph.All).ToList();
        var met = quantities.Concat(quantities.Select(quantity => quantity.Pass).OfType<Quantity>()).Select(ChainGraph.FormulaOf)
            .OfType<Type>().ToHashSet();
        var declared = typeof(IFormula).Assembly.GetTypes().Where(type => type.IsValueType && type.IsAssignableTo(typeof(IFormula)));
        Assert.Empty(declared.Where(type => !met.Contains(type)).Select(type => type.Name));
    }

    /// <summary>
    /// Some architectures lack a term, which their text then leaves out with what only it reads. As the text still comes to what the
    /// quantity is, nothing depends on it there; but with another architecture the text must name it.
    /// </summary>
    [Fact]
    public void Everything_that_a_quantity_reads_stands_in_its_text()
    {
        var unnamed = new Dictionary<(string Formula, int Operand), (string Read, string Text)>();
        var named = new HashSet<(string, int)>();
        foreach (var quantity in Graphs.Value.SelectMany(graph => graph.All)
            .Where(quantity => quantity.Formula.Length > 0 && !IsOutput(quantity)))
        {
            var names = new FormulaReader(quantity.Formula).Names;
            string formula = ChainGraph.FormulaOf(quantity)?.FullName ?? quantity.GetType().FullName!;
            for (int i = 0; i < quantity.Reads.Count; i++)
            {
                if (names.Contains(quantity.Reads[i].Name))
                {
                    named.Add((formula, i));
                }
                else
                {
                    unnamed[(formula, i)] = (quantity.Reads[i].Name, $"{quantity} = {quantity.Formula}");
                }
            }
        }
        Assert.NotEmpty(named);
        Assert.Empty(unnamed.Where(each => !named.Contains(each.Key)).Select(each => each.Value));
    }

    /// <summary>An output's text speaks in the names of the explained chain, not of the sums that it is computed from.</summary>
    private static bool IsOutput(Quantity quantity) => ChainGraph.FormulaOf(quantity)?.DeclaringType == typeof(OutputDefinition);

    private static void AssertTextsHold(ChainGraph graph)
    {
        int read = 0;
        foreach (var quantity in graph.All.Where(quantity => quantity.Formula.Length > 0))
        {
            var reader = new FormulaReader(quantity.Formula);
            var operands = reader.Names.Select(name => Operand(name, quantity, graph)).ToArray();
            double[] values = new double[operands.Length];
            int compared = 0, without = 0;
            for (int trial = 0; trial < Trials; trial++)
            {
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = operands[i].At(trial);
                }
                var (text, size) = reader.Of(values, graph.Workload.LoadProfile ?? []);
                double value = quantity.At(trial);
                Assert.False(double.IsNaN(value), $"{quantity} is no number in trial {trial}");
                if (IsOutput(quantity) && quantity.Reads is [_, var per] && per.At(trial) == 0)
                {
                    // In a day without requests there is none to take the figure of.
                    Assert.Equal(0, value);
                    without++;
                }
                else if (double.IsFinite(text))
                {
                    // A text that divides by 0 comes to no number: what holds instead is said in words.
                    Assert.True(
                        Math.Abs(value - text) <= Tolerance * Math.Abs(text) + Rounding * size + Nothing,
                        $"{quantity} is {value:R} in trial {trial}, but its text says {text:R}: {quantity.Formula}");
                    compared++;
                }
            }
            Assert.True(compared > (Trials - without) / 3 || without == Trials,
                $"the text of {quantity} comes to a number in {compared} trials only: {quantity.Formula}");
            read++;
        }
        Assert.True(read > 20);
    }

    private static Quantity Operand(string name, Quantity quantity, ChainGraph graph)
    {
        // Of equal names the last told is that of the whole fleet.
        var known = IsOutput(quantity)
            ? graph.Told.Where(told => told.Name == name).TakeLast(1).Concat(graph.All.Where(each => each.IsInput && each.Name == name))
            : quantity.Reads.Where(read => read.Name == name);
        var found = known.Distinct().ToList();
        Assert.True(found.Count == 1, $"{found.Count} quantities that {quantity} reads are named {name}: {quantity.Formula}");
        return found[0];
    }
}

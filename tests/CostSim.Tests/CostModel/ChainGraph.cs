using CostSim.Analysis;
using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Scenarios;
using CostSim.Simulation;

namespace CostSim.Tests.CostModel;

/// <summary>A workload's quantities in some trials: every one that an output, an explanation or a property of the chain leads to.</summary>
internal sealed class ChainGraph
{
    private ChainGraph(Workload workload, CostChain chain, IReadOnlyList<Quantity> told)
    {
        Workload = workload;
        Told = told;
        var definitions = CatalogueScenarios.Outputs(workload.LoadProfile is not null, workload.Servings);
        var outputs = definitions.Select(output => output.Of(chain)).ToList();
        InOnePass = [.. definitions.Zip(outputs).Where(output => Reachable([output.Second]).Exists(quantity => quantity.Pass is not null))
            .Select(output => output.First)];
        var properties = typeof(CostChain).GetProperties().Where(property => property.PropertyType == typeof(Quantity))
            .Select(property => (Quantity)property.GetValue(chain)!);
        All = Reachable([.. outputs, .. told, .. properties]);
    }

    public Workload Workload { get; }

    /// <summary>Every quantity once, each behind those it reads.</summary>
    public IReadOnlyList<Quantity> All { get; }

    /// <summary>Those that an explanation tells, in its order: the names in which outputs speak.</summary>
    public IReadOnlyList<Quantity> Told { get; }

    /// <summary>The outputs that may be computed in one pass where nobody asks for what lies between.</summary>
    public IReadOnlyList<OutputDefinition> InOnePass { get; }

    /// <summary>The first block of a scenario of one workload.</summary>
    public static ChainGraph Of(Scenario scenario)
    {
        ChainGraph? graph = null;
        var block = new Block(new CompiledScenario(scenario), new(Column.BlockLength, 17, [OutputCatalogue.DailyCost]), chain =>
        {
            graph = new(scenario.Workloads[0], chain, [.. new ChainSteps(chain).Quantities]);
            return graph.All;
        });
        // A single workload is reported as the total alone, but its own chain is evaluated for what is wanted besides.
        block.Simulate(0);
        return graph!;
    }

    /// <summary>The formula struct behind a quantity, without the facts that it was compiled for; null for what has none.</summary>
    public static Type? FormulaOf(Quantity quantity) =>
        quantity.GetType().GenericTypeArguments.FirstOrDefault(type => type.IsAssignableTo(typeof(IFormula))) is { } formula
            ? formula.IsGenericType ? formula.GetGenericTypeDefinition() : formula
            : null;

    private static List<Quantity> Reachable(IEnumerable<Quantity> roots)
    {
        var known = new HashSet<Quantity>();
        var all = new List<Quantity>();
        void Visit(Quantity quantity)
        {
            if (known.Add(quantity))
            {
                foreach (var read in quantity.Reads)
                {
                    Visit(read);
                }
                all.Add(quantity);
            }
        }
        foreach (var root in roots)
        {
            Visit(root);
        }
        return all;
    }
}

using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Scenarios;
using CostSim.Simulation;

namespace CostSim.Analysis;

/// <summary>One day at the inputs' medians, step by step: what the chain from users to dollars took, and what it gave.</summary>
/// <param name="Scenario">The scenario explained, uncertain as it is.</param>
/// <param name="Workloads">The chain of every workload.</param>
/// <param name="Totals">The outputs of all workloads together.</param>
public sealed record Explanation(Scenario Scenario, IReadOnlyList<WorkloadExplanation> Workloads, IReadOnlyList<ExplainedOutput> Totals)
{
    /// <summary>Cost of the day, USD: what a run of <see cref="MedianScenario"/> gives in every trial.</summary>
    public double DailyCost { get; } = Totals.First(total => total.Output == OutputCatalogue.DailyCost).Value;

    /// <summary>Computes the day.</summary>
    public static Explanation Of(Scenario scenario)
    {
        var medians = MedianScenario.Of(scenario);
        var steps = new List<ChainSteps>();
        var outputs = new SimulationPlan(
            1, 0,
            [.. OutputCatalogue.ToldBy(medians.Workloads.SelectMany(workload => workload.Servings)), .. OutputCatalogue.PartsByUse]);
        var block = new Block(new CompiledScenario(medians), outputs, chain =>
        {
            steps.Add(new ChainSteps(chain));
            return
            [
                .. steps[^1].Quantities, .. OutputCatalogue.PartsByUse.Select(part => part.Amount(chain)), .. AchievedRate.Reads(chain),
            ];
        });
        block.Simulate(0);
        var totals = block.Outputs.ToArray()
            .Where(output => output.Workload == Scenario.Total && OutputCatalogue.All.Contains(output.Definition));
        return new(
            scenario,
            [.. scenario.Workloads.Select((stated, i) => WorkloadExplanation.Of(stated, medians.Workloads[i], steps[i], block.Chains[i]))],
            [.. totals.Select(output => new ExplainedOutput(output.Definition, output.Values.At(0)))]);
    }
}

/// <summary>An output and its value at the medians.</summary>
public sealed record ExplainedOutput(OutputDefinition Output, double Value);

/// <summary>The chain of one workload at the medians.</summary>
public sealed record WorkloadExplanation
{
    /// <summary>Name of the workload.</summary>
    public required string Name { get; init; }

    /// <summary>The architecture: of several the most probable.</summary>
    public required Architecture Model { get; init; }

    /// <summary>The accelerators with their shares of the fleet; one with a share of 1 unless several serve side by side.</summary>
    public required IReadOnlyList<(Accelerator Gpu, double Share)> Gpus { get; init; }

    /// <summary>The serving model.</summary>
    public required ServingModel Serving { get; init; }

    /// <summary>Renting or owning, by name.</summary>
    public required string Pricing { get; init; }

    /// <summary>The steps in the order of the chain.</summary>
    public required IReadOnlyList<ExplainedStep> Steps { get; init; }

    /// <summary>FLOP of one request by part of the architecture.</summary>
    public required IReadOnlyList<(string Component, RequestWork Work)> Flop { get; init; }

    /// <summary>The parts of the daily cost by use, USD/day; they add up to it.</summary>
    public required IReadOnlyList<ExplainedOutput> Parts { get; init; }

    /// <summary>What binds on each accelerator; empty unless <c>serving=roofline</c>.</summary>
    public required IReadOnlyList<RooflineExplanation> Rooflines { get; init; }

    /// <summary>The FLOP/s that prefill and decode reach on each accelerator.</summary>
    public required IReadOnlyList<AchievedRate> Rates { get; init; }

    /// <summary>FLOP of one request.</summary>
    public RequestWork Work { get; init; }

    /// <param name="stated">The workload as the scenario states it.</param>
    /// <param name="median">The workload at its medians.</param>
    /// <param name="steps">What is told of its chain.</param>
    /// <param name="chain">Its chain, run.</param>
    internal static WorkloadExplanation Of(Workload stated, Workload median, ChainSteps steps, CostChain chain)
    {
        var (model, inputs) = (median.Models[0], chain.Inputs);
        return new()
        {
            Name = stated.Name,
            Model = model,
            Gpus = [.. median.Gpus.Select((gpu, i) => (gpu, median.FleetShares?[i] ?? 1))],
            Serving = ServingModels.Named(median.Servings[0]),
            Pricing = median.Pricings[0],
            Steps = steps.Explain(stated),
            Flop = [.. model.Components.Select(component => (component.Name, RequestWork.Of(component.Work, model, inputs, trial: 0)))],
            Work = RequestWork.Of(model.Work, model, inputs, trial: 0),
            Parts = [.. OutputCatalogue.PartsByUse.Select(part => new ExplainedOutput(part, part.Amount(chain).At(0)))],
            Rooflines = [.. median.Gpus.Select((gpu, i) => RooflineExplanation.Of(gpu, chain.Fleet.Members[i], inputs))
                .OfType<RooflineExplanation>()],
            Rates = [.. median.Gpus.SelectMany((_, i) => AchievedRate.Of(median.Name, chain, i, trial: 0))],
        };
    }
}

/// <summary>A quantity of the chain.</summary>
/// <param name="Step">The step it belongs to: demand, work, serving, fleet, price, energy.</param>
/// <param name="Quantity">Its name: an output's, or one of the chain's own.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Formula">How it follows, in the names of inputs and of quantities before it.</param>
/// <param name="Inputs">The inputs it takes.</param>
public sealed record ExplainedStep(
    string Step, string Quantity, double Value, string Unit, string Formula, IReadOnlyList<ExplainedInput> Inputs);

/// <summary>An input as the chain took it.</summary>
/// <param name="Input">The row.</param>
/// <param name="Value">Its median; NaN for options by name.</param>
/// <param name="Options">What is taken of options by name, with their shares or probability; empty for numbers.</param>
public sealed record ExplainedInput(ScenarioInput Input, double Value, IReadOnlyList<(string Name, double Share)> Options);

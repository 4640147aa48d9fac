using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>One kind of request and everything that decides its cost.</summary>
public sealed record Workload
{
    internal Workload(string name, IReadOnlyList<ScenarioInput?> inputs, IReadOnlyList<Architecture> models,
        IReadOnlyList<Accelerator> gpus)
    {
        Name = name;
        Inputs = inputs;
        Models = models;
        Gpus = gpus;
    }

    /// <summary>Name in the <c>workload</c> column.</summary>
    public string Name { get; }

    /// <summary>One entry per <see cref="InputCatalogue.All"/>, in its order; null where nothing reads the input.</summary>
    public IReadOnlyList<ScenarioInput?> Inputs { get; internal init; }

    /// <summary>The architectures that the law of <c>model</c> chooses between, in the order of its options.</summary>
    public IReadOnlyList<Architecture> Models { get; internal init; }

    /// <summary>The accelerators that <c>gpu</c> chooses between, or that <c>fleet_mix</c> names, in the order of its options.</summary>
    public IReadOnlyList<Accelerator> Gpus { get; internal init; }

    /// <summary>
    /// Share of each of <see cref="Gpus"/> in the fleet, when they serve side by side; null when a trial draws one of them.
    /// </summary>
    public IReadOnlyList<double>? FleetShares { get; internal init; }

    /// <summary>Rows that state an input for one accelerator, by input and position in <see cref="Gpus"/>.</summary>
    public IReadOnlyDictionary<(InputDefinition Input, int Gpu), ScenarioInput> PerGpu { get; internal init; } =
        new Dictionary<(InputDefinition, int), ScenarioInput>();

    /// <summary>
    /// Load of each hour of the day over the mean, 24 values with mean 1; null when the load is told by peak_to_mean alone.
    /// </summary>
    public IReadOnlyList<double>? LoadProfile { get; internal init; }

    /// <summary>The serving models that <c>serving</c> chooses between, by name, in the order of its options.</summary>
    public IReadOnlyList<string> Servings => OptionsOf(InputCatalogue.Serving);

    /// <summary>The ways to pay that <c>pricing</c> chooses between, by name, in the order of its options.</summary>
    public IReadOnlyList<string> Pricings => OptionsOf(InputCatalogue.Pricing);

    /// <summary>The names that option numbers stand for, of every input that names options and is read.</summary>
    internal IReadOnlyDictionary<InputDefinition, IReadOnlyList<string>> Options => Inputs.OfType<ScenarioInput>()
        .Where(input => input.Definition.Options is not null)
        .ToDictionary(input => input.Definition, input => OptionsOf(input.Definition));

    /// <summary>The row that decides an input here, or null where nothing reads it.</summary>
    public ScenarioInput? this[InputDefinition input] => Inputs[input.Index];

    private IReadOnlyList<string> OptionsOf(InputDefinition input) =>
        this[input]?.Law is Choice choice
            ? [.. choice.Options.Select(option => option.Name)]
            : throw new InvalidOperationException($"{Name}: {input.Name} is not a choice");
}

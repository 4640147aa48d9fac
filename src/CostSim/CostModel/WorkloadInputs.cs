using CostSim.CostModel.Quantities;

namespace CostSim.CostModel;

/// <summary>The inputs of one workload for a block of trials, and what its categorical inputs choose between.</summary>
internal sealed class WorkloadInputs
{
    private readonly Quantity?[] _quantities;

    /// <summary>Takes a column per <see cref="InputCatalogue.All"/>, in its order; those nothing reads may be missing.</summary>
    public WorkloadInputs(IReadOnlyList<Column> columns) =>
        _quantities =
            [.. columns.Zip(InputCatalogue.All, (column, input) => column.Exists ? Quantity.Input(input.Name, input.Unit, column) : null)];

    /// <summary>The architectures that <c>model</c> numbers.</summary>
    public required IReadOnlyList<Architecture> Models { get; init; }

    /// <summary>The accelerators that <c>gpu</c> numbers.</summary>
    public required IReadOnlyList<Accelerator> Gpus { get; init; }

    /// <summary>Share of each accelerator in the fleet; null when a trial draws one.</summary>
    public IReadOnlyList<double>? FleetShares { get; init; }

    /// <summary>Inputs stated for one accelerator.</summary>
    public IReadOnlyDictionary<(InputDefinition Input, int Gpu), Quantity> PerGpu { get; init; } =
        new Dictionary<(InputDefinition, int), Quantity>();

    /// <summary>Load of each hour over the mean, 24 values; null for none.</summary>
    public IReadOnlyList<double>? LoadProfile { get; init; }

    /// <summary>The serving models that <c>serving</c> numbers, by name.</summary>
    public required IReadOnlyList<string> Servings { get; init; }

    /// <summary>The ways to pay that <c>pricing</c> numbers, by name.</summary>
    public required IReadOnlyList<string> Pricings { get; init; }

    /// <summary>The values of an input, option numbers when it is categorical; its default where nothing states it.</summary>
    /// <exception cref="InvalidOperationException">Nothing states it, and it has no default.</exception>
    public Quantity this[InputDefinition input] => Find(input)
        ?? (input.Default is { } number ? _quantities[input.Index] = Quantity.Constant(input.Name, input.Unit, number)
            : throw new InvalidOperationException($"{input.Name} is read, but not stated"));

    /// <summary>The values of an input; null where nothing states it.</summary>
    public Quantity? Find(InputDefinition input) => _quantities[input.Index];

    /// <summary>The values of an input on one accelerator: its own row's, else the common ones; null where nothing states it.</summary>
    public Quantity? Find(InputDefinition input, int gpu) => PerGpu.TryGetValue((input, gpu), out var own) ? own : Find(input);

    /// <summary>The values of an input on one accelerator: its own row's, else the common ones, else its default.</summary>
    /// <exception cref="InvalidOperationException">Nothing states it, and it has no default.</exception>
    public Quantity OnGpu(InputDefinition input, int gpu) => Find(input, gpu) ?? this[input];
}

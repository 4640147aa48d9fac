namespace CostSim.CostModel;

/// <summary>The inputs of one workload for a block of trials, and what its categorical inputs choose between.</summary>
public sealed class WorkloadInputs
{
    private readonly Column[] _columns;

    /// <summary>Takes a column per <see cref="InputCatalogue.All"/>, in its order; those nothing reads may be missing.</summary>
    public WorkloadInputs(IReadOnlyList<Column> columns) => _columns = [.. columns];

    /// <summary>The architectures that <c>model</c> numbers.</summary>
    public required IReadOnlyList<Architecture> Models { get; init; }

    /// <summary>The accelerators that <c>gpu</c> numbers.</summary>
    public required IReadOnlyList<Accelerator> Gpus { get; init; }

    /// <summary>Share of each accelerator in the fleet; null when a trial draws one.</summary>
    public IReadOnlyList<double>? FleetShares { get; init; }

    /// <summary>Columns of inputs stated for one accelerator.</summary>
    public IReadOnlyDictionary<(InputDefinition Input, int Gpu), Column> PerGpu { get; init; } = new Dictionary<(InputDefinition, int), Column>();

    /// <summary>Load of each hour over the mean, 24 values; null for none.</summary>
    public IReadOnlyList<double>? LoadProfile { get; init; }

    /// <summary>The serving models that <c>serving</c> numbers, by name.</summary>
    public required IReadOnlyList<string> Servings { get; init; }

    /// <summary>The ways to pay that <c>pricing</c> numbers, by name.</summary>
    public required IReadOnlyList<string> Pricings { get; init; }

    /// <summary>The values of an input; option numbers when it is categorical.</summary>
    public Column this[InputDefinition input] => _columns[input.Index];

    /// <summary>The values of an input on one accelerator: its own row's, else the common ones.</summary>
    public Column OnGpu(InputDefinition input, int gpu) => PerGpu.TryGetValue((input, gpu), out var own) ? own : this[input];

    /// <summary>The values of an input that may go unread, and then stands at its default.</summary>
    public Column OrDefault(InputDefinition input) => this[input] is { Exists: true } stated ? stated : Column.Fixed(input.Default!.Value);
}

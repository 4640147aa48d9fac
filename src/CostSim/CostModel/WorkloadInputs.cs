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

    /// <summary>The serving models that <c>serving</c> numbers, by name.</summary>
    public required IReadOnlyList<string> Servings { get; init; }

    /// <summary>The ways to pay that <c>pricing</c> numbers, by name.</summary>
    public required IReadOnlyList<string> Pricings { get; init; }

    /// <summary>The values of an input; option numbers when it is categorical.</summary>
    public Column this[InputDefinition input] => _columns[input.Index];
}

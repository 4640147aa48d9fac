using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Sampling;

namespace CostSim.Simulation;

/// <summary>What a run simulates: workloads whose every input is a law. Valid by construction; nothing checks it again.</summary>
/// <param name="Name">The scenario's name, from its folder or file.</param>
/// <param name="Workloads">At least one.</param>
public sealed record Scenario(string Name, IReadOnlyList<Workload> Workloads)
{
    /// <summary>Name under which sums over workloads are reported.</summary>
    public const string Total = "total";

    /// <summary>
    /// Rank correlations between uncertain inputs, by <see cref="ScenarioInput.Name"/>, positive definite; null when all are independent.
    /// </summary>
    public RankCorrelations? Correlations { get; init; }

    /// <summary>Every input row once: shared rows (empty workload) first, then each workload's own.</summary>
    public IReadOnlyList<ScenarioInput> Inputs { get; } =
        [.. Workloads.SelectMany(workload => workload.Inputs.Concat(workload.PerGpu.Values)).OfType<ScenarioInput>().Distinct()
            .OrderBy(input => input.Workload.Length == 0 ? 0 : 1)];

    /// <summary>The inputs that differ from trial to trial.</summary>
    public IReadOnlyList<ScenarioInput> Uncertain => [.. Inputs.Where(input => input.IsUncertain)];
}

/// <summary>One kind of request and everything that decides its cost.</summary>
/// <param name="Name">Name in the <c>workload</c> column.</param>
/// <param name="Inputs">One entry per <see cref="InputCatalogue.All"/>, in its order; null where nothing reads the input.</param>
/// <param name="Models">The architectures that the law of <c>model</c> chooses between, in the order of its options.</param>
/// <param name="Gpus">The accelerators that <c>gpu</c> chooses between, or that <c>fleet_mix</c> names, in the order of its options.</param>
public sealed record Workload(
    string Name, IReadOnlyList<ScenarioInput?> Inputs, IReadOnlyList<Architecture> Models, IReadOnlyList<Accelerator> Gpus)
{
    /// <summary>Share of each of <see cref="Gpus"/> in the fleet, when they serve side by side; null when a trial draws one of them.</summary>
    public IReadOnlyList<double>? FleetShares { get; init; }

    /// <summary>Rows that state an input for one accelerator, by input and position in <see cref="Gpus"/>.</summary>
    public IReadOnlyDictionary<(InputDefinition Input, int Gpu), ScenarioInput> PerGpu { get; init; } =
        new Dictionary<(InputDefinition, int), ScenarioInput>();

    /// <summary>Load of each hour of the day over the mean, 24 values with mean 1; null when the load is told by peak_to_mean alone.</summary>
    public IReadOnlyList<double>? LoadProfile { get; init; }

    /// <summary>The serving models that <c>serving</c> chooses between, by name, in the order of its options.</summary>
    public IReadOnlyList<string> Servings => OptionsOf(InputCatalogue.Serving);

    /// <summary>The ways to pay that <c>pricing</c> chooses between, by name, in the order of its options.</summary>
    public IReadOnlyList<string> Pricings => OptionsOf(InputCatalogue.Pricing);

    /// <summary>The row that decides an input here, or null where nothing reads it.</summary>
    public ScenarioInput? this[InputDefinition input] => Inputs[input.Index];

    private IReadOnlyList<string> OptionsOf(InputDefinition input) =>
        this[input]?.Law is Choice choice
            ? [.. choice.Options.Select(option => option.Name)]
            : throw new InvalidOperationException($"{Name}: {input.Name} is not a choice");
}

/// <summary>An input with its law. A row that several workloads share is one object: it is drawn once.</summary>
/// <param name="Definition">Which input.</param>
/// <param name="Workload">The workload it belongs to; empty when shared.</param>
/// <param name="Law">Its distribution; a <see cref="Choice"/> over option numbers when categorical.</param>
/// <param name="Origin">Where it was stated: file and line, an option of the command line, or <c>default</c>.</param>
/// <param name="Source">The reason or citation the user gave.</param>
public sealed record ScenarioInput(InputDefinition Definition, string Workload, Distribution Law, string Origin, string Source)
{
    /// <summary>The law as the user stated it: <c>lognormal p10=10M p90=17M</c>.</summary>
    public string Stated { get; init; } = Law.ToString();

    /// <summary>The rows of a mixture, one per component; empty for a law that is stated in one row.</summary>
    public IReadOnlyList<StatedComponent> Components { get; init; } = [];

    /// <summary>The accelerator it is stated for, by name; empty when for all.</summary>
    public string Gpu { get; init; } = "";

    /// <summary>True when it differs from trial to trial.</summary>
    public bool IsUncertain => !Definition.IsShares && !Law.IsFixed;

    /// <summary>The input as rows name it: <c>daily_users</c>, <c>gpu_price:h100</c>.</summary>
    public string Input => Gpu.Length == 0 ? Definition.Name : $"{Definition.Name}:{Gpu}";

    /// <summary>The name that keys its random stream: <c>chat.daily_users</c>, or <c>gpu_price</c> when shared.</summary>
    public string Name => Workload.Length == 0 ? Input : $"{Workload}.{Input}";

    public bool Equals(ScenarioInput? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A component of a mixture as the user stated it.</summary>
/// <param name="Stated">Law and weight: <c>lognormal median=40 sigma=0.5 weight=0.4</c>.</param>
/// <param name="Source">The reason or citation the user gave.</param>
public sealed record StatedComponent(string Stated, string Source);

using System.Runtime.CompilerServices;
using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>An input with its law. A row that several workloads share is one object: it is drawn once.</summary>
public sealed record ScenarioInput
{
    internal const string DefaultOrigin = "default";

    internal ScenarioInput(InputDefinition definition, string workload, Distribution law, string origin, string source)
    {
        Definition = definition;
        Workload = workload;
        Law = law;
        Origin = origin;
        Source = source;
        Stated = law.ToString();
    }

    /// <summary>Which input.</summary>
    public InputDefinition Definition { get; }

    /// <summary>The workload it belongs to; empty when shared.</summary>
    public string Workload { get; }

    /// <summary>Its distribution; a <see cref="Choice"/> over option numbers when categorical.</summary>
    public Distribution Law { get; internal init; }

    /// <summary>Where it was stated: file and line, an option of the command line, or <c>default</c>.</summary>
    public string Origin { get; }

    /// <summary>The reason or citation the user gave.</summary>
    public string Source { get; }

    /// <summary>The law as the user stated it: <c>lognormal p10=10M p90=17M</c>.</summary>
    public string Stated { get; internal init; }

    /// <summary>The rows of a mixture, one per component; empty for a law that is stated in one row.</summary>
    public IReadOnlyList<StatedComponent> Components { get; internal init; } = [];

    /// <summary>The accelerator it is stated for, by name; empty when for all.</summary>
    public string Gpu { get; internal init; } = "";

    /// <summary>True where nothing states it: it takes its default.</summary>
    public bool IsDefault => Origin == DefaultOrigin;

    /// <summary>True when it differs from trial to trial.</summary>
    public bool IsUncertain => !Definition.IsShares && !Law.IsFixed;

    /// <summary>The input as rows name it: <c>daily_users</c>, <c>gpu_price:h100</c>.</summary>
    public string Input => NameOf(Definition, Gpu);

    /// <summary>The name that keys its random stream: <c>chat.daily_users</c>, or <c>gpu_price</c> when shared.</summary>
    public string Name => Workload.Length == 0 ? Input : $"{Workload}.{Input}";

    /// <summary>True for the same object only.</summary>
    public bool Equals(ScenarioInput? other) => ReferenceEquals(this, other);

    /// <summary>Of the object, not of what it holds.</summary>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    internal static string NameOf(InputDefinition definition, string gpu) => gpu.Length == 0 ? definition.Name : $"{definition.Name}:{gpu}";
}

/// <summary>A component of a mixture as the user stated it.</summary>
/// <param name="Stated">Law and weight: <c>lognormal median=40 sigma=0.5 weight=0.4</c>.</param>
/// <param name="Source">The reason or citation the user gave.</param>
public sealed record StatedComponent(string Stated, string Source);

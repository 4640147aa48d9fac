using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>What is said of an input: a row, an override, or a call of the builder.</summary>
/// <param name="Definition">Which input.</param>
/// <param name="Workload">The workload it is for; empty for all.</param>
/// <param name="Law">Its law; null when a mistake was reported: the input still counts as given.</param>
/// <param name="Origin">Where it was stated: <c>inputs/x/inputs.csv:7</c> or <c>--set gpu_price</c>.</param>
/// <param name="Source">The reason or citation.</param>
internal record Statement(InputDefinition Definition, string Workload, Distribution? Law, string Origin, string Source)
{
    /// <summary>The accelerator it is for, by name; empty for all.</summary>
    public string Gpu { get; init; } = "";

    /// <summary>The law as written, or in its own words when a bare value stood for it; empty when there is none.</summary>
    public string Stated { get; init; } = Law?.ToString() ?? "";

    /// <summary>The rows of a mixture; empty for a law in one row.</summary>
    public IReadOnlyList<StatedComponent> Components { get; init; } = [];

    /// <summary>What the options of a choice between models stand for, in their order; null for a model with mistakes of its own.</summary>
    public IReadOnlyList<Architecture?> Models { get; init; } = [];

    /// <summary>
    /// What the options of a choice between accelerators stand for, in their order; null for one with mistakes of its own.
    /// </summary>
    public IReadOnlyList<Accelerator?> Gpus { get; init; } = [];

    /// <summary>Why it has no law, where nobody has reported that yet.</summary>
    public Problem? Flaw { get; init; }

    /// <summary>
    /// True when it only fills what the statements beside it leave open, and nobody needs to hear that they leave nothing.
    /// </summary>
    public bool MayGoUnused { get; init; }

    /// <summary>The input as rows name it: <c>gpu_price:h200</c>.</summary>
    public string Input => ScenarioInput.NameOf(Definition, Gpu);

    /// <summary>With its workload: <c>chat.gpu_price</c>.</summary>
    public string Name => Workload.Length == 0 ? Input : $"{Workload}.{Input}";

    /// <summary>Names of the options of its choice, in their order.</summary>
    public IReadOnlyList<string> Options => [.. ((Choice)Law!).Options.Select(option => option.Name)];

    /// <summary>A problem with it, under its name.</summary>
    public Problem Wrong(ProblemKind kind, string parameter, string what, string help) =>
        new(parameter, what, help) { Kind = kind, Input = Definition.Name, Workload = Workload, Gpu = Gpu };

    /// <summary>The input that it makes; it must have a law.</summary>
    public ScenarioInput ToInput() =>
        new(Definition, Workload, Law!, Origin, Source) { Stated = Stated, Components = Components, Gpu = Gpu };
}

/// <summary>The statements of a scenario, by workload, input and accelerator.</summary>
internal sealed class StatementTable
{
    private readonly Dictionary<(string Workload, int Input, string Gpu), Statement> _rows = [];
    private readonly HashSet<(string Workload, int Input)> _forGpus = [];

    public StatementTable(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            _rows[(statement.Workload, statement.Definition.Index, statement.Gpu)] = statement;
            if (statement.Gpu.Length > 0)
            {
                _forGpus.Add((statement.Workload, statement.Definition.Index));
            }
        }
    }

    /// <summary>The statement that holds in a workload: its own, else the one for all.</summary>
    public Statement? Find(string workload, InputDefinition input, string gpu) =>
        _rows.TryGetValue((workload, input.Index, gpu), out var own) ? own : _rows.GetValueOrDefault(("", input.Index, gpu));

    /// <summary>True when some accelerator has a statement of its own.</summary>
    public bool AnyForGpu(string workload, InputDefinition input) =>
        _forGpus.Contains((workload, input.Index)) || _forGpus.Contains(("", input.Index));
}

/// <summary>What mistakes elsewhere leave open, so that nothing is said of it.</summary>
/// <param name="Inputs">Inputs that statements with mistakes seem to be about: none of them is called missing.</param>
/// <param name="IsWhole">False when statements may be lost.</param>
/// <param name="Models">The models that may be meant where the model's statement has mistakes.</param>
internal sealed record Unsettled(IReadOnlySet<InputDefinition> Inputs, bool IsWhole, IReadOnlyList<Architecture> Models)
{
    /// <summary>Nothing is left open; a model that is not stated may be of any kind.</summary>
    public static readonly Unsettled Nothing = new(
        new HashSet<InputDefinition>(), IsWhole: true,
        [OfKind(default), OfKind(new() { PerImage = 1 }), OfKind(new() { PerStepArea = 1 }), OfKind(new() { PerPromptImage = 1 })]);

    /// <summary>Everything is left open.</summary>
    public static readonly Unsettled Everything = new(new HashSet<InputDefinition>(), IsWhole: false, []);

    /// <summary>True when a statement of an input may be there that mistakes have made unreadable.</summary>
    public bool Leaves(InputDefinition input) => Inputs.Contains(input) || !IsWhole;

    private static Architecture OfKind(Work work) => new()
    {
        Name = "",
        Family = "",
        Components = [new("", work)],
        Parameters = 1,
        ActiveParameters = 1,
        Memory = new() { Weights = 1, WeightsPerStep = 1 },
        GeneratesText = !work.HasImages,
    };
}

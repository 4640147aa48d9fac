using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Serving;

/// <summary>
/// How GPU time follows from a request: one of the answers that the input <c>serving</c> chooses between, and all that is said of it.
/// </summary>
public sealed record ServingModel
{
    internal ServingModel(string name, string meaning, IReadOnlyList<InputDefinition> inputs, Func<ServingContext, ServedRequest> create)
    {
        Name = name;
        Meaning = meaning;
        Inputs = inputs;
        Create = create;
    }

    /// <summary>Name in scenarios.</summary>
    public string Name { get; }

    /// <summary>What it takes GPU time from, in a few words: <c>measured tokens per second</c>.</summary>
    public string Meaning { get; }

    /// <summary>The inputs that are read only where it serves (or another model that lists them).</summary>
    public IReadOnlyList<InputDefinition> Inputs { get; }

    /// <summary>Makes its quantities for one accelerator.</summary>
    internal Func<ServingContext, ServedRequest> Create { get; }

    /// <summary>A sentence on what it takes for granted, for explanations.</summary>
    public required string Assumption { get; init; }

    /// <summary>A word or two for the points of pictures whose rate it gives: <c>assumed</c>, <c>measured</c>.</summary>
    public required string RateIs { get; init; }

    /// <summary>True when prefill and decode run at one rate.</summary>
    public bool HasOneRate { get; init; }

    /// <summary>True when it counts tokens, so that a model without tokens cannot be served by it.</summary>
    public bool CountsTokens { get; init; }

    /// <summary>True when it computes from the hardware and from what a model keeps in memory.</summary>
    public bool ReadsArchitecture { get; init; }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}

/// <summary>GPU time of one request on one accelerator.</summary>
/// <param name="PrefillSeconds">Busy GPU time of reading the prompt, GPU-s/query.</param>
/// <param name="DecodeSeconds">Busy GPU time of generating the response, GPU-s/query.</param>
/// <param name="Unfit">1 in the trials in which the model does not fit, else 0; null where memory is not looked at.</param>
internal sealed record ServedRequest(Quantity PrefillSeconds, Quantity DecodeSeconds, Quantity? Unfit = null)
{
    /// <summary>What the two follow from, for explanations: every quantity that their formulas name and that is no input.</summary>
    public IReadOnlyList<Quantity> Steps { get; init; } = [];

    /// <summary>GPU time of one FLOP, where one rate serves all work; null where it does not.</summary>
    internal Quantity? SecondsPerFlop { get; init; }

    /// <summary>
    /// The roofline of every architecture that <c>model</c> can draw, in the order of its options; empty for other serving models.
    /// </summary>
    public IReadOnlyList<Roofline> Rooflines { get; init; } = [];
}

/// <summary>What a serving model reads besides the inputs.</summary>
/// <param name="Inputs">The workload's inputs.</param>
/// <param name="PrefillFlop">Work of reading the prompt, FLOP/query.</param>
/// <param name="DecodeFlop">Work of generating the response, FLOP/query.</param>
/// <param name="Gpu">The accelerator.</param>
/// <param name="PeakFlops">Its dense peak at the precision used, FLOP/s.</param>
internal sealed record ServingContext(
    WorkloadInputs Inputs, Quantity PrefillFlop, Quantity DecodeFlop, Accelerator Gpu, Quantity PeakFlops);

/// <summary>Every serving model, in the order of help texts.</summary>
internal static class ServingModels
{
    public static readonly IReadOnlyList<ServingModel> All = [UtilisationServing.Model, RooflineServing.Model, ThroughputServing.Model];

    /// <summary>The serving model of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ServingModel Named(string name) =>
        All.FirstOrDefault(model => model.Name == name) ?? throw new ArgumentException($"{name} is no serving model", nameof(name));
}

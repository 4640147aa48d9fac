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

    /// <summary>True when it looks into replicas: tells batches, and how long a request takes.</summary>
    public bool LooksIntoReplicas { get; init; }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}

/// <summary>GPU time of one request on one accelerator.</summary>
/// <param name="PrefillSeconds">Busy GPU time of reading the prompt, GPU-s/query.</param>
/// <param name="DecodeSeconds">Busy GPU time of generating the response, GPU-s/query.</param>
/// <param name="Unfit">1 in the trials in which the model does not fit, else 0; null where memory is not looked at.</param>
internal sealed record ServedRequest(Quantity PrefillSeconds, Quantity DecodeSeconds, Quantity? Unfit = null)
{
    /// <summary>1 in the trials in which the limit of time per token cannot be met, else 0; null where there is none.</summary>
    public Quantity? Late { get; init; }

    /// <summary>How long a request takes; null where the serving model does not say.</summary>
    public RequestLatency? Latency { get; init; }

    /// <summary>What the two follow from, for explanations: every quantity that their formulas name and that is no input.</summary>
    public IReadOnlyList<Quantity> Steps { get; init; } = [];

    /// <summary>GPU time of one FLOP, where one rate serves all work; null where it does not.</summary>
    internal Quantity? SecondsPerFlop { get; init; }

    /// <summary>
    /// The roofline of every architecture that <c>model</c> can draw, in the order of its options; empty for other serving models.
    /// </summary>
    public IReadOnlyList<Roofline> Rooflines { get; init; } = [];
}

/// <summary>How long a request takes on a replica.</summary>
/// <param name="FirstToken">Mean time to its first token, s.</param>
/// <param name="TimePerToken">Mean time from token to token, s.</param>
/// <param name="DecodedTokens">Tokens after the first.</param>
/// <param name="RequestSeconds">Mean time to its last token, s.</param>
/// <param name="Batch">Requests that are decoded together.</param>
internal sealed record RequestLatency(
    Quantity FirstToken, Quantity TimePerToken, Quantity DecodedTokens, Quantity RequestSeconds, Quantity Batch)
{
    /// <summary>That of the serving model drawn; zeros where it does not say.</summary>
    /// <param name="serving">The input that draws it; may be null where there is one.</param>
    /// <param name="served">What each makes of a request, at least one with a latency.</param>
    public static RequestLatency Of(Quantity? serving, IReadOnlyList<ServedRequest> served)
    {
        var known = served.Select(each => each.Latency).OfType<RequestLatency>().First();
        Quantity Drawn(Func<RequestLatency, Quantity> quantity)
        {
            var nothing = Quantity.Constant(quantity(known).Declared, quantity(known).Unit, 0, "not computed");
            return Quantity.Choose(serving, [.. served.Select(each => each.Latency is { } latency ? quantity(latency) : nothing)]);
        }
        return new(
            Drawn(latency => latency.FirstToken), Drawn(latency => latency.TimePerToken), Drawn(latency => latency.DecodedTokens),
            Drawn(latency => latency.RequestSeconds), Drawn(latency => latency.Batch));
    }
}

/// <summary>What a serving model reads besides the inputs.</summary>
/// <param name="Inputs">The workload's inputs.</param>
/// <param name="PrefillFlops">Work of reading the prompt by every architecture that model can draw, FLOP/query.</param>
/// <param name="DecodeFlops">Work of generating the response by each, FLOP/query.</param>
/// <param name="Gpu">The accelerator.</param>
/// <param name="PeakFlops">Its dense peak at the precision used, FLOP/s.</param>
internal sealed record ServingContext(
    WorkloadInputs Inputs, IReadOnlyList<Quantity> PrefillFlops, IReadOnlyList<Quantity> DecodeFlops, Accelerator Gpu, Quantity PeakFlops)
{
    /// <summary>Work of reading the prompt by the architecture drawn, FLOP/query.</summary>
    public Quantity PrefillFlop => Quantity.Choose(Inputs.Find(InputCatalogue.Model), PrefillFlops);

    /// <summary>Work of generating the response by the architecture drawn, FLOP/query.</summary>
    public Quantity DecodeFlop => Quantity.Choose(Inputs.Find(InputCatalogue.Model), DecodeFlops);
}

/// <summary>Every serving model, in the order of help texts.</summary>
internal static class ServingModels
{
    public static readonly IReadOnlyList<ServingModel> All = [UtilisationServing.Model, RooflineServing.Model, ThroughputServing.Model];

    /// <summary>The serving model of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ServingModel Named(string name) =>
        All.FirstOrDefault(model => model.Name == name) ?? throw new ArgumentException($"{name} is no serving model", nameof(name));
}

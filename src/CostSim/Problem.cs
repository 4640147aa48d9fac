namespace CostSim;

/// <summary>Something wrong, or doubtful, with what a user stated, as a value.</summary>
/// <param name="Parameter">
/// The parameter at fault: of a law, of an architecture, or the option of a choice; empty when what was stated is wrong as a whole.
/// </param>
/// <param name="What">What is wrong: <c>sigma must be above 0, but is -1</c>.</param>
/// <param name="Help">How to mend it.</param>
public sealed record Problem(string Parameter, string What, string Help)
{
    /// <summary>Its kind.</summary>
    public ProblemKind Kind { get; init; }

    /// <summary>Name of the input it is about: <c>gpu_price</c>; empty for none.</summary>
    public string Input { get; init; } = "";

    /// <summary>The workload for which it was stated or is missing; empty when for all.</summary>
    public string Workload { get; init; } = "";

    /// <summary>The accelerator for which it was stated or is missing; empty when for all.</summary>
    public string Gpu { get; init; } = "";

    /// <summary>True for a doubt that stands in nobody's way.</summary>
    public bool IsWarning => Kind is ProblemKind.UnusedInput or ProblemKind.HasNoAttention or ProblemKind.UnevenHeads
        or ProblemKind.NoCorrelation;

    /// <summary>In one line, with the place: <c>chat.gpu_price: ... (write ...)</c>.</summary>
    public override string ToString()
    {
        string place = string.Join('.', new[] { Workload, Input }.Where(part => part.Length > 0));
        string forGpu = Gpu.Length == 0 ? "" : $":{Gpu}";
        return $"{place}{forGpu}{(place.Length == 0 ? "" : ": ")}{What} ({Help})";
    }
}

/// <summary>Kinds of <see cref="Problem"/>.</summary>
public enum ProblemKind
{
    /// <summary>Parameters of a law or an architecture are missing, unknown or contradict each other.</summary>
    BadParameters,

    /// <summary>An input that the scenario needs is not stated.</summary>
    MissingInput,

    /// <summary>What is stated is not read under the choices made; a warning.</summary>
    UnusedInput,

    /// <summary>A law can take values outside the input's range.</summary>
    OutOfRange,

    /// <summary>A law of numbers for an input of names, or the reverse.</summary>
    WrongKindOfLaw,

    /// <summary>An option that the input does not have.</summary>
    UnknownOption,

    /// <summary>An option that is given twice.</summary>
    DuplicateOption,

    /// <summary>The weight of an option is not above 0.</summary>
    BadWeight,

    /// <summary>An input that is the same for all accelerators is stated for one.</summary>
    NotPerGpu,

    /// <summary>A workload's name is not allowed.</summary>
    BadWorkload,

    /// <summary>A figure of an accelerator, or of an architecture, cannot be computed with.</summary>
    BadFigure,

    /// <summary>A load profile does not give every hour of the day a share.</summary>
    BadLoad,

    /// <summary>A model can never fit the memory of the GPUs it may run on.</summary>
    DoesNotFit,

    /// <summary>A model that denoises images has no tokens that could be counted.</summary>
    HasNoTokens,

    /// <summary>Nothing is known of a model's attention, which then counts nothing; a warning.</summary>
    HasNoAttention,

    /// <summary>Attention heads cannot be shared out evenly among the GPUs of a replica; a warning.</summary>
    UnevenHeads,

    /// <summary>
    /// GPUs of a replica are shared out in a way that cannot be: stages that do not divide them, data parallelism without experts.
    /// </summary>
    BadReplica,

    /// <summary>No batch can meet a limit of time per token.</summary>
    TooSlow,

    /// <summary>A correlation of something that is not an input of numbers with a law of its own.</summary>
    CannotCorrelate,

    /// <summary>A rank correlation is not between -1 and 1, of an input with itself, or given twice.</summary>
    BadCorrelation,

    /// <summary>A rank correlation has no effect; a warning.</summary>
    NoCorrelation,

    /// <summary>No draws can have all the rank correlations at once.</summary>
    ContradictoryCorrelations,
}

/// <summary>A value, perhaps with warnings; or every problem that stands in its way (then <see cref="Value"/> is null).</summary>
/// <param name="Value">The value; null when a problem stands in its way.</param>
/// <param name="Problems">Everything wrong or doubtful.</param>
/// <typeparam name="T">What is made.</typeparam>
public sealed record Outcome<T>(T? Value, IReadOnlyList<Problem> Problems) where T : class
{
    /// <summary>True when there is a value.</summary>
    public bool IsRight => Value is not null;
}

/// <summary>Makes outcomes.</summary>
public static class Outcome
{
    /// <summary>A value that nothing is wrong with.</summary>
    public static Outcome<T> Of<T>(T value) where T : class => new(value, []);

    /// <summary>No value, but every problem in its way.</summary>
    public static Outcome<T> Wrong<T>(params IReadOnlyList<Problem> problems) where T : class => new(null, problems);
}

using System.Runtime.CompilerServices;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Serving;
using CostSim.Distributions;

namespace CostSim.CostModel;

/// <summary>An input of the cost model, declared once: the source of checks, help, headers and axis labels.</summary>
public sealed record InputDefinition
{
    private IReadOnlyList<string>? _options;
    private string _meaning = "";
    private InputCondition? _usedWhen;

    /// <summary>Name in the scenario's <c>input</c> column, snake case.</summary>
    public required string Name { get; init; }

    /// <summary>Unit as users write it; <c>1</c> for pure numbers, empty for choices by name.</summary>
    public required string Unit { get; init; }

    /// <summary>What it means, in one line.</summary>
    public required string Meaning
    {
        get => OptionsMean is null ? _meaning : $"{_meaning}: {Listed([.. OptionsMean()])}";
        init => _meaning = value;
    }

    /// <summary>Range of the values a trial may take.</summary>
    public InputRange Range { get; init; } = InputRange.NotNegative;

    /// <summary>The only numbers a trial may take; null when the whole range is allowed.</summary>
    public IReadOnlyList<double>? Numbers { get; init; }

    /// <summary>Value when no row gives one; null: required, or taken from a catalogue (<see cref="DefaultText"/>).</summary>
    public double? Default
    {
        get => field ??= DefaultLaw?.Quantile(0.5);
        init;
    }

    /// <summary>
    /// Law when no row gives one, for what nobody can know beforehand; null where the default is a number, or there is none.
    /// </summary>
    public Distribution? DefaultLaw { get; init; }

    /// <summary>Why the default is what it is, in a few words; empty where it needs no reason.</summary>
    public string DefaultReason { get; init; } = "";

    /// <summary>When <see cref="DefaultThen"/> takes the place of the default; null for never.</summary>
    internal InputCondition? DefaultWhen { get; init; }

    /// <summary>The default where <see cref="DefaultWhen"/> holds.</summary>
    internal double DefaultThen { get; init; }

    /// <summary>The default in words, where it is not a number.</summary>
    public string DefaultText { get; init; } = "";

    /// <summary>The law of the default; null where it is no number and no option.</summary>
    internal Distribution? LawByDefault => DefaultLaw is { } law ? law
        : Default is { } number ? new Fixed(number)
        : Options is not null && Options.Contains(DefaultText) ? Choice.OfNames([new(DefaultText, 0, 1)])
        : null;

    /// <summary>The names a choice may take when they are fixed by the program; null for catalogue names and for numbers.</summary>
    public IReadOnlyList<string>? Options => _options ??= OptionsFrom is null ? null : [.. OptionsFrom()];

    /// <summary>Where those names are declared; asked when first needed.</summary>
    internal Func<IEnumerable<string>>? OptionsFrom { get; init; }

    /// <summary>What each of those names stands for, where the input's meaning tells it; asked when first needed.</summary>
    internal Func<IEnumerable<string>>? OptionsMean { get; init; }

    /// <summary>
    /// The catalogue whose names its rows use as options; <see cref="CatalogueKind.None"/> for numbers and for <see cref="Options"/>.
    /// </summary>
    public CatalogueKind Catalogue { get; init; }

    /// <summary>Whether rows name options (a model, a GPU) instead of giving numbers.</summary>
    public bool IsCategorical => OptionsFrom is not null || Catalogue != CatalogueKind.None;

    /// <summary>Whether it counts things that cannot be divided.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether the weights of its options are shares of a whole, all of them true at once, and not probabilities.</summary>
    public bool IsShares { get; init; }

    /// <summary>Whether rows may state it for one accelerator: <c>gpu_price:h100</c>.</summary>
    public bool IsPerGpu { get; init; }

    /// <summary>
    /// When the cost model reads it: as stated here, else where a serving model or a way to pay lists it among its inputs.
    /// </summary>
    public InputCondition UsedWhen
    {
        get => _usedWhen ??= OnlyWith is { } condition ? InputCondition.OfListed(this).And(condition) : InputCondition.OfListed(this);
        init => _usedWhen = value;
    }

    /// <summary>What must hold besides, where a serving model or a way to pay lists it; null for nothing.</summary>
    internal InputCondition? OnlyWith { get; init; }

    /// <summary>The input whose place it takes where both are stated; null for none.</summary>
    public InputDefinition? Replaces { get; init; }

    /// <summary>The input that takes its place where both are stated; null for none.</summary>
    public InputDefinition? ReplacedBy { get; internal set; }

    /// <summary>The input that takes the place of this one and of others, where it is stated; null for none.</summary>
    internal InputDefinition? GivesWayTo
    {
        init => ReplacedBy = value;
    }

    /// <summary>The inputs of which none must be above 0 without it; empty for none.</summary>
    public IReadOnlyList<InputDefinition> NeededWith { get; init; } = [];

    /// <summary>The inputs without any of which nothing reads it; empty for none.</summary>
    public IReadOnlyList<InputDefinition> BelongsTo { get; init; } = [];

    /// <summary>What a load profile makes of it.</summary>
    public ProfileRole Profile { get; init; }

    /// <summary>Position in <see cref="InputCatalogue.All"/>; the kernel's column number.</summary>
    public int Index { get; internal set; } = -1;

    /// <summary>True when a scenario that uses this input must give it.</summary>
    public bool IsRequired => Default is null && DefaultText.Length == 0;

    /// <summary>True for the same declaration only.</summary>
    public bool Equals(InputDefinition? other) => ReferenceEquals(this, other);

    /// <summary>Of the declaration, not of what it says.</summary>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private static string Listed(string[] words) => $"{string.Join(", ", words[..^1])}, or {words[^1]}";
}

/// <summary>A catalogue of named things that inputs choose between.</summary>
public enum CatalogueKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>Architectures: models.csv.</summary>
    Models,

    /// <summary>Accelerators: gpus.csv.</summary>
    Gpus,
}

/// <summary>What a load profile makes of an input.</summary>
public enum ProfileRole
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The profile tells what the input would, which then goes unread.</summary>
    Told,
}

/// <summary>A range of numbers, each end in or out.</summary>
public readonly record struct InputRange(double Minimum, double Maximum, bool MinimumIncluded = true, bool MaximumIncluded = true)
{
    /// <summary>From 0 on.</summary>
    public static readonly InputRange NotNegative = new(0, double.PositiveInfinity);
    /// <summary>Above 0.</summary>
    public static readonly InputRange Positive = new(0, double.PositiveInfinity, MinimumIncluded: false);
    /// <summary>From 0 to 1.</summary>
    public static readonly InputRange Share = new(0, 1);
    /// <summary>Above 0, up to 1.</summary>
    public static readonly InputRange PositiveShare = new(0, 1, MinimumIncluded: false);
    /// <summary>Bits a number may take, from 1 to 32.</summary>
    public static readonly InputRange Bits = new(1, 32);
    /// <summary>From 1 on.</summary>
    public static readonly InputRange AtLeastOne = new(1, double.PositiveInfinity);

    /// <summary>True when <paramref name="value"/> lies inside; false for NaN.</summary>
    public bool Contains(double value) =>
        (MinimumIncluded ? value >= Minimum : value > Minimum) && (MaximumIncluded ? value <= Maximum : value < Maximum);

    /// <summary>As written in tables: <c>(0, 1]</c>, <c>&gt;= 0</c>.</summary>
    public override string ToString() => double.IsPositiveInfinity(Maximum)
        ? FormattableString.Invariant($"{(MinimumIncluded ? ">=" : ">")} {Minimum}")
        : FormattableString.Invariant($"{(MinimumIncluded ? '[' : '(')}{Minimum}, {Maximum}{(MaximumIncluded ? ']' : ')')}");
}

/// <summary>When an input matters: the choices of serving model, pricing and architecture under which the cost model reads it.</summary>
/// <param name="Text">In words, for help and warnings: <c>serving=throughput</c>; empty for always.</param>
/// <param name="Holds">True when the input is read under these choices.</param>
public sealed record InputCondition(string Text, Func<ModelChoices, bool> Holds)
{
    /// <summary>Whatever the choices.</summary>
    public static readonly InputCondition Always = new("", _ => true);

    /// <summary>Where a serving model or a way to pay lists the input; always where none does.</summary>
    internal static InputCondition OfListed(InputDefinition input)
    {
        string[] servings = [.. ServingModels.All.Where(model => model.Inputs.Contains(input)).Select(model => model.Name)];
        string[] pricings = [.. PricingModels.All.Where(model => model.Inputs.Contains(input)).Select(model => model.Name)];
        return servings.Length > 0 ? new($"serving={string.Join('|', servings)}", choices => choices.Servings.Any(servings.Contains))
            : pricings.Length > 0 ? new($"pricing={string.Join('|', pricings)}", choices => choices.Pricings.Any(pricings.Contains))
            : Always;
    }

    /// <summary>Where the model has routed experts.</summary>
    internal static readonly InputCondition Experts = Model("routed experts", model => model.Memory.ExpertWeights > 0);

    /// <summary>Where tokens are generated one by one.</summary>
    internal static readonly InputCondition Steps = Model(
        "a model that generates tokens", model => model.GeneratesText || model.ImageTokens > 0);

    /// <summary>Where a replica has several GPUs.</summary>
    internal static readonly InputCondition Exchanges = new(
        "gpus_per_replica above 1",
        choices => choices.LawOf(InputCatalogue.GpusPerReplica) is not null
            && choices.Reach(InputCatalogue.GpusPerReplica).Any(gpus => gpus > 1));

    /// <summary>
    /// Where products of a precision occur: those of weights, or those with keys and values, which take the wider of both.
    /// </summary>
    internal static InputCondition Precision(string text, Func<double, bool> isPrecision) => new(
        text, choices =>
        {
            var compute = choices.Reach(InputCatalogue.ComputeBits);
            return compute.Any(isPrecision)
                || choices.Reach(InputCatalogue.KvBits).Any(kept => compute.Any(bits => isPrecision(Math.Max(bits, kept))));
        });

    /// <summary>Where both hold.</summary>
    internal InputCondition And(InputCondition other) => new(
        Text.Length == 0 ? other.Text : $"{Text} with {other.Text}", choices => Holds(choices) && other.Holds(choices));

    /// <summary>For inputs that only some architectures read, by what the architecture says of itself.</summary>
    public static InputCondition Model(string text, Func<Architecture, bool> reads) => new(text, choices => choices.Models.Any(reads));
}

/// <summary>What a workload's categorical inputs can be, over all trials.</summary>
public sealed record ModelChoices(IReadOnlyList<string> Servings, IReadOnlyList<string> Pricings, IReadOnlyList<Architecture> Models)
{
    /// <summary>The law of an input as far as it is stated, else of its default; null where neither is known.</summary>
    internal Func<InputDefinition, Distribution?> LawOf { get; init; } = _ => null;

    /// <summary>
    /// The numbers that an input can be: all of a choice, else both ends of its law; both ends of its range where nothing is known.
    /// </summary>
    internal IReadOnlyList<double> Reach(InputDefinition input) => LawOf(input) switch
    {
        Choice choice => [.. choice.Options.Select(option => option.Value)],
        { } law => [law.Minimum, law.Maximum],
        null => input.Numbers ?? [input.Range.Minimum, input.Range.Maximum],
    };

    /// <summary>True when an input that names options can be one of them.</summary>
    internal bool CanBe(InputDefinition input, string option) =>
        LawOf(input) is Choice choice ? choice.Options.Any(each => each.Name == option) : input.DefaultText == option;
}

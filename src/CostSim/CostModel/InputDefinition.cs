using System.Runtime.CompilerServices;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Serving;

namespace CostSim.CostModel;

/// <summary>An input of the cost model, declared once: the source of checks, help, headers and axis labels.</summary>
public sealed record InputDefinition
{
    private IReadOnlyList<string>? _options;
    private InputCondition? _usedWhen;

    /// <summary>Name in the scenario's <c>input</c> column, snake case.</summary>
    public required string Name { get; init; }

    /// <summary>Unit as users write it; <c>1</c> for pure numbers, empty for choices by name.</summary>
    public required string Unit { get; init; }

    /// <summary>What it means, in one line.</summary>
    public required string Meaning { get; init; }

    /// <summary>Range of the values a trial may take.</summary>
    public InputRange Range { get; init; } = InputRange.NotNegative;

    /// <summary>The only numbers a trial may take; null when the whole range is allowed.</summary>
    public IReadOnlyList<double>? Numbers { get; init; }

    /// <summary>Value when no row gives one; null: required, or taken from a catalogue (<see cref="DefaultText"/>).</summary>
    public double? Default { get; init; }

    /// <summary>The default in words, where it is not a number.</summary>
    public string DefaultText { get; init; } = "";

    /// <summary>The names a choice may take when they are fixed by the program; null for catalogue names and for numbers.</summary>
    public IReadOnlyList<string>? Options => _options ??= OptionsFrom is null ? null : [.. OptionsFrom()];

    /// <summary>Where those names are declared; asked when first needed.</summary>
    internal Func<IEnumerable<string>>? OptionsFrom { get; init; }

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
        get => _usedWhen ??= InputCondition.OfListed(this);
        init => _usedWhen = value;
    }

    /// <summary>The input whose place it takes where both are stated; null for none.</summary>
    public InputDefinition? Replaces { get; init; }

    /// <summary>The input that takes its place where both are stated; null for none.</summary>
    public InputDefinition? ReplacedBy { get; internal set; }

    /// <summary>The input that must not be above 0 without it; null for none.</summary>
    public InputDefinition? NeededWith { get; init; }

    /// <summary>The input without which nothing reads it; null for none.</summary>
    public InputDefinition? BelongsTo { get; init; }

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

    /// <summary>Only a profile makes it matter.</summary>
    Required,
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

    /// <summary>For inputs that only some architectures read, by what the architecture says of itself.</summary>
    public static InputCondition Model(string text, Func<Architecture, bool> reads) => new(text, choices => choices.Models.Any(reads));
}

/// <summary>What a workload's categorical inputs can be, over all trials.</summary>
public sealed record ModelChoices(IReadOnlyList<string> Servings, IReadOnlyList<string> Pricings, IReadOnlyList<Architecture> Models);

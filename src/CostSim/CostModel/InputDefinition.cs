namespace CostSim.CostModel;

/// <summary>An input of the cost model, declared once: the source of checks, help, headers and axis labels.</summary>
public sealed record InputDefinition
{
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
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>Whether rows name options (a model, a GPU) instead of giving numbers.</summary>
    public bool IsCategorical { get; init; }

    /// <summary>Whether the weights of its options are shares of a whole, all of them true at once, and not probabilities.</summary>
    public bool IsShares { get; init; }

    /// <summary>Whether rows may state it for one accelerator: <c>gpu_price:h100</c>.</summary>
    public bool IsPerGpu { get; init; }

    /// <summary>When the cost model reads it.</summary>
    public InputCondition UsedWhen { get; init; } = InputCondition.Always;

    /// <summary>Position in <see cref="InputCatalogue.All"/>; the kernel's column number.</summary>
    public int Index { get; internal set; } = -1;

    /// <summary>True when a scenario that uses this input must give it.</summary>
    public bool IsRequired => Default is null && DefaultText.Length == 0;

    public override string ToString() => Name;
}

/// <summary>A range of numbers, each end in or out.</summary>
public readonly record struct InputRange(double Minimum, double Maximum, bool MinimumIncluded = true, bool MaximumIncluded = true)
{
    public static readonly InputRange NotNegative = new(0, double.PositiveInfinity);
    public static readonly InputRange Positive = new(0, double.PositiveInfinity, MinimumIncluded: false);
    public static readonly InputRange Share = new(0, 1);
    public static readonly InputRange PositiveShare = new(0, 1, MinimumIncluded: false);
    public static readonly InputRange AtLeastOne = new(1, double.PositiveInfinity);

    /// <summary>True when <paramref name="value"/> lies inside; false for NaN.</summary>
    public bool Contains(double value) =>
        (MinimumIncluded ? value >= Minimum : value > Minimum) && (MaximumIncluded ? value <= Maximum : value < Maximum);

    /// <summary>As written in tables: <c>(0, 1]</c>, <c>&gt;= 0</c>.</summary>
    public override string ToString() => double.IsPositiveInfinity(Maximum)
        ? $"{(MinimumIncluded ? ">=" : ">")} {Minimum}"
        : $"{(MinimumIncluded ? '[' : '(')}{Minimum}, {Maximum}{(MaximumIncluded ? ']' : ')')}";
}

/// <summary>When an input matters: the choices of serving model, pricing and architecture under which the cost model reads it.</summary>
/// <param name="Text">In words, for help and warnings: <c>serving=throughput</c>; empty for always.</param>
/// <param name="Holds">True when the input is read under these choices.</param>
public sealed record InputCondition(string Text, Func<ModelChoices, bool> Holds)
{
    public static readonly InputCondition Always = new("", _ => true);

    public static InputCondition Serving(params IReadOnlyList<string> names) =>
        new($"serving={string.Join('|', names)}", choices => choices.Servings.Any(names.Contains));

    public static InputCondition Pricing(string name) => new($"pricing={name}", choices => choices.Pricings.Contains(name));

    /// <summary>For inputs that only some architectures read, by what the architecture says of itself.</summary>
    public static InputCondition Model(string text, Func<Architecture, bool> reads) => new(text, choices => choices.Models.Any(reads));
}

/// <summary>What a workload's categorical inputs can be, over all trials.</summary>
public sealed record ModelChoices(IReadOnlyList<string> Servings, IReadOnlyList<string> Pricings, IReadOnlyList<Architecture> Models);

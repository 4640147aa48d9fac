namespace CostSim.CostModel.Quantities;

/// <summary>
/// A quantity of the cost model in every trial of a block: an input, a constant, or what follows from others by a formula. What it reads
/// decides whether it is fixed or varies, when it is computed, and how it is explained.
/// </summary>
internal abstract class Quantity
{
    private readonly List<Quantity> _choices = [];

    /// <param name="declared">Its declared name, snake case.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="reads">The quantities it follows from.</param>
    protected Quantity(string declared, string unit, params IReadOnlyList<Quantity> reads)
    {
        Declared = declared;
        Unit = unit;
        Reads = reads;
        IsFixed = reads.All(quantity => quantity.IsFixed);
    }

    /// <summary>The name it is declared under.</summary>
    public string Declared { get; }

    /// <summary>The name that tells it apart: the declared one, and behind a colon the accelerator, or the
    /// model, where several have one each.</summary>
    public string Name => Of.Length == 0 ? Declared : $"{Declared}:{Of}";

    /// <summary>The accelerator or the model whose quantity it is; empty where there is one of its kind.</summary>
    public string Of { get; private set; } = "";

    /// <summary>Its unit.</summary>
    public string Unit { get; }

    /// <summary>How it follows from <see cref="Reads"/>, in their names; empty for inputs, constants and choices.</summary>
    public virtual string Formula => "";

    /// <summary>Where a constant comes from, in words; empty for everything else.</summary>
    public string Note { get; private init; } = "";

    /// <summary>True for what somebody states: an input.</summary>
    public virtual bool IsInput => false;

    /// <summary>The quantities it follows from, in the order of its formula.</summary>
    public IReadOnlyList<Quantity> Reads { get; }

    /// <summary>The choices by name that made it this quantity and not another: a model, an accelerator, a serving model.</summary>
    public IReadOnlyList<Quantity> Choices => _choices;

    /// <summary>True when it is the same in every trial.</summary>
    public bool IsFixed { get; protected init; }

    /// <summary>False where the values are another quantity's, or somebody else fills them in.</summary>
    internal virtual bool IsComputed => true;

    /// <summary>The values in the current block; there are none before an <see cref="Evaluation"/> has asked for them.</summary>
    public Column Values { get; private protected set; }

    /// <summary>The value in one trial of the current block.</summary>
    public double At(int trial) => Values.At(trial);

    /// <summary>Says which accelerator's quantity this is, or which model's.</summary>
    public Quantity On(string owner)
    {
        Of = owner;
        return this;
    }

    /// <summary>Says which choice by name made it this quantity.</summary>
    public Quantity ChosenBy(Quantity? option)
    {
        if (option is not null && !_choices.Contains(option))
        {
            _choices.Add(option);
        }
        return this;
    }

    /// <summary>
    /// Offers the same quantity computed in one pass over the block, from further back, for when nobody asks for what lies between.
    /// </summary>
    /// <param name="pass">The same quantity to the last bit; null for none.</param>
    /// <param name="between">The quantities that need not be computed then.</param>
    internal Quantity InOnePass(Quantity? pass, params IReadOnlyList<Quantity> between)
    {
        Pass = pass;
        Between = between;
        return this;
    }

    /// <summary>The same quantity in one pass; null for none.</summary>
    internal Quantity? Pass { get; private set; }

    /// <summary>What need not be computed where <see cref="Pass"/> is taken.</summary>
    internal IReadOnlyList<Quantity> Between { get; private set; } = [];

    /// <summary>A quantity that is known beforehand.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="value">Its value in every trial.</param>
    /// <param name="note">Where it comes from, in words.</param>
    public static Quantity Constant(string name, string unit, double value, string note = "") =>
        new Given(name, unit, Column.Fixed(value), isInput: false) { Note = note };

    /// <summary>An input, whose values somebody else fills in, block by block.</summary>
    public static Quantity Input(string name, string unit, Column values) => new Given(name, unit, values, isInput: true);

    /// <summary>A quantity that is another one under a name of its own.</summary>
    public static Quantity Renamed(string name, Quantity quantity) => new Alias(name, quantity);

    /// <summary>
    /// The quantity that the trial's option has: of the first for option 0, of the second for option 1, and so on.
    /// </summary>
    /// <param name="option">Number of the option that a trial drew; may be null where there is one value.</param>
    /// <param name="values">A value per option.</param>
    public static Quantity Choose(Quantity? option, params IReadOnlyList<Quantity> values) =>
        values.Count == 1 ? values[0].ChosenBy(option)
        : values.All(value => value == values[0]) ? values[0]
        : new Selection(option!, values);

    /// <summary>The sum over several quantities of one name, added in their order.</summary>
    public static Quantity Sum(string name, string unit, IReadOnlyList<Quantity> terms) =>
        terms.Count == 1 ? terms[0] : new Total(name, unit, terms);

    public override string ToString() => Name;

    /// <summary>Makes room for the values; computes them once and for all where they are fixed.</summary>
    internal virtual void Prepare()
    {
        Values = IsFixed ? Column.Fixed(0) : Column.Varying();
        if (IsFixed)
        {
            Compute(0);
        }
    }

    /// <summary>Takes another quantity's values for its own.</summary>
    internal void TakeFrom(Quantity pass) => Values = pass.Values;

    /// <summary>Computes the values of the tile that starts at a trial.</summary>
    internal abstract void Compute(int start);

    /// <summary>Another quantity's values.</summary>
    private sealed class Alias(string name, Quantity quantity) : Quantity(name, quantity.Unit, quantity)
    {
        public override string Formula => quantity.Name;

        internal override bool IsComputed => false;

        internal override void Prepare() => Values = quantity.Values;

        internal override void Compute(int start)
        {
        }
    }

    /// <summary>An input or a constant.</summary>
    private sealed class Given : Quantity
    {
        private readonly bool _isInput;

        public Given(string name, string unit, Column values, bool isInput) : base(name, unit)
        {
            _isInput = isInput;
            Values = values;
            IsFixed = values.IsFixed;
        }

        public override bool IsInput => _isInput;

        internal override bool IsComputed => false;

        internal override void Compute(int start)
        {
        }
    }
}

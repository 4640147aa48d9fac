namespace CostSim.Distributions;

/// <summary>A family of distributions as users know it: a name, what it is for, and the sets of parameters that define a member.</summary>
/// <param name="Name">The word in the scenario's <c>distribution</c> column.</param>
/// <param name="Meaning">When to choose it, in one line.</param>
/// <param name="Parameterisations">Every way to state its parameters, the most usual first.</param>
public sealed record Law(string Name, string Meaning, IReadOnlyList<Parameterisation> Parameterisations)
{
    /// <summary>False for laws of separate values.</summary>
    public bool IsContinuous { get; init; } = true;

    /// <summary>True when the law takes <c>at_least=</c> and <c>at_most=</c>.</summary>
    public bool CanBeTruncated { get; init; } = true;

    /// <summary>True when the law takes <c>shift=</c>.</summary>
    public bool CanBeShifted => IsContinuous;

    /// <summary>The member with these arguments, or everything that is wrong with them.</summary>
    /// <param name="arguments">
    /// Values by parameter name; where the law allows them, <c>shift</c> moves it and <c>at_least</c> and <c>at_most</c> then truncate it.
    /// </param>
    public Outcome<Distribution> Create(IReadOnlyDictionary<string, double> arguments) => LawReader.Create(this, arguments);
}

/// <summary>One way to state a law's parameters.</summary>
/// <param name="Form">As shown to users: <c>mean= cv=</c>, or <c>any two pNN=</c>.</param>
/// <param name="Parameters">The parameters in the order in which <paramref name="Create"/> takes them.</param>
/// <param name="Create">Makes the distribution or says what is wrong; called with one value per parameter, finite
/// unless it is the default.</param>
public sealed record Parameterisation(
    string Form, IReadOnlyList<LawParameter> Parameters, Func<IReadOnlyList<double>, Outcome<Distribution>> Create)
{
    /// <summary>Set when points of the quantile function are given beside the parameters; null otherwise.</summary>
    public QuantileForm? Quantiles { get; private init; }

    /// <summary>The law through any two <c>pNN=value</c>.</summary>
    public static Parameterisation OfTwoQuantiles(Func<QuantilePoint, QuantilePoint, Outcome<Distribution>> create) =>
        OfQuantiles("any two pNN=", [], new(2, 2, (points, _) => create(points[0], points[1])));

    /// <summary>A law given by points of its quantile function, and perhaps by parameters beside them.</summary>
    public static Parameterisation OfQuantiles(string form, IReadOnlyList<LawParameter> parameters, QuantileForm quantiles) =>
        new(form, parameters, _ => throw new InvalidOperationException("This form needs quantiles.")) { Quantiles = quantiles };
}

/// <summary>A parameter of a law: its name, and its value when it is left out (null: it must be given).</summary>
public sealed record LawParameter(string Name, double? Default = null);

/// <summary>How many <c>pNN=value</c> a form takes, and how they make a law.</summary>
/// <param name="Fewest">Fewest points, at least 1.</param>
/// <param name="Most">Most points.</param>
/// <param name="Create">Takes the points, whose probabilities and values rise, and the form's parameters.</param>
public sealed record QuantileForm(
    int Fewest, int Most, Func<IReadOnlyList<QuantilePoint>, IReadOnlyList<double>, Outcome<Distribution>> Create);

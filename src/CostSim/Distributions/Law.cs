namespace CostSim.Distributions;

/// <summary>A family of distributions as users know it: a name, what it is for, and the sets of parameters that define a member.</summary>
/// <param name="Name">The word in the scenario's <c>distribution</c> column.</param>
/// <param name="Meaning">When to choose it, in one line.</param>
/// <param name="Parameterisations">Every way to state its parameters, the most usual first.</param>
public sealed record Law(string Name, string Meaning, IReadOnlyList<Parameterisation> Parameterisations)
{
    /// <summary>False for laws of separate values, which cannot be truncated.</summary>
    public bool IsContinuous { get; init; } = true;

    /// <summary>The member with these arguments, or everything that is wrong with them.</summary>
    /// <param name="arguments">Values by parameter name; <c>at_least</c> and <c>at_most</c> truncate any continuous law.</param>
    public Outcome<Distribution> Create(IReadOnlyDictionary<string, double> arguments) => LawReader.Create(this, arguments);
}

/// <summary>One way to state a law's parameters.</summary>
/// <param name="Form">As shown to users: <c>mean= cv=</c>, or <c>any two pNN=</c>.</param>
/// <param name="Parameters">The parameters in the order in which <paramref name="Create"/> takes them.</param>
/// <param name="Create">Makes the distribution or says what is wrong; called with one finite value per parameter.</param>
public sealed record Parameterisation(
    string Form, IReadOnlyList<LawParameter> Parameters, Func<IReadOnlyList<double>, Outcome<Distribution>> Create)
{
    /// <summary>Set when the parameters are two points of the quantile function, whose probabilities and values rise; null otherwise.</summary>
    public Func<QuantilePoint, QuantilePoint, Outcome<Distribution>>? ThroughTwoQuantiles { get; private init; }

    /// <summary>The law through any two <c>pNN=value</c>.</summary>
    public static Parameterisation OfTwoQuantiles(Func<QuantilePoint, QuantilePoint, Outcome<Distribution>> create) =>
        new("any two pNN=", [], _ => throw new InvalidOperationException("A law through quantiles has no named parameters."))
        {
            ThroughTwoQuantiles = create,
        };
}

/// <summary>A parameter of a law: its name, and its value when it is left out (null: it must be given).</summary>
public sealed record LawParameter(string Name, double? Default = null);

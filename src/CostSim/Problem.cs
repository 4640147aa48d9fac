namespace CostSim;

/// <summary>Something wrong with what a user wrote, as a value.</summary>
/// <param name="Parameter">The parameter at fault; empty when a set of parameters is wrong as a whole.</param>
/// <param name="What">What is wrong: <c>sigma must be above 0, but is -1</c>.</param>
/// <param name="Help">How to mend it.</param>
public sealed record Problem(string Parameter, string What, string Help);

/// <summary>A value, or every problem that stands in its way (then <see cref="Value"/> is null).</summary>
public sealed record Outcome<T>(T? Value, IReadOnlyList<Problem> Problems) where T : class
{
    public bool IsRight => Value is not null;
}

/// <summary>Makes outcomes.</summary>
public static class Outcome
{
    public static Outcome<T> Of<T>(T value) where T : class => new(value, []);

    public static Outcome<T> Wrong<T>(params IReadOnlyList<Problem> problems) where T : class => new(null, problems);
}

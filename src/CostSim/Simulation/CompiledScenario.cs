using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Scenarios;

namespace CostSim.Simulation;

/// <summary>What all threads of a run share: the scenario's streams and inverse transforms, made once.</summary>
internal sealed class CompiledScenario
{
    public CompiledScenario(Scenario scenario)
    {
        Scenario = scenario;
        var uncertain = scenario.Uncertain;
        string[] names = [.. uncertain.Select(input => input.Name).Order(StringComparer.Ordinal)];
        Variates = [.. uncertain.Select(input => new Variate(
            input, StreamName.Hash(input.Name), Array.IndexOf(names, input.Name), input.Law.CreateTransform()))];
        var collision = Variates.GroupBy(variate => variate.Stream).FirstOrDefault(group => group.Count() > 1);
        if (collision is not null)
        {
            // One chance in 1e17 for twenty inputs; renaming a workload mends it.
            throw new InvalidOperationException(
                $"the inputs {string.Join(" and ", collision.Select(variate => variate.Input.Name))} would share a random "
                    + "stream: rename a workload");
        }
        if (scenario.Correlations is { } correlations)
        {
            Copula = new GaussianCopula(correlations);
            Correlated = InOrderOf(Copula);
        }
    }

    private CompiledScenario(CompiledScenario other, IReadOnlyList<Variate> variates)
    {
        Scenario = other.Scenario;
        Variates = variates;
        Copula = other.Copula;
        Correlated = Copula is null ? [] : InOrderOf(Copula);
    }

    public Scenario Scenario { get; }

    /// <summary>The inputs to draw, in the order of <see cref="Scenario.Uncertain"/>.</summary>
    public IReadOnlyList<Variate> Variates { get; }

    /// <summary>What makes the draws of <see cref="Correlated"/> depend on each other; null when all inputs are independent.</summary>
    public GaussianCopula? Copula { get; }

    /// <summary>The inputs with correlations, in the copula's order.</summary>
    public IReadOnlyList<Variate> Correlated { get; } = [];

    /// <summary>The same scenario with other draws, independent of these in every trial.</summary>
    public CompiledScenario Again() => new(this, [.. Variates.Select(variate => variate with
    {
        Stream = StreamName.Hash($"{variate.Input.Name} again"), Dimension = Variates.Count + variate.Dimension,
    })]);

    /// <summary>
    /// A copula of the same law in which an input comes first, so that it keeps its draws and the others depend on it; null for an input
    /// without correlations.
    /// </summary>
    public GaussianCopula? CopulaFrom(ScenarioInput first) =>
        Scenario.Correlations is { } correlations && correlations.Names.Contains(first.Name)
            ? new GaussianCopula(correlations.StartingWith(first.Name))
            : null;

    /// <summary>The inputs that a copula of this scenario makes dependent, in its order.</summary>
    public IReadOnlyList<Variate> InOrderOf(GaussianCopula copula) =>
        [.. copula.Names.Select(name => Variates.Single(variate => variate.Input.Name == name))];
}

/// <summary>An uncertain input, its random stream, its rank in the order of the names, and the map from uniforms to its values.</summary>
internal sealed record Variate(ScenarioInput Input, ulong Stream, int Dimension, InverseTransform Transform);

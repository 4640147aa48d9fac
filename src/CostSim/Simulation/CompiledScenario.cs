using CostSim.Distributions;
using CostSim.Sampling;

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
                $"the inputs {string.Join(" and ", collision.Select(variate => variate.Input.Name))} would share a random stream: rename a workload");
        }
        if (scenario.Correlations is { } correlations)
        {
            Copula = new GaussianCopula(correlations);
            Correlated = [.. Copula.Names.Select(name => Variates.Single(variate => variate.Input.Name == name))];
        }
    }

    public Scenario Scenario { get; }

    /// <summary>The inputs to draw, in the order of <see cref="Scenario.Uncertain"/>.</summary>
    public IReadOnlyList<Variate> Variates { get; }

    /// <summary>What makes the draws of <see cref="Correlated"/> depend on each other; null when all inputs are independent.</summary>
    public GaussianCopula? Copula { get; }

    /// <summary>The inputs with correlations, in the copula's order.</summary>
    public IReadOnlyList<Variate> Correlated { get; } = [];
}

/// <summary>An uncertain input, its random stream, its rank in the order of the names, and the map from uniforms to its values.</summary>
internal sealed record Variate(ScenarioInput Input, ulong Stream, int Dimension, InverseTransform Transform);

using CostSim.Distributions;
using CostSim.Sampling;

namespace CostSim.Scenarios;

/// <summary>
/// What a run simulates: workloads whose every input is a law. Made by <see cref="ScenarioBuilder"/> alone, so that it is valid by
/// construction; nothing checks it again.
/// </summary>
public sealed record Scenario
{
    /// <summary>Name under which sums over workloads are reported.</summary>
    public const string Total = "total";

    /// <summary>The workload of a scenario whose statements name none.</summary>
    public const string OnlyWorkload = "service";

    internal Scenario(string name, IReadOnlyList<Workload> workloads)
    {
        Name = name;
        Workloads = workloads;
        Inputs = [.. workloads.SelectMany(workload => workload.Inputs.Concat(workload.PerGpu.Values)).OfType<ScenarioInput>().Distinct()
            .OrderBy(input => input.Workload.Length == 0 ? 0 : 1)];
    }

    /// <summary>The scenario's name, from its folder or file.</summary>
    public string Name { get; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<Workload> Workloads { get; }

    /// <summary>
    /// Rank correlations between uncertain inputs, by <see cref="ScenarioInput.Name"/>, positive definite; null when all are independent.
    /// </summary>
    public RankCorrelations? Correlations { get; internal init; }

    /// <summary>Every input row once: shared rows (empty workload) first, then each workload's own.</summary>
    public IReadOnlyList<ScenarioInput> Inputs { get; }

    /// <summary>The scenario with every default that is a law at its median.</summary>
    public Scenario WithDefaultsAtMedians()
    {
        var settled = Inputs.ToDictionary(input => input, input => input is { IsDefault: true, IsUncertain: true }
            ? new ScenarioInput(input.Definition, input.Workload, new Fixed(input.Law.Quantile(0.5)), input.Origin, input.Source)
            : input);
        return new(Name, [.. Workloads.Select(workload => workload with
        {
            Inputs = [.. workload.Inputs.Select(input => input is null ? null : settled[input])],
        })])
        {
            Correlations = Correlations,
        };
    }

    /// <summary>The inputs that differ from trial to trial.</summary>
    public IReadOnlyList<ScenarioInput> Uncertain => [.. Inputs.Where(input => input.IsUncertain)];
}

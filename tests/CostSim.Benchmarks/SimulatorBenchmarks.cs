using BenchmarkDotNet.Attributes;
using CostSim.CostModel;
using CostSim.Simulation;
using CostSim.Tests.Simulation;

namespace CostSim.Benchmarks;

/// <summary>Time per trial of a whole run of the reference scenario, statistics included, tables of the laws built before.</summary>
[MemoryDiagnoser]
public class SimulatorBenchmarks
{
    private const int Trials = 4_000_000;

    private readonly Simulator _simulator = new(Scenarios.Reference());

    [Params(1, 2)]
    public int Threads { get; set; }

    [Params("daily_cost", "all")]
    public string Outputs { get; set; } = "";

    [Benchmark(OperationsPerInvoke = Trials)]
    public SimulationResult Run() =>
        _simulator.Run(new SimulationPlan(Trials, SimulationPlan.DefaultSeed, Outputs == "all" ? OutputCatalogue.All : [OutputCatalogue.DailyCost]), Threads);
}

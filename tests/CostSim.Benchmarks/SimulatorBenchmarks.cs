using BenchmarkDotNet.Attributes;
using CostSim.CostModel;
using CostSim.Sampling;
using CostSim.Simulation;
using CostSim.Tests.Scenarios;

namespace CostSim.Benchmarks;

/// <summary>Time per trial of a whole run of the reference scenario, statistics included, tables of the laws built before.</summary>
[MemoryDiagnoser]
public class SimulatorBenchmarks
{
    private const int Trials = 1 << 22;

    private readonly Simulator _simulator = new(SampleScenarios.Reference());

    [Params(1, 2)]
    public int Threads { get; set; }

    [Params("daily_cost", "all")]
    public string Outputs { get; set; } = "";

    [Params("mc", "lhs", "sobol")]
    public string Sampling { get; set; } = "";

    [Benchmark(OperationsPerInvoke = Trials)]
    public SimulationResult Run()
    {
        var outputs = Outputs == "all" ? OutputCatalogue.All : [OutputCatalogue.DailyCost];
        return _simulator.Run(
            new SimulationPlan(Trials, SimulationPlan.DefaultSeed, outputs) { Sampling = SamplingMethod.Find(Sampling)! }, Threads);
    }
}

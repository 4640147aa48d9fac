using BenchmarkDotNet.Attributes;
using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Simulation;
using CostSim.Tests.Scenarios;

namespace CostSim.Benchmarks;

/// <summary>Time per trial of a block: draws, cost model and outputs, without statistics.</summary>
[MemoryDiagnoser]
public class BlockBenchmarks
{
    private Block _block = null!;
    private long _trial;

    [Params("reference", "everything mixed")]
    public string Scenario { get; set; } = "";

    [Params("daily_cost", "all")]
    public string Outputs { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        var scenario = Scenario == "reference" ? SampleScenarios.Reference() : SampleScenarios.EverythingMixed();
        var outputs = Outputs == "all" ? OutputCatalogue.All : [OutputCatalogue.DailyCost];
        _block = new Block(new CompiledScenario(scenario), new SimulationPlan(1, 1, outputs));
    }

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void Simulate()
    {
        _block.Simulate(_trial);
        _trial += Column.BlockLength;
    }
}

using BenchmarkDotNet.Attributes;
using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Simulation;
using CostSim.Tests.Scenarios;

namespace CostSim.Benchmarks;

/// <summary>Time per trial of the cost model alone, for the daily cost and for every output.</summary>
[MemoryDiagnoser]
public class CostChainBenchmarks
{
    private Block _block = null!;

    [Params("reference", "decoder choice", "roofline", "roofline with experts")]
    public string Scenario { get; set; } = "";

    [Params("daily_cost", "all")]
    public string Outputs { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        var scenario = Scenario switch
        {
            "reference" => SampleScenarios.Reference(),
            "decoder choice" => SampleScenarios.DecoderChoice(),
            "roofline" => SampleScenarios.Roofline(Hardware.Llama70),
            _ => SampleScenarios.Roofline(Hardware.Mixtral),
        };
        var outputs = Outputs == "all" ? [.. OutputCatalogue.All, .. OutputCatalogue.Parts] : new[] { OutputCatalogue.DailyCost };
        _block = new Block(new CompiledScenario(scenario), new SimulationPlan(1, 1, outputs));
        _block.Simulate(0);
    }

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void Run() => _block.Evaluate();
}

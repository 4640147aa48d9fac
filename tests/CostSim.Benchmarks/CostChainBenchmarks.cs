using BenchmarkDotNet.Attributes;
using CostSim.CostModel;
using CostSim.Simulation;
using CostSim.Tests.Simulation;

namespace CostSim.Benchmarks;

/// <summary>Time per trial of the cost model alone, for the daily cost and for every output.</summary>
[MemoryDiagnoser]
public class CostChainBenchmarks
{
    private CostChain _chain = null!;

    [Params("reference", "decoder choice", "roofline", "roofline with experts")]
    public string Scenario { get; set; } = "";

    [Params("daily_cost", "all")]
    public string Outputs { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        var scenario = Scenario switch
        {
            "reference" => Scenarios.Reference(),
            "decoder choice" => Scenarios.DecoderChoice(),
            "roofline" => Scenarios.Roofline(Hardware.Llama70),
            _ => Scenarios.Roofline(Hardware.Mixtral),
        };
        var outputs = Outputs == "all" ? [.. OutputCatalogue.All, .. OutputCatalogue.Parts] : new[] { OutputCatalogue.DailyCost };
        var block = new Block(new CompiledScenario(scenario), new SimulationPlan(1, 1, outputs));
        block.Simulate(0);
        _chain = block.Chains[0];
    }

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void Run() => _chain.Run();
}

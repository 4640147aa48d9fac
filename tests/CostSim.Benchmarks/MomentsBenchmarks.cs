using BenchmarkDotNet.Attributes;
using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Sampling;
using CostSim.Statistics;

namespace CostSim.Benchmarks;

/// <summary>Time per value of the moments of a block, combined with what came before.</summary>
[MemoryDiagnoser]
public class MomentsBenchmarks
{
    private readonly double[] _values = new double[Column.BlockLength];
    private Moments _sum = Moments.None;

    [GlobalSetup]
    public void Draw() => Philox.Uniforms(1, 2, 0, _values);

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void Of() => _sum = Moments.Combine(Moments.None, Moments.Of(_values));
}

using BenchmarkDotNet.Attributes;
using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Sampling;

namespace CostSim.Benchmarks;

/// <summary>Time per uniform, a block at a time, at each vector width.</summary>
[MemoryDiagnoser]
public class PhiloxBenchmarks
{
    private readonly double[] _column = new double[Column.BlockLength];

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void Vectors512() => Philox.Uniforms512(1, 2, 0, _column);

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void Vectors256() => Philox.Uniforms256(1, 2, 0, _column);

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void Scalar() => Philox.UniformsScalar(1, 2, 0, _column);
}

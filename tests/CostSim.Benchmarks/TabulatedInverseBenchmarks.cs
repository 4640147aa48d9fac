using BenchmarkDotNet.Attributes;
using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Sampling;

namespace CostSim.Benchmarks;

/// <summary>Time per variate, a block at a time, of a smooth law; the copy of the uniforms is included.</summary>
[MemoryDiagnoser]
public class TabulatedInverseBenchmarks
{
    private readonly double[] _uniforms = new double[Column.BlockLength];
    private readonly double[] _column = new double[Column.BlockLength];
    private readonly InverseTransform _lognormal = TabulatedInverse.Of(new LogNormal(13e6, 0.3));
    private readonly InverseTransform _beta = TabulatedInverse.Of(new Beta(4, 4, 0.1, 0.6));

    [GlobalSetup]
    public void Draw() => Philox.Uniforms(1, 2, 0, _uniforms);

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void LogNormal() => Apply(_lognormal);

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void Beta() => Apply(_beta);

    private void Apply(InverseTransform transform)
    {
        _uniforms.CopyTo(_column, 0);
        transform.Apply(_column);
    }
}

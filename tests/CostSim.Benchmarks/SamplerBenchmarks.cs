using BenchmarkDotNet.Attributes;
using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Sampling;

namespace CostSim.Benchmarks;

/// <summary>Time per uniform of each way of sampling, a block at a time, and of making twelve columns dependent.</summary>
[MemoryDiagnoser]
public class SamplerBenchmarks
{
    private const int Columns = 12;

    private readonly double[] _uniforms = new double[Column.BlockLength];
    private readonly double[][] _columns = [.. Enumerable.Range(0, Columns).Select(_ => new double[Column.BlockLength])];
    private readonly Sampler _mc = SamplingMethod.Find("mc")!.For(1, 1 << 20);
    private readonly Sampler _lhs = SamplingMethod.Find("lhs")!.For(1, 1 << 20);
    private readonly Sampler _sobol = SamplingMethod.Find("sobol")!.For(1, 1 << 20);
    private readonly GaussianCopula _copula = new(RankCorrelations.Of(
        [.. Enumerable.Range(0, Columns).SelectMany(i => Enumerable.Range(0, i).Select(j => ($"{i:00}", $"{j:00}", 0.3)))]));

    [Benchmark(Baseline = true, OperationsPerInvoke = Column.BlockLength)]
    public void Plain() => _mc.Uniforms(7, 3, 0, _uniforms);

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void LatinHypercube() => _lhs.Uniforms(7, 3, 0, _uniforms);

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void Sobol() => _sobol.Uniforms(7, 3, 0, _uniforms);

    /// <summary>Per uniform, the plain draws included.</summary>
    [Benchmark(OperationsPerInvoke = Column.BlockLength * Columns)]
    public void PlainWithCopula()
    {
        for (int i = 0; i < Columns; i++)
        {
            _mc.Uniforms((ulong)i, i, 0, _columns[i]);
        }
        _copula.Apply(_columns);
    }
}

using BenchmarkDotNet.Attributes;
using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Statistics;

namespace CostSim.Benchmarks;

/// <summary>Time per counted value (lognormal, sd/mean as in the reference scenario), and the time of one percentile.</summary>
[MemoryDiagnoser]
public class HistogramBenchmarks
{
    private const int Blocks = 64;

    private readonly double[] _values = new double[Blocks * Column.BlockLength];
    private readonly Histogram _histogram = new();
    private double _minimum, _maximum;

    [GlobalSetup]
    public void Draw()
    {
        Philox.Uniforms(1, 2, 0, _values);
        TabulatedInverse.Of(new LogNormal(137_000, 0.98)).Apply(_values);
        (_minimum, _maximum) = (_values.Min(), _values.Max());
        Add();
    }

    [Benchmark(OperationsPerInvoke = Blocks * Column.BlockLength)]
    public void Add()
    {
        for (int start = 0; start < _values.Length; start += Column.BlockLength)
        {
            _histogram.Add(_values.AsSpan(start, Column.BlockLength), _minimum, _maximum);
        }
    }

    [Benchmark]
    public double Percentile95() => _histogram.Quantile(0.95);
}

using BenchmarkDotNet.Attributes;
using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Distributions;
using CostSim.Sampling;

namespace CostSim.Benchmarks;

/// <summary>Time per variate of every kind of law, a block at a time; the copy of the uniforms is included.</summary>
[MemoryDiagnoser]
public class InverseTransformBenchmarks
{
    private static readonly Dictionary<string, Func<Distribution>> LawsByName = new()
    {
        ["lognormal"] = () => new LogNormal(13e6, 0.3),
        ["beta"] = () => new Beta(4, 4, 0.1, 0.6),
        ["triangular"] = () => new Triangular(1, 2, 4),
        ["student_t"] = () => new StudentT(100, 10, 4),
        ["pareto"] = () => new Pareto(2, 2.5),
        ["poisson"] = () => new Poisson(1000),
        ["binomial"] = () => new Binomial(1000, 0.2),
        ["quantiles"] = () => Read("quantiles", ("p5", 181), ("p50", 1020), ("p90", 2734), ("p99", 4142)),
        ["metalog"] = () => Read("metalog", ("p10", 5), ("p50", 9), ("p90", 20)),
        ["empirical, 20 000 values"] = () => Empirical.Of([.. Enumerable.Range(1, 20_000).Select(i => 100 * Math.Pow(i, 0.3))]).Value!,
        ["mixture of two lognormals"] = () => Mixture.Of([new(0.4, new LogNormal(40, 0.5)), new(0.6, new LogNormal(300, 0.6))]).Value!,
        ["choice of three"] = () => Choice.OfNumbers([new("1", 1, 0.2), new("2", 2, 0.3), new("8", 8, 0.5)]),
    };

    private readonly double[] _uniforms = new double[Column.BlockLength];
    private readonly double[] _column = new double[Column.BlockLength];
    private InverseTransform? _transform;

    public static IEnumerable<string> Laws => LawsByName.Keys;

    [ParamsSource(nameof(Laws))]
    public string Law { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        Philox.Uniforms(1, 2, 0, _uniforms);
        _transform = LawsByName[Law]().CreateTransform();
    }

    [Benchmark(OperationsPerInvoke = Column.BlockLength)]
    public void Apply()
    {
        _uniforms.CopyTo(_column, 0);
        _transform!.Apply(_column);
    }

    private static Distribution Read(string law, params (string Name, double Value)[] arguments) =>
        LawCatalogue.Find(law)!.Create(arguments.ToDictionary(argument => argument.Name, argument => argument.Value)).Value!;
}

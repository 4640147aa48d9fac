using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Scenarios;

namespace CostSim.Tests.Scenarios;

/// <summary>Scenarios that several tests and benchmarks share.</summary>
internal static class SampleScenarios
{
    /// <summary>
    /// What a slice of a large fleet costs of which nothing but the GPUs is counted: no default that is a law is left but one.
    /// </summary>
    private static readonly IReadOnlyList<(InputDefinition Input, double Value)> Plain =
    [
        (InputCatalogue.BatchingEfficiency, 1), (InputCatalogue.LoadFactor, 1), (InputCatalogue.PeakToMean, 1),
        (InputCatalogue.FleetStep, 0), (InputCatalogue.FleetMinimum, 0), (InputCatalogue.OverheadShare, 0),
        (InputCatalogue.PowerLoad, 0.7), (InputCatalogue.Pue, 1.2), (InputCatalogue.CarbonIntensity, 400),
        (InputCatalogue.WaterIntensity, 1.8),
        (InputCatalogue.EmbodiedCarbon, 0), (InputCatalogue.GpuLife, 5), (InputCatalogue.Utilisation, 0.3),
    ];

    /// <summary>
    /// A scenario with these workloads, in which nothing is stated but that nothing comes on top of the GPUs that are busy.
    /// </summary>
    public static ScenarioBuilder Of(params string[] workloads)
    {
        var builder = Unstated(workloads);
        foreach (var (input, value) in Plain)
        {
            builder.With(input, value);
        }
        return builder;
    }

    /// <summary>A scenario with these workloads, in which nothing is stated yet.</summary>
    public static ScenarioBuilder Unstated(params string[] workloads)
    {
        var builder = new ScenarioBuilder("test");
        foreach (string workload in workloads)
        {
            builder.For(workload);
        }
        return builder.ForAll();
    }

    /// <summary>The scenario, of which tests expect that nothing but warnings stands in its way.</summary>
    public static Scenario Made(this ScenarioBuilder builder)
    {
        var outcome = builder.Build();
        return outcome.Value ?? throw new InvalidOperationException(string.Join('\n', outcome.Problems));
    }

    /// <summary>A row of inputs.csv: the workload is empty for all.</summary>
    public static ScenarioBuilder With(this ScenarioBuilder builder, string workload, InputDefinition input, Distribution law) =>
        builder.In(workload).With(input, law);

    public static ScenarioBuilder With(this ScenarioBuilder builder, string workload, InputDefinition input, double value) =>
        builder.In(workload).With(input, value);

    /// <summary>A choice between architectures, equally likely.</summary>
    public static ScenarioBuilder WithModels(this ScenarioBuilder builder, string workload, params Architecture[] models) =>
        builder.In(workload).WithModels([.. models.Select(model => (model, 1.0))]);

    /// <summary>A choice between accelerators, equally likely.</summary>
    public static ScenarioBuilder WithGpus(this ScenarioBuilder builder, string workload, params Accelerator[] gpus) =>
        builder.In(workload).WithGpus([.. gpus.Select(gpu => (gpu, 1.0))]);

    /// <summary>A choice between options that the program names, equally likely.</summary>
    public static ScenarioBuilder WithOptions(this ScenarioBuilder builder, string workload, InputDefinition input,
        params string[] options) =>
        builder.In(workload).WithOptions(input, [.. options.Select(option => (option, 1.0))]);

    private static ScenarioBuilder In(this ScenarioBuilder builder, string workload) =>
        workload.Length == 0 ? builder.ForAll() : builder.For(workload);

    /// <summary>The scenario <c>reference</c>, whose cost is known without sampling.</summary>
    public static Scenario Reference() => ReferenceRows().Made();

    public static ScenarioBuilder ReferenceRows(params string[] moreWorkloads) => Of(["chat", .. moreWorkloads])
        .With("chat", InputCatalogue.DailyUsers, new LogNormal(13e6, Math.Log(20.0 / 13) / 1.2815515655446004))
        .With("chat", InputCatalogue.QueriesPerUser, new LogNormal(10 / Math.Sqrt(1.25), Math.Sqrt(Math.Log(1.25))))
        .With("chat", InputCatalogue.PromptTokens, new LogNormal(200, 1))
        .With("chat", InputCatalogue.ResponseTokens, new LogNormal(300, 0.8))
        .With("chat", InputCatalogue.Utilisation, new Beta(4, 4, 0.1, 0.6))
        .With("chat", InputCatalogue.GpuPrice, new Triangular(1, 1.8, 4))
        .WithModels("chat", Hardware.Dense175)
        .WithGpus("chat", Hardware.A100);

    /// <summary>The reference scenario, but for a choice between two transformers.</summary>
    public static Scenario DecoderChoice() => ReferenceRows().WithModels("chat", Hardware.Gpt3, Hardware.Llama70).Made();

    /// <summary>A roofline workload in which every number that can be uncertain is.</summary>
    public static Scenario Roofline(Architecture model) => Of("chat")
        .WithOptions("", InputCatalogue.Serving, "roofline")
        .With("chat", InputCatalogue.DailyUsers, new LogNormal(13e6, 0.3))
        .With("chat", InputCatalogue.QueriesPerUser, new LogNormal(9, 0.5))
        .With("chat", InputCatalogue.PromptTokens, new LogNormal(900, 0.5))
        .With("chat", InputCatalogue.CachedShare, new Uniform(0.1, 0.7))
        .With("chat", InputCatalogue.ResponseTokens, new LogNormal(300, 0.5))
        .With("chat", InputCatalogue.BatchingEfficiency, new Uniform(0.3, 1))
        .With("chat", InputCatalogue.WeightBits, Choice.OfNumbers([new("8", 8, 1), new("16", 16, 1)]))
        .With("chat", InputCatalogue.KvBits, Choice.OfNumbers([new("8", 8, 1), new("16", 16, 1)]))
        .With("chat", InputCatalogue.ComputeBits, Choice.OfNumbers([new("8", 8, 1), new("16", 16, 1)]))
        .With("chat", InputCatalogue.GpusPerReplica, Choice.OfNumbers([new("8", 8, 1), new("16", 16, 1)]))
        .With("chat", InputCatalogue.ComputeEfficiency, new Uniform(0.4, 0.7))
        .With("chat", InputCatalogue.BandwidthEfficiency, new Uniform(0.7, 0.95))
        .With("chat", InputCatalogue.LinkEfficiency, new Uniform(0.3, 0.7))
        .With("chat", InputCatalogue.StepOverhead, new Uniform(60e-6, 150e-6))
        .With("chat", InputCatalogue.MemoryShare, new Uniform(0.85, 0.95))
        .With("chat", InputCatalogue.MaxBatch, Choice.OfNumbers([new("128", 128, 1), new("512", 512, 1)]))
        .With("chat", InputCatalogue.LoadFactor, new Uniform(0.5, 0.9))
        .With("chat", InputCatalogue.PeakToMean, new Uniform(1, 2))
        .With("chat", InputCatalogue.GpuPrice, new Uniform(2, 5))
        .With("chat", InputCatalogue.OverheadShare, new Uniform(0, 0.3))
        .WithModels("chat", model)
        .WithGpus("chat", Hardware.H100)
        .Made();

    /// <summary>
    /// Three workloads that between them choose between models, accelerators, serving models and ways to pay, and share a price.
    /// </summary>
    public static Scenario EverythingMixed() => Of("chat", "search", "code")
        .With("", InputCatalogue.GpuPrice, new Triangular(1, 1.8, 4))
        .With("", InputCatalogue.Pue, new Uniform(1.1, 1.5))
        .With("", InputCatalogue.CarbonIntensity, new Uniform(100, 600))
        .With("", InputCatalogue.WaterIntensity, new Uniform(0.5, 2.5))
        .With("", InputCatalogue.OverheadShare, new Uniform(0, 0.4))
        .With("", InputCatalogue.LoadFactor, new Uniform(0.3, 1))
        .With("", InputCatalogue.PeakToMean, new Uniform(1, 2))
        .With("", InputCatalogue.PowerLoad, new Uniform(0.4, 1.2))
        .With("chat", InputCatalogue.DailyUsers, new LogNormal(13e6, 0.3))
        .With("chat", InputCatalogue.QueriesPerUser, new LogNormal(9, 0.5))
        .With("chat", InputCatalogue.PromptTokens, new LogNormal(900, 1))
        .With("chat", InputCatalogue.CachedShare, new Beta(2, 2, 0, 1))
        .With("chat", InputCatalogue.ResponseTokens, new LogNormal(300, 0.8))
        .With("chat", InputCatalogue.Utilisation, new Uniform(0.1, 0.6))
        .With("chat", InputCatalogue.BatchingEfficiency, new Uniform(0.3, 1))
        .With("chat", InputCatalogue.ComputeBits, Choice.OfNumbers([new("4", 4, 1), new("8", 8, 1), new("16", 16, 1), new("32", 32, 1)]))
        .With("chat", InputCatalogue.PrefillThroughput, new LogNormal(4000, 0.5))
        .With("chat", InputCatalogue.DecodeThroughput, new LogNormal(300, 0.5))
        .WithOptions("chat", InputCatalogue.Serving, "throughput", "utilisation")
        .WithOptions("chat", InputCatalogue.Pricing, "own", "rent")
        .With("chat", InputCatalogue.ServerPrice, new LogNormal(250e3, 0.2))
        .With("chat", InputCatalogue.GpusPerServer, Choice.OfNumbers([new("4", 4, 1), new("8", 8, 3)]))
        .With("chat", InputCatalogue.DepreciationYears, new Uniform(2, 6))
        .With("chat", InputCatalogue.CostOfCapital, Choice.OfNumbers([new("0", 0, 1), new("0.05", 0.05, 1), new("0.13", 0.13, 1)]))
        .With("chat", InputCatalogue.ColocationPrice, new Uniform(80, 250))
        .With("chat", InputCatalogue.ServerPower, new Uniform(5, 11))
        .With("chat", InputCatalogue.ElectricityPrice, new Uniform(0.04, 0.3))
        .WithModels("chat", Hardware.Gpt3, Hardware.Dense20, Hardware.Windowed)
        .WithGpus("chat", Hardware.H100, Hardware.A100, Hardware.Mi300X)
        .With("search", InputCatalogue.DailyUsers, 5e6)
        .With("search", InputCatalogue.QueriesPerUser, new Uniform(0, 3))
        .With("search", InputCatalogue.ResponseTokens, 50)
        .WithModels("search", Hardware.Llama7)
        .WithGpus("search", Hardware.Mi300X)
        .With("code", InputCatalogue.DailyUsers, 1e6)
        .With("code", InputCatalogue.QueriesPerUser, 20)
        .With("code", InputCatalogue.PromptTokens, new LogNormal(2000, 1.2))
        .With("code", InputCatalogue.ResponseTokens, new LogNormal(60, 1))
        .With("code", InputCatalogue.GpuPower, 900)
        .With("code", InputCatalogue.GpuPrice, new Uniform(2, 3))
        .WithModels("code", Hardware.Llama70, Hardware.Llama7)
        .WithGpus("code", Hardware.H100, Hardware.A100)
        .Made();
}

using CostSim.CostModel;
using CostSim.CostModel.Architectures;
using CostSim.Distributions;
using CostSim.Simulation;

namespace CostSim.Tests.Simulation;

/// <summary>Scenarios in code: rows by workload (empty: shared) and input; what no row gives takes the catalogue's default.</summary>
internal sealed class ScenarioBuilder(params string[] workloads)
{
    private readonly Dictionary<(string Workload, InputDefinition Input), ScenarioInput> _rows = [];
    private readonly Dictionary<string, Architecture[]> _models = [];
    private readonly Dictionary<string, Accelerator[]> _gpus = [];

    /// <summary>A row of inputs.csv.</summary>
    public ScenarioBuilder With(string workload, InputDefinition input, Distribution law)
    {
        _rows[(workload, input)] = new(input, workload, law, "test", "");
        return this;
    }

    public ScenarioBuilder With(string workload, InputDefinition input, double value) => With(workload, input, new Fixed(value));

    /// <summary>A choice between architectures, equally likely.</summary>
    public ScenarioBuilder WithModels(string workload, params Architecture[] models)
    {
        _models[workload] = models;
        return With(workload, InputCatalogue.Model, ChoiceOf([.. models.Select(model => model.Name)]));
    }

    /// <summary>A choice between accelerators, equally likely.</summary>
    public ScenarioBuilder WithGpus(string workload, params Accelerator[] gpus)
    {
        _gpus[workload] = gpus;
        return With(workload, InputCatalogue.Gpu, ChoiceOf([.. gpus.Select(gpu => gpu.Name)]));
    }

    /// <summary>A choice between options that the program names, equally likely.</summary>
    public ScenarioBuilder WithOptions(string workload, InputDefinition input, params string[] options) => With(workload, input, ChoiceOf(options));

    public Scenario Build()
    {
        foreach (var input in new[] { InputCatalogue.Serving, InputCatalogue.Pricing })
        {
            if (!_rows.ContainsKey(("", input)))
            {
                WithOptions("", input, input.DefaultText);
            }
        }
        return new("test", [.. workloads.Select(Workload)]);
    }

    private Workload Workload(string name)
    {
        var models = Row(name, InputCatalogue.Model) is { Workload: "" } ? _models[""] : _models[name];
        var gpus = Row(name, InputCatalogue.Gpu) is { Workload: "" } ? _gpus[""] : _gpus[name];
        var choices = new ModelChoices(OptionsOf(name, InputCatalogue.Serving), OptionsOf(name, InputCatalogue.Pricing), models);
        return new(name, [.. InputCatalogue.All.Select(input => input.UsedWhen.Holds(choices) ? Row(name, input) ?? Default(input) : null)], models, gpus);
    }

    private ScenarioInput? Row(string workload, InputDefinition input) =>
        _rows.TryGetValue((workload, input), out var own) ? own : _rows.GetValueOrDefault(("", input));

    private static ScenarioInput? Default(InputDefinition input) =>
        input.Default is { } value ? new(input, "", new Fixed(value), "default", "")
        : input.IsRequired ? throw new InvalidOperationException($"{input} is required")
        : null;

    private IReadOnlyList<string> OptionsOf(string workload, InputDefinition input) =>
        [.. ((Choice)Row(workload, input)!.Law).Options.Select(option => option.Name)];

    private static Choice ChoiceOf(string[] names) => Choice.OfNames([.. names.Select((name, number) => new ChoiceOption(name, number, 1))]);
}

/// <summary>The architectures and accelerators that tests use, as published.</summary>
internal static class Hardware
{
    public static readonly Architecture Gpt3 = Model("decoder", "gpt-3-175b",
        ("layers", 96), ("d_model", 12288), ("heads", 96), ("head_dim", 128), ("d_ff", 49152), ("vocabulary", 50257), ("tied", 1), ("positions", 2048), ("biases", 1));
    public static readonly Architecture Llama7 = Model("decoder", "llama-2-7b",
        ("layers", 32), ("d_model", 4096), ("heads", 32), ("head_dim", 128), ("d_ff", 11008), ("vocabulary", 32000), ("gated", 1));
    public static readonly Architecture Llama70 = Model("decoder", "llama-2-70b",
        ("layers", 80), ("d_model", 8192), ("heads", 64), ("kv_heads", 8), ("head_dim", 128), ("d_ff", 28672), ("vocabulary", 32000), ("gated", 1));
    public static readonly Architecture Windowed = Model("decoder", "windowed",
        ("layers", 24), ("d_model", 2880), ("heads", 64), ("kv_heads", 8), ("head_dim", 64), ("d_ff", 8640), ("vocabulary", 201088), ("gated", 1), ("window", 128), ("windowed_layers", 12));
    public static readonly Architecture Mixtral = Model("decoder", "mixtral-8x7b",
        ("layers", 32), ("d_model", 4096), ("heads", 32), ("kv_heads", 8), ("head_dim", 128), ("d_ff", 14336), ("vocabulary", 32000), ("gated", 1),
        ("experts", 8), ("active_experts", 2));
    public static readonly Architecture Dense175 = Model("parameters", "dense-175b", ("active", 175e9));
    public static readonly Architecture Dense20 = Model("parameters", "dense-20b", ("active", 20e9));
    public static readonly Architecture Gpt4o = Model("parameters", "gpt-4o", ("active", 100e9));

    public static readonly Accelerator A100 = new("a100-80gb", 312e12, 624e12, 80e9, 2.039e12, 300e9, 400, 812);
    public static readonly Accelerator H100 = new("h100", 989e12, 1979e12, 80e9, 3.35e12, 450e9, 700, 1275);
    public static readonly Accelerator L4 = new("l4", 121e12, 242e12, 24e9, 0.3e12, 32e9, 72, 150);

    /// <summary>A row of models.csv.</summary>
    public static Architecture Model(string family, string name, params (string Name, double Value)[] parameters)
    {
        var kind = ArchitectureFamilies.Find(family)!;
        var values = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        foreach (var parameter in kind.Parameters.Where(parameter => !values.ContainsKey(parameter.Name)))
        {
            values[parameter.Name] = parameter.Default ?? values[parameter.DefaultFrom!];
        }
        return kind.Create(name, values).Value!;
    }
}

/// <summary>Scenarios that several tests and benchmarks share.</summary>
internal static class Scenarios
{
    /// <summary>The scenario <c>reference</c>, whose cost is known without sampling.</summary>
    public static Scenario Reference() => ReferenceRows().Build();

    public static ScenarioBuilder ReferenceRows(params string[] moreWorkloads) => new ScenarioBuilder(["chat", .. moreWorkloads])
        .With("chat", InputCatalogue.DailyUsers, new LogNormal(13e6, Math.Log(20.0 / 13) / 1.2815515655446004))
        .With("chat", InputCatalogue.QueriesPerUser, new LogNormal(10 / Math.Sqrt(1.25), Math.Sqrt(Math.Log(1.25))))
        .With("chat", InputCatalogue.PromptTokens, new LogNormal(200, 1))
        .With("chat", InputCatalogue.ResponseTokens, new LogNormal(300, 0.8))
        .With("chat", InputCatalogue.Utilisation, new Beta(4, 4, 0.1, 0.6))
        .With("chat", InputCatalogue.GpuPrice, new Triangular(1, 1.8, 4))
        .WithModels("chat", Hardware.Dense175)
        .WithGpus("chat", Hardware.A100);

    /// <summary>The reference scenario, but for a choice between two transformers.</summary>
    public static Scenario DecoderChoice() => ReferenceRows().WithModels("chat", Hardware.Gpt3, Hardware.Llama70).Build();

    /// <summary>A roofline workload in which every number that can be uncertain is.</summary>
    public static Scenario Roofline(Architecture model) => new ScenarioBuilder("chat")
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
        .With("chat", InputCatalogue.StepOverhead, new Uniform(0.003, 0.01))
        .With("chat", InputCatalogue.MemoryShare, new Uniform(0.85, 0.95))
        .With("chat", InputCatalogue.MaxBatch, Choice.OfNumbers([new("128", 128, 1), new("512", 512, 1)]))
        .With("chat", InputCatalogue.LoadFactor, new Uniform(0.5, 0.9))
        .With("chat", InputCatalogue.PeakToMean, new Uniform(1, 2))
        .With("chat", InputCatalogue.GpuPrice, new Uniform(2, 5))
        .With("chat", InputCatalogue.OverheadShare, new Uniform(0, 0.3))
        .WithModels("chat", model)
        .WithGpus("chat", Hardware.H100)
        .Build();

    /// <summary>Three workloads that between them choose between models, accelerators, serving models and ways to pay, and share a price.</summary>
    public static Scenario EverythingMixed() => new ScenarioBuilder("chat", "search", "code")
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
        .WithGpus("chat", Hardware.H100, Hardware.A100, Hardware.L4)
        .With("search", InputCatalogue.DailyUsers, 5e6)
        .With("search", InputCatalogue.QueriesPerUser, new Uniform(0, 3))
        .With("search", InputCatalogue.ResponseTokens, 50)
        .WithModels("search", Hardware.Llama7)
        .WithGpus("search", Hardware.L4)
        .With("code", InputCatalogue.DailyUsers, 1e6)
        .With("code", InputCatalogue.QueriesPerUser, 20)
        .With("code", InputCatalogue.PromptTokens, new LogNormal(2000, 1.2))
        .With("code", InputCatalogue.ResponseTokens, new LogNormal(60, 1))
        .With("code", InputCatalogue.GpuPower, 900)
        .With("code", InputCatalogue.GpuPrice, new Uniform(2, 3))
        .WithModels("code", Hardware.Llama70, Hardware.Llama7)
        .WithGpus("code", Hardware.H100, Hardware.A100)
        .Build();
}

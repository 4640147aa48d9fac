using CostSim.CostModel;
using CostSim.CostModel.Architectures;

namespace CostSim.Tests.Scenarios;

/// <summary>The architectures and accelerators that tests use, as published.</summary>
internal static class Hardware
{
    public static readonly Architecture Gpt3 = Model("decoder", "gpt-3-175b",
        ("layers", 96), ("d_model", 12288), ("heads", 96), ("head_dim", 128), ("d_ff", 49152), ("vocabulary", 50257), ("tied", 1),
            ("positions", 2048), ("biases", 1));
    public static readonly Architecture Llama7 = Model("decoder", "llama-2-7b",
        ("layers", 32), ("d_model", 4096), ("heads", 32), ("head_dim", 128), ("d_ff", 11008), ("vocabulary", 32000), ("gated", 1));
    public static readonly Architecture Llama70 = Model("decoder", "llama-2-70b",
        ("layers", 80), ("d_model", 8192), ("heads", 64), ("kv_heads", 8), ("head_dim", 128), ("d_ff", 28672), ("vocabulary", 32000),
            ("gated", 1));
    public static readonly Architecture Windowed = Model("decoder", "windowed",
        ("layers", 24), ("d_model", 2880), ("heads", 64), ("kv_heads", 8), ("head_dim", 64), ("d_ff", 8640), ("vocabulary", 201088),
            ("gated", 1), ("window", 128), ("windowed_layers", 12));
    public static readonly Architecture Mixtral = Model("decoder", "mixtral-8x7b",
        ("layers", 32), ("d_model", 4096), ("heads", 32), ("kv_heads", 8), ("head_dim", 128), ("d_ff", 14336), ("vocabulary", 32000),
            ("gated", 1),
        ("experts", 8), ("active_experts", 2));
    public static readonly Architecture Dense175 = Model("parameters", "dense-175b", ("active", 175e9));
    public static readonly Architecture Dense20 = Model("parameters", "dense-20b", ("active", 20e9));
    public static readonly Architecture Gpt4o = Model("parameters", "gpt-4o", ("active", 100e9));

    public static readonly Accelerator A100 = new("a100-80gb", 312e12, 624e12, 80e9, 2.039e12, 300e9, 400, 812);
    public static readonly Accelerator H100 = new("h100", 989e12, 1979e12, 80e9, 3.35e12, 450e9, 700, 1275);
    public static readonly Accelerator Mi300X = new("mi300x", 1307e12, 2615e12, 192e9, 5.3e12, 448e9, 750, 1300);
    public static readonly Accelerator L4 = new("l4", 121e12, 242e12, 24e9, 0.3e12, 32e9, 72, 150);

    /// <summary>A row of models.csv.</summary>
    public static Architecture Model(string family, string name, params (string Name, double Value)[] parameters) =>
        ArchitectureFamilies.Find(family)!.Create(name, parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value))
            .Value!;
}

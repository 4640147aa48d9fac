using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Simulation;

namespace CostSim.Cli.Inputs;

/// <summary>What a row or an override says of an input.</summary>
/// <param name="Definition">Which input.</param>
/// <param name="Workload">The workload it is for; empty for all.</param>
/// <param name="Law">Its law; null when a mistake was reported: the input still counts as given.</param>
/// <param name="Origin">Where it was stated: <c>inputs/x/inputs.csv:7</c> or <c>--set gpu_price</c>.</param>
/// <param name="Source">The reason or citation.</param>
/// <param name="Where">The place of the input's name.</param>
internal sealed record InputStatement(
    InputDefinition Definition, string Workload, Distribution? Law, string Origin, string Source, SourceLocation Where)
{
    /// <summary>The accelerator it is for, by name; empty for all.</summary>
    public string Gpu { get; init; } = "";

    /// <summary>The law as written, or in its own words when a bare value stood for it; empty when there is none.</summary>
    public string Stated { get; init; } = Law?.ToString() ?? "";

    /// <summary>The rows of a mixture; empty for a law in one row.</summary>
    public IReadOnlyList<StatedComponent> Components { get; init; } = [];

    /// <summary>The law's parameters, or the bare value, as written.</summary>
    public SourceFragment? Parameters { get; init; }

    /// <summary>True when it only fills what the rows beside it leave open, and nobody needs to hear that they leave nothing.</summary>
    public bool MayGoUnused { get; init; }

    /// <summary>The input as rows name it: <c>gpu_price:h200</c>.</summary>
    public string Input => new InputName(Definition, Gpu).ToString();

    /// <summary>With its workload: <c>chat.gpu_price</c>.</summary>
    public string Name => Workload.Length == 0 ? Input : $"{Workload}.{Input}";

    /// <summary>As diagnostics name it: <c>input chat.gpu_price</c>.</summary>
    public string Context => ContextOf(Workload, Input);

    /// <summary>As diagnostics name an input: <c>input chat.gpu_price</c>.</summary>
    public static string ContextOf(string workload, string input) => workload.Length == 0 ? $"input {input}" : $"input {workload}.{input}";

    /// <summary>Where an option of its choice was written.</summary>
    public SourceLocation PlaceOf(string option)
    {
        if (Parameters is null)
        {
            return Where;
        }
        var written = ParameterList.Read(Parameters, allowsBareWords: true, "", [], out _);
        var place = written.Find(parameter => parameter.Name.Text == option)?.Name ?? written.Find(parameter => parameter.Value?.Text == option)?.Value;
        return (place ?? Parameters).Location;
    }
}

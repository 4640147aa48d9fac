using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>What a row or an override says of an input, and where it was written.</summary>
/// <param name="Definition">Which input.</param>
/// <param name="Workload">The workload it is for; empty for all.</param>
/// <param name="Law">Its law; null when a mistake was reported: the input still counts as given.</param>
/// <param name="Origin">Where it was stated: <c>inputs/x/inputs.csv:7</c> or <c>--set gpu_price</c>.</param>
/// <param name="Source">The reason or citation.</param>
/// <param name="Where">The place of the input's name.</param>
internal sealed record InputStatement(
    InputDefinition Definition, string Workload, Distribution? Law, string Origin, string Source, SourceLocation Where)
    : Statement(Definition, Workload, Law, Origin, Source)
{
    /// <summary>The law's parameters, or the bare value, as written.</summary>
    public ParameterList? Parameters { get; init; }

    /// <summary>As diagnostics name it: <c>input chat.gpu_price</c>.</summary>
    public string Context => ContextOf(Workload, Input);

    /// <summary>As diagnostics name an input: <c>input chat.gpu_price</c>.</summary>
    public static string ContextOf(string workload, string input) => workload.Length == 0 ? $"input {input}" : $"input {workload}.{input}";

    /// <summary>Where an option of its choice was written.</summary>
    public SourceLocation PlaceOf(string option) => Parameters is null ? Where : (Parameters.Find(option) ?? Parameters.Cell).Location;

    /// <summary>With what its options stand for.</summary>
    public InputStatement Resolved(Catalogues catalogues) => Law is null ? this : Definition.Catalogue switch
    {
        CatalogueKind.Models => this with { Models = [.. Options.Select(catalogues.Models.Find)] },
        CatalogueKind.Gpus => this with { Gpus = [.. Options.Select(catalogues.Gpus.Find)] },
        _ => this,
    };
}

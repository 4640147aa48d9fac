using CostSim.CostModel;

namespace CostSim.Scenarios;

/// <summary>
/// Reads the <c>input</c> cell of a row, or the same part of an override: <c>gpu_price</c>, <c>gpu_price:h200</c> for one accelerator.
/// </summary>
internal sealed class InputNameCell(Catalogues catalogues, Diagnostics diagnostics)
{
    private const char ForGpu = ':';

    private static readonly IReadOnlyList<string> Names = [.. InputCatalogue.All.Select(input => input.Name)];

    /// <summary>What <c>chat.gpu_price</c> or <c>gpu_price</c> names, outside inputs.csv; null after reporting.</summary>
    /// <param name="cell">The name.</param>
    /// <param name="workloads">The workloads of the scenario; null when mistakes leave them open.</param>
    /// <param name="meant">The input that it is about, as far as can be told.</param>
    public QualifiedName? ReadQualified(SourceFragment cell, IReadOnlyList<string>? workloads, out InputDefinition? meant)
    {
        meant = null;
        int colon = cell.Text.IndexOf(ForGpu, StringComparison.Ordinal);
        int point = cell.Text.AsSpan(0, colon < 0 ? cell.Text.Length : colon).IndexOf('.');
        string workload = point < 0 ? "" : cell.Text[..point];
        var input = point < 0 ? cell : cell.Slice(point + 1, cell.Text.Length - point - 1);
        if (point >= 0 && workloads is not null && !workloads.Contains(workload))
        {
            diagnostics.Error(
                DiagnosticCode.BadWorkload, cell.Location, "", $"{Diagnostics.Quote(workload)} is not a workload of this scenario",
                NearestName.Help(workload, workloads, $"one of {string.Join(", ", workloads)}"));
            return null;
        }
        return Read(input, "", isBroken: false, out meant) is { } name ? new(workload, name) : null;
    }

    /// <summary>
    /// What the cell names; null after reporting, unless <paramref name="isBroken"/>: then mistakes are the consequence of another.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="context">What stands there, for diagnostics.</param>
    /// <param name="isBroken">True when the cell may be part of another one.</param>
    /// <param name="meant">The input that it is about, as far as can be told.</param>
    public InputName? Read(SourceFragment cell, string context, bool isBroken, out InputDefinition? meant)
    {
        int colon = cell.Text.IndexOf(ForGpu, StringComparison.Ordinal);
        var name = colon < 0 ? cell : cell.Slice(0, colon).Trimmed();
        var definition = InputCatalogue.Find(name.Text);
        meant = definition;
        if (definition is null)
        {
            string? nearest = NearestName.Of(name.Text, Names);
            meant = nearest is null ? null : InputCatalogue.Find(nearest);
            if (!isBroken)
            {
                diagnostics.Error(
                    DiagnosticCode.UnknownInput, name.Location, context,
                    name.IsEmpty ? "the input's name is missing" : $"{Diagnostics.Quote(name.Text)} is not a known input",
                    NearestName.HelpWith(nearest, Names, "one of the inputs that `costsim list inputs` shows"));
            }
            return null;
        }
        if (colon < 0)
        {
            return new(definition, "");
        }
        var gpu = cell.Slice(colon + 1, cell.Text.Length - colon - 1).Trimmed();
        if (!definition.IsPerGpu)
        {
            if (!isBroken)
            {
                diagnostics.Error(
                    DiagnosticCode.NotPerGpu, cell.Location, context,
                    $"{definition.Name} is the same for all accelerators, but is stated for {Diagnostics.Quote(gpu.Text)}",
                    $"write {definition.Name}; "
                        + $"{string.Join(", ", InputCatalogue.All.Where(input => input.IsPerGpu).Select(input => input.Name))} "
                        + "may name an accelerator");
            }
            return null;
        }
        if (!catalogues.Gpus.Knows(gpu.Text))
        {
            if (!isBroken)
            {
                var known = catalogues.Gpus.Names;
                diagnostics.Error(
                    DiagnosticCode.UnknownOption, gpu.Location, context,
                    gpu.IsEmpty
                        ? $"a GPU is missing after {definition.Name}:"
                        : $"{Diagnostics.Quote(gpu.Text)} is not a GPU of {CatalogueReader.GpusFile}",
                    NearestName.Help(gpu.Text, known, Catalogues.WhereToFind(CatalogueKind.Gpus, known)));
            }
            return null;
        }
        return new(definition, gpu.Text);
    }
}

/// <summary>An input, and the accelerator it is stated for; empty for all.</summary>
internal sealed record InputName(InputDefinition Definition, string Gpu)
{
    /// <summary>As rows write it.</summary>
    public override string ToString() => ScenarioInput.NameOf(Definition, Gpu);
}

/// <summary>An input of a workload; of an empty one, of all.</summary>
internal sealed record QualifiedName(string Workload, InputName Name)
{
    /// <summary>As diagnostics name it: <c>chat.gpu_price</c>.</summary>
    public override string ToString() => Workload.Length == 0 ? Name.ToString() : $"{Workload}.{Name}";
}

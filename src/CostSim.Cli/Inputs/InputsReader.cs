using CostSim.CostModel;
using CostSim.Simulation;

namespace CostSim.Cli.Inputs;

/// <summary>Reads the rows of inputs.csv.</summary>
internal sealed class InputsReader(Catalogues catalogues, Diagnostics diagnostics)
{
    private static readonly IReadOnlyList<CsvColumn> Columns =
        [new("workload"), new("input"), new("distribution"), new("parameters"), new("unit", MayEndRowEarly: true), new("source", MayEndRowEarly: true)];

    private readonly LawCell _laws = new(catalogues, diagnostics);
    private readonly List<string> _workloads = [];
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly HashSet<InputDefinition> _meant = [];
    private readonly List<InputStatement> _statements = [];

    /// <summary>Every row's statement, mistakes in the diagnostics; null when the file has no header or no rows.</summary>
    public StatedInputs? Read(SourceText file)
    {
        if (CsvTable.Read(file, Columns, Subject, diagnostics) is not { } table)
        {
            return null;
        }
        if (table.Rows.Count == 0)
        {
            diagnostics.Error(DiagnosticCode.NoRows, file.Whole, "", "the scenario has no rows", "add a row for every input that needs one; `costsim init` writes an example");
            return null;
        }
        foreach (var row in table.Rows)
        {
            ReadRow(row, file);
        }
        return new(file, _statements, _workloads, _meant, table.IsWhole);
    }

    private static string Subject(CsvRow row) => InputStatement.ContextOf(row["workload"]?.Text ?? "", row["input"]?.Text ?? "");

    /// <summary>Letters, digits, - and _: workload names key random streams and stand in the names of outputs.</summary>
    private static bool IsWorkloadName(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private void ReadRow(CsvRow row, SourceFragment input, string workload, bool isKnownWorkload, SourceText file)
    {
        var context = InputStatement.ContextOf(workload, input.Text);
        var definition = InputCatalogue.Find(input.Text);
        if (definition is null)
        {
            if (!row.IsBroken)
            {
                ReportUnknown(input);
            }
            if (NearestName.Of(input.Text, InputCatalogue.All.Select(known => known.Name)) is { } meant)
            {
                _meant.Add(InputCatalogue.Find(meant)!);
            }
            return;
        }
        if (row.IsBroken || IsCutByComma(row, context))
        {
            _meant.Add(definition);
            return;
        }
        var law = row["distribution"] is { } distribution && row["parameters"] is { } parameters
            ? _laws.Read(definition, distribution, parameters, context)
            : null;
        if (row["unit"] is { } unit)
        {
            UnitCell.Check(unit, definition, context, diagnostics);
        }
        if (!isKnownWorkload)
        {
            _meant.Add(definition);
        }
        else if (_statements.Find(earlier => earlier.Definition == definition && earlier.Workload == workload) is { } earlier)
        {
            diagnostics.Error(
                DiagnosticCode.DuplicateInput, input.Location, context,
                FormattableString.Invariant($"{definition.Name} is given twice{(workload.Length == 0 ? "" : $" for the workload {workload}")}, first on line {earlier.Where.Line}"),
                FormattableString.Invariant($"keep line {earlier.Where.Line} or line {input.Line}"));
        }
        else
        {
            var origin = FormattableString.Invariant($"{file.Name}:{input.Line}");
            _statements.Add(new(definition, workload, law, origin, row["source"]?.Text ?? "", input.Location)
            {
                Stated = $"{row["distribution"]?.Text} {row["parameters"]?.Text}",
            });
        }
    }

    /// <summary>Reports a decimal comma that has moved a fraction into the unit's cell.</summary>
    private bool IsCutByComma(CsvRow row, string context)
    {
        if (row["parameters"] is not { } parameters || row["unit"] is not { } unit || unit.Text == "1" || DecimalComma.Between(parameters, unit) is not { } number)
        {
            return false;
        }
        DecimalComma.Report(number, parameters, context, diagnostics);
        return true;
    }

    private void ReadRow(CsvRow row, SourceText file)
    {
        var (workload, isKnown) = row["workload"] is { } cell ? WorkloadOf(cell, row.IsBroken) : ("", true);
        if (row["input"] is { } input)
        {
            ReadRow(row, input, workload, isKnown, file);
        }
    }

    /// <summary>The workload a cell names, and whether it can be one; a name that cannot is reported once.</summary>
    private (string Name, bool IsKnown) WorkloadOf(SourceFragment cell, bool isBroken)
    {
        var name = cell.Text;
        if (name.Length == 0 || _workloads.Contains(name))
        {
            return (name, true);
        }
        if (isBroken)
        {
            return (name, false);
        }
        var context = "column workload";
        if (name.Equals(Scenario.Total, StringComparison.OrdinalIgnoreCase))
        {
            if (_refused.Add(name))
            {
                diagnostics.Error(DiagnosticCode.BadWorkload, cell.Location, context, $"{Diagnostics.Quote(name)} is the name of the sum over workloads", "choose another name");
            }
            return (name, false);
        }
        if (!IsWorkloadName(name))
        {
            if (_refused.Add(name))
            {
                diagnostics.Error(DiagnosticCode.BadWorkload, cell.Location, context, $"{Diagnostics.Quote(name)} cannot be the name of a workload", "use letters, digits, - and _");
            }
            return (name, false);
        }
        if (_workloads.Find(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            if (_refused.Add(name))
            {
                diagnostics.Error(
                    DiagnosticCode.BadWorkload, cell.Location, context, $"{Diagnostics.Quote(name)} and {Diagnostics.Quote(other)} differ only in case", $"write {other}, or choose another name");
            }
            return (other, false);
        }
        _workloads.Add(name);
        return (name, true);
    }

    private void ReportUnknown(SourceFragment input) => diagnostics.Error(
        DiagnosticCode.UnknownInput, input.Location, "column input", input.IsEmpty ? "the input's name is missing" : $"{Diagnostics.Quote(input.Text)} is not a known input",
        NearestName.Help(input.Text, [.. InputCatalogue.All.Select(known => known.Name)], "one of the inputs that `costsim list inputs` shows"));
}

/// <summary>What a scenario's file says.</summary>
/// <param name="File">The file.</param>
/// <param name="Statements">Its rows, at most one per workload and input.</param>
/// <param name="Workloads">The workloads it names, in order of appearance; none when every row has an empty one.</param>
/// <param name="Meant">Inputs that rows with mistakes seem to be about: none of them is called missing.</param>
/// <param name="IsWhole">False when part of the file could not be told into rows.</param>
internal sealed record StatedInputs(
    SourceText File, IReadOnlyList<InputStatement> Statements, IReadOnlyList<string> Workloads, IReadOnlySet<InputDefinition> Meant, bool IsWhole);

using CostSim.CostModel;

namespace CostSim.Scenarios;

/// <summary>Reads the rows of inputs.csv.</summary>
internal sealed class InputsReader(Catalogues catalogues, DataFiles data, Diagnostics diagnostics)
{
    private static readonly IReadOnlyList<CsvColumn> Columns =
        [new("workload"), new("input"), new("distribution"), new("parameters"), new("unit", MayEndRowEarly: true),
            new("source", MayEndRowEarly: true)];

    private readonly InputNameCell _names = new(catalogues, diagnostics);
    private readonly LawCell _laws = new(catalogues, data, diagnostics);
    private readonly List<string> _workloads = [];
    private readonly Dictionary<string, string> _spellings = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly HashSet<InputDefinition> _meant = [];
    private readonly List<InputRows> _inputs = [];
    private readonly Dictionary<(string Workload, string Input), InputRows> _given = [];

    /// <summary>Every row's statement, mistakes in the diagnostics; null when the file has no header or no rows.</summary>
    public StatedInputs? Read(SourceText file)
    {
        if (CsvTable.Read(file, Columns, Subject, diagnostics) is not { } table)
        {
            return null;
        }
        if (table.Rows.Count == 0)
        {
            diagnostics.Error(DiagnosticCode.NoRows, file.Whole, "", "the scenario has no rows",
                "add a row for every input that has no default; `costsim list inputs` shows them");
            return null;
        }
        foreach (var row in table.Rows)
        {
            ReadRow(row, file);
        }
        var statements =
            _inputs.Select(rows => rows.Together(mayLackRows: !table.IsWhole || _meant.Contains(rows.Definition), diagnostics)).ToList();
        return new(file, statements, _workloads, _meant, table.IsWhole);
    }

    private static string Subject(CsvRow row) => InputStatement.ContextOf(row["workload"]?.Text ?? "", row["input"]?.Text ?? "");

    private void ReadRow(CsvRow row, SourceFragment input, string workload, bool isKnownWorkload, SourceText file)
    {
        string context = InputStatement.ContextOf(workload, input.Text);
        if (_names.Read(input, "column input", row.IsBroken, out var meant) is not { } name || row.IsBroken || IsCutByComma(row, context))
        {
            if (meant is not null)
            {
                _meant.Add(meant);
            }
            return;
        }
        var definition = name.Definition;
        var parameters = row["parameters"] is { } cell ? new ParameterList(cell) : null;
        var law = row["distribution"] is { } distribution && parameters is not null
            ? _laws.Read(definition, distribution, parameters, context)
            : new(null, null, null, IsReadable: false);
        if (row["unit"] is { } unit)
        {
            UnitCell.Check(unit, definition, context, diagnostics);
        }
        if (!isKnownWorkload)
        {
            _meant.Add(definition);
        }
        else
        {
            string origin = FormattableString.Invariant($"{file.Name}:{input.Line}");
            var statement = new InputStatement(definition, workload, law.Law, origin, row["source"]?.Text ?? "", input.Location)
            {
                Gpu = name.Gpu,
                Stated = $"{row["distribution"]?.Text} {row["parameters"]?.Text}",
                Parameters = parameters,
            };
            if (!_given.TryGetValue((workload, statement.Input), out var rows))
            {
                _given[(workload, statement.Input)] = rows = new();
                _inputs.Add(rows);
            }
            rows.Add(statement, law);
        }
    }

    /// <summary>Reports a decimal comma that has moved a fraction into the unit's cell.</summary>
    private bool IsCutByComma(CsvRow row, string context)
    {
        if (row["parameters"] is not { } parameters || row["unit"] is not { } unit || unit.Text == "1"
            || DecimalComma.Between(parameters, unit) is not { } number)
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
        string name = cell.Text;
        if (name.Length == 0 || _spellings.TryGetValue(name, out string? other) && other == name)
        {
            return (name, true);
        }
        if (isBroken)
        {
            return (name, false);
        }
        if (WorkloadName.Check(name, Diagnostics.Quote, _workloads) is { } problem)
        {
            if (_refused.Add(name))
            {
                diagnostics.Add(problem, cell.Location, "column workload");
            }
            return (other ?? name, false);
        }
        _workloads.Add(name);
        _spellings.Add(name, name);
        return (name, true);
    }
}

/// <summary>What a scenario's file says.</summary>
/// <param name="File">The file.</param>
/// <param name="Statements">Its rows, at most one per workload, input and accelerator.</param>
/// <param name="Workloads">The workloads it names, in order of appearance; none when every row has an empty one.</param>
/// <param name="Meant">Inputs that rows with mistakes seem to be about: none of them is called missing.</param>
/// <param name="IsWhole">False when part of the file could not be told into rows.</param>
internal sealed record StatedInputs(
    SourceText File, IReadOnlyList<InputStatement> Statements, IReadOnlyList<string> Workloads,
    IReadOnlySet<InputDefinition> Meant, bool IsWhole)
{
    /// <summary>The workloads of the scenario: those it names, or the only one.</summary>
    public IReadOnlyList<string> WorkloadsOrOne => ScenarioDraft.WorkloadsOr(Workloads);

    /// <summary>What mistakes leave open.</summary>
    /// <param name="catalogues">The models that may be meant.</param>
    public Unsettled Unsettled(Catalogues catalogues) => new(Meant, IsWhole, [.. catalogues.Models.Entries]);
}

using CostSim.CostModel;
using CostSim.Sampling;
using CostSim.Simulation;

namespace CostSim.Cli.Inputs;

/// <summary>Reads correlations.csv: <c>input_a,input_b,rank_correlation</c>, the inputs as <c>workload.input</c> or <c>input</c>.</summary>
internal sealed class CorrelationsReader(SourceText file, Catalogues catalogues, Diagnostics diagnostics)
{
    public const string FileName = "correlations.csv";

    private static readonly IReadOnlyList<string> InputColumns = ["input_a", "input_b"];
    private static readonly IReadOnlyList<CsvColumn> Columns = [.. InputColumns.Select(column => new CsvColumn(column)), new("rank_correlation")];

    private readonly InputNameCell _names = new(catalogues, diagnostics);
    private readonly List<Pair> _pairs = [];

    /// <summary>Reads the rows, mistakes in the diagnostics.</summary>
    /// <param name="stated">What inputs.csv says; null when it cannot be told.</param>
    /// <param name="statements">Its statements, overrides applied.</param>
    public void Read(StatedInputs? stated, IReadOnlyList<InputStatement> statements)
    {
        var lines = new Dictionary<(string, string), int>();
        foreach (var row in CsvTable.Read(file, Columns, Subject, diagnostics)?.Rows ?? [])
        {
            if (row.IsBroken)
            {
                continue;
            }
            var inputs = InputColumns.Select(column => row[column] is { } cell ? Find(cell, Subject(row), stated, statements) : null).ToList();
            double? coefficient = row["rank_correlation"] is { } number ? CoefficientOf(number, Subject(row)) : null;
            if (inputs is not [{ } a, { } b])
            {
                continue;
            }
            var names = string.CompareOrdinal(a.Name, b.Name) < 0 ? (a.Name, b.Name) : (b.Name, a.Name);
            var where = row[InputColumns[1]]!;
            if (ReferenceEquals(a, b))
            {
                diagnostics.Error(
                    DiagnosticCode.BadCorrelation, where.Location, Subject(row), $"{a.Name} is paired with itself", "name two different inputs, or remove the row");
            }
            else if (!lines.TryAdd(names, row.Line))
            {
                diagnostics.Error(
                    DiagnosticCode.BadCorrelation, where.Location, Subject(row),
                    FormattableString.Invariant($"{a.Name} and {b.Name} are paired twice, first on line {lines[names]}"),
                    FormattableString.Invariant($"keep line {lines[names]} or line {row.Line}"));
            }
            else if (coefficient is { } value)
            {
                _pairs.Add(new(a, b, value, row));
            }
        }
    }

    /// <summary>
    /// The correlations between inputs that a run draws; null for none, and after reporting that they contradict each other. Pairs with an
    /// input that is fixed or not used have no effect, which is a warning: an override may have made it so.
    /// </summary>
    /// <param name="scenario">The scenario; null when it has mistakes.</param>
    public RankCorrelations? Between(Scenario? scenario)
    {
        var drawn = scenario?.Uncertain.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        var effective = new List<Pair>();
        foreach (var pair in _pairs)
        {
            if (Idle(pair, drawn) is not { } idle)
            {
                effective.Add(pair);
                continue;
            }
            diagnostics.Warn(
                DiagnosticCode.NoCorrelation, pair.Row[idle == pair.A ? InputColumns[0] : InputColumns[1]]!.Location, Subject(pair.Row),
                $"the row has no effect: {idle.Name} is {(idle.Law is { IsFixed: true } ? "fixed" : "not used")}",
                "remove the row, or let it stand for runs where both vary");
        }
        if (effective.Count == 0)
        {
            return null;
        }
        var correlations = RankCorrelations.Of([.. effective.Select(pair => (pair.A.Name, pair.B.Name, pair.Coefficient))]);
        if (correlations.IsPositiveDefinite)
        {
            return correlations;
        }
        ReportContradiction(correlations, effective);
        return null;
    }

    private static string Subject(CsvRow row) =>
        row[InputColumns[0]] is { IsEmpty: false } a && row[InputColumns[1]] is { IsEmpty: false } b ? $"correlation of {a} and {b}" : "";

    /// <summary>The input of a pair that does not vary; null when both do, or may.</summary>
    private static InputStatement? Idle(Pair pair, HashSet<string>? drawn)
    {
        foreach (var input in new[] { pair.A, pair.B })
        {
            if (input.Law is { IsFixed: true } || input.Law is not null && drawn is not null && !drawn.Contains(input.Name))
            {
                return input;
            }
        }
        return null;
    }

    /// <summary>The statement of inputs.csv that a cell names; null after reporting, and where mistakes elsewhere leave it open.</summary>
    private InputStatement? Find(SourceFragment cell, string context, StatedInputs? stated, IReadOnlyList<InputStatement> statements)
    {
        if (_names.ReadQualified(cell, stated is { IsWhole: true } ? ScenarioAssembler.WorkloadsOf(stated) : null, out _) is not { } name)
        {
            return null;
        }
        var definition = name.Name.Definition;
        if (definition.IsCategorical)
        {
            diagnostics.Error(
                DiagnosticCode.CannotCorrelate, cell.Location, context,
                $"{definition.Name} names an option, and options have no order that could be correlated", "remove the row: only inputs of numbers can be correlated");
            return null;
        }
        var rows = statements.Where(row => row.Definition == definition).ToList();
        var alike = rows.FindAll(row => row.Gpu == name.Name.Gpu);
        var found = alike.Find(row => row.Workload == name.Workload) ?? alike.Find(row => row.Workload.Length == 0);
        if (found is null && stated is { IsWhole: true } && !stated.Meant.Contains(definition))
        {
            // A row of another workload is not meant where one is named.
            var others = rows.FindAll(row => name.Workload.Length == 0 || row.Workload.Length == 0 || row.Workload == name.Workload);
            string byDefault = definition.Default is { } value ? $", which is {NumberReader.Write(value)} by default" : "";
            var (what, help) = others.Count > 0
                ? ($"no row states {name} as such", $"write {string.Join(" or ", others.Select(row => row.Name))}")
                : ($"no row states {name}{byDefault}", $"add a row of {definition.Name} with a law to {ScenarioReader.InputsFile}, or remove this one");
            diagnostics.Error(DiagnosticCode.CannotCorrelate, cell.Location, context, what, help);
        }
        return found;
    }

    private double? CoefficientOf(SourceFragment cell, string context)
    {
        if (NumberReading.Of(cell, context, diagnostics) is not { } number)
        {
            return null;
        }
        double size = Math.Abs(number);
        if (size < 1)
        {
            return number;
        }
        var (what, help) = size == 1
            ? ($"a rank correlation of {cell} would make one input a function of the other", $"write {(number > 0 ? "0.999" : "-0.999")}")
            : ($"a rank correlation must lie between -1 and 1, but is {cell}",
                size is >= 10 and < 100 ? $"write percentages with %: {cell}%" : "write a number such as 0.5");
        diagnostics.Error(DiagnosticCode.BadCorrelation, cell.Location, context, what, help);
        return null;
    }

    private void ReportContradiction(RankCorrelations correlations, List<Pair> pairs)
    {
        var nearest = correlations.Nearest();
        var (a, b, here, there) = correlations.WorstPair(nearest);
        var row = pairs.Find(pair => pair.Joins(a, b))?.Row;
        var rows = new List<string> { string.Join(',', Columns.Select(column => column.Name)) };
        for (int i = 0; i < nearest.Names.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (nearest[i, j] != 0)
                {
                    rows.Add($"{nearest.Names[j]},{nearest.Names[i]},{NumberReader.Write(nearest[i, j])}");
                }
            }
        }
        diagnostics.Error(
            DiagnosticCode.ContradictoryCorrelations, row?["rank_correlation"]?.Location ?? file.Whole, $"correlation of {a} and {b}",
            "these rank correlations contradict each other: no draws can have all of them. "
                + $"Farthest off is {NumberReader.Write(here)} between {a} and {b}",
            $"the nearest that go together, {NumberReader.Write(there)} there, are\n{string.Join('\n', rows)}");
    }

    /// <summary>A row whose inputs and number are right.</summary>
    private sealed record Pair(InputStatement A, InputStatement B, double Coefficient, CsvRow Row)
    {
        public bool Joins(string a, string b) => A.Name == a && B.Name == b || A.Name == b && B.Name == a;
    }
}

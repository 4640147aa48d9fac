using CostSim.CostModel;
using CostSim.Sampling;

namespace CostSim.Scenarios;

/// <summary>Reads correlations.csv: <c>input_a,input_b,rank_correlation</c>, the inputs as <c>workload.input</c> or <c>input</c>.</summary>
internal sealed class CorrelationsReader(SourceText file, Catalogues catalogues, Diagnostics diagnostics)
{
    public const string FileName = "correlations.csv";

    private static readonly IReadOnlyList<string> InputColumns = ["input_a", "input_b"];
    private static readonly IReadOnlyList<CsvColumn> Columns =
        [.. InputColumns.Select(column => new CsvColumn(column)), new("rank_correlation")];

    private readonly InputNameCell _names = new(catalogues, diagnostics);
    private readonly List<(CorrelatedPair Pair, CsvRow Row)> _pairs = [];

    /// <summary>Reads the rows, mistakes in the diagnostics.</summary>
    /// <param name="stated">What inputs.csv says; null when it cannot be told.</param>
    /// <param name="statements">Its statements, overrides applied.</param>
    public void Read(StatedInputs? stated, IReadOnlyList<Statement> statements)
    {
        var lines = new Dictionary<(string, string), int>();
        foreach (var row in CsvTable.Read(file, Columns, Subject, diagnostics)?.Rows ?? [])
        {
            if (row.IsBroken)
            {
                continue;
            }
            var inputs =
                InputColumns.Select(column => row[column] is { } cell ? Find(cell, Subject(row), stated, statements) : null).ToList();
            double? coefficient = row["rank_correlation"] is { } number ? CoefficientOf(number, Subject(row)) : null;
            if (inputs is not [{ } a, { } b])
            {
                continue;
            }
            var names = string.CompareOrdinal(a.Name, b.Name) < 0 ? (a.Name, b.Name) : (b.Name, a.Name);
            var where = row[InputColumns[1]]!;
            if (CorrelationCheck.OfPair(a, b) is { } problem)
            {
                diagnostics.Add(problem, where.Location, Subject(row));
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
                _pairs.Add((new(a, b, value), row));
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
        var effective = new List<CorrelatedPair>();
        foreach (var (pair, row) in _pairs)
        {
            if (pair.Idle(drawn) is not { } idle)
            {
                effective.Add(pair);
                continue;
            }
            diagnostics.Add(
                CorrelationCheck.NoEffect(pair, idle), row[idle == pair.A ? InputColumns[0] : InputColumns[1]]!.Location, Subject(row));
        }
        if (CorrelationCheck.Between(effective) is not { IsPositiveDefinite: false } correlations)
        {
            return CorrelationCheck.Between(effective);
        }
        var (contradiction, a, b) = CorrelationCheck.Contradiction(correlations);
        var worst = _pairs.Find(pair => effective.Contains(pair.Pair) && pair.Pair.Joins(a, b)).Row;
        diagnostics.Add(contradiction, worst?["rank_correlation"]?.Location ?? file.Whole, $"correlation of {a} and {b}");
        return null;
    }

    private static string Subject(CsvRow row) =>
        row[InputColumns[0]] is { IsEmpty: false } a && row[InputColumns[1]] is { IsEmpty: false } b ? $"correlation of {a} and {b}" : "";

    /// <summary>The statement that a cell names; null after reporting, and where mistakes elsewhere leave it open.</summary>
    private Statement? Find(SourceFragment cell, string context, StatedInputs? stated, IReadOnlyList<Statement> statements)
    {
        if (_names.ReadQualified(cell, stated is { IsWhole: true } ? stated.WorkloadsOrOne : null, out _) is not { } name)
        {
            return null;
        }
        var (found, problem) = CorrelationCheck.Find(
            name.Name.Definition, name.Workload, name.Name.Gpu, statements, stated?.Unsettled(catalogues) ?? Unsettled.Everything);
        if (problem is not null)
        {
            diagnostics.Add(problem, cell.Location, context);
        }
        return found;
    }

    private double? CoefficientOf(SourceFragment cell, string context)
    {
        if (NumberReading.Of(cell, context, diagnostics) is not { } number)
        {
            return null;
        }
        if (CorrelationCheck.OfCoefficient(number, cell.Text) is not { } problem)
        {
            return number;
        }
        diagnostics.Add(problem, cell.Location, context);
        return null;
    }
}

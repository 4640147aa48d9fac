using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>The rows that state one input for one workload: a single one, or the components of a mixture, each with its weight.</summary>
internal sealed class InputRows
{
    private readonly List<(InputStatement Statement, StatedLaw Law)> _rows = [];

    /// <summary>The input.</summary>
    public InputDefinition Definition => _rows[0].Statement.Definition;

    public void Add(InputStatement statement, StatedLaw law) => _rows.Add((statement, law));

    /// <summary>What the rows say together; its law is null after reporting.</summary>
    /// <param name="mayLackRows">True when a row with mistakes may be one of them.</param>
    /// <param name="diagnostics">Takes the mistakes.</param>
    public InputStatement Together(bool mayLackRows, Diagnostics diagnostics)
    {
        var (first, law) = _rows[0];
        var weighted = _rows.FindAll(row => row.Law.Weight is not null);
        if (weighted.Count > 0 && first.Definition.IsCategorical)
        {
            // Their weights have been reported.
            return first with { Law = null };
        }
        if (_rows.Count == 1 && law.Weight is { } weight)
        {
            if (!mayLackRows)
            {
                diagnostics.Error(
                    DiagnosticCode.BadMixture, weight.Location, first.Context,
                    $"{weight} makes this row a part of a mixture, but {first.Input} has no other row{ForWorkload}",
                    $"remove {weight}, or add the other rows with their weights");
            }
            return first with { Law = null };
        }
        if (weighted.Count == 0)
        {
            ReportTwice(diagnostics);
            return first;
        }
        if (weighted.Count < _rows.Count)
        {
            foreach (var (row, _) in _rows.Where(row => row.Law is { Weight: null, IsReadable: true }))
            {
                diagnostics.Error(
                    DiagnosticCode.BadMixture, row.Parameters?.Cell is { IsEmpty: false } cell ? cell.Location : row.Where, row.Context,
                    FormattableString.Invariant(
                        $"this row of {row.Input} has no weight, but line {weighted[0].Statement.Where.Line} has one"),
                    "give each row of a mixture weight=, or keep one row without it");
            }
            return first with { Law = null };
        }
        return first with
        {
            Law = Mixed(first.Context, diagnostics),
            Stated = $"mixture of {string.Join(" and ", _rows.Select(row => row.Statement.Stated))}",
            Components = [.. _rows.Select(row => new StatedComponent(row.Statement.Stated, row.Statement.Source))],
            Source = string.Join("; ", _rows.Select(row => row.Statement.Source).Where(source => source.Length > 0).Distinct()),
        };
    }

    private string ForWorkload => _rows[0].Statement.Workload is { Length: > 0 } workload ? $" for the workload {workload}" : "";

    private void ReportTwice(Diagnostics diagnostics)
    {
        var first = _rows[0].Statement;
        foreach (var (row, _) in _rows.Skip(1))
        {
            diagnostics.Error(
                DiagnosticCode.DuplicateInput, row.Where, row.Context,
                FormattableString.Invariant($"{first.Input} is given twice{ForWorkload}, first on line {first.Where.Line}"),
                FormattableString.Invariant($"keep line {first.Where.Line} or line {row.Where.Line}")
                    + (first.Definition.IsCategorical ? "" : ", or give each row weight= for a mixture"));
        }
    }

    private Distribution? Mixed(string context, Diagnostics diagnostics)
    {
        var components = _rows.Select(row => row.Law is { Law: { } law, Share: { } share } ? new MixtureComponent(share, law) : null)
            .OfType<MixtureComponent>().ToList();
        if (components.Count < _rows.Count)
        {
            return null;
        }
        var outcome = Mixture.Of(components);
        foreach (var problem in outcome.Problems)
        {
            diagnostics.Error(DiagnosticCode.BadWeight, _rows[0].Law.Weight!.Location, context, problem.What, problem.Help);
        }
        return outcome.IsRight && components.TrueForAll(component => component.Law is Fixed or Choice)
            ? AsChoice(components)
            : outcome.Value;
    }

    /// <summary>Single numbers make a choice between them, which is what some inputs ask for.</summary>
    private static Distribution AsChoice(List<MixtureComponent> components)
    {
        var options = components.SelectMany(component => component.Law is Choice choice
                ? choice.Options.Select((option, i) => (option.Value, Weight: component.Weight * choice.Probabilities[i]))
                : [(Value: component.Law.Minimum, component.Weight)])
            .GroupBy(option => option.Value)
            .Select(option => new ChoiceOption(NumberReader.Write(option.Key), option.Key, option.Sum(same => same.Weight)))
            .ToList();
        return options.Count == 1 ? new Fixed(options[0].Value) : Choice.OfNumbers(options);
    }
}

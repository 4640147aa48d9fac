using CostSim.CostModel;

namespace CostSim.Scenarios;

/// <summary>Hands statements to the engine, and finds the place in the text of every problem that it sees.</summary>
internal sealed class ScenarioAssembler(
    StatedInputs stated, IReadOnlyList<InputStatement> statements, LoadProfiles profiles, Catalogues catalogues, Diagnostics diagnostics)
{
    private readonly Dictionary<(string Workload, string Input, string Gpu), InputStatement> _rows =
        statements.ToDictionary(statement => (statement.Workload, statement.Definition.Name, statement.Gpu));

    private readonly HashSet<(SourceLocation, string)> _reported = [];

    /// <summary>The scenario; null when there are errors.</summary>
    public Scenario? Assemble(string name)
    {
        var draft = new ScenarioDraft(stated.Workloads, [.. statements.Select(statement => statement.Resolved(catalogues))], profiles,
            stated.Unsettled(catalogues));
        foreach (var problem in draft.Problems)
        {
            Report(problem);
        }
        return diagnostics.HasErrors ? null : draft.Finish(name);
    }

    private void Report(Problem problem)
    {
        if (problem.Kind == ProblemKind.MissingInput)
        {
            string context = problem.Workload.Length == 0 ? "" : $"workload {problem.Workload}";
            diagnostics.Add(problem with { Help = $"add a row such as {RowFor(problem)}" }, stated.File.Whole, context);
            return;
        }
        var row = _rows[(problem.Workload, problem.Input, problem.Gpu)];
        if (problem.Parameter.Length == 0)
        {
            diagnostics.Add(problem, row.Where, row.Context);
            return;
        }
        // An override may state several rows: what is wrong with one of its options is one mistake.
        var where = row.PlaceOf(problem.Parameter);
        if (_reported.Add((where, problem.What)))
        {
            diagnostics.Add(problem, where, row.Context);
        }
    }

    private string RowFor(Problem missing)
    {
        var input = InputCatalogue.Find(missing.Input)!;
        string value = input.IsCategorical ? catalogues.OptionsOf(input)[0] : "...";
        return string.Join(',', missing.Workload, new InputName(input, missing.Gpu), "fixed", $"value={value}", input.Unit, "");
    }
}

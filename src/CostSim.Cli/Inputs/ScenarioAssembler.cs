using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Simulation;

namespace CostSim.Cli.Inputs;

/// <summary>Puts statements together into workloads: whose row wins where, what is missing, what nobody reads, what takes its default.</summary>
internal sealed class ScenarioAssembler(StatedInputs stated, IReadOnlyList<InputStatement> statements, Catalogues catalogues, Diagnostics diagnostics)
{
    /// <summary>The workload of a scenario whose rows name none.</summary>
    public const string OnlyWorkload = "service";

    private const string DefaultOrigin = "default";

    private readonly Dictionary<InputStatement, ScenarioInput> _inputs = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<InputDefinition, ScenarioInput> _defaults = [];

    /// <summary>The names of the workloads of a scenario.</summary>
    public static IReadOnlyList<string> WorkloadsOf(StatedInputs stated) => stated.Workloads.Count == 0 ? [OnlyWorkload] : stated.Workloads;

    /// <summary>The scenario; null when there are errors.</summary>
    public Scenario? Assemble(string name)
    {
        var drafts = WorkloadsOf(stated).Select(DraftOf).ToList();
        ReportMissing(drafts);
        ReportUnused(drafts);
        return diagnostics.HasErrors ? null : new Scenario(name, [.. drafts.Select(Finished)]);
    }

    private Draft DraftOf(string workload)
    {
        var rows = new Dictionary<InputDefinition, InputStatement>();
        foreach (var statement in statements.Where(statement => statement.Workload.Length == 0))
        {
            rows[statement.Definition] = statement;
        }
        foreach (var statement in statements.Where(statement => statement.Workload == workload))
        {
            rows[statement.Definition] = statement;
        }
        return new(workload, rows, [.. PossibleChoices(rows)]);
    }

    /// <summary>
    /// What serving, pricing and model can be. One possibility when their rows are right; where one of them has a mistake, every
    /// option that it might have meant is a possibility of its own.
    /// </summary>
    private IEnumerable<ModelChoices> PossibleChoices(Dictionary<InputDefinition, InputStatement> rows) =>
        from servings in PossibleOptions(InputCatalogue.Serving, rows)
        from pricings in PossibleOptions(InputCatalogue.Pricing, rows)
        from models in PossibleModels(rows)
        select new ModelChoices(servings, pricings, models);

    private List<IReadOnlyList<string>> PossibleOptions(InputDefinition input, Dictionary<InputDefinition, InputStatement> rows)
    {
        bool isUnknown = rows.TryGetValue(input, out var row) ? row.Law is null : stated.Meant.Contains(input) || !stated.IsWhole;
        return isUnknown ? [.. catalogues.OptionsOf(input).Select(option => new[] { option })]
            : [row is null ? [input.DefaultText] : OptionsOf(row)];
    }

    private List<IReadOnlyList<Architecture>> PossibleModels(Dictionary<InputDefinition, InputStatement> rows)
    {
        var known = rows.TryGetValue(InputCatalogue.Model, out var row) && row.Law is not null ? OptionsOf(row).Select(catalogues.Models.Find).ToList() : [null];
        return known.Contains(null) ? [.. catalogues.Models.Entries.Select(model => new[] { model })] : [[.. known.OfType<Architecture>()]];
    }

    private static IReadOnlyList<string> OptionsOf(InputStatement row) => [.. ((Choice)row.Law!).Options.Select(option => option.Name)];

    private void ReportMissing(List<Draft> drafts)
    {
        if (!stated.IsWhole)
        {
            return;
        }
        foreach (var input in InputCatalogue.All.Where(input => !stated.Meant.Contains(input)))
        {
            var lacking = drafts.Where(draft => !draft.Rows.ContainsKey(input) && IsNeeded(input, draft)).ToList();
            // One row for all workloads would mend it: one mistake.
            var places = lacking.Count == drafts.Count && drafts.Count > 1 ? [""] : lacking.Select(draft => draft.Workload);
            foreach (var workload in places)
            {
                bool isOnly = drafts.Count == 1;
                var condition = input.UsedWhen.Text.Length == 0 ? "" : input == InputCatalogue.PrefillThroughput
                    ? $" ({input.UsedWhen.Text} and prompt_tokens need it)"
                    : $" ({input.UsedWhen.Text} needs it)";
                var row = string.Join(',', isOnly ? "" : workload, input.Name, "fixed", input.IsCategorical ? $"value={catalogues.OptionsOf(input)[0]}" : "value=...", input.Unit, "");
                diagnostics.Error(
                    DiagnosticCode.MissingInput, stated.File.Whole, isOnly || workload.Length == 0 ? "" : $"workload {workload}",
                    $"{input.Name} is missing{condition}: {input.Meaning}", $"add a row such as {row}");
            }
        }
    }

    private bool IsNeeded(InputDefinition input, Draft draft) =>
        draft.Possibilities.All(input.UsedWhen.Holds) && (input.IsRequired || input == InputCatalogue.PrefillThroughput && ReadsPrompts(draft));

    private static bool ReadsPrompts(Draft draft) =>
        draft.Rows.TryGetValue(InputCatalogue.PromptTokens, out var row) && row.Law is { } law && !(law.IsFixed && law.Minimum == 0);

    private void ReportUnused(List<Draft> drafts)
    {
        foreach (var statement in statements)
        {
            var input = statement.Definition;
            var readers = drafts.Where(draft => draft.Rows.TryGetValue(input, out var row) && ReferenceEquals(row, statement)).ToList();
            var context = InputStatement.ContextOf(statement.Workload, input.Name);
            if (readers.Count == 0)
            {
                if (statement.Workload.Length == 0)
                {
                    diagnostics.Warn(
                        DiagnosticCode.UnusedInput, statement.Where, context, $"{input.Name} for all workloads is not used: every workload has a row of its own", "remove this row, or one of theirs");
                }
            }
            else if (!readers.Exists(draft => draft.Possibilities.Any(input.UsedWhen.Holds)))
            {
                diagnostics.Warn(
                    DiagnosticCode.UnusedInput, statement.Where, context, $"{input.Name} is not used: it belongs to {input.UsedWhen.Text}", "remove the row, or change the choice");
            }
        }
    }

    private Workload Finished(Draft draft)
    {
        var inputs = InputCatalogue.All.Select(input => InputOf(input, draft)).ToArray();
        return new(
            draft.Workload, inputs,
            [.. OptionsOf(draft.Rows[InputCatalogue.Model]).Select(name => catalogues.Models.Find(name)!)],
            [.. OptionsOf(draft.Rows[InputCatalogue.Gpu]).Select(name => catalogues.Gpus.Find(name)!)]);
    }

    private ScenarioInput? InputOf(InputDefinition input, Draft draft)
    {
        if (!input.UsedWhen.Holds(draft.Possibilities[0]))
        {
            return null;
        }
        if (draft.Rows.TryGetValue(input, out var row))
        {
            return _inputs.TryGetValue(row, out var made) ? made : _inputs[row] = new(input, row.Workload, row.Law!, row.Origin, row.Source) { Stated = row.Stated };
        }
        Distribution? law = input.Default is { } number ? new Fixed(number)
            : input.Options is not null && input.Options.Contains(input.DefaultText) ? Choice.OfNames([new(input.DefaultText, 0, 1)])
            : null;
        return law is null ? null
            : _defaults.TryGetValue(input, out var shared) ? shared
            : _defaults[input] = new(input, "", law, DefaultOrigin, "");
    }

    /// <summary>A workload before it is known to be right.</summary>
    private sealed record Draft(string Workload, IReadOnlyDictionary<InputDefinition, InputStatement> Rows, IReadOnlyList<ModelChoices> Possibilities);
}

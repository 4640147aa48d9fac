using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Distributions;
using CostSim.Simulation;

namespace CostSim.Cli.Inputs;

/// <summary>Puts statements together into workloads: whose row wins where, what is missing, what nobody reads, what takes its default.</summary>
internal sealed class ScenarioAssembler(
    StatedInputs stated, IReadOnlyList<InputStatement> statements, LoadProfiles profiles, Catalogues catalogues, Diagnostics diagnostics)
{
    /// <summary>The workload of a scenario whose rows name none.</summary>
    public const string OnlyWorkload = "service";

    private const string DefaultOrigin = "default";

    private readonly StatedRows _rows = new(statements);
    private readonly Dictionary<InputStatement, ScenarioInput> _inputs = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<InputDefinition, ScenarioInput> _defaults = [];

    /// <summary>The names of the workloads of a scenario.</summary>
    public static IReadOnlyList<string> WorkloadsOf(StatedInputs stated) => stated.Workloads.Count == 0 ? [OnlyWorkload] : stated.Workloads;

    /// <summary>The scenario; null when there are errors.</summary>
    public Scenario? Assemble(string name)
    {
        var drafts = WorkloadsOf(stated).Select(workload => new WorkloadDraft(workload, _rows, stated, profiles.AreGivenFor(workload), catalogues)).ToList();
        ReportMissing(drafts);
        ReportUnused(drafts);
        ReportTokenless(drafts);
        ReportUnknownAttention(drafts);
        var fit = new FitCheck(catalogues, diagnostics);
        foreach (var draft in drafts)
        {
            fit.Check(draft);
        }
        return diagnostics.HasErrors ? null : new Scenario(name, [.. drafts.Select(Finished)]);
    }

    private void ReportMissing(List<WorkloadDraft> drafts)
    {
        if (!stated.IsWhole)
        {
            return;
        }
        foreach (var input in InputCatalogue.All.Where(input => !stated.Meant.Contains(input)))
        {
            var lacking = drafts.Select(draft => (draft.Name, Gpus: draft.Lacking(input))).Where(draft => draft.Gpus.Count > 0).ToList();
            // One row for all workloads would mend it: one mistake.
            bool isSame = lacking.Count == drafts.Count && lacking.TrueForAll(draft => draft.Gpus.SequenceEqual(lacking[0].Gpus));
            foreach (var (workload, gpus) in isSame ? lacking.Take(1).Select(draft => (Name: "", draft.Gpus)) : lacking)
            {
                ReportMissing(input, workload, gpus);
            }
        }
    }

    private void ReportMissing(InputDefinition input, string workload, IReadOnlyList<string> gpus)
    {
        var reasons = new[] { input.UsedWhen.Text, WorkloadDraft.NeededBy(input) }.Where(reason => reason.Length > 0).ToList();
        string condition = reasons.Count == 0 ? "" : $" ({string.Join(" and ", reasons)} {(reasons.Count == 1 ? "needs" : "need")} it)";
        string forGpus = gpus[0].Length == 0 ? "" : $" for {string.Join(", ", gpus)}";
        string row = string.Join(',', workload, new InputName(input, gpus[0]), "fixed", input.IsCategorical ? $"value={catalogues.OptionsOf(input)[0]}" : "value=...", input.Unit, "");
        diagnostics.Error(
            DiagnosticCode.MissingInput, stated.File.Whole, workload.Length == 0 ? "" : $"workload {workload}",
            $"{input.Name} is missing{forGpus}{condition}: {input.Meaning}", $"add a row such as {row}");
    }

    private void ReportUnused(List<WorkloadDraft> drafts)
    {
        var byName = drafts.ToDictionary(draft => draft.Name, StringComparer.Ordinal);
        foreach (var statement in statements.Where(statement => !statement.MayGoUnused))
        {
            var input = statement.Definition;
            var readers = statement.Workload.Length == 0
                ? drafts.FindAll(draft => ReferenceEquals(draft.OnGpu(input, statement.Gpu), statement))
                : byName.TryGetValue(statement.Workload, out var own) ? [own] : [];
            if (readers.Count == 0)
            {
                diagnostics.Warn(
                    DiagnosticCode.UnusedInput, statement.Where, statement.Context, $"{statement.Input} for all workloads is not used: every workload has a row of its own", "remove this row, or one of theirs");
            }
            else if (readers.TrueForAll(draft => draft.WhyUnread(input, statement.Gpu) is not null))
            {
                var (why, help) = readers[0].WhyUnread(input, statement.Gpu)!;
                diagnostics.Warn(DiagnosticCode.UnusedInput, statement.Where, statement.Context, $"{statement.Input} is not used: {why}", help);
            }
        }
    }

    /// <summary>Reports models without tokens where measured tokens per second may serve them: they would cost nothing.</summary>
    private void ReportTokenless(List<WorkloadDraft> drafts)
    {
        var reported = new HashSet<SourceLocation>();
        foreach (var draft in drafts)
        {
            if (draft.Possibilities is not [var choices] || !choices.Servings.Contains(ThroughputServing.Name) || draft[InputCatalogue.Model] is not { Law: not null } row)
            {
                continue;
            }
            foreach (var model in choices.Models.Where(model => model.Denoises))
            {
                var where = row.PlaceOf(model.Name);
                if (reported.Add(where))
                {
                    diagnostics.Error(
                        DiagnosticCode.HasNoTokens, where, row.Context, $"{model.Name} denoises images: it has no tokens that serving={ThroughputServing.Name} could count",
                        $"use serving={UtilisationServing.Name} or serving={RooflineServing.Name}{(choices.Models.Count > 1 ? $", or leave {model.Name} out" : "")}");
                }
            }
        }
    }

    /// <summary>Warns of text models of which only the parameters are known where the roofline asks for their attention.</summary>
    private void ReportUnknownAttention(List<WorkloadDraft> drafts)
    {
        var reported = new HashSet<SourceLocation>();
        foreach (var draft in drafts)
        {
            if (draft.Possibilities is not [var choices] || !choices.Servings.Contains(RooflineServing.Name) || draft[InputCatalogue.Model] is not { Law: not null } row)
            {
                continue;
            }
            foreach (var model in choices.Models.Where(model => model is { GeneratesText: true, KeyValuesPerToken: 0 }))
            {
                var where = row.PlaceOf(model.Name);
                if (reported.Add(where))
                {
                    diagnostics.Warn(
                        DiagnosticCode.HasNoAttention, where, row.Context,
                        $"only the parameters of {model.Name} are known: serving={RooflineServing.Name} counts nothing for its attention, keys and values, and exchanges",
                        "take a model whose architecture is known, or read its cost as a lower bound");
                }
            }
        }
    }

    private Workload Finished(WorkloadDraft draft)
    {
        var gpus = draft.Gpus!;
        return new(
            draft.Name,
            [.. InputCatalogue.All.Select(input => draft.WhyUnread(input, "") is null ? InputOf(input, draft) : null)],
            [.. WorkloadDraft.OptionsOf(draft[InputCatalogue.Model]!).Select(name => catalogues.Models.Find(name)!)],
            [.. gpus.Select(name => catalogues.Gpus.Find(name)!)])
        {
            FleetShares = draft[InputCatalogue.FleetMix] is { } mix ? ((Choice)mix.Law!).Probabilities : null,
            PerGpu = PerGpu(draft, gpus),
            LoadProfile = profiles.Of(draft.Name),
        };
    }

    private Dictionary<(InputDefinition Input, int Gpu), ScenarioInput> PerGpu(WorkloadDraft draft, IReadOnlyList<string> gpus)
    {
        var rows = new Dictionary<(InputDefinition, int), ScenarioInput>();
        foreach (var input in InputCatalogue.All.Where(input => input.IsPerGpu))
        {
            for (int gpu = 0; gpu < gpus.Count; gpu++)
            {
                if (draft.OnGpu(input, gpus[gpu]) is { } row && draft.WhyUnread(input, gpus[gpu]) is null)
                {
                    rows[(input, gpu)] = InputOf(row);
                }
            }
        }
        return rows;
    }

    private ScenarioInput? InputOf(InputDefinition input, WorkloadDraft draft)
    {
        if (draft[input] is { } row)
        {
            return InputOf(row);
        }
        Distribution? law = input.Default is { } number ? new Fixed(number)
            : input.Options is not null && input.Options.Contains(input.DefaultText) ? Choice.OfNames([new(input.DefaultText, 0, 1)])
            : null;
        return law is null ? null
            : _defaults.TryGetValue(input, out var shared) ? shared
            : _defaults[input] = new(input, "", law, DefaultOrigin, "");
    }

    /// <summary>One object for a row, however many workloads it holds in: it is drawn once.</summary>
    private ScenarioInput InputOf(InputStatement row) => _inputs.TryGetValue(row, out var made)
        ? made
        : _inputs[row] = new(row.Definition, row.Workload, row.Law!, row.Origin, row.Source)
        {
            Stated = row.Stated,
            Components = row.Components,
            Gpu = row.Gpu,
        };
}

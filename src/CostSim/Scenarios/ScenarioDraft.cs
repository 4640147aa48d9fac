using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// Puts statements together into workloads: whose statement wins where, what is missing, what nobody reads, what takes its default.
/// </summary>
internal sealed class ScenarioDraft
{
    private const string DefaultOrigin = ScenarioInput.DefaultOrigin;

    private readonly IReadOnlyList<Statement> _statements;
    private readonly LoadProfiles _profiles;
    private readonly Unsettled _unsettled;
    private readonly List<WorkloadDraft> _workloads;
    private readonly Dictionary<Statement, ScenarioInput> _inputs = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<InputDefinition, ScenarioInput> _defaults = [];

    /// <param name="workloads">Names of the workloads, in their order; none for <see cref="Scenario.OnlyWorkload"/>.</param>
    /// <param name="statements">At most one per workload, input and accelerator.</param>
    /// <param name="profiles">The load over the day.</param>
    /// <param name="unsettled">What mistakes elsewhere leave open.</param>
    public ScenarioDraft(IReadOnlyList<string> workloads, IReadOnlyList<Statement> statements, LoadProfiles profiles, Unsettled unsettled)
    {
        _statements = statements;
        _profiles = profiles;
        _unsettled = unsettled;
        var rows = new StatementTable(statements);
        _workloads = [.. WorkloadsOr(workloads)
            .Select(workload => new WorkloadDraft(workload, rows, profiles.AreGivenFor(workload), unsettled))];
        Problems =
        [
            .. Missing(), .. Unused(), .. Tokenless().Distinct(), .. Imageless(), .. UnknownAttention().Distinct(),
            .. _workloads.SelectMany(ReplicaCheck.Of).Distinct(), .. _workloads.SelectMany(MemoryCheck.Of).Distinct(),
            .. _workloads.SelectMany(LatencyCheck.Of).Distinct(),
        ];
    }

    /// <summary>Everything wrong or doubtful between statements that are right by themselves.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>The workloads; one, when none is named.</summary>
    public static IReadOnlyList<string> WorkloadsOr(IReadOnlyList<string> named) => named.Count == 0 ? [Scenario.OnlyWorkload] : named;

    /// <summary>The scenario; only when no problem but warnings stand in its way, and every statement has its law.</summary>
    public Scenario Finish(string name) => new(name, [.. _workloads.Select(Finish)]);

    private IEnumerable<Problem> Missing()
    {
        if (!_unsettled.IsWhole)
        {
            yield break;
        }
        foreach (var input in InputCatalogue.All.Where(input => !_unsettled.Inputs.Contains(input)))
        {
            var lacking = _workloads.Select(draft => (draft.Name, Gpus: draft.Lacking(input))).Where(draft => draft.Gpus.Count > 0)
                .ToList();
            // One statement for all workloads would mend it: one mistake.
            bool isSame = lacking.Count == _workloads.Count && lacking.TrueForAll(draft => draft.Gpus.SequenceEqual(lacking[0].Gpus));
            foreach (var (workload, gpus) in isSame ? lacking.Take(1).Select(draft => (Name: "", draft.Gpus)) : lacking)
            {
                yield return Missing(input, workload, gpus);
            }
        }
    }

    private static Problem Missing(InputDefinition input, string workload, IReadOnlyList<string> gpus)
    {
        var reasons = new[] { input.UsedWhen.Text, string.Join(" or ", input.NeededWith) }.Where(reason => reason.Length > 0).ToList();
        string condition = reasons.Count == 0 ? "" : $" ({string.Join(" and ", reasons)} {(reasons.Count == 1 ? "needs" : "need")} it)";
        string forGpus = gpus[0].Length == 0 ? "" : $" for {string.Join(", ", gpus)}";
        string help = input.IsCategorical ? $"name {LawCheck.WhatItNames(input)}" : "give it a number or a law";
        return new("", $"{input.Name} is missing{forGpus}{condition}: {input.Meaning}", help)
        {
            Kind = ProblemKind.MissingInput,
            Input = input.Name,
            Workload = workload,
            Gpu = gpus[0],
        };
    }

    private IEnumerable<Problem> Unused()
    {
        var byName = _workloads.ToDictionary(draft => draft.Name, StringComparer.Ordinal);
        foreach (var statement in _statements.Where(statement => !statement.MayGoUnused))
        {
            var input = statement.Definition;
            var readers = statement.Workload.Length == 0
                ? _workloads.FindAll(draft => ReferenceEquals(draft.OnGpu(input, statement.Gpu), statement))
                : byName.TryGetValue(statement.Workload, out var own) ? [own] : [];
            if (readers.Count == 0)
            {
                yield return statement.Wrong(
                    ProblemKind.UnusedInput, "", $"{statement.Input} for all workloads is not used: every workload has a row of its own",
                        "remove this row, or one of theirs");
            }
            else if (readers.TrueForAll(draft => draft.WhyUnread(input, statement.Gpu) is not null))
            {
                var (why, help) = readers[0].WhyUnread(input, statement.Gpu)!;
                yield return statement.Wrong(ProblemKind.UnusedInput, "", $"{statement.Input} is not used: {why}", help);
            }
        }
    }

    /// <summary>Models without tokens where a serving model counts them: they would cost nothing.</summary>
    private IEnumerable<Problem> Tokenless() =>
        from serving in ServingModels.All
        where serving.CountsTokens
        from each in ModelsServedBy(serving)
        where each.Model.Denoises || each.Model.ReadsImagesAlone
        let others = string.Join(" or ", ServingModels.All.Where(other => !other.CountsTokens).Select(other => $"serving={other}"))
        select each.Row.Wrong(
            ProblemKind.HasNoTokens, each.Model.Name,
            $"{each.Model.Name} {(each.Model.Denoises ? "denoises" : "encodes")} images: "
                + $"it has no tokens that serving={serving} could count",
            $"use {others}{(each.HasOthers ? $", or leave {each.Model.Name} out" : "")}");

    /// <summary>Models that read nothing but images where none are stated: they would cost nothing.</summary>
    private IEnumerable<Problem> Imageless() =>
        from draft in _workloads
        let row = draft[InputCatalogue.Model]
        where row?.Law is not null && draft.Possibilities is [_]
            && draft[InputCatalogue.ImagesPerPrompt] is null or { Law: { IsFixed: true, Minimum: 0 } }
            && !draft.IsOpen(InputCatalogue.ImagesPerPrompt)
        from model in draft.Possibilities[0].Models
        where model.ReadsImagesAlone
        select Missing(InputCatalogue.ImagesPerPrompt, draft.Name, [""]) with { Parameter = model.Name };

    /// <summary>Text models of which only the parameters are known where a serving model asks for their attention.</summary>
    private IEnumerable<Problem> UnknownAttention() =>
        from serving in ServingModels.All
        where serving.ReadsArchitecture
        from each in ModelsServedBy(serving)
        where each.Model is { GeneratesText: true, KeyValuesPerToken: 0, Memory.StatePerSequence: 0 }
        select each.Row.Wrong(
            ProblemKind.HasNoAttention, each.Model.Name,
            $"only the parameters of {each.Model.Name} are known: serving={serving} counts nothing for its attention, keys and values, "
                + "and exchanges",
            "take a model whose architecture is known, or read its cost as a lower bound");

    private IEnumerable<(Statement Row, Architecture Model, bool HasOthers)> ModelsServedBy(ServingModel serving) =>
        from draft in _workloads
        let row = draft[InputCatalogue.Model]
        where row?.Law is not null && draft.Possibilities is [_] && draft.Possibilities[0].Servings.Contains(serving.Name)
        from model in draft.Possibilities[0].Models
        select (row, model, draft.Possibilities[0].Models.Count > 1);

    private Workload Finish(WorkloadDraft draft)
    {
        var gpus = draft.Gpus!;
        return new(
            draft.Name,
            [.. InputCatalogue.All.Select(input => draft.WhyUnread(input, "") is null ? InputOf(input, draft) : null)],
            [.. draft[InputCatalogue.Model]!.Models.OfType<Architecture>()],
            [.. draft.Fleet!.Gpus.OfType<Accelerator>()])
        {
            FleetShares = draft[InputCatalogue.FleetMix] is { } mix ? ((Choice)mix.Law!).Probabilities : null,
            PerGpu = PerGpu(draft, gpus),
            LoadProfile = _profiles.Of(draft.Name),
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
        if (input.DefaultWhen is { } condition && draft.Possibilities.All(condition.Holds))
        {
            return new(input, draft.Name, new Fixed(input.DefaultThen), DefaultOrigin, "");
        }
        return input.LawByDefault is not { } law ? null
            : _defaults.TryGetValue(input, out var shared) ? shared
            : _defaults[input] = new(input, "", law, DefaultOrigin, input.DefaultReason);
    }

    /// <summary>One object for a statement, however many workloads it holds in: it is drawn once.</summary>
    private ScenarioInput InputOf(Statement row) => _inputs.TryGetValue(row, out var made) ? made : _inputs[row] = row.ToInput();
}

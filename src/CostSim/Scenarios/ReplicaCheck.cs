using System.Globalization;
using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// Finds replicas that cannot be: stages that do not divide their GPUs, attention by data in models without routed experts; and warns of
/// heads that their GPUs cannot share out evenly, which no serving framework does.
/// </summary>
internal static class ReplicaCheck
{
    /// <summary>What is wrong or doubtful with the replicas that a workload can draw; nothing where mistakes leave them open.</summary>
    public static IEnumerable<Problem> Of(WorkloadDraft draft)
    {
        if (draft.Possibilities is not [var choices] || !choices.Servings.Contains(RooflineServing.Name))
        {
            return [];
        }
        return [.. Stages(draft), .. ByData(draft, choices), .. Heads(draft, choices)];
    }

    private static IEnumerable<Problem> Stages(WorkloadDraft draft)
    {
        if (draft[InputCatalogue.PipelineStages] is not { Law: not null } row || !Knows(draft, InputCatalogue.GpusPerReplica))
        {
            yield break;
        }
        var uneven = (from gpus in Values(draft, InputCatalogue.GpusPerReplica)
                      from stages in Values(draft, InputCatalogue.PipelineStages)
                      where gpus % stages != 0
                      select (Gpus: gpus, Stages: stages)).ToList();
        if (uneven.Count > 0)
        {
            var (gpus, stages) = uneven[0];
            yield return row.Wrong(
                ProblemKind.BadReplica, "", $"pipeline_stages {Write(stages)} does not divide gpus_per_replica {Write(gpus)}",
                $"write one of {Listed(Divisors(gpus))}, or other gpus_per_replica");
        }
    }

    private static IEnumerable<Problem> ByData(WorkloadDraft draft, ModelChoices choices) =>
        draft[InputCatalogue.AttentionParallelism] is { Law: not null } row && row.Options.Contains(InputCatalogue.DataParallel)
            ? from model in choices.Models
              where model.Memory.ExpertWeights == 0
              select row.Wrong(
                  ProblemKind.BadReplica, InputCatalogue.DataParallel,
                  $"attention_parallelism={InputCatalogue.DataParallel} lays routed experts over the GPUs, but {model.Name} has none",
                  "write tensor; replicas that serve by themselves are gpus_per_replica=1")
            : [];

    private static IEnumerable<Problem> Heads(WorkloadDraft draft, ModelChoices choices)
    {
        if (draft[InputCatalogue.GpusPerReplica] is not { Law: not null } row
            || !choices.CanBe(InputCatalogue.AttentionParallelism, InputCatalogue.TensorParallel))
        {
            yield break;
        }
        double[] groups = [.. (from gpus in Values(draft, InputCatalogue.GpusPerReplica)
                               from stages in Values(draft, InputCatalogue.PipelineStages)
                               where gpus % stages == 0
                               select gpus / stages).Distinct().Order()];
        foreach (var model in choices.Models.Where(model => model.Memory.Heads > 0))
        {
            double[] uneven = [.. groups.Where(group => model.Memory.Heads % group != 0)];
            if (uneven.Length > 0)
            {
                yield return row.Wrong(
                    ProblemKind.UnevenHeads, model.Name,
                    $"the {Write(model.Memory.Heads)} heads of {model.Name} do not divide among {Listed(uneven)} GPUs: "
                        + "no serving framework shares them out so, and the cost is that of an even share",
                    $"take {Listed(Divisors(model.Memory.Heads))} GPUs, or pipeline_stages that leave so many a stage");
            }
        }
    }

    private static bool Knows(WorkloadDraft draft, InputDefinition input) => draft[input] is not { Law: null };

    /// <summary>The values of an input of single numbers; its default where nothing states it.</summary>
    private static IEnumerable<double> Values(WorkloadDraft draft, InputDefinition input) => draft[input]?.Law switch
    {
        null => [input.Default ?? 1],
        Choice choice => choice.Options.Select(option => option.Value),
        var law => [law.Minimum],
    };

    private static IEnumerable<double> Divisors(double number) =>
        Enumerable.Range(1, (int)Math.Min(number, 4096)).Select(divisor => (double)divisor).Where(divisor => number % divisor == 0);

    private static string Listed(IEnumerable<double> numbers) => string.Join(", ", numbers.Select(Write));

    private static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

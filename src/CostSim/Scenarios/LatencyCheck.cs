using System.Globalization;
using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// Finds limits of time per token that can never be met: not even by one request at a time, with everything as favourable as the inputs
/// allow. What can be met in some trials is left to the run.
/// </summary>
internal static class LatencyCheck
{
    /// <summary>What is wrong with the limit of a workload; nothing where mistakes leave it open, or where there is none.</summary>
    public static IEnumerable<Problem> Of(WorkloadDraft draft)
    {
        if (draft.Possibilities is not [var choices] || choices.Servings is not [RooflineServing.Name]
            || draft.Fleet is not { Law: not null } fleet || draft[InputCatalogue.TokenTimeLimit] is not { Law: { } limit } row
            || InputCatalogue.All.Any(input => draft[input] is { Law: null } || draft[input] is null && draft.IsOpen(input)))
        {
            yield break;
        }
        var laws = InputCatalogue.All.Where(input => !input.IsCategorical || input == InputCatalogue.AttentionParallelism)
            .Select(input => (Input: input, Law: draft[input]?.Law ?? input.LawByDefault))
            .Where(each => each.Law is not null).ToDictionary(each => each.Input, each => each.Law!);
        double[] replicas = laws.TryGetValue(InputCatalogue.GpusPerReplica, out var gpus)
            ? gpus is Choice choice ? [.. choice.Options.Select(option => option.Value)] : [gpus.Minimum]
            : [1];
        // Side by side all accelerators answer requests every day; of alternatives one that meets the limit is enough.
        bool areAllUsed = fleet.Definition.IsShares;
        foreach (var model in choices.Models.Where(model => model.GeneratesText || model.ImageTokens > 0))
        {
            var times = fleet.Gpus.OfType<Accelerator>().Select(gpu => (Gpu: gpu, Placement: new Placement(
                model, gpu, laws[InputCatalogue.WeightBits].Minimum, laws, IsRoofline: true)))
                .Select(each => (each.Gpu, each.Placement, Least: replicas.Min(each.Placement.LeastTimePerToken))).ToList();
            var (slow, placement, least) = areAllUsed ? times.MaxBy(time => time.Least) : times.MinBy(time => time.Least);
            if (least > limit.Maximum)
            {
                double[] wider = [.. Replicas.Where(each => placement.LeastTimePerToken(each) <= limit.Maximum)];
                yield return row.Wrong(
                    ProblemKind.TooSlow, "",
                    $"{model.Name} on {slow.Name} cannot meet token_time_limit {Write(limit.Maximum)}: "
                        + $"one request alone takes {Write(least)} s a token at least",
                    wider.Length > 0
                        ? $"write {Write(2 * least)} or more, or gpus_per_replica {Write(wider[0])}"
                        : $"write {Write(2 * least)} or more; other gpus_per_replica do not meet it");
            }
        }
    }

    /// <summary>GPUs of a replica that remedies try.</summary>
    private static readonly IReadOnlyList<double> Replicas = [1, 2, 4, 8, 16, 32, 64];

    private static string Write(double seconds) => seconds.ToString("G3", CultureInfo.InvariantCulture);
}

using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// Finds models that can never fit the GPUs they may be drawn with: not even with the shortest context, the fewest bits and the largest
/// share of memory that the inputs allow. Under serving=roofline one sequence must fit beside the weights, under other serving models
/// the weights, where somebody says how many GPUs hold them. What fits in some trials only is left to the run.
/// </summary>
internal static class MemoryCheck
{
    private const double Giga = 1e9;
    private const double LargestReplica = 1024;

    /// <summary>Bits of weights that remedies name.</summary>
    private static readonly IReadOnlyList<double> UsualBits = [16, 8, 4];

    private static readonly IReadOnlyList<InputDefinition> Deciding =
    [
        InputCatalogue.PromptTokens, InputCatalogue.ImagesPerPrompt, InputCatalogue.ResponseTokens, InputCatalogue.WeightBits,
        InputCatalogue.ExpertBits,
        InputCatalogue.KvBits, InputCatalogue.GpusPerReplica, InputCatalogue.PipelineStages, InputCatalogue.AttentionParallelism,
        InputCatalogue.MemoryShare,
    ];

    /// <summary>
    /// What is wrong with any model, accelerator, precision and replica that a workload can draw; nothing where they are left open.
    /// </summary>
    public static IEnumerable<Problem> Of(WorkloadDraft draft)
    {
        if (draft.Possibilities is not [var choices] || draft.Fleet is not { Law: not null } fleet
            || draft[InputCatalogue.Model] is not { Law: not null } row
            || Deciding.Any(input => draft[input] is { Law: null } || draft[input] is null && draft.IsOpen(input)))
        {
            return [];
        }
        var laws = Deciding.Select(input => (Input: input, Law: draft[input]?.Law ?? input.LawByDefault))
            .Where(each => each.Law is not null).ToDictionary(each => each.Input, each => each.Law!);
        bool isRoofline = choices.Servings.Contains(RooflineServing.Name);
        bool isStated = laws.ContainsKey(InputCatalogue.GpusPerReplica);
        return
            from model in choices.Models
            from gpu in fleet.Gpus.OfType<Accelerator>()
            from bits in ValuesOf(laws[InputCatalogue.WeightBits])
            let placement = new Placement(model, gpu, bits, laws, isRoofline)
            let problem = isRoofline || isStated ? Of(placement, row, choices.Models.Count > 1) : WithoutLinks(placement, row)
            where problem is not null
            select problem;
    }

    /// <summary>A replica whose width nobody states is as wide as the weights need, but only where links join the accelerators.</summary>
    private static Problem? WithoutLinks(Placement placement, Statement row)
    {
        double gpus = Math.Ceiling(placement.Weights / placement.MostMemory(1));
        return placement.Gpu.HasLinks || gpus <= 1 ? null
            : row.Wrong(
                ProblemKind.DoesNotFit, placement.Model.Name,
                FormattableString.Invariant(
                    $"{placement.Model.Name} does not fit one {placement.Gpu.Name}, and no links join several: ")
                    + FormattableString.Invariant($"its {placement.Bits}-bit weights ")
                    + $"take {Gigabytes(placement.Weights)}, the memory to fill is {Gigabytes(placement.MostMemory(1))}",
                FormattableString.Invariant(
                    $"state gpus_per_replica ({gpus} or more) where they are to hold it together, or choose another accelerator"));
    }

    private static Problem? Of(Placement placement, Statement row, bool hasOthers)
    {
        // More GPUs never fit less.
        var replicas = placement.Laws.TryGetValue(InputCatalogue.GpusPerReplica, out var law) ? ValuesOf(law) : [1];
        var unfit = replicas.TakeWhile(gpus => !placement.CanFit(gpus)).ToList();
        if (unfit.Count == 0)
        {
            return null;
        }
        string tried = string.Join(" or ", unfit.Select(gpus => FormattableString.Invariant($"{gpus}")));
        string needs = FormattableString.Invariant($"its {placement.Bits}-bit weights take {Gigabytes(placement.Weights)}");
        if (placement.LeastSequence > 0)
        {
            needs += $", the keys and values of one sequence at least {Gigabytes(placement.LeastSequence)}";
        }
        return row.Wrong(
            ProblemKind.DoesNotFit, placement.Model.Name,
            $"{placement.Model.Name} cannot fit {placement.Gpu.Name} with gpus_per_replica {tried}: {needs}; "
                + $"the memory to fill is {Gigabytes(placement.MostMemory(unfit[^1]))}",
            HelpFor(placement, unfit[^1], hasOthers));
    }

    private static string HelpFor(Placement placement, double gpus, bool hasOthers)
    {
        var ways = new List<string>();
        for (double replica = 1; replica <= LargestReplica; replica *= 2)
        {
            if (replica > gpus && placement.UsuallyFits(replica, placement.Bits))
            {
                ways.Add(FormattableString.Invariant($"gpus_per_replica {replica} or more"));
                break;
            }
        }
        foreach (double bits in UsualBits.Where(bits => bits < placement.Bits))
        {
            if (placement.UsuallyFits(gpus, bits))
            {
                ways.Add(FormattableString.Invariant($"weight_bits {bits}"));
                break;
            }
        }
        string help = ways.Count > 0 ? $"write {string.Join(", or ", ways)}"
            : FormattableString.Invariant($"no replica of up to {LargestReplica} GPUs can hold it: choose another model or accelerator");
        return hasOthers ? $"{help}, or leave {placement.Model.Name} out" : help;
    }

    /// <summary>The values of an input that takes single ones, rising.</summary>
    private static IEnumerable<double> ValuesOf(Distribution law) =>
        law is Choice choice ? choice.Options.Select(option => option.Value) : [law.Minimum];

    private static string Gigabytes(double bytes) => FormattableString.Invariant($"{bytes / Giga:0.###} GB");
}

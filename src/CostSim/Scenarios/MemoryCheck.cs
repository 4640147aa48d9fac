using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>
/// Finds models that can never fit the GPUs they may be drawn with, under serving=roofline: not even with the shortest context, the
/// least precise keys and values and the largest share of memory that the inputs allow. What fits in some trials only is left to the run.
/// </summary>
internal static class MemoryCheck
{
    private const double BitsPerByte = 8;
    private const double Giga = 1e9;
    private const double LargestReplica = 1024;

    private static readonly IReadOnlyList<InputDefinition> Deciding =
    [
        InputCatalogue.PromptTokens, InputCatalogue.ResponseTokens, InputCatalogue.WeightBits, InputCatalogue.KvBits,
        InputCatalogue.GpusPerReplica, InputCatalogue.MemoryShare,
    ];

    /// <summary>
    /// What is wrong with any model, accelerator, precision and replica that a workload can draw; nothing where they are left open.
    /// </summary>
    public static IEnumerable<Problem> Of(WorkloadDraft draft)
    {
        if (draft.Possibilities is not [var choices] || !choices.Servings.Contains(RooflineServing.Name)
            || draft.Fleet is not { Law: not null } fleet || draft[InputCatalogue.Model] is not { Law: not null } row
            || Deciding.Any(input => draft[input] is { Law: null } || draft[input] is null && draft.IsOpen(input)))
        {
            return [];
        }
        var laws = Deciding.ToDictionary(input => input, input => draft[input]?.Law ?? new Fixed(input.Default ?? 0));
        return
            from model in choices.Models
            from gpu in fleet.Gpus.OfType<Accelerator>()
            from bits in ValuesOf(laws[InputCatalogue.WeightBits])
            let problem = Of(new(model, gpu, bits, laws), row, choices.Models.Count > 1)
            where problem is not null
            select problem;
    }

    private static Problem? Of(Placement placement, Statement row, bool hasOthers)
    {
        // More GPUs never fit less.
        var unfit = ValuesOf(placement.Laws[InputCatalogue.GpusPerReplica]).TakeWhile(gpus => !placement.CanFit(gpus)).ToList();
        if (unfit.Count == 0)
        {
            return null;
        }
        string replicas = string.Join(" or ", unfit.Select(gpus => FormattableString.Invariant($"{gpus}")));
        string needs = FormattableString.Invariant($"its {placement.Bits}-bit weights take {Gigabytes(placement.Weights)}");
        if (placement.LeastSequence > 0)
        {
            needs += $", the keys and values of one sequence at least {Gigabytes(placement.LeastSequence)}";
        }
        return row.Wrong(
            ProblemKind.DoesNotFit, placement.Model.Name,
            $"{placement.Model.Name} cannot fit {placement.Gpu.Name} with gpus_per_replica {replicas}: {needs}; "
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
        foreach (double bits in InputCatalogue.WeightBits.Numbers!.Where(bits => bits < placement.Bits).OrderDescending())
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

    /// <summary>A model in a precision on an accelerator.</summary>
    private sealed record Placement(Architecture Model, Accelerator Gpu, double Bits,
        IReadOnlyDictionary<InputDefinition, Distribution> Laws)
    {
        /// <summary>Bytes of the weights.</summary>
        public double Weights => Model.Memory.Weights * Bits / BitsPerByte;

        /// <summary>Bytes of keys and values of the smallest sequence.</summary>
        public double LeastSequence => Favourable(gpus: 1).KeyValueBytes.At(0);

        /// <summary>Most bytes that the GPUs may give.</summary>
        public double MostMemory(double gpus) => gpus * Gpu.Memory * Laws[InputCatalogue.MemoryShare].Maximum;

        /// <summary>False when not even the smallest sequence fits.</summary>
        public bool CanFit(double gpus) => Favourable(gpus).Unfit.At(0) == 0;

        /// <summary>True when a sequence fits with every other input at its median.</summary>
        public bool UsuallyFits(double gpus, double bits) =>
            Served(gpus, bits, law => law.Quantile(0.5), law => law.Quantile(0.5)).Unfit.At(0) == 0;

        private static Quantity Nothing => Quantity.Constant("nothing", "1", 0);

        private Roofline Favourable(double gpus) => Served(gpus, Bits, law => law.Minimum, law => law.Maximum);

        /// <summary>
        /// The cost model's own answer, for one value of each input: the more memory, the better, and the less of all else.
        /// </summary>
        private Roofline Served(double gpus, double bits, Func<Distribution, double> low, Func<Distribution, double> high)
        {
            double[] values = [.. InputCatalogue.All.Select(input => Laws.TryGetValue(input, out var law) ? low(law) : input.Default ?? 1)];
            values[InputCatalogue.GpusPerReplica.Index] = gpus;
            values[InputCatalogue.WeightBits.Index] = bits;
            values[InputCatalogue.MemoryShare.Index] = high(Laws[InputCatalogue.MemoryShare]);
            var inputs = new WorkloadInputs([.. values.Select(Column.Fixed)])
            {
                Models = [Model],
                Gpus = [Gpu],
                Servings = [RooflineServing.Name],
                Pricings = [],
            };
            var roofline = new Roofline(Model, new ServingContext(inputs, Nothing, Nothing, Gpu, Nothing));
            new Evaluation([roofline.Unfit, roofline.KeyValueBytes]).Run();
            return roofline;
        }
    }
}

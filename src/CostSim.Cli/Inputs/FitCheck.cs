using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Distributions;

namespace CostSim.Cli.Inputs;

/// <summary>
/// Reports models that can never fit the GPUs they may be drawn with, under serving=roofline: not even with the shortest context, the
/// least precise keys and values and the largest share of memory that the inputs allow. What fits in some trials only is left to the run.
/// </summary>
internal sealed class FitCheck(Catalogues catalogues, Diagnostics diagnostics)
{
    private const double BitsPerByte = 8;
    private const double Giga = 1e9;
    private const double LargestReplica = 1024;

    private static readonly IReadOnlyList<InputDefinition> Deciding =
    [
        InputCatalogue.PromptTokens, InputCatalogue.ResponseTokens, InputCatalogue.WeightBits, InputCatalogue.KvBits,
        InputCatalogue.GpusPerReplica, InputCatalogue.MemoryShare,
    ];

    private readonly HashSet<(SourceLocation, string)> _reported = [];

    /// <summary>Checks every model, accelerator, precision and replica that a workload can draw, if nothing about them is open.</summary>
    public void Check(WorkloadDraft draft)
    {
        if (draft.Possibilities is not [var choices] || !choices.Servings.Contains(RooflineServing.Name)
            || draft.Gpus is not { } gpus || draft[InputCatalogue.Model] is not { Law: not null } row
            || Deciding.Any(input => draft[input] is { Law: null } || draft[input] is null && draft.IsOpen(input)))
        {
            return;
        }
        var laws = Deciding.ToDictionary(input => input, input => draft[input]?.Law ?? new Fixed(input.Default ?? 0));
        foreach (var model in choices.Models)
        {
            foreach (var gpu in gpus.Select(catalogues.Gpus.Find).OfType<Accelerator>())
            {
                foreach (double bits in ValuesOf(laws[InputCatalogue.WeightBits]))
                {
                    Check(new(model, gpu, bits, laws), row, choices.Models.Count > 1);
                }
            }
        }
    }

    private void Check(Placement placement, InputStatement row, bool hasOthers)
    {
        // More GPUs never fit less.
        var unfit = ValuesOf(placement.Laws[InputCatalogue.GpusPerReplica]).TakeWhile(gpus => !placement.CanFit(gpus)).ToList();
        if (unfit.Count == 0)
        {
            return;
        }
        string replicas = string.Join(" or ", unfit.Select(NumberReader.Write));
        string needs = $"its {placement.Bits}-bit weights take {Gigabytes(placement.Weights)}";
        if (placement.LeastSequence > 0)
        {
            needs += $", the keys and values of one sequence at least {Gigabytes(placement.LeastSequence)}";
        }
        string what = FormattableString.Invariant(
            $"{placement.Model.Name} cannot fit {placement.Gpu.Name} with gpus_per_replica {replicas}: {needs}; the memory to fill is {Gigabytes(placement.MostMemory(unfit[^1]))}");
        var where = row.PlaceOf(placement.Model.Name);
        if (_reported.Add((where, what)))
        {
            diagnostics.Error(DiagnosticCode.DoesNotFit, where, row.Context, what, HelpFor(placement, unfit[^1], hasOthers));
        }
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
        string help = ways.Count > 0 ? $"write {string.Join(", or ", ways)}" : FormattableString.Invariant($"no replica of up to {LargestReplica} GPUs can hold it: choose another model or accelerator");
        return hasOthers ? $"{help}, or leave {placement.Model.Name} out" : help;
    }

    /// <summary>The values of an input that takes single ones, rising.</summary>
    private static IEnumerable<double> ValuesOf(Distribution law) => law is Choice choice ? choice.Options.Select(option => option.Value) : [law.Minimum];

    private static string Gigabytes(double bytes) => FormattableString.Invariant($"{bytes / Giga:0.###} GB");

    /// <summary>A model in a precision on an accelerator.</summary>
    private sealed record Placement(Architecture Model, Accelerator Gpu, double Bits, IReadOnlyDictionary<InputDefinition, Distribution> Laws)
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
        public bool UsuallyFits(double gpus, double bits) => Served(gpus, bits, law => law.Quantile(0.5), law => law.Quantile(0.5)).Unfit.At(0) == 0;

        private Roofline Favourable(double gpus) => Served(gpus, Bits, law => law.Minimum, law => law.Maximum);

        /// <summary>The engine's own answer, for one value of each input.</summary>
        private Roofline Served(double gpus, double bits, Func<Distribution, double> low, Func<Distribution, double> high)
        {
            var columns = InputCatalogue.All.Select(input => Column.Fixed(
                input == InputCatalogue.GpusPerReplica ? gpus
                : input == InputCatalogue.WeightBits ? bits
                : input == InputCatalogue.MemoryShare ? high(Laws[input])
                : Laws.TryGetValue(input, out var law) ? low(law)
                : input.Default ?? 1)).ToList();
            var inputs = new WorkloadInputs(columns) { Models = [Model], Gpus = [Gpu], Servings = [RooflineServing.Name], Pricings = [] };
            var roofline = new Roofline(Model, new ServingContext(inputs, Column.Fixed(0), Column.Fixed(0), Gpu, Column.Fixed(Gpu.Peak16Bit)));
            roofline.Run();
            return roofline;
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;

namespace CostSim.CostModel.Fleet;

/// <summary>One accelerator of a fleet: how long it takes for a request, what an hour of it costs, what power it draws.</summary>
internal sealed class FleetMember
{
    public FleetMember(WorkloadInputs inputs, int gpu, Quantity prefillFlop, Quantity decodeFlop)
    {
        var accelerator = inputs.Gpus[gpu];
        var bits = inputs[InputCatalogue.ComputeBits];
        var peak = new DensePeak(accelerator);
        PeakFlops = bits.IsFixed
            ? Quantity.Constant(peak.Name, peak.Unit, peak.Of(new(bits.At(0)))[0], "gpus.csv: dense peak at compute_bits").ChosenBy(bits)
            : Formula.Of(peak, bits);
        var context = new ServingContext(inputs, prefillFlop, decodeFlop, accelerator, PeakFlops);
        Served = [.. inputs.Servings.Select(name => ServingModels.Named(name).Create(context))];
        var serving = inputs.Find(InputCatalogue.Serving);
        PrefillSeconds = Quantity.Choose(serving, [.. Served.Select(served => served.PrefillSeconds)]);
        DecodeSeconds = Quantity.Choose(serving, [.. Served.Select(served => served.DecodeSeconds)]);
        var fits = Quantity.Constant("unfit", "1", 0);
        Unfit = Quantity.Choose(serving, [.. Served.Select(served => served.Unfit ?? fits)]);
        Price = new HourlyPrice(inputs, gpu);
        Power = inputs.Find(InputCatalogue.GpuPower, gpu) is { } stated
            ? Quantity.Renamed("power_per_gpu", stated)
            : Quantity.Constant("power_per_gpu", "W", accelerator.SystemPower, "gpus.csv: rated power of a server over its GPUs");
    }

    /// <summary>What each serving model that <c>serving</c> chooses between makes of a request, in the order of its options.</summary>
    public IReadOnlyList<ServedRequest> Served { get; }

    /// <summary>Dense peak at the arithmetic's precision, FLOP/s.</summary>
    public Quantity PeakFlops { get; }

    /// <summary>Busy time of reading a prompt, GPU-s/query.</summary>
    public Quantity PrefillSeconds { get; }

    /// <summary>Busy time of generating a response, GPU-s/query.</summary>
    public Quantity DecodeSeconds { get; }

    /// <summary>1 in the trials in which the model does not fit, else 0.</summary>
    public Quantity Unfit { get; }

    /// <summary>Hourly price by kind.</summary>
    public HourlyPrice Price { get; }

    /// <summary>Rated power with its share of the server, W.</summary>
    public Quantity Power { get; }

    /// <summary>32-bit arithmetic runs at half the 16-bit rate, 4-bit no faster than 8-bit.</summary>
    private readonly struct DensePeak(Accelerator gpu) : IFormula1
    {
        private readonly double _peak8 = gpu.Peak8Bit, _peak16 = gpu.Peak16Bit, _peak32 = 0.5 * gpu.Peak16Bit;

        public string Name => "peak_flops";

        public string Unit => "FLOP/s/GPU";

        public string Text
        {
            get
            {
                string eight = $"(compute_bits <= 8) × {FormulaText.Number(_peak8)}";
                string sixteen = $"(compute_bits > 8) × (compute_bits <= 16) × {FormulaText.Number(_peak16)}";
                return $"{eight} + {sixteen} + (compute_bits > 16) × {FormulaText.Number(_peak32)}";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes bits)
        {
            var wide = Vector.ConditionalSelect(Vector.GreaterThan(bits, new Lanes(16)), new Lanes(_peak32), new Lanes(_peak16));
            return Vector.ConditionalSelect(Vector.LessThanOrEqual(bits, new Lanes(8)), new Lanes(_peak8), wide);
        }
    }
}

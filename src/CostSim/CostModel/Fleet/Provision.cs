using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Fleet;

/// <summary>
/// How many GPUs are paid for in every hour, out of those that the mean load needs. The load l of an hour (mean 1) needs l times as
/// many; no hour pays for less than the floor's share f of the peak hour's need, nor for less than a minimum.
/// </summary>
/// <remarks>f = 1: a fleet sized for the peak, idle share 1 - 1/peak. f = 0: one that follows the load, or is sold when idle.</remarks>
internal sealed class Provision
{
    private readonly double[] _load;
    private readonly Quantity _needed, _floor, _minimum;

    /// <param name="inputs">The workload's inputs; its load profile may be null for the same load all day.</param>
    /// <param name="needed">GPUs that the mean load needs.</param>
    public Provision(WorkloadInputs inputs, Quantity needed)
    {
        HasProfile = inputs.LoadProfile is not null;
        _load = inputs.LoadProfile is { } load ? [.. load] : [1];
        _needed = needed;
        _minimum = inputs[InputCatalogue.FleetMinimum];
        _floor = inputs[InputCatalogue.FleetFloor];
        double peak = _load.Max();
        Paid = HasProfile
            ? Formula.Of(new PaidOverDay(_load, peak), needed, _floor, _minimum)
            : Formula.Of(new PaidAlways(), needed, _minimum);
        PeakGpus = HasProfile
            ? Formula.Of(new PeakOfProfile(peak), needed, _minimum)
            : Formula.Of(new PeakOverMean(), needed, inputs[InputCatalogue.PeakToMean], _minimum);
    }

    /// <summary>True when the load differs from hour to hour.</summary>
    public bool HasProfile { get; }

    /// <summary>Paid GPUs, mean over the day.</summary>
    public Quantity Paid { get; }

    /// <summary>GPUs at the peak hour.</summary>
    public Quantity PeakGpus { get; }

    /// <summary>Paid GPUs in one hour, 0 to 23.</summary>
    public Quantity InHour(int hour) => HasProfile
        ? Formula.Of(new PaidInHour(_load[hour], _load.Max()), _needed, _floor, _minimum)
        : Paid;

    /// <summary>Paid GPUs where the load is the same all day.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes Always(Lanes needed, Lanes minimum) => Vector.MaxNative(needed, minimum);

    private readonly struct PaidAlways : IFormula2
    {
        public string Name => "paid_gpus";

        public string Unit => "GPU";

        public string Text => "max(needed_gpus, fleet_minimum)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes needed, Lanes minimum) => Always(needed, minimum);
    }

    /// <summary>The mean over the hours of max(l·needed, f·peak·needed, minimum).</summary>
    private readonly struct PaidOverDay(double[] load, double peak) : IFormula3
    {
        public string Name => "paid_gpus";

        public string Unit => "GPU";

        public string Text =>
            $"mean_over_hours(max(load × needed_gpus, fleet_floor × {FormulaText.Number(peak)} × needed_gpus, fleet_minimum))";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes needed, Lanes floor, Lanes minimum)
        {
            var least = Vector.MaxNative(minimum, floor * peak * needed);
            var sum = Lanes.Zero;
            foreach (double hour in load)
            {
                sum += Vector.MaxNative(hour * needed, least);
            }
            return sum / load.Length;
        }
    }

    private readonly struct PaidInHour(double load, double peak) : IFormula3
    {
        public string Name => "gpus_in_hour";

        public string Unit => "GPU";

        public string Text =>
            $"max({FormulaText.Number(load)} × needed_gpus, fleet_floor × {FormulaText.Number(peak)} × needed_gpus, fleet_minimum)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes needed, Lanes floor, Lanes minimum) =>
            Vector.MaxNative(load * needed, Vector.MaxNative(minimum, floor * peak * needed));
    }

    private readonly struct PeakOfProfile(double peak) : IFormula2
    {
        public string Name => "peak_gpus";

        public string Unit => "GPU";

        public string Text => $"max(fleet_minimum, needed_gpus × {FormulaText.Number(peak)})";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes needed, Lanes minimum) => Vector.MaxNative(minimum, needed * new Lanes(peak));
    }

    private readonly struct PeakOverMean : IFormula3
    {
        public string Name => "peak_gpus";

        public string Unit => "GPU";

        public string Text => "max(fleet_minimum, needed_gpus × peak_to_mean)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes needed, Lanes peakToMean, Lanes minimum) => Vector.MaxNative(minimum, needed * peakToMean);
    }
}

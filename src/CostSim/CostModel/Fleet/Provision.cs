using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Fleet;

/// <summary>
/// How many GPUs are paid for in every hour. The load l of an hour over the day's mean needs l · busy / load_factor; no hour pays for
/// less than the floor's share f of what the busiest hour needs. GPUs come in whole steps, and never fewer than a minimum or than what is
/// committed to.
/// </summary>
/// <remarks>
/// f = 1: a fleet sized for the peak, idle share 1 - 1/peak. f = 0: one that follows the load, or is sold when idle. Without a profile
/// the mean over the day is that of a day whose busiest hour has peak_to_mean times the mean load: f·peak + (1 - f) times as many.
/// </remarks>
internal sealed class Provision
{
    /// <summary>Share of a step by which a need may pass a whole number of steps through rounding alone.</summary>
    private const double Rounding = 1e-9;

    private readonly double[] _load;
    private readonly Quantity _busy, _loadFactor, _floor;

    /// <param name="inputs">The workload's inputs; its load profile may be null for a busiest hour alone.</param>
    /// <param name="busy">GPUs that are busy, mean over the day.</param>
    /// <param name="replica">GPUs of one replica, the default of step and minimum.</param>
    public Provision(WorkloadInputs inputs, Quantity busy, Quantity replica)
    {
        HasProfile = inputs.LoadProfile is not null;
        _load = inputs.LoadProfile is { } load ? [.. load] : [1];
        _busy = busy;
        _loadFactor = inputs[InputCatalogue.LoadFactor];
        _floor = inputs[InputCatalogue.FleetFloor];
        Step = inputs.Find(InputCatalogue.FleetStep) ?? Quantity.Renamed("fleet_step", replica);
        var minimum = inputs.Find(InputCatalogue.FleetMinimum) ?? Quantity.Renamed("fleet_minimum", replica);
        var alone = Quantity.Renamed("least_gpus", minimum);
        Least = inputs.Find(InputCatalogue.ReservedGpus) is { } reserved
            ? Quantity.Choose(inputs.Find(InputCatalogue.Pricing), [.. inputs.Pricings.Select(pricing =>
                pricing == Renting.Name ? Formula.Of(new LeastGpus(), minimum, reserved) : alone)])
            : alone;
        double peak = _load.Max();
        PeakNeed = HasProfile ? Formula.Of(new NeedOfProfile(peak), busy, _loadFactor)
            : Formula.Of(new NeedAtPeak(), busy, _loadFactor, inputs[InputCatalogue.PeakToMean]);
        PeakGpus = IsStepless ? Formula.Of(new Stepless("peak_gpus", "peak_need"), PeakNeed, Least)
            : Formula.Of(new InSteps("peak_gpus", "peak_need"), PeakNeed, Step, Least);
        if (HasProfile)
        {
            Paid = Formula.Of(new PaidOverDay(_load, peak), busy, _loadFactor, _floor, Step, Least);
        }
        else
        {
            Sizing = Formula.Of(new SizingOf(), _floor, inputs[InputCatalogue.PeakToMean], _loadFactor);
            Paid = IsStepless ? Formula.Of(new PaidStepless(), busy, Sizing, Least)
                : Formula.Of(new PaidInSteps(), busy, Sizing, Step, Least);
        }
        IsMinimum = Formula.Of(new BelowMinimum(), PeakNeed, Least);
    }

    /// <summary>True when the load differs from hour to hour.</summary>
    public bool HasProfile { get; }

    /// <summary>GPUs in which they are paid for; 0: any fraction.</summary>
    public Quantity Step { get; }

    /// <summary>Fewest GPUs of any hour.</summary>
    public Quantity Least { get; }

    /// <summary>Paid GPUs for each busy one, before steps and minimum; null with a profile.</summary>
    public Quantity? Sizing { get; }

    /// <summary>GPUs that the busiest hour needs, before steps and minimum.</summary>
    public Quantity PeakNeed { get; }

    /// <summary>Paid GPUs, mean over the day.</summary>
    public Quantity Paid { get; }

    /// <summary>Paid GPUs in the busiest hour.</summary>
    public Quantity PeakGpus { get; }

    /// <summary>1 in the trials in which even the busiest hour needs less than the minimum, else 0.</summary>
    public Quantity IsMinimum { get; }

    /// <summary>True when any fraction of a GPU can be paid for.</summary>
    public bool IsStepless => Step.IsFixed && Step.IsInput && Step.At(0) == 0;

    /// <summary>Paid GPUs in one hour, 0 to 23.</summary>
    public Quantity InHour(int hour) => HasProfile
        ? Formula.Of(new PaidInHour(_load[hour], _load.Max()), _busy, _loadFactor, _floor, Step, Least)
        : Paid;

    /// <summary>A need in whole steps; as it is where the step is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Whole(Lanes need, Lanes step)
    {
        var isStepless = Vector.Equals(step, Lanes.Zero);
        var steps = Vector.Ceiling(need / Vector.ConditionalSelect(isStepless, Lanes.One, step) - new Lanes(Rounding)) * step;
        return Vector.ConditionalSelect(isStepless, need, steps);
    }

    /// <summary>Text of <see cref="Whole"/>.</summary>
    private static string WholeText(string need) => $"in_steps({need}, fleet_step)";

    /// <summary>Paid GPUs of a day without a profile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes Always(Lanes busy, Lanes sizing, Lanes step, Lanes least) => Vector.MaxNative(Whole(busy * sizing, step), least);

    /// <summary>Paid GPUs of a day without a profile in any fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Lanes Always(Lanes busy, Lanes sizing, Lanes least) => Vector.MaxNative(busy * sizing, least);

    private readonly struct LeastGpus : IFormula2
    {
        public string Name => "least_gpus";

        public string Unit => "GPU";

        public string Text => "max(fleet_minimum, reserved_gpus)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes minimum, Lanes reserved) => Vector.MaxNative(minimum, reserved);
    }

    private readonly struct SizingOf : IFormula3
    {
        public string Name => "sizing";

        public string Unit => "1";

        public string Text => "(fleet_floor × peak_to_mean + 1 − fleet_floor) / load_factor";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes floor, Lanes peakToMean, Lanes loadFactor) => (floor * peakToMean + Lanes.One - floor) / loadFactor;
    }

    private readonly struct NeedAtPeak : IFormula3
    {
        public string Name => "peak_need";

        public string Unit => "GPU";

        public string Text => "busy_gpus × peak_to_mean / load_factor";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes busy, Lanes loadFactor, Lanes peakToMean) => busy * peakToMean / loadFactor;
    }

    private readonly struct NeedOfProfile(double peak) : IFormula2
    {
        public string Name => "peak_need";

        public string Unit => "GPU";

        public string Text => $"busy_gpus × {FormulaText.Number(peak)} / load_factor";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes busy, Lanes loadFactor) => busy * peak / loadFactor;
    }

    private readonly struct Stepless(string name, string need) : IFormula2
    {
        public string Name => name;

        public string Unit => "GPU";

        public string Text => $"max({need}, least_gpus)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes needed, Lanes least) => Vector.MaxNative(needed, least);
    }

    private readonly struct InSteps(string name, string need) : IFormula3
    {
        public string Name => name;

        public string Unit => "GPU";

        public string Text => $"max({WholeText(need)}, least_gpus)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes needed, Lanes step, Lanes least) => Vector.MaxNative(Whole(needed, step), least);
    }

    private readonly struct PaidStepless : IFormula3
    {
        public string Name => "paid_gpus";

        public string Unit => "GPU";

        public string Text => "max(busy_gpus × sizing, least_gpus)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes busy, Lanes sizing, Lanes least) => Always(busy, sizing, least);
    }

    private readonly struct PaidInSteps : IFormula4
    {
        public string Name => "paid_gpus";

        public string Unit => "GPU";

        public string Text => $"max({WholeText("busy_gpus × sizing")}, least_gpus)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes busy, Lanes sizing, Lanes step, Lanes least) => Always(busy, sizing, step, least);
    }

    /// <summary>The mean over the hours of what each pays for.</summary>
    private readonly struct PaidOverDay(double[] load, double peak) : IFormula5
    {
        public string Name => "paid_gpus";

        public string Unit => "GPU";

        public string Text
        {
            get
            {
                string need = $"max(load, fleet_floor × {FormulaText.Number(peak)}) × busy_gpus / load_factor";
                return $"mean_over_hours(max({WholeText(need)}, least_gpus))";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes busy, Lanes loadFactor, Lanes floor, Lanes step, Lanes least)
        {
            var floorLoad = floor * peak;
            var needed = busy / loadFactor;
            var sum = Lanes.Zero;
            foreach (double hour in load)
            {
                sum += Vector.MaxNative(Whole(Vector.MaxNative(new Lanes(hour), floorLoad) * needed, step), least);
            }
            return sum / load.Length;
        }
    }

    private readonly struct PaidInHour(double load, double peak) : IFormula5
    {
        public string Name => "gpus_in_hour";

        public string Unit => "GPU";

        public string Text
        {
            get
            {
                string hour = $"max({FormulaText.Number(load)}, fleet_floor × {FormulaText.Number(peak)})";
                return $"max({WholeText($"{hour} × busy_gpus / load_factor")}, least_gpus)";
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes busy, Lanes loadFactor, Lanes floor, Lanes step, Lanes least) =>
            Vector.MaxNative(Whole(Vector.MaxNative(new Lanes(load), floor * peak) * (busy / loadFactor), step), least);
    }

    private readonly struct BelowMinimum : IFormula2
    {
        public string Name => "is_minimum";

        public string Unit => "1";

        public string Text => "peak_need < least_gpus";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes need, Lanes least) => Vector.ConditionalSelect(Vector.LessThan(need, least), Lanes.One, Lanes.Zero);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Pricing;

/// <summary>
/// What an hour of one rented GPU costs: reserved_share·reserved_price + (1 - reserved_share)·gpu_price. A commitment to a number of GPUs
/// is the share of them among those paid for, which are never fewer.
/// </summary>
internal static class Renting
{
    /// <summary>Name in scenarios.</summary>
    public const string Name = "rent";

    public static readonly PricingModel Model = new(
        Name, [InputCatalogue.GpuPrice, InputCatalogue.ReservedShare, InputCatalogue.ReservedGpus, InputCatalogue.ReservedPrice], PerHour);

    private static Dictionary<PriceKind, Quantity> PerHour(WorkloadInputs inputs, int gpu, Quantity paid)
    {
        var onDemand = inputs.OnGpu(InputCatalogue.GpuPrice, gpu);
        return new()
        {
            [PriceKinds.Rent] = inputs.Find(InputCatalogue.ReservedPrice, gpu) is { } reserved
                ? Formula.Of(new MeanPrice(), ReservedShare(inputs, paid), reserved, onDemand)
                : Quantity.Renamed("gpu_hour_price", onDemand),
        };
    }

    private static Quantity ReservedShare(WorkloadInputs inputs, Quantity paid) =>
        inputs.Find(InputCatalogue.ReservedGpus) is { } committed ? Formula.Of(new ShareOfCommitment(), committed, paid)
        : inputs[InputCatalogue.ReservedShare];

    private readonly struct ShareOfCommitment : IFormula2
    {
        public string Name => "reserved_share";

        public string Unit => "1";

        public string Text => "(reserved_gpus > 0) × reserved_gpus / max(reserved_gpus, paid_gpus)";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes committed, Lanes paid) => Vector.ConditionalSelect(
            Vector.GreaterThan(committed, Lanes.Zero), committed / Vector.MaxNative(committed, paid), Lanes.Zero);
    }

    private readonly struct MeanPrice : IFormula3
    {
        public string Name => "gpu_hour_price";

        public string Unit => "USD/GPU-hour";

        public string Text => "reserved_share × reserved_price + (1 − reserved_share) × gpu_price";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes share, Lanes reserved, Lanes onDemand) => share * reserved + (Lanes.One - share) * onDemand;
    }
}

using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Pricing;

/// <summary>What an hour of one rented GPU costs: reserved_share·reserved_price + (1 - reserved_share)·gpu_price.</summary>
internal static class Renting
{
    /// <summary>Name in scenarios.</summary>
    public const string Name = "rent";

    public static readonly PricingModel Model = new(
        Name, [InputCatalogue.GpuPrice, InputCatalogue.ReservedShare, InputCatalogue.ReservedPrice], PerHour);

    private static Dictionary<PriceKind, Quantity> PerHour(WorkloadInputs inputs, int gpu)
    {
        var onDemand = inputs.OnGpu(InputCatalogue.GpuPrice, gpu);
        return new()
        {
            [PriceKinds.Rent] = inputs.Find(InputCatalogue.ReservedPrice, gpu) is { } reserved
                ? Formula.Of(new MeanPrice(), inputs[InputCatalogue.ReservedShare], reserved, onDemand)
                : Quantity.Renamed("gpu_hour_price", onDemand),
        };
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

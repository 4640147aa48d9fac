using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;
using CostSim.Numerics;

namespace CostSim.CostModel.Pricing;

/// <summary>
/// What an hour of one owned GPU costs:
/// (annuity(server_price, depreciation_years, cost_of_capital)/8760 + server_power·(colocation_price/730 +
/// pue·power_load·electricity_price)) / gpus_per_server.
/// </summary>
internal static class Owning
{
    private const double HoursPerYear = 8760;
    private const double HoursPerMonth = 730;
    private const double MonthsPerYear = 12;

    /// <summary>Name in scenarios.</summary>
    public const string Name = "own";

    public static readonly PricingModel Model = new(
        Name,
        [
            InputCatalogue.ServerPrice, InputCatalogue.GpusPerServer, InputCatalogue.DepreciationYears, InputCatalogue.CostOfCapital,
            InputCatalogue.ColocationPrice, InputCatalogue.ServerPower, InputCatalogue.ElectricityPrice,
        ],
        PerHour);

    private static Dictionary<PriceKind, Quantity> PerHour(WorkloadInputs inputs, int gpu, Quantity paid)
    {
        Quantity power = inputs.OnGpu(InputCatalogue.ServerPower, gpu), gpus = inputs[InputCatalogue.GpusPerServer];
        return new()
        {
            [PriceKinds.Capital] = Formula.Of(
                new CapitalPrice(),
                inputs.OnGpu(InputCatalogue.ServerPrice, gpu), inputs[InputCatalogue.DepreciationYears],
                inputs[InputCatalogue.CostOfCapital], gpus),
            [PriceKinds.Colocation] = Formula.Of(new ColocationPrice(), power, inputs[InputCatalogue.ColocationPrice], gpus),
            [PriceKinds.Power] = Formula.Of(
                new PowerPrice(),
                power, inputs[InputCatalogue.Pue], inputs[InputCatalogue.PowerLoad], inputs[InputCatalogue.ElectricityPrice], gpus),
        };
    }

    /// <summary>
    /// Yearly payments on a price P over n years at i a year, paid monthly: 12·P·m / (1 - (1+m)^(-12n)), m = i/12; P/n at i = 0.
    /// </summary>
    internal static Lanes Annuity(Lanes price, Lanes years, Lanes interest)
    {
        var monthly = interest / MonthsPerYear;
        var discounted = -VectorMath.ExpM1(-MonthsPerYear * years * VectorMath.Log1P(monthly));
        var isFree = Vector.Equals(monthly, Lanes.Zero);
        return Vector.ConditionalSelect(isFree, price / years, MonthsPerYear * price * monthly / discounted);
    }

    private readonly struct CapitalPrice : IFormula4
    {
        public string Name => "capital";

        public string Unit => "USD/GPU-hour";

        public string Text => "annuity(server_price, depreciation_years, cost_of_capital) / 8760 / gpus_per_server";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes serverPrice, Lanes years, Lanes interest, Lanes gpusPerServer) =>
            Annuity(serverPrice, years, interest) / HoursPerYear / gpusPerServer;
    }

    private readonly struct ColocationPrice : IFormula3
    {
        public string Name => "colocation";

        public string Unit => "USD/GPU-hour";

        public string Text => "server_power × colocation_price / 730 / gpus_per_server";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes serverPower, Lanes colocationPrice, Lanes gpusPerServer) =>
            serverPower * colocationPrice / HoursPerMonth / gpusPerServer;
    }

    private readonly struct PowerPrice : IFormula5
    {
        public string Name => "power";

        public string Unit => "USD/GPU-hour";

        public string Text => "server_power × pue × power_load × electricity_price / gpus_per_server";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lanes Of(Lanes serverPower, Lanes pue, Lanes powerLoad, Lanes electricityPrice, Lanes gpusPerServer) =>
            serverPower * pue * powerLoad * electricityPrice / gpusPerServer;
    }
}

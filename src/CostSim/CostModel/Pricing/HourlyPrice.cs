using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Pricing;

/// <summary>What an hour of one accelerator costs, by kind, USD/GPU-hour. A kind that does not arise is a fixed 0.</summary>
internal sealed class HourlyPrice
{
    private const string Unit = "USD/GPU-hour";

    private readonly Dictionary<PriceKind, Quantity> _kinds = [];

    /// <param name="inputs">The workload's inputs.</param>
    /// <param name="gpu">Position of the accelerator among the workload's.</param>
    /// <param name="paid">Paid GPUs of the workload, mean over the day.</param>
    public HourlyPrice(WorkloadInputs inputs, int gpu, Quantity paid)
    {
        var pricing = inputs.Find(InputCatalogue.Pricing);
        Stated = [.. inputs.Pricings.Select(name => PricingModels.Named(name).PerHour(inputs, gpu, paid))];
        var nothing = Quantity.Constant("nothing", Unit, 0);
        foreach (var kind in PriceKinds.All)
        {
            _kinds[kind] = Quantity.Choose(pricing, [.. Stated.Select(kinds => kinds.GetValueOrDefault(kind) ?? nothing)]);
        }
        Total = Quantity.Choose(pricing, [.. Stated.Select(kinds => Quantity.Sum("gpu_hour_price", Unit, [.. kinds.Values]))]);
    }

    /// <summary>The kinds of each way to pay that <c>pricing</c> chooses between, in the order of its options.</summary>
    public IReadOnlyList<IReadOnlyDictionary<PriceKind, Quantity>> Stated { get; }

    /// <summary>Sum of the kinds.</summary>
    public Quantity Total { get; }

    /// <summary>The price of one kind.</summary>
    public Quantity Of(PriceKind kind) => _kinds[kind];
}

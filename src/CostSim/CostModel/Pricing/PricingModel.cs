using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Pricing;

/// <summary>A way to pay for GPUs: one of the answers that the input <c>pricing</c> chooses between.</summary>
/// <param name="Name">Name in scenarios.</param>
/// <param name="Inputs">The inputs that are read only where it is chosen (or another way that lists them).</param>
/// <param name="PerHour">Its kinds of price, which add up to the price of an hour.</param>
internal sealed record PricingModel(
    string Name, IReadOnlyList<InputDefinition> Inputs, PricesPerHour PerHour)
{
    public override string ToString() => Name;
}

/// <summary>The kinds of price of an hour on one accelerator of a workload, USD/GPU-hour.</summary>
/// <param name="inputs">The workload's inputs.</param>
/// <param name="gpu">Position of the accelerator among the workload's.</param>
/// <param name="paid">Paid GPUs of the workload, mean over the day.</param>
internal delegate IReadOnlyDictionary<PriceKind, Quantity> PricesPerHour(WorkloadInputs inputs, int gpu, Quantity paid);

/// <summary>Every way to pay, in the order of help texts.</summary>
internal static class PricingModels
{
    public static readonly IReadOnlyList<PricingModel> All = [Renting.Model, Owning.Model];

    /// <summary>The way to pay of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PricingModel Named(string name) =>
        All.FirstOrDefault(model => model.Name == name) ?? throw new ArgumentException($"{name} is no way to pay", nameof(name));
}

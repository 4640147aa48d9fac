using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Pricing;

/// <summary>A way to pay for GPUs: one of the answers that the input <c>pricing</c> chooses between.</summary>
/// <param name="Name">Name in scenarios.</param>
/// <param name="Inputs">The inputs that are read only where it is chosen (or another way that lists them).</param>
/// <param name="PerHour">Its kinds of price on one accelerator of the workload, USD/GPU-hour; they add up to the price of an hour.</param>
internal sealed record PricingModel(
    string Name, IReadOnlyList<InputDefinition> Inputs, Func<WorkloadInputs, int, IReadOnlyDictionary<PriceKind, Quantity>> PerHour)
{
    public override string ToString() => Name;
}

/// <summary>Every way to pay, in the order of help texts.</summary>
internal static class PricingModels
{
    public static readonly IReadOnlyList<PricingModel> All = [Renting.Model, Owning.Model];

    /// <summary>The way to pay of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PricingModel Named(string name) =>
        All.FirstOrDefault(model => model.Name == name) ?? throw new ArgumentException($"{name} is no way to pay", nameof(name));
}

namespace CostSim.CostModel.Pricing;

/// <summary>A kind of price: what part of the cost goes to.</summary>
/// <param name="Name">Name of the part in breakdowns.</param>
/// <param name="Meaning">What it pays for, in a few words.</param>
internal sealed record PriceKind(string Name, string Meaning)
{
    public override string ToString() => Name;
}

/// <summary>Every kind of price, in the order of breakdowns.</summary>
internal static class PriceKinds
{
    public static readonly PriceKind Rent = new("rent", "GPUs rented");
    public static readonly PriceKind Capital = new("capital", "servers paid off, interest included");
    public static readonly PriceKind Colocation = new("colocation", "data-centre space and cooling");
    public static readonly PriceKind Power = new("power", "electricity");

    public static readonly IReadOnlyList<PriceKind> All = [Rent, Capital, Colocation, Power];
}

using System.Numerics;

namespace CostSim.CostModel.Quantities;

/// <summary>The smallest of several quantities.</summary>
internal sealed class Smallest(string name, string unit, IReadOnlyList<Quantity> terms) : Quantity(name, unit, [.. terms])
{
    private readonly Quantity[] _terms = [.. terms];

    public override string Formula => $"min({string.Join(", ", _terms.Select(term => term.Name))})";

    internal override void Compute(int start)
    {
        ref double least = ref Values.From(start);
        for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
        {
            new Lanes(double.MaxValue).StoreUnsafe(ref least, (nuint)i);
        }
        foreach (var term in _terms)
        {
            ref double values = ref term.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                Vector.MinNative(Vector.LoadUnsafe(ref least, (nuint)i), Vector.LoadUnsafe(ref values, (nuint)i))
                    .StoreUnsafe(ref least, (nuint)i);
            }
        }
    }
}

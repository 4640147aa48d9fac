using System.Numerics;

namespace CostSim.CostModel.Quantities;

/// <summary>The largest of several quantities.</summary>
internal sealed class Largest(string name, string unit, IReadOnlyList<Quantity> terms) : Quantity(name, unit, [.. terms])
{
    private readonly Quantity[] _terms = [.. terms];

    public override string Formula => $"max({string.Join(", ", _terms.Select(term => term.Name))})";

    internal override void Compute(int start)
    {
        ref double most = ref Values.From(start);
        for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
        {
            new Lanes(double.MinValue).StoreUnsafe(ref most, (nuint)i);
        }
        foreach (var term in _terms)
        {
            ref double values = ref term.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                Vector.MaxNative(Vector.LoadUnsafe(ref most, (nuint)i), Vector.LoadUnsafe(ref values, (nuint)i))
                    .StoreUnsafe(ref most, (nuint)i);
            }
        }
    }
}

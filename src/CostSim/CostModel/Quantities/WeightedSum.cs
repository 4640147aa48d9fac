using System.Numerics;

namespace CostSim.CostModel.Quantities;

/// <summary>The sum of several quantities, each times its weight, added in their order.</summary>
internal sealed class WeightedSum(string name, string unit, IReadOnlyList<Quantity> weights, IReadOnlyList<Quantity> terms)
    : Quantity(name, unit, [.. weights, .. terms])
{
    private readonly (Quantity Weight, Quantity Term)[] _terms = [.. weights.Zip(terms)];

    public override string Formula => string.Join(" + ", _terms.Select(term => $"{term.Weight.Name} × {term.Term.Name}"));

    internal override void Compute(int start)
    {
        Values.Values.Slice(IsFixed ? 0 : start, Column.TileLength).Clear();
        ref double sum = ref Values.From(start);
        foreach (var (weight, term) in _terms)
        {
            ref double weights = ref weight.Values.From(start);
            ref double terms = ref term.Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                var product = Vector.LoadUnsafe(ref weights, (nuint)i) * Vector.LoadUnsafe(ref terms, (nuint)i);
                (Vector.LoadUnsafe(ref sum, (nuint)i) + product).StoreUnsafe(ref sum, (nuint)i);
            }
        }
    }
}

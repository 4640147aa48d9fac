using System.Numerics;

namespace CostSim.CostModel.Quantities;

/// <summary>The mean of several quantities by weights that need not add up to 1, added in their order.</summary>
internal sealed class WeightedMean(string name, string unit, IReadOnlyList<Quantity> weights, IReadOnlyList<Quantity> terms)
    : Quantity(name, unit, [.. weights, .. terms])
{
    private readonly Quantity[] _weights = [.. weights], _terms = [.. terms];

    public override string Formula =>
        $"({string.Join(" + ", _weights.Zip(_terms, (weight, term) => $"{weight.Name} × {term.Name}"))}) / "
        + $"({string.Join(" + ", _weights.Select(weight => weight.Name))})";

    internal override void Compute(int start)
    {
        ref double mean = ref Values.From(start);
        for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
        {
            Lanes sum = Lanes.Zero, of = Lanes.Zero;
            for (int number = 0; number < _terms.Length; number++)
            {
                var weight = Vector.LoadUnsafe(ref _weights[number].Values.From(start), (nuint)i);
                of += weight;
                sum += weight * Vector.LoadUnsafe(ref _terms[number].Values.From(start), (nuint)i);
            }
            (sum / of).StoreUnsafe(ref mean, (nuint)i);
        }
    }
}

using System.Numerics;

namespace CostSim.CostModel.Quantities;

/// <summary>The sum over several quantities, added in their order.</summary>
internal sealed class Total(string name, string unit, IReadOnlyList<Quantity> terms) : Quantity(name, unit, terms)
{
    private readonly Quantity[] _terms = [.. terms];

    public override string Formula => string.Join(" + ", _terms.Select(term => term.Name));

    internal override void Compute(int start)
    {
        ref double sum = ref Values.From(start);
        for (int number = 1; number < _terms.Length; number++)
        {
            ref double soFar = ref number == 1 ? ref _terms[0].Values.From(start) : ref sum;
            ref double term = ref _terms[number].Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                (Vector.LoadUnsafe(ref soFar, (nuint)i) + Vector.LoadUnsafe(ref term, (nuint)i)).StoreUnsafe(ref sum, (nuint)i);
            }
        }
    }
}

using System.Numerics;

namespace CostSim.CostModel.Quantities;

/// <summary>The quantity of the option that each trial drew.</summary>
internal sealed class Selection(Quantity option, IReadOnlyList<Quantity> values)
    : Quantity(values[0].Declared, values[0].Unit, [option, .. values])
{
    private readonly Quantity[] _values = [.. values];

    internal override void Compute(int start)
    {
        for (int number = 0; number < _values.Length; number++)
        {
            var wanted = new Lanes(number);
            ref double result = ref Values.From(start);
            ref double drawn = ref option.Values.From(start);
            ref double value = ref _values[number].Values.From(start);
            for (nint i = 0; i < Column.TileLength; i += Lanes.Count)
            {
                var isDrawn = Vector.Equals(Vector.LoadUnsafe(ref drawn, (nuint)i), wanted);
                var others = Vector.LoadUnsafe(ref result, (nuint)i);
                Vector.ConditionalSelect(isDrawn, Vector.LoadUnsafe(ref value, (nuint)i), others).StoreUnsafe(ref result, (nuint)i);
            }
        }
    }
}

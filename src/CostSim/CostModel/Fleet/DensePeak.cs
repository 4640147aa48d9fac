using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Fleet;

/// <summary>
/// Dense peak of an accelerator at a precision: up to 4, up to 8, up to 16 bit; 32-bit arithmetic at half the 16-bit rate.
/// </summary>
internal readonly struct DensePeak : IFormula1
{
    private readonly double _peak4, _peak8, _peak16, _peak32;
    private readonly string _bits;

    private DensePeak(Accelerator gpu, string name, string bits)
    {
        (_peak4, _peak8, _peak16, _peak32) = (gpu.Peak4Bit, gpu.Peak8Bit, gpu.Peak16Bit, 0.5 * gpu.Peak16Bit);
        Name = name;
        _bits = bits;
    }

    public string Name { get; }

    public string Unit => "FLOP/s/GPU";

    public string Text
    {
        get
        {
            string four = $"({_bits} <= 4) × {FormulaText.Number(_peak4)}";
            string eight = $"({_bits} > 4) × ({_bits} <= 8) × {FormulaText.Number(_peak8)}";
            string sixteen = $"({_bits} > 8) × ({_bits} <= 16) × {FormulaText.Number(_peak16)}";
            return $"{four} + {eight} + {sixteen} + ({_bits} > 16) × {FormulaText.Number(_peak32)}";
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes Of(Lanes bits)
    {
        var wide = Vector.ConditionalSelect(Vector.GreaterThan(bits, new Lanes(16)), new Lanes(_peak32), new Lanes(_peak16));
        var narrow = Vector.ConditionalSelect(Vector.LessThanOrEqual(bits, new Lanes(4)), new Lanes(_peak4), new Lanes(_peak8));
        return Vector.ConditionalSelect(Vector.LessThanOrEqual(bits, new Lanes(8)), narrow, wide);
    }

    /// <summary>The peak as a quantity: a figure of the catalogue where the precision is fixed.</summary>
    /// <param name="gpu">The accelerator.</param>
    /// <param name="name">Name of the quantity.</param>
    /// <param name="bits">The precision, bit.</param>
    public static Quantity Of(Accelerator gpu, string name, Quantity bits)
    {
        var peak = new DensePeak(gpu, name, bits.Declared);
        return bits.IsFixed
            ? Quantity.Constant(name, peak.Unit, peak.Of(new(bits.At(0)))[0], $"gpus.csv: dense peak at {bits.Declared}").ChosenBy(bits)
            : Formula.Of(peak, bits);
    }
}

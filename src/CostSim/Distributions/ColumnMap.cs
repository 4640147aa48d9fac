using System.Numerics;
using System.Runtime.InteropServices;

namespace CostSim.Distributions;

/// <summary>
/// A formula from uniforms to variates, lane by lane, in + - * / sqrt, comparisons and fused multiply-add only: the
/// same bits at any vector width.
/// </summary>
internal interface IColumnFormula
{
    Vector<double> Map(Vector<double> u);
}

/// <summary>Applies a formula to a column.</summary>
internal sealed class ColumnMap<TFormula>(TFormula formula) : InverseTransform where TFormula : struct, IColumnFormula
{
    public override void Apply(Span<double> column)
    {
        var lanes = MemoryMarshal.Cast<double, Vector<double>>(column);
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = formula.Map(lanes[i]);
        }

        var rest = column[(lanes.Length * Vector<double>.Count)..];
        if (rest.IsEmpty)
        {
            return;
        }

        Span<double> padded = stackalloc double[Vector<double>.Count];
        padded.Fill(0.5);
        rest.CopyTo(padded);
        formula.Map(new Vector<double>(padded)).CopyTo(padded);
        padded[..rest.Length].CopyTo(rest);
    }
}

using System.Numerics;

namespace CostSim.CostModel;

/// <summary>
/// An output of the cost model, declared once: the source of checks, help, headers and axis labels. Its value is a day's sum times a
/// scale, or one sum per another, so that totals over workloads are sums and ratios of sums.
/// </summary>
/// <param name="Name">Name in files and options, snake case.</param>
/// <param name="Unit">Unit of the reported figures.</param>
/// <param name="Meaning">What it is, in one line.</param>
/// <param name="Amount">The sum it reports, or the numerator.</param>
/// <param name="Scale">Factor from the sum's unit to <paramref name="Unit"/>.</param>
/// <param name="Per">The denominator; null for a plain sum. Where it is 0 the ratio is 0.</param>
public sealed record OutputDefinition(
    string Name, string Unit, string Meaning, DayQuantity Amount, double Scale = 1, DayQuantity? Per = null)
{
    /// <summary>True when totals are sums over workloads, false when they are ratios of sums.</summary>
    public bool IsAdditive => Per is null;

    /// <summary>True when it is one of the day's sums as it stands.</summary>
    private bool IsPlain => Per is null && Scale == 1;

    /// <summary>A column for the output: fixed when what it is computed from is, and the day's own when nothing is computed.</summary>
    public Column Prepare(DayColumns day) =>
        IsPlain ? day[Amount] : Per is { } denominator ? Column.Of(day[Amount], day[denominator]) : Column.Of(day[Amount]);

    /// <summary>Writes the output for every trial of a block into a column made by <see cref="Prepare"/>.</summary>
    public void Compute(DayColumns day, Column output)
    {
        if (IsPlain)
        {
            return;
        }
        var amount = day[Amount];
        if (Per is not { } denominator)
        {
            for (int i = 0; i < output.Length; i += Vector<double>.Count)
            {
                output[i] = amount[i] * Scale;
            }
            return;
        }
        var per = day[denominator];
        for (int i = 0; i < output.Length; i += Vector<double>.Count)
        {
            var isZero = Vector.Equals(per[i], Vector<double>.Zero);
            output[i] = Vector.ConditionalSelect(isZero, Vector<double>.Zero, amount[i] * Scale / per[i]);
        }
    }

    public override string ToString() => Name;
}

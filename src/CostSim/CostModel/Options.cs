using System.Numerics;

namespace CostSim.CostModel;

/// <summary>Quantities that depend on which option a trial drew.</summary>
internal static class Options
{
    /// <summary>Replaces <paramref name="result"/> by <paramref name="value"/> in the trials that drew option <paramref name="number"/>.</summary>
    public static void Select(Column option, int number, Column value, Column result)
    {
        var wanted = new Vector<double>(number);
        for (int i = 0; i < result.Length; i += Vector<double>.Count)
        {
            result[i] = Vector.ConditionalSelect(Vector.Equals(option[i], wanted), value[i], result[i]);
        }
    }

    /// <summary>Writes 1 in the trials that drew option <paramref name="number"/>, 0 in the others.</summary>
    public static void Indicate(Column option, int number, Column result)
    {
        var wanted = new Vector<double>(number);
        for (int i = 0; i < result.Length; i += Vector<double>.Count)
        {
            result[i] = Vector.ConditionalSelect(Vector.Equals(option[i], wanted), Vector<double>.One, Vector<double>.Zero);
        }
    }
}

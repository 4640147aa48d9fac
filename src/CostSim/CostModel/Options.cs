using System.Numerics;

namespace CostSim.CostModel;

/// <summary>Quantities that depend on which option a trial drew.</summary>
internal static class Options
{
    /// <summary>Writes to every trial the property of its option: fixed when there is one option, or all share the figure.</summary>
    public static OptionColumn PropertyOf(Column option, IReadOnlyList<double> byOption) => new(option, byOption);

    /// <summary>Replaces <paramref name="result"/> by <paramref name="value"/> in the trials that drew option <paramref name="number"/>.</summary>
    public static void Select(Column option, int number, Column value, Column result)
    {
        var wanted = new Vector<double>(number);
        for (int i = 0; i < result.Length; i += Vector<double>.Count)
        {
            result[i] = Vector.ConditionalSelect(Vector.Equals(option[i], wanted), value[i], result[i]);
        }
    }
}

/// <summary>A figure looked up by option number, trial by trial.</summary>
internal sealed class OptionColumn
{
    private readonly Column _option;
    private readonly double[] _byOption;

    public OptionColumn(Column option, IReadOnlyList<double> byOption)
    {
        _option = option;
        _byOption = [.. byOption];
        bool isSame = _byOption.All(figure => figure == _byOption[0]);
        Values = isSame ? Column.Fixed(_byOption[0]) : Column.Of(option);
    }

    /// <summary>The figure of each trial, after <see cref="LookUp"/>.</summary>
    public Column Values { get; }

    public void LookUp()
    {
        if (Values.IsFixed && !_option.IsFixed)
        {
            return;
        }
        var option = _option.Values;
        var values = Values.Values;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _byOption[(int)option[i]];
        }
    }
}

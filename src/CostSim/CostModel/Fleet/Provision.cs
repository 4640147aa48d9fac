using System.Numerics;

namespace CostSim.CostModel.Fleet;

/// <summary>
/// How many GPUs are paid for in every hour, out of those that the mean load needs. The load l of an hour (mean 1) needs l times as
/// many; no hour pays for less than the floor's share f of the peak hour's need, nor for less than a minimum.
/// </summary>
/// <remarks>f = 1: a fleet sized for the peak, idle share 1 - 1/peak. f = 0: one that follows the load, or is sold when idle.</remarks>
public sealed class Provision
{
    private readonly double[] _load;
    private readonly Column _floor, _minimum;

    /// <param name="load">Load of each hour over the mean; null for the same load all day.</param>
    /// <param name="floor">f, in [0, 1].</param>
    /// <param name="minimum">Fewest GPUs that are paid for.</param>
    public Provision(IReadOnlyList<double>? load, Column floor, Column minimum)
    {
        _load = load is null ? [1] : [.. load];
        HasProfile = load is not null;
        Peak = _load.Max();
        _floor = HasProfile ? floor : Column.Fixed(1);
        _minimum = minimum;
    }

    /// <summary>True when the load differs from hour to hour.</summary>
    public bool HasProfile { get; }

    /// <summary>Load of the peak hour over the mean.</summary>
    public double Peak { get; }

    /// <summary>A column for paid GPUs.</summary>
    public Column Prepare(Column needed) => Column.Of(needed, _floor, _minimum);

    /// <summary>Paid GPUs, mean over the day: the mean over the hours of max(l·needed, f·peak·needed, minimum).</summary>
    public void ComputePaid(Column needed, Column paid)
    {
        Column floor = _floor, minimum = _minimum;
        if (!HasProfile)
        {
            for (int i = 0; i < paid.Length; i += Vector<double>.Count)
            {
                paid[i] = Vector.MaxNative(needed[i], minimum[i]);
            }
            return;
        }
        for (int i = 0; i < paid.Length; i += Vector<double>.Count)
        {
            var least = Vector.MaxNative(minimum[i], floor[i] * Peak * needed[i]);
            var sum = Vector<double>.Zero;
            foreach (double load in _load)
            {
                sum += Vector.MaxNative(load * needed[i], least);
            }
            paid[i] = sum / _load.Length;
        }
    }

    /// <summary>Paid GPUs in one hour, 0 to 23.</summary>
    public void ComputeHour(int hour, Column needed, Column paid)
    {
        Column floor = _floor, minimum = _minimum;
        double load = _load[hour % _load.Length];
        for (int i = 0; i < paid.Length; i += Vector<double>.Count)
        {
            paid[i] = Vector.MaxNative(load * needed[i], Vector.MaxNative(minimum[i], floor[i] * Peak * needed[i]));
        }
    }

    /// <summary>GPUs at the peak hour: needed ones times the profile's peak, or times peak_to_mean without a profile; at least the minimum.</summary>
    public void ComputePeak(Column needed, Column peakToMean, Column peak)
    {
        var minimum = _minimum;
        for (int i = 0; i < peak.Length; i += Vector<double>.Count)
        {
            peak[i] = Vector.MaxNative(minimum[i], needed[i] * (HasProfile ? new Vector<double>(Peak) : peakToMean[i]));
        }
    }
}

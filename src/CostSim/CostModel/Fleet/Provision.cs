using System.Numerics;

namespace CostSim.CostModel.Fleet;

/// <summary>
/// How many GPUs are paid for over the day. The load l of each hour (mean 1) needs l times the mean number of GPUs; no hour pays for
/// less than the floor's share f of the peak hour's. Paid over needed GPUs: mean over the hours of max(l, f·peak).
/// </summary>
/// <remarks>f = 1: a fleet sized for the peak, idle share 1 - 1/peak. f = 0: one that follows the load, or is sold when idle.</remarks>
public sealed class Provision
{
    private readonly double[] _load;
    private readonly Column _floor;

    public Provision(IReadOnlyList<double> load, Column floor)
    {
        _load = [.. load];
        _floor = floor;
        Peak = _load.Max();
        PaidOverNeeded = Column.Of(floor);
    }

    /// <summary>Load of the peak hour over the mean.</summary>
    public double Peak { get; }

    /// <summary>Paid GPU-hours of the day over needed ones, at least 1.</summary>
    public Column PaidOverNeeded { get; }

    /// <summary>Fills the column for the current block.</summary>
    public void Run()
    {
        Column floor = _floor, paid = PaidOverNeeded;
        for (int i = 0; i < paid.Length; i += Vector<double>.Count)
        {
            var least = floor[i] * Peak;
            var sum = Vector<double>.Zero;
            foreach (double hour in _load)
            {
                sum += Vector.MaxNative(new Vector<double>(hour), least);
            }
            paid[i] = sum / _load.Length;
        }
    }
}

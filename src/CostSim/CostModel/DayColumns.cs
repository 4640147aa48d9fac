using System.Numerics;

namespace CostSim.CostModel;

/// <summary>What adds up over a day and over workloads. The parts of the cost are the two breakdowns: each adds up to it in every trial.</summary>
public enum DayQuantity
{
    /// <summary>Requests, query/day.</summary>
    Queries,

    /// <summary>Tokens read and generated, token/day.</summary>
    Tokens,

    /// <summary>Busy GPU time, GPU-s/day.</summary>
    GpuSeconds,

    /// <summary>Paid GPUs, mean over the day.</summary>
    PaidGpus,

    /// <summary>GPUs at the peak hour.</summary>
    PeakGpus,

    /// <summary>1 in a trial in which the model does not fit its GPUs, else 0.</summary>
    Unfit,

    /// <summary>Cost, USD/day.</summary>
    Cost,

    /// <summary>Work done, FLOP/day.</summary>
    Flop,

    /// <summary>Work the busy GPUs could have done at their peak, FLOP/day.</summary>
    PeakFlop,

    /// <summary>Facility energy, Wh/day.</summary>
    Energy,

    /// <summary>Emissions, g CO2e/day.</summary>
    Carbon,

    /// <summary>Water consumed, L/day.</summary>
    Water,

    /// <summary>Cost by use, USD/day: GPUs reading prompts.</summary>
    PrefillCost,

    /// <summary>Cost by use, USD/day: GPUs generating.</summary>
    DecodeCost,

    /// <summary>Cost by use, USD/day: GPUs paid for but not busy.</summary>
    IdleCost,

    /// <summary>Cost by use and by kind, USD/day: what comes on top of the GPUs.</summary>
    OverheadCost,

    /// <summary>Cost by kind, USD/day: rent of GPUs.</summary>
    RentCost,

    /// <summary>Cost by kind, USD/day: servers paid off.</summary>
    CapitalCost,

    /// <summary>Cost by kind, USD/day: data-centre space.</summary>
    ColocationCost,

    /// <summary>Cost by kind, USD/day: electricity.</summary>
    PowerCost,

    /// <summary>Paid GPUs in the first hour of the day; those of the other hours follow, see <see cref="DayColumns.GpusInHour"/>.</summary>
    GpusByHour,
}

/// <summary>A day's sums for a block of trials, of one workload or of all of them: a column per <see cref="DayQuantity"/>.</summary>
public sealed class DayColumns
{
    /// <summary>Hours for which paid GPUs are told apart.</summary>
    public const int Hours = 24;

    /// <summary>Number of quantities.</summary>
    public const int Count = (int)DayQuantity.GpusByHour + Hours;

    private readonly Column[] _columns = new Column[Count];
    private int[] _summed = [];

    /// <summary>The values of one quantity.</summary>
    public Column this[DayQuantity quantity]
    {
        get => _columns[(int)quantity];
        internal set => _columns[(int)quantity] = value;
    }

    /// <summary>Paid GPUs in one hour, 0 to 23.</summary>
    public static DayQuantity GpusInHour(int hour) => DayQuantity.GpusByHour + hour;

    /// <summary>Columns for the sums over several workloads; <see cref="Add"/> fills them.</summary>
    /// <param name="days">A day's sums of each workload.</param>
    /// <param name="needed">The quantities that are wanted; the others stay without a column.</param>
    public static DayColumns Over(IReadOnlyList<DayColumns> days, IEnumerable<DayQuantity> needed)
    {
        var sums = new DayColumns { _summed = [.. needed.Select(quantity => (int)quantity).Order()] };
        foreach (int quantity in sums._summed)
        {
            sums._columns[quantity] = Column.Of([.. days.Select(day => day._columns[quantity])]);
        }
        return sums;
    }

    /// <summary>Makes every wanted column the sum of the days' columns, added in their order.</summary>
    public void Add(DayColumns[] days)
    {
        foreach (int quantity in _summed)
        {
            var sum = _columns[quantity];
            for (int i = 0; i < sum.Length; i += Vector<double>.Count)
            {
                var total = days[0]._columns[quantity][i];
                for (int workload = 1; workload < days.Length; workload++)
                {
                    total += days[workload]._columns[quantity][i];
                }
                sum[i] = total;
            }
        }
    }
}

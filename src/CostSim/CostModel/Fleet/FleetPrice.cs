using CostSim.CostModel.Pricing;
using CostSim.CostModel.Quantities;

namespace CostSim.CostModel.Fleet;

/// <summary>What an hour of a workload's GPUs costs, by kind: of the accelerator drawn, or the mean over those side by side.</summary>
internal sealed class FleetPrice
{
    /// <param name="inputs">The workload's inputs.</param>
    /// <param name="fleet">The accelerators.</param>
    /// <param name="paid">Paid GPUs, mean over the day, of which a commitment is a share.</param>
    public FleetPrice(WorkloadInputs inputs, GpuFleet fleet, Quantity paid)
    {
        Members = [.. Enumerable.Range(0, inputs.Gpus.Count).Select(gpu => new HourlyPrice(inputs, gpu, paid))];
        Total = fleet.Mean([.. Members.Select(member => member.Total)]);
        ByKind = PriceKinds.All.ToDictionary(kind => kind, kind => fleet.Mean([.. Members.Select(member => member.Of(kind))]));
    }

    /// <summary>One per accelerator, in the order of <see cref="WorkloadInputs.Gpus"/>.</summary>
    public IReadOnlyList<HourlyPrice> Members { get; }

    /// <summary>Sum of the kinds of price, USD/GPU-hour.</summary>
    public Quantity Total { get; }

    /// <summary>Price by kind, USD/GPU-hour.</summary>
    public IReadOnlyDictionary<PriceKind, Quantity> ByKind { get; }
}

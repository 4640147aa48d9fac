using System.Numerics;

namespace CostSim.CostModel.Pricing;

/// <summary>What an hour of one rented GPU costs: reserved_share·reserved_price + (1 - reserved_share)·gpu_price.</summary>
internal sealed class Renting
{
    private readonly Column _onDemand, _reserved, _share;
    private readonly bool _hasReserved;

    public Renting(WorkloadInputs inputs, int gpu)
    {
        _onDemand = inputs.OnGpu(InputCatalogue.GpuPrice, gpu);
        _reserved = inputs.OnGpu(InputCatalogue.ReservedPrice, gpu);
        _share = inputs.OrDefault(InputCatalogue.ReservedShare);
        _hasReserved = _reserved.Exists;
        Rent = _hasReserved ? Column.Of(_onDemand, _reserved, _share) : _onDemand;
    }

    /// <summary>Mean price over reserved and on-demand hours, USD/GPU-hour.</summary>
    public Column Rent { get; }

    public void Update()
    {
        if (!_hasReserved)
        {
            return;
        }
        Column onDemand = _onDemand, reserved = _reserved, share = _share, rent = Rent;
        for (int i = 0; i < rent.Length; i += Vector<double>.Count)
        {
            rent[i] = share[i] * reserved[i] + (Vector<double>.One - share[i]) * onDemand[i];
        }
    }
}

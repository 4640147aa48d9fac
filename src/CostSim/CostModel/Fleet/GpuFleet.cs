using System.Numerics;

namespace CostSim.CostModel.Fleet;

/// <summary>
/// The accelerators of a workload as one: a single one, one drawn per trial (<c>gpu</c>), or several side by side (<c>fleet_mix</c>).
/// With shares s of the GPUs and t GPU-seconds per request on each, the fleet answers sum(s/t) requests per GPU-second, and a share
/// (s/t) / sum(s/t) of the requests runs on each; a draw is the case of one share of 1.
/// </summary>
public sealed class GpuFleet
{
    /// <summary>Stands for the time of a request without work, so that nothing is divided by 0, s.</summary>
    private const double Instant = 1e-300;

    private readonly FleetMember[] _members;
    private readonly Column _gpu;
    private readonly bool _isDrawn;
    private readonly Column[] _shares;
    private readonly Column _rate;

    public GpuFleet(WorkloadInputs inputs, Column prefillFlop, Column decodeFlop)
    {
        _members = [.. Enumerable.Range(0, inputs.Gpus.Count).Select(gpu => new FleetMember(inputs, gpu, prefillFlop, decodeFlop))];
        _isDrawn = inputs.FleetShares is null;
        _gpu = inputs[InputCatalogue.Gpu];
        _shares = [.. Enumerable.Range(0, _members.Length).Select(gpu => inputs.FleetShares is { } shares ? Column.Fixed(shares[gpu]) : Column.Of(_gpu))];
        PrefillSeconds = Combined(member => member.PrefillSeconds);
        DecodeSeconds = Combined(member => member.DecodeSeconds);
        _rate = Column.Of([PrefillSeconds, DecodeSeconds]);
        PeakFlops = Combined(member => member.PeakFlops);
        Power = Combined(member => member.Power);
        Unfit = Combined(member => member.Unfit);
        Rent = Combined(member => member.Price.Rent);
        Capital = Combined(member => member.Price.Capital);
        Colocation = Combined(member => member.Price.Colocation);
        Electricity = Combined(member => member.Price.Power);
        Price = Combined(member => member.Price.Total);
    }

    /// <summary>One per accelerator, in the order of <see cref="WorkloadInputs.Gpus"/>.</summary>
    public IReadOnlyList<FleetMember> Members => _members;

    /// <summary>Busy time of reading a prompt, GPU-s/query.</summary>
    public Column PrefillSeconds { get; }

    /// <summary>Busy time of generating a response, GPU-s/query.</summary>
    public Column DecodeSeconds { get; }

    /// <summary>Dense peak per GPU, FLOP/s.</summary>
    public Column PeakFlops { get; }

    /// <summary>Rated power per GPU, W.</summary>
    public Column Power { get; }

    /// <summary>Above 0 in the trials in which the model does not fit an accelerator in use.</summary>
    public Column Unfit { get; }

    /// <summary>Rent, USD/GPU-hour.</summary>
    public Column Rent { get; }

    /// <summary>Servers paid off, USD/GPU-hour.</summary>
    public Column Capital { get; }

    /// <summary>Data-centre space, USD/GPU-hour.</summary>
    public Column Colocation { get; }

    /// <summary>Electricity that is paid apart, USD/GPU-hour.</summary>
    public Column Electricity { get; }

    /// <summary>Sum of the kinds, USD/GPU-hour.</summary>
    public Column Price { get; }

    /// <summary>Fills the columns for the current block.</summary>
    public void Run()
    {
        foreach (var member in _members)
        {
            member.Run();
        }
        if (_members.Length == 1)
        {
            return;
        }
        for (int gpu = 0; _isDrawn && gpu < _members.Length; gpu++)
        {
            Options.Indicate(_gpu, gpu, _shares[gpu]);
        }
        CombineTimes();
        Clear(PeakFlops, Power, Unfit, Rent, Capital, Colocation, Electricity, Price);
        for (int gpu = 0; gpu < _members.Length; gpu++)
        {
            var (member, share) = (_members[gpu], _shares[gpu]);
            Add(share, member.PeakFlops, PeakFlops);
            Add(share, member.Power, Power);
            Add(share, member.Unfit, Unfit);
            Add(share, member.Price.Rent, Rent);
            Add(share, member.Price.Capital, Capital);
            Add(share, member.Price.Colocation, Colocation);
            Add(share, member.Price.Power, Electricity);
            Add(share, member.Price.Total, Price);
        }
    }

    /// <summary>Prefill and decode: sum over members of (s/t)·time, over the rate sum(s/t).</summary>
    private void CombineTimes()
    {
        Clear(PrefillSeconds, DecodeSeconds, _rate);
        for (int gpu = 0; gpu < _members.Length; gpu++)
        {
            Column share = _shares[gpu], memberPrefill = _members[gpu].PrefillSeconds, memberDecode = _members[gpu].DecodeSeconds;
            Column prefill = PrefillSeconds, decode = DecodeSeconds, rate = _rate;
            for (int i = 0; i < rate.Length; i += Vector<double>.Count)
            {
                var time = Vector.MaxNative(new Vector<double>(Instant), memberPrefill[i] + memberDecode[i]);
                var perSecond = share[i] / time;
                rate[i] += perSecond;
                prefill[i] += perSecond * memberPrefill[i];
                decode[i] += perSecond * memberDecode[i];
            }
        }
        Divide(PrefillSeconds, _rate);
        Divide(DecodeSeconds, _rate);
    }

    private Column Combined(Func<FleetMember, Column> quantity) =>
        _members.Length == 1 ? quantity(_members[0]) : Column.Of([.. _shares, .. _members.SelectMany(Times), .. _members.Select(quantity)]);

    private static Column[] Times(FleetMember member) => [member.PrefillSeconds, member.DecodeSeconds];

    private static void Clear(params ReadOnlySpan<Column> columns)
    {
        foreach (var column in columns)
        {
            column.Values.Clear();
        }
    }

    private static void Add(Column share, Column value, Column sum)
    {
        for (int i = 0; i < sum.Length; i += Vector<double>.Count)
        {
            sum[i] += share[i] * value[i];
        }
    }

    private static void Divide(Column amount, Column divisor)
    {
        for (int i = 0; i < amount.Length; i += Vector<double>.Count)
        {
            amount[i] /= divisor[i];
        }
    }
}

using System.Numerics;

namespace CostSim.CostModel.Pricing;

/// <summary>What an hour of one accelerator costs, by kind, USD/GPU-hour. A kind that does not arise is a fixed 0.</summary>
public sealed class HourlyPrice
{
    private readonly Column _pricing;
    private readonly IReadOnlyList<string> _names;
    private readonly Owning? _owning;
    private readonly Renting? _renting;
    private readonly Column _nothing = Column.Fixed(0);

    public HourlyPrice(WorkloadInputs inputs, int gpu)
    {
        _pricing = inputs[InputCatalogue.Pricing];
        _names = inputs.Pricings;
        _owning = _names.Contains(OwnName) ? new Owning(inputs, gpu) : null;
        _renting = _names.Contains(RentName) ? new Renting(inputs, gpu) : null;
        var rent = _renting?.Rent ?? _nothing;
        bool isMixed = _names.Distinct().Count() > 1;
        Rent = isMixed ? Column.Varying() : rent;
        Capital = isMixed ? Column.Varying() : _owning?.Capital ?? _nothing;
        Colocation = isMixed ? Column.Varying() : _owning?.Colocation ?? _nothing;
        Power = isMixed ? Column.Varying() : _owning?.Power ?? _nothing;
        Total = isMixed ? Column.Varying() : _owning is null ? rent : Column.Of(Capital, Colocation, Power);
    }

    /// <summary>Name of renting in scenarios.</summary>
    public const string RentName = "rent";

    /// <summary>Name of owning in scenarios.</summary>
    public const string OwnName = "own";

    public Column Rent { get; }

    public Column Capital { get; }

    public Column Colocation { get; }

    public Column Power { get; }

    /// <summary>Sum of the kinds.</summary>
    public Column Total { get; }

    /// <summary>Fills the columns for the current block.</summary>
    public void Update()
    {
        _renting?.Update();
        if (_owning is null)
        {
            return;
        }
        _owning.Update();
        if (_renting is not null)
        {
            for (int option = 0; option < _names.Count; option++)
            {
                bool isOwn = _names[option] == OwnName;
                Options.Select(_pricing, option, isOwn ? _nothing : _renting.Rent, Rent);
                Options.Select(_pricing, option, isOwn ? _owning.Capital : _nothing, Capital);
                Options.Select(_pricing, option, isOwn ? _owning.Colocation : _nothing, Colocation);
                Options.Select(_pricing, option, isOwn ? _owning.Power : _nothing, Power);
            }
        }
        Column rent = Rent, capital = Capital, colocation = Colocation, power = Power, total = Total;
        for (int i = 0; i < total.Length; i += Vector<double>.Count)
        {
            total[i] = rent[i] + capital[i] + colocation[i] + power[i];
        }
    }
}

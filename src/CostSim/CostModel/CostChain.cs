using System.Numerics;
using CostSim.CostModel.Fleet;
using static CostSim.CostModel.DayQuantity;

namespace CostSim.CostModel;

/// <summary>
/// The chain from users to dollars for one workload, a block of trials at a time: demand, work, serving, fleet, price, energy.
/// Every step is a loop over columns; a step all of whose inputs are fixed computes a single vector.
/// </summary>
public sealed class CostChain
{
    private const double SecondsPerHour = 3600;
    private const double SecondsPerDay = 86400;
    private const double HoursPerDay = 24;
    private const double WattsPerKilowatt = 1000;
    private const double NegligibleShare = 1e-12;

    private static readonly DayQuantity[] CostParts =
        [PrefillCost, DecodeCost, IdleCost, OverheadCost, RentCost, CapitalCost, ColocationCost, PowerCost];

    private readonly WorkloadInputs _inputs;
    private readonly bool[] _isNeeded = new bool[DayColumns.Count];
    private readonly Column _prefillFlop, _decodeFlop, _optionPrefill, _optionDecode;
    private readonly Column _response, _images, _steps, _guidance, _resolution, _neededGpus, _peakToMean;
    private readonly Work[] _works;
    private readonly Provision _provision;
    private readonly bool _needsParts;

    /// <summary>Prepares the chain; nothing is allocated afterwards.</summary>
    /// <param name="inputs">The workload's inputs; the same columns are refilled for every block.</param>
    /// <param name="needed">The quantities that outputs are computed from; others are left out of <see cref="Day"/>.</param>
    public CostChain(WorkloadInputs inputs, IEnumerable<DayQuantity> needed)
    {
        _inputs = inputs;
        foreach (var quantity in needed)
        {
            _isNeeded[(int)quantity] = true;
        }
        Column prompt = inputs[InputCatalogue.PromptTokens], cached = inputs[InputCatalogue.CachedShare];
        var model = inputs[InputCatalogue.Model];
        // Models without a text response read no response_tokens.
        _response = inputs[InputCatalogue.ResponseTokens] is { Exists: true } response ? response : Column.Fixed(0);
        _images = inputs.OrDefault(InputCatalogue.ImagesPerQuery);
        _steps = inputs.OrDefault(InputCatalogue.DenoisingSteps);
        _guidance = inputs.OrDefault(InputCatalogue.Guidance);
        _resolution = inputs.OrDefault(InputCatalogue.Resolution);

        _works = [.. inputs.Models.Select(architecture => architecture.Work)];
        _prefillFlop = Column.Of(prompt, cached, model);
        _optionPrefill = Column.Of(prompt, cached);
        _optionDecode = Column.Of(prompt, _response, _images, _steps, _guidance, _resolution);
        _decodeFlop = Column.Of(_optionDecode, model);

        Fleet = new GpuFleet(inputs, _prefillFlop, _decodeFlop);
        _provision = new Provision(inputs.LoadProfile, inputs.OrDefault(InputCatalogue.FleetFloor), inputs.OrDefault(InputCatalogue.FleetMinimum));
        _peakToMean = inputs.OrDefault(InputCatalogue.PeakToMean);

        Day[Queries] = Column.Of(inputs[InputCatalogue.DailyUsers], inputs[InputCatalogue.QueriesPerUser]);
        Day[Tokens] = Column.Of(Day[Queries], prompt, _response);
        Day[GpuSeconds] = Column.Of(Day[Queries], Fleet.PrefillSeconds, Fleet.DecodeSeconds);
        _neededGpus = Column.Of(Day[GpuSeconds], inputs[InputCatalogue.LoadFactor]);
        Day[PaidGpus] = _provision.Prepare(_neededGpus);
        Day[PeakGpus] = Column.Of(Day[PaidGpus], _peakToMean);
        Day[Unfit] = Fleet.Unfit;
        Day[Cost] = Column.Of(Day[PaidGpus], Fleet.Price, inputs[InputCatalogue.OverheadShare]);
        Day[Flop] = Column.Of(Day[Queries], _prefillFlop, _decodeFlop);
        Day[PeakFlop] = Column.Of(Day[GpuSeconds], Fleet.PeakFlops);
        Day[Energy] = Column.Of(Day[PaidGpus], Fleet.Power, inputs[InputCatalogue.PowerLoad], inputs[InputCatalogue.Pue]);
        Day[Carbon] = Column.Of(Day[Energy], inputs[InputCatalogue.CarbonIntensity]);
        Day[Water] = Column.Of(Day[Energy], inputs[InputCatalogue.Pue], inputs[InputCatalogue.WaterIntensity]);
        for (int hour = 0; hour < DayColumns.Hours; hour++)
        {
            Day[DayColumns.GpusInHour(hour)] = Column.Of(Day[PaidGpus]);
        }
        _needsParts = CostParts.Any(Needs);
        foreach (var part in CostParts)
        {
            Day[part] = Column.Of(Day[Cost]);
        }
    }

    /// <summary>The day's sums of the current block.</summary>
    public DayColumns Day { get; } = new();

    /// <summary>The accelerators behind the figures.</summary>
    public GpuFleet Fleet { get; }

    /// <summary>Runs the chain on the values now in the inputs.</summary>
    public void Run()
    {
        ComputeDemand();
        ComputeWork();
        Fleet.Run();
        ComputeFleet();
        ComputeCost();
        if (Needs(Flop) || Needs(PeakFlop))
        {
            ComputeEfficiency();
        }
        if (Needs(Energy) || Needs(Carbon) || Needs(Water))
        {
            ComputeEnergy();
        }
        if (_needsParts)
        {
            ComputeBreakdown();
        }
    }

    private bool Needs(DayQuantity quantity) => _isNeeded[(int)quantity];

    private void ComputeDemand()
    {
        Column users = _inputs[InputCatalogue.DailyUsers], perUser = _inputs[InputCatalogue.QueriesPerUser];
        var queries = Day[Queries];
        for (int i = 0; i < queries.Length; i += Vector<double>.Count)
        {
            queries[i] = users[i] * perUser[i];
        }
        if (!Needs(Tokens))
        {
            return;
        }
        Column prompt = _inputs[InputCatalogue.PromptTokens], response = _response, tokens = Day[Tokens];
        for (int i = 0; i < tokens.Length; i += Vector<double>.Count)
        {
            tokens[i] = queries[i] * (prompt[i] + response[i]);
        }
    }

    private void ComputeWork()
    {
        for (int option = 0; option < _works.Length; option++)
        {
            ComputeWork(in _works[option], _works.Length == 1 ? _prefillFlop : _optionPrefill, _works.Length == 1 ? _decodeFlop : _optionDecode);
            if (_works.Length > 1)
            {
                Options.Select(_inputs[InputCatalogue.Model], option, _optionPrefill, _prefillFlop);
                Options.Select(_inputs[InputCatalogue.Model], option, _optionDecode, _decodeFlop);
            }
        }
    }

    private void ComputeWork(in Work model, Column prefill, Column decode)
    {
        var work = model;
        Column prompt = _inputs[InputCatalogue.PromptTokens], cached = _inputs[InputCatalogue.CachedShare], response = _response;
        for (int i = 0; i < prefill.Length; i += Vector<double>.Count)
        {
            prefill[i] = work.Prefill(prompt[i], cached[i]);
        }
        if (work.HasImages)
        {
            Column images = _images, steps = _steps, guidance = _guidance, resolution = _resolution;
            for (int i = 0; i < decode.Length; i += Vector<double>.Count)
            {
                decode[i] = work.Images(images[i], steps[i], guidance[i], resolution[i]);
            }
            return;
        }
        for (int i = 0; i < decode.Length; i += Vector<double>.Count)
        {
            decode[i] = work.Decode(prompt[i], response[i]);
        }
    }

    private void ComputeFleet()
    {
        Column queries = Day[Queries], prefill = Fleet.PrefillSeconds, decode = Fleet.DecodeSeconds, gpuSeconds = Day[GpuSeconds];
        for (int i = 0; i < gpuSeconds.Length; i += Vector<double>.Count)
        {
            gpuSeconds[i] = queries[i] * (prefill[i] + decode[i]);
        }
        Column loadFactor = _inputs[InputCatalogue.LoadFactor], neededGpus = _neededGpus;
        for (int i = 0; i < neededGpus.Length; i += Vector<double>.Count)
        {
            neededGpus[i] = gpuSeconds[i] / (SecondsPerDay * loadFactor[i]);
        }
        _provision.ComputePaid(neededGpus, Day[PaidGpus]);
        if (Needs(PeakGpus))
        {
            _provision.ComputePeak(neededGpus, _peakToMean, Day[PeakGpus]);
        }
        for (int hour = 0; hour < DayColumns.Hours; hour++)
        {
            if (Needs(DayColumns.GpusInHour(hour)))
            {
                _provision.ComputeHour(hour, neededGpus, Day[DayColumns.GpusInHour(hour)]);
            }
        }
    }

    private void ComputeCost()
    {
        Column paidGpus = Day[PaidGpus], price = Fleet.Price, overhead = _inputs[InputCatalogue.OverheadShare], cost = Day[Cost];
        for (int i = 0; i < cost.Length; i += Vector<double>.Count)
        {
            cost[i] = paidGpus[i] * HoursPerDay * price[i] * (Vector<double>.One + overhead[i]);
        }
    }

    private void ComputeEfficiency()
    {
        Column queries = Day[Queries], prefill = _prefillFlop, decode = _decodeFlop, flop = Day[Flop];
        for (int i = 0; i < flop.Length; i += Vector<double>.Count)
        {
            flop[i] = queries[i] * (prefill[i] + decode[i]);
        }
        Column gpuSeconds = Day[GpuSeconds], peak = Fleet.PeakFlops, peakFlop = Day[PeakFlop];
        for (int i = 0; i < peakFlop.Length; i += Vector<double>.Count)
        {
            peakFlop[i] = gpuSeconds[i] * peak[i];
        }
    }

    private void ComputeEnergy()
    {
        Column paidGpus = Day[PaidGpus], gpuPower = Fleet.Power, powerLoad = _inputs[InputCatalogue.PowerLoad], pue = _inputs[InputCatalogue.Pue];
        Column energy = Day[Energy], carbon = Day[Carbon], water = Day[Water];
        for (int i = 0; i < energy.Length; i += Vector<double>.Count)
        {
            energy[i] = paidGpus[i] * HoursPerDay * gpuPower[i] * powerLoad[i] * pue[i];
        }
        Column carbonIntensity = _inputs[InputCatalogue.CarbonIntensity], waterIntensity = _inputs[InputCatalogue.WaterIntensity];
        for (int i = 0; i < carbon.Length; i += Vector<double>.Count)
        {
            carbon[i] = energy[i] / WattsPerKilowatt * carbonIntensity[i];
        }
        for (int i = 0; i < water.Length; i += Vector<double>.Count)
        {
            // Water is counted per kWh of the servers' energy, without the facility's share.
            water[i] = energy[i] / pue[i] / WattsPerKilowatt * waterIntensity[i];
        }
    }

    private void ComputeBreakdown()
    {
        Column queries = Day[Queries], prefillSeconds = Fleet.PrefillSeconds, decodeSeconds = Fleet.DecodeSeconds, gpuSeconds = Day[GpuSeconds];
        Column paidGpus = Day[PaidGpus], price = Fleet.Price, overheadShare = _inputs[InputCatalogue.OverheadShare];
        Column rentPrice = Fleet.Rent, capitalPrice = Fleet.Capital, colocationPrice = Fleet.Colocation, powerPrice = Fleet.Electricity;
        Column prefill = Day[PrefillCost], decode = Day[DecodeCost], idle = Day[IdleCost], overhead = Day[OverheadCost];
        Column rent = Day[RentCost], capital = Day[CapitalCost], colocation = Day[ColocationCost], power = Day[PowerCost];
        for (int i = 0; i < prefill.Length; i += Vector<double>.Count)
        {
            var hours = paidGpus[i] * HoursPerDay;
            var pricePerSecond = price[i] / SecondsPerHour;
            prefill[i] = queries[i] * prefillSeconds[i] * pricePerSecond;
            decode[i] = queries[i] * decodeSeconds[i] * pricePerSecond;
            // At full load rounding must not leave a trace of idle time.
            var idleHours = hours - gpuSeconds[i] / SecondsPerHour;
            var isIdle = Vector.GreaterThan(idleHours, hours * NegligibleShare);
            idle[i] = Vector.ConditionalSelect(isIdle, idleHours, Vector<double>.Zero) * price[i];
            overhead[i] = hours * price[i] * overheadShare[i];
            rent[i] = hours * rentPrice[i];
            capital[i] = hours * capitalPrice[i];
            colocation[i] = hours * colocationPrice[i];
            power[i] = hours * powerPrice[i];
        }
    }
}

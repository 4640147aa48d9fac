using CostSim.CostModel.Fleet;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Quantities;
using static CostSim.CostModel.DayFormulas;

namespace CostSim.CostModel;

/// <summary>
/// The chain from users to dollars for one workload: demand, work, serving, fleet, price, energy. It only says what follows from what; an
/// <see cref="Evaluation"/> of what is wanted computes it.
/// </summary>
internal sealed class CostChain
{
    private readonly Dictionary<PriceKind, Quantity> _costs = [];
    private readonly Quantity?[] _hours = new Quantity?[Hours];
    private readonly Provision _provision;

    /// <summary>Hours for which paid GPUs are told apart.</summary>
    public const int Hours = 24;

    /// <param name="inputs">The workload's inputs; the same columns are refilled for every block.</param>
    public CostChain(WorkloadInputs inputs)
    {
        Inputs = inputs;
        var prompt = inputs[InputCatalogue.PromptTokens];
        var model = inputs.Find(InputCatalogue.Model);

        Queries = Formula.Of(new QueriesPerDay(), inputs[InputCatalogue.DailyUsers], inputs[InputCatalogue.QueriesPerUser]);
        Tokens = inputs.Find(InputCatalogue.ResponseTokens) is { } response
            ? Formula.Of(new TokensPerDay(), Queries, prompt, response)
            : Formula.Of(new PromptTokensPerDay(), Queries, prompt);

        PrefillFlop = Quantity.Choose(model, [.. inputs.Models.Select(each => Prefill(each.Work, inputs))]);
        DecodeFlop = Quantity.Choose(model, [.. inputs.Models.Select(each => Decode(each.Work, inputs))]);
        Flop = Formula.Of(new FlopPerDay(), Queries, PrefillFlop, DecodeFlop);

        Fleet = new GpuFleet(inputs, PrefillFlop, DecodeFlop);
        GpuSeconds = Formula.Of(new GpuSecondsPerDay(), Queries, Fleet.PrefillSeconds, Fleet.DecodeSeconds);
        PeakFlop = Formula.Of(new PeakFlopPerDay(), GpuSeconds, Fleet.PeakFlops);

        BusyGpus = Formula.Of(new BusyGpus(), GpuSeconds);
        NeededGpus = Formula.Of(new NeededGpus(), GpuSeconds, inputs[InputCatalogue.LoadFactor]);
        _provision = new Provision(inputs, NeededGpus);
        PaidGpus = _provision.Paid;
        PeakGpus = _provision.PeakGpus;

        var overhead = inputs[InputCatalogue.OverheadShare];
        Cost = Formula.Of(new DailyCost(), PaidGpus, Fleet.Price, overhead)
            .InOnePass(CostInOnePass(), Queries, PrefillFlop, DecodeFlop, Fleet.PrefillSeconds, Fleet.DecodeSeconds,
                GpuSeconds, NeededGpus, PaidGpus);
        PrefillCost = Formula.Of(new PrefillCost(), Queries, Fleet.PrefillSeconds, Fleet.Price);
        DecodeCost = Formula.Of(new DecodeCost(), Queries, Fleet.DecodeSeconds, Fleet.Price);
        IdleCost = Formula.Of(new IdleCost(), PaidGpus, GpuSeconds, Fleet.Price);
        OverheadCost = Formula.Of(new OverheadCost(), PaidGpus, Fleet.Price, overhead);
        foreach (var kind in PriceKinds.All)
        {
            var price = Fleet.PriceByKind[kind];
            _costs[kind] = Formula.Of(new CostOfKind(kind, price.Declared), PaidGpus, price);
        }

        var pue = inputs[InputCatalogue.Pue];
        Energy = Formula.Of(new EnergyPerDay(), PaidGpus, Fleet.Power, inputs[InputCatalogue.PowerLoad], pue);
        Carbon = Formula.Of(new CarbonPerDay(), Energy, inputs[InputCatalogue.CarbonIntensity]);
        Water = Formula.Of(new WaterPerDay(), Energy, pue, inputs[InputCatalogue.WaterIntensity]);
    }

    /// <summary>The inputs it reads.</summary>
    public WorkloadInputs Inputs { get; }

    /// <summary>The accelerators behind the figures.</summary>
    public GpuFleet Fleet { get; }

    /// <summary>Requests, query/day.</summary>
    public Quantity Queries { get; }

    /// <summary>Tokens read and generated, token/day.</summary>
    public Quantity Tokens { get; }

    /// <summary>Work of reading the prompt, FLOP/query.</summary>
    public Quantity PrefillFlop { get; }

    /// <summary>Work of generating the response, FLOP/query.</summary>
    public Quantity DecodeFlop { get; }

    /// <summary>Work done, FLOP/day.</summary>
    public Quantity Flop { get; }

    /// <summary>Busy GPU time, GPU-s/day.</summary>
    public Quantity GpuSeconds { get; }

    /// <summary>Work the busy GPUs could have done at their peak, FLOP/day.</summary>
    public Quantity PeakFlop { get; }

    /// <summary>GPUs that are busy, mean over the day.</summary>
    public Quantity BusyGpus { get; }

    /// <summary>GPUs that the mean load needs, room for bursts included.</summary>
    public Quantity NeededGpus { get; }

    /// <summary>Paid GPUs, mean over the day.</summary>
    public Quantity PaidGpus { get; }

    /// <summary>GPUs at the peak hour.</summary>
    public Quantity PeakGpus { get; }

    /// <summary>Above 0 in a trial in which the model does not fit its GPUs, else 0.</summary>
    public Quantity Unfit => Fleet.Unfit;

    /// <summary>Cost, USD/day.</summary>
    public Quantity Cost { get; }

    /// <summary>Cost by use, USD/day: GPUs reading prompts.</summary>
    public Quantity PrefillCost { get; }

    /// <summary>Cost by use, USD/day: GPUs generating.</summary>
    public Quantity DecodeCost { get; }

    /// <summary>Cost by use, USD/day: GPUs paid for but not busy.</summary>
    public Quantity IdleCost { get; }

    /// <summary>Cost by use and by kind, USD/day: what comes on top of the GPUs.</summary>
    public Quantity OverheadCost { get; }

    /// <summary>Facility energy, Wh/day.</summary>
    public Quantity Energy { get; }

    /// <summary>Emissions, g CO2e/day.</summary>
    public Quantity Carbon { get; }

    /// <summary>Water consumed, L/day.</summary>
    public Quantity Water { get; }

    /// <summary>Cost by kind of price, USD/day.</summary>
    public Quantity CostOf(PriceKind kind) => _costs[kind];

    /// <summary>Paid GPUs in one hour, 0 to 23.</summary>
    public Quantity GpusInHour(int hour) => _hours[hour] ??= _provision.InHour(hour);

    /// <summary>
    /// The cost in one pass for the simplest chain: one model on one accelerator at an assumed rate, the same load all day.
    /// </summary>
    private Quantity? CostInOnePass()
    {
        bool isSimple = Inputs is { Models.Count: 1, Gpus.Count: 1, LoadProfile: null }
            && Fleet.Members[0].Served is [{ SecondsPerFlop: not null }];
        return isSimple && Inputs.Find(InputCatalogue.ResponseTokens) is { } response
            ? WorkFormulas.CostInOnePass(
                Inputs.Models[0].Work, Inputs[InputCatalogue.DailyUsers], Inputs[InputCatalogue.QueriesPerUser],
                Inputs[InputCatalogue.PromptTokens],
                Inputs[InputCatalogue.CachedShare], response, Fleet.Members[0].Served[0].SecondsPerFlop!, Inputs[InputCatalogue.LoadFactor],
                Inputs[InputCatalogue.FleetMinimum], Fleet.Price, Inputs[InputCatalogue.OverheadShare])
            : null;
    }

    /// <summary>A prompt that the model pads is as long as that, and no cache helps.</summary>
    private static Quantity Prefill(Work work, WorkloadInputs inputs) => work.PaddedPrompt == 0
        ? WorkFormulas.Prefill(work, inputs[InputCatalogue.PromptTokens], inputs[InputCatalogue.CachedShare])
        : WorkFormulas.Prefill(
            work, Quantity.Constant("prompt_tokens", "token/query", work.PaddedPrompt), Quantity.Constant("cached_share", "1", 0));

    /// <summary>Models without a text response read no response_tokens.</summary>
    private static Quantity Decode(Work work, WorkloadInputs inputs) =>
        work.HasImages ? WorkFormulas.Images(work, inputs)
        : inputs.Find(InputCatalogue.ResponseTokens) is { } response
            ? WorkFormulas.Decode(work, inputs[InputCatalogue.PromptTokens], response)
            : Quantity.Constant("decode_flop", "FLOP/query", 0, "nothing is generated");
}

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
        var prompt = inputs.Asked;
        var model = inputs.Find(InputCatalogue.Model);

        Queries = Formula.Of(new QueriesPerDay(), inputs[InputCatalogue.DailyUsers], inputs[InputCatalogue.QueriesPerUser]);
        var calls = inputs.Find(InputCatalogue.Turns) is { } turns ? ConversationTurns.Calls(Queries, turns) : Queries;
        Calls = calls;
        Tokens = inputs.Find(InputCatalogue.ResponseTokens) is { } response
            ? Formula.Of(new TokensPerDay(), calls, prompt, response)
            : Formula.Of(new PromptTokensPerDay(), calls, prompt);

        Quantity[] prefillFlops = [.. inputs.Models.Select(each => Prefill(each, inputs))];
        Quantity[] decodeFlops = [.. inputs.Models.Select(each => Decode(each, inputs))];
        PrefillFlop = Quantity.Choose(model, prefillFlops);
        DecodeFlop = Quantity.Choose(model, decodeFlops);
        Flop = Formula.Of(new FlopPerDay(), calls, PrefillFlop, DecodeFlop);

        Fleet = new GpuFleet(inputs, prefillFlops, decodeFlops);
        GpuSeconds = Formula.Of(new GpuSecondsPerDay(), calls, Fleet.PrefillSeconds, Fleet.DecodeSeconds);
        PeakFlop = Formula.Of(new PeakFlopPerDay(), GpuSeconds, Fleet.PeakFlops);

        BusyGpus = Formula.Of(new BusyGpus(), GpuSeconds);
        _provision = new Provision(inputs, BusyGpus, Fleet.ReplicaGpus);
        PaidGpus = _provision.Paid;
        PeakGpus = _provision.PeakGpus;
        Price = new FleetPrice(inputs, Fleet, PaidGpus);

        var overhead = inputs[InputCatalogue.OverheadShare];
        Cost = Formula.Of(new DailyCost(), PaidGpus, Price.Total, overhead)
            .InOnePass(CostInOnePass(), Queries, PrefillFlop, DecodeFlop, Fleet.PrefillSeconds, Fleet.DecodeSeconds,
                GpuSeconds, BusyGpus, PaidGpus);
        PrefillCost = Formula.Of(new PrefillCost(), calls, Fleet.PrefillSeconds, Price.Total);
        DecodeCost = Formula.Of(new DecodeCost(), calls, Fleet.DecodeSeconds, Price.Total);
        IdleCost = Formula.Of(new IdleCost(), PaidGpus, GpuSeconds, Price.Total);
        OverheadCost = Formula.Of(new OverheadCost(), PaidGpus, Price.Total, overhead);
        foreach (var kind in PriceKinds.All)
        {
            var price = Price.ByKind[kind];
            _costs[kind] = Formula.Of(new CostOfKind(kind, price.Declared), PaidGpus, price);
        }

        Replicas = new(calls, GpuSeconds, inputs, Fleet, _provision);

        var pue = inputs[InputCatalogue.Pue];
        Energy = Formula.Of(new EnergyPerDay(), PaidGpus, Fleet.Power, inputs[InputCatalogue.PowerLoad], pue);
        Carbon = Formula.Of(
            new CarbonPerDay(), Energy, inputs[InputCatalogue.CarbonIntensity], PaidGpus, inputs[InputCatalogue.EmbodiedCarbon],
            inputs[InputCatalogue.GpuLife]);
        Water = Formula.Of(new WaterPerDay(), Energy, pue, inputs[InputCatalogue.WaterIntensity]);
    }

    /// <summary>The inputs it reads.</summary>
    public WorkloadInputs Inputs { get; }

    /// <summary>The accelerators behind the figures.</summary>
    public GpuFleet Fleet { get; }

    /// <summary>Requests, query/day.</summary>
    public Quantity Queries { get; }

    /// <summary>Calls of the model, query/day: as many as requests, or as the turns of the conversations that they start.</summary>
    public Quantity Calls { get; }

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

    /// <summary>What hours of the GPUs cost.</summary>
    public FleetPrice Price { get; }

    /// <summary>How GPUs are paid for over the day.</summary>
    public Provision Provision => _provision;

    /// <summary>Paid GPUs, mean over the day.</summary>
    public Quantity PaidGpus { get; }

    /// <summary>GPUs at the peak hour.</summary>
    public Quantity PeakGpus { get; }

    /// <summary>Above 0 in a trial in which the model does not fit its GPUs, else 0.</summary>
    public Quantity Unfit => Fleet.Unfit;

    /// <summary>Above 0 in a trial in which the limit of time per token cannot be met, else 0.</summary>
    public Quantity Late => Fleet.Late;

    /// <summary>Cost, USD/day.</summary>
    public Quantity Cost { get; }

    /// <summary>What the replicas do: how many there are, how long requests take on them.</summary>
    public ReplicaFigures Replicas { get; }

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
        bool isSimple = Inputs is { Models.Count: 1, Gpus.Count: 1, LoadProfile: null } && Inputs.Find(InputCatalogue.Turns) is null
            && Fleet.Members[0].Served is [{ SecondsPerFlop: not null }] && Inputs.Find(InputCatalogue.ReservedGpus) is null;
        return isSimple && Inputs.Find(InputCatalogue.ResponseTokens) is { } response
            ? WorkFormulas.CostInOnePass(
                Inputs.Models[0].Work, Inputs[InputCatalogue.DailyUsers], Inputs[InputCatalogue.QueriesPerUser],
                Inputs[InputCatalogue.PromptTokens], Inputs[InputCatalogue.CachedShare], response,
                Fleet.Members[0].Served[0].SecondsPerFlop!, _provision, Price.Total, Inputs[InputCatalogue.OverheadShare])
            : null;
    }

    /// <summary>A prompt that the model pads is as long as that, and no cache helps.</summary>
    private static Quantity Prefill(Architecture model, WorkloadInputs inputs) => WorkFormulas.Prefill(
        model.Work, inputs.PromptOf(model), inputs.CachedOf(model), model.ReadsImages ? inputs.ImagesOfACall : null);

    /// <summary>Models without a text response read no response_tokens.</summary>
    private static Quantity Decode(Architecture model, WorkloadInputs inputs) =>
        model.GeneratesImages ? WorkFormulas.Images(model.Work, inputs)
        : inputs.Find(InputCatalogue.ResponseTokens) is { } response
            ? WorkFormulas.Decode(model.Work, inputs.AskedOf(model), response)
            : Quantity.Constant("decode_flop", "FLOP/query", 0, "nothing is generated");
}

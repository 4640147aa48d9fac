using CostSim.CostModel;
using CostSim.CostModel.Fleet;
using CostSim.CostModel.Pricing;
using CostSim.CostModel.Serving;
using CostSim.Distributions;

namespace CostSim.Simulation;

/// <summary>Reads the quantities of a chain off its columns, in the order in which they follow from each other.</summary>
/// <param name="stated">The workload as the scenario states it.</param>
/// <param name="median">The workload at its medians.</param>
/// <param name="inputs">The inputs of <paramref name="chain"/>.</param>
/// <param name="chain">The chain, run at the medians.</param>
internal sealed class ChainSteps(Workload stated, Workload median, WorkloadInputs inputs, CostChain chain)
{
    private const double SecondsPerDay = 86400;

    private readonly Architecture _model = median.Models[0];
    private readonly GpuFleet _fleet = chain.Fleet;

    private bool IsMix => median.FleetShares is not null;

    public IReadOnlyList<ExplainedStep> All() => [.. Demand(), .. OfWork(), .. Serving(), .. Fleet(), .. Price(), .. Energy()];

    private IEnumerable<ExplainedStep> Demand()
    {
        yield return Step("demand", OutputCatalogue.QueriesPerDay, "daily_users × queries_per_user", InputCatalogue.DailyUsers, InputCatalogue.QueriesPerUser);
        yield return _model.GeneratesText
            ? Step("demand", OutputCatalogue.TokensPerDay, "queries_per_day × (prompt_tokens + response_tokens)", InputCatalogue.PromptTokens, InputCatalogue.ResponseTokens)
            : Step("demand", OutputCatalogue.TokensPerDay, "queries_per_day × prompt_tokens", InputCatalogue.PromptTokens);
    }

    private IEnumerable<ExplainedStep> OfWork()
    {
        var work = RequestWork.Of(_model.Work, _model, inputs, trial: 0);
        InputDefinition[] response = _model.Denoises ? [InputCatalogue.ImagesPerQuery, InputCatalogue.DenoisingSteps, InputCatalogue.Guidance, InputCatalogue.Resolution]
            : _model.GeneratesImages ? [InputCatalogue.ImagesPerQuery]
            : _model.GeneratesText ? [InputCatalogue.ResponseTokens]
            : [];
        yield return Step("work", "prefill_flop", work.Prefill, "FLOP/query", "the model reads the prompt: sum of its parts below",
            InputCatalogue.Model, InputCatalogue.PromptTokens, InputCatalogue.CachedShare);
        yield return Step("work", "decode_flop", work.Decode, "FLOP/query",
            _model.GeneratesImages ? "the model makes the images: sum of its parts below" : "the model generates the response: sum of its parts below", response);
        yield return Step("work", OutputCatalogue.FlopPerQuery, "prefill_flop + decode_flop");
    }

    private IEnumerable<ExplainedStep> Serving()
    {
        yield return Step("serving", "peak_flops", _fleet.PeakFlops.At(0), "FLOP/s/GPU",
            IsMix ? "dense peaks of the accelerators at compute_bits, by their shares" : "dense peak of the accelerator at compute_bits",
            IsMix ? InputCatalogue.FleetMix : InputCatalogue.Gpu, InputCatalogue.ComputeBits);
        var (prefill, decode) = Formulas();
        for (int gpu = 0; IsMix && gpu < median.Gpus.Count; gpu++)
        {
            var member = _fleet.Members[gpu];
            yield return Step("serving", $"gpu_seconds_per_query:{median.Gpus[gpu].Name}", member.PrefillSeconds.At(0) + member.DecodeSeconds.At(0),
                OutputCatalogue.GpuSecondsPerQuery.Unit, "if this accelerator alone served");
        }
        string mean = IsMix ? "; over the mix by the requests each answers" : "";
        yield return Step("serving", "prefill_gpu_seconds", _fleet.PrefillSeconds.At(0), OutputCatalogue.GpuSecondsPerQuery.Unit, prefill.Formula + mean, prefill.Inputs);
        yield return Step("serving", "decode_gpu_seconds", _fleet.DecodeSeconds.At(0), OutputCatalogue.GpuSecondsPerQuery.Unit, decode.Formula + mean, decode.Inputs);
        yield return Step("serving", OutputCatalogue.GpuSecondsPerQuery, "prefill_gpu_seconds + decode_gpu_seconds");
        yield return Step("serving", OutputCatalogue.ModelFlopUtilisation, "flop_per_query / (gpu_seconds_per_query × peak_flops)");
    }

    private ((string Formula, InputDefinition[] Inputs) Prefill, (string Formula, InputDefinition[] Inputs) Decode) Formulas()
    {
        InputDefinition[] replica = [InputCatalogue.Serving, InputCatalogue.GpusPerReplica, InputCatalogue.ComputeEfficiency];
        InputDefinition[] link = inputs.OrDefault(InputCatalogue.GpusPerReplica).At(0) > 1 ? [InputCatalogue.LinkEfficiency] : [];
        return median.Servings[0] switch
        {
            UtilisationServing.Name => (
                ("prefill_flop / (peak_flops × utilisation × batching_efficiency)", [InputCatalogue.Serving, InputCatalogue.Utilisation, InputCatalogue.BatchingEfficiency]),
                ("decode_flop / (peak_flops × utilisation × batching_efficiency)", [])),
            ThroughputServing.Name => (
                ("(1 − cached_share) × prompt_tokens / (prefill_throughput × batching_efficiency)",
                    [InputCatalogue.Serving, InputCatalogue.CachedShare, InputCatalogue.PrefillThroughput, InputCatalogue.BatchingEfficiency]),
                ("generated tokens / (decode_throughput × batching_efficiency)", [InputCatalogue.DecodeThroughput])),
            _ => (
                ("prefill_flop / (peak_flops × compute_efficiency) + gpus_per_replica × exchanges", [.. replica, .. link]),
                _model.Denoises
                    ? ("decode_flop / (peak_flops × compute_efficiency)", [])
                    : ("gpus_per_replica × generated tokens × step time / batch; see the roofline below",
                        [
                            InputCatalogue.BandwidthEfficiency, InputCatalogue.MemoryShare, InputCatalogue.WeightBits, InputCatalogue.KvBits,
                            InputCatalogue.MaxBatch, InputCatalogue.BatchingEfficiency, InputCatalogue.StepOverhead,
                        ])),
        };
    }

    private IEnumerable<ExplainedStep> Fleet()
    {
        yield return Step("fleet", "busy_gpus", chain.Day[DayQuantity.GpuSeconds].At(0) / SecondsPerDay, "GPU", "queries_per_day × gpu_seconds_per_query / 86400");
        string minimum = inputs.OrDefault(InputCatalogue.FleetMinimum).At(0) > 0 ? "; at least fleet_minimum" : "";
        bool hasProfile = median.LoadProfile is not null;
        yield return Step("fleet", OutputCatalogue.PaidGpus,
            hasProfile ? $"mean over the hours of load_profile.csv × busy_gpus / load_factor, no hour below fleet_floor × the peak{minimum}" : $"busy_gpus / load_factor{minimum}",
            [InputCatalogue.LoadFactor, .. hasProfile ? [InputCatalogue.FleetFloor] : Array.Empty<InputDefinition>(), .. minimum.Length > 0 ? [InputCatalogue.FleetMinimum] : Array.Empty<InputDefinition>()]);
        yield return hasProfile
            ? Step("fleet", OutputCatalogue.PeakGpus, $"peak hour of load_profile.csv × busy_gpus / load_factor{minimum}")
            : Step("fleet", OutputCatalogue.PeakGpus, $"busy_gpus / load_factor × peak_to_mean{minimum}", InputCatalogue.PeakToMean);
    }

    private IEnumerable<ExplainedStep> Price()
    {
        bool isOwned = median.Pricings[0] == HourlyPrice.OwnName;
        bool isReserved = !isOwned && inputs.OnGpu(InputCatalogue.ReservedPrice, 0).Exists && inputs.OrDefault(InputCatalogue.ReservedShare).At(0) > 0;
        InputDefinition[] taken = isOwned
            ?
            [
                InputCatalogue.Pricing, InputCatalogue.ServerPrice, InputCatalogue.DepreciationYears, InputCatalogue.CostOfCapital, InputCatalogue.ServerPower,
                InputCatalogue.ColocationPrice, InputCatalogue.Pue, InputCatalogue.PowerLoad, InputCatalogue.ElectricityPrice, InputCatalogue.GpusPerServer,
            ]
            : isReserved ? [InputCatalogue.Pricing, InputCatalogue.ReservedShare, InputCatalogue.ReservedPrice, InputCatalogue.GpuPrice]
            : [InputCatalogue.Pricing, InputCatalogue.GpuPrice];
        string formula = isOwned ? "capital + colocation + power"
            : isReserved ? "reserved_share × reserved_price + (1 − reserved_share) × gpu_price"
            : "gpu_price";
        const string Unit = "USD/GPU-hour";
        for (int gpu = 0; IsMix && gpu < median.Gpus.Count; gpu++)
        {
            yield return Step("price", $"gpu_hour_price:{median.Gpus[gpu].Name}", _fleet.Members[gpu].Price.Total.At(0), Unit, formula, taken);
        }
        if (isOwned)
        {
            yield return Step("price", "capital", _fleet.Capital.At(0), Unit, "annuity(server_price, depreciation_years, cost_of_capital) / 8760 / gpus_per_server", taken[..4]);
            yield return Step("price", "colocation", _fleet.Colocation.At(0), Unit, "server_power × colocation_price / 730 / gpus_per_server", taken[4..]);
            yield return Step("price", "power", _fleet.Electricity.At(0), Unit, "server_power × pue × power_load × electricity_price / gpus_per_server");
        }
        yield return Step("price", "gpu_hour_price", _fleet.Price.At(0), Unit, IsMix ? "mean over the accelerators by their shares" : formula, taken);
        yield return Step("price", OutputCatalogue.DailyCost, "paid_gpus × 24 × gpu_hour_price × (1 + overhead_share)", InputCatalogue.OverheadShare);
        yield return Step("price", OutputCatalogue.CostPerQuery, "daily_cost / queries_per_day");
        yield return Step("price", OutputCatalogue.CostPerMillionTokens, "daily_cost / tokens_per_day × 1e6");
    }

    private IEnumerable<ExplainedStep> Energy()
    {
        bool isStated = Rows(InputCatalogue.GpuPower).Any();
        yield return Step("energy", "power_per_gpu", _fleet.Power.At(0), "W", isStated ? "gpu_power" : "gpus.csv: rated power of a server over its GPUs", InputCatalogue.GpuPower);
        yield return Step("energy", OutputCatalogue.EnergyPerDay, "paid_gpus × 24 × power_per_gpu × power_load × pue / 1e6", InputCatalogue.PowerLoad, InputCatalogue.Pue);
        yield return Step("energy", OutputCatalogue.EnergyPerQuery, "energy_per_day / queries_per_day");
        yield return Step("energy", OutputCatalogue.Co2PerDay, "energy_per_day × carbon_intensity", InputCatalogue.CarbonIntensity);
        yield return Step("energy", OutputCatalogue.WaterPerDay, "energy_per_day / pue × water_intensity", InputCatalogue.WaterIntensity);
    }

    private ExplainedStep Step(string step, OutputDefinition output, string formula, params InputDefinition[] taken) =>
        Step(step, output.Name, output.At(chain.Day, trial: 0), output.Unit, formula, taken);

    private ExplainedStep Step(string step, string quantity, double value, string unit, string formula, params InputDefinition[] taken) =>
        new(step, quantity, value, unit, formula, [.. taken.SelectMany(Rows).Select(Explained)]);

    /// <summary>The rows that decide an input on the accelerators of the chain; none where a catalogue does.</summary>
    private IEnumerable<ScenarioInput> Rows(InputDefinition input) =>
        median.Gpus.Select(gpu => stated.PerGpu.GetValueOrDefault((input, stated.Gpus.ToList().IndexOf(gpu))) ?? stated[input]).OfType<ScenarioInput>().Distinct();

    private static ExplainedInput Explained(ScenarioInput input) => input.Law switch
    {
        Choice choice when input.Definition.IsShares => new(input, double.NaN, [.. choice.Options.Select((option, i) => (option.Name, choice.Probabilities[i]))]),
        Choice { IsCategorical: true } choice when MedianScenario.LikeliestOption(choice) is var likeliest =>
            new(input, double.NaN, [(choice.Options[likeliest].Name, choice.Probabilities[likeliest])]),
        var law => new(input, law.Quantile(0.5), []),
    };
}

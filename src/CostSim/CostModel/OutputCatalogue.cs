using CostSim.CostModel.Pricing;
using CostSim.CostModel.Quantities;
using CostSim.CostModel.Serving;

namespace CostSim.CostModel;

/// <summary>Every output of the cost model, in the order of the reports.</summary>
public static class OutputCatalogue
{
    private const double DaysPerYear = 365;
    private const double PerMillion = 1e6;
    private const double MegawattHoursPerWattHour = 1e-6;
    private const double TonnesPerGram = 1e-6;
    private const double CubicMetresPerLitre = 1e-3;

    /// <summary>Cost of a day, USD/day.</summary>
    public static readonly OutputDefinition DailyCost =
        new("daily_cost", "USD/day", "cost of a day", chain => chain.Cost);
    /// <summary>Cost of 365 such days, USD/year.</summary>
    public static readonly OutputDefinition AnnualCost =
        new("annual_cost", "USD/year", "cost of 365 such days", chain => chain.Cost, DaysPerYear,
            text: "daily_cost × 365");
    /// <summary>Cost of one request, USD/query.</summary>
    public static readonly OutputDefinition CostPerQuery =
        new("cost_per_query", "USD/query", "cost of one request", chain => chain.Cost, per: chain => chain.Queries,
            text: "daily_cost / queries_per_day");
    /// <summary>Cost of a million tokens, read or generated, USD/Mtoken.</summary>
    public static readonly OutputDefinition CostPerMillionTokens =
        new("cost_per_million_tokens", "USD/Mtoken", "cost of a million tokens, read or generated", chain => chain.Cost,
            PerMillion, chain => chain.Tokens,
            text: "daily_cost / tokens_per_day × 1e6");
    /// <summary>Requests in a day, query/day.</summary>
    public static readonly OutputDefinition QueriesPerDay =
        new("queries_per_day", "query/day", "requests in a day", chain => chain.Queries);
    /// <summary>Tokens read and generated in a day, token/day.</summary>
    public static readonly OutputDefinition TokensPerDay =
        new("tokens_per_day", "token/day", "tokens read and generated in a day", chain => chain.Tokens);
    /// <summary>Work of one request, FLOP/query.</summary>
    public static readonly OutputDefinition FlopPerQuery =
        new("flop_per_query", "FLOP/query", "work of one request", chain => chain.Flop, per: chain => chain.Queries,
            text: "flop / queries_per_day");
    /// <summary>Busy GPU time of one request, GPU-s/query.</summary>
    public static readonly OutputDefinition GpuSecondsPerQuery =
        new("gpu_seconds_per_query", "GPU-s/query", "busy GPU time of one request", chain => chain.GpuSeconds, per: chain => chain.Queries,
            text: "gpu_seconds / queries_per_day");
    /// <summary>GPUs paid for, mean over the day, GPU.</summary>
    public static readonly OutputDefinition PaidGpus =
        new("paid_gpus", "GPU", "GPUs paid for, mean over the day", chain => chain.PaidGpus);
    /// <summary>GPUs needed at the peak hour, GPU.</summary>
    public static readonly OutputDefinition PeakGpus =
        new("peak_gpus", "GPU", "GPUs needed at the peak hour", chain => chain.PeakGpus);
    /// <summary>FLOP done over dense peak FLOP of the GPUs while busy.</summary>
    public static readonly OutputDefinition ModelFlopUtilisation =
        new("model_flop_utilisation", "1", "FLOP done over dense peak FLOP of the GPUs while busy", chain => chain.Flop,
            per: chain => chain.PeakFlop,
            text: "flop_per_query / (gpu_seconds_per_query × peak_flops)");
    /// <summary>Facility energy of one request, idle time included, Wh/query.</summary>
    public static readonly OutputDefinition EnergyPerQuery =
        new("energy_per_query", "Wh/query", "facility energy of one request, idle time included", chain => chain.Energy,
            per: chain => chain.Queries,
            text: "energy_per_day × 1e6 / queries_per_day");
    /// <summary>Facility energy of a day, MWh/day.</summary>
    public static readonly OutputDefinition EnergyPerDay =
        new("energy_per_day", "MWh/day", "facility energy of a day", chain => chain.Energy, MegawattHoursPerWattHour,
            text: "paid_gpus × 24 × power_per_gpu × power_load × pue / 1e6");
    /// <summary>Emissions of a day's electricity, t CO2e/day.</summary>
    public static readonly OutputDefinition Co2PerDay =
        new("co2_per_day", "t CO2e/day", "emissions of a day's electricity and of making the GPUs", chain => chain.Carbon, TonnesPerGram,
            text: "carbon / 1e6");
    /// <summary>Water consumed in a day, m3/day.</summary>
    public static readonly OutputDefinition WaterPerDay =
        new("water_per_day", "m3/day", "water consumed in a day", chain => chain.Water, CubicMetresPerLitre,
            text: "energy_per_day / pue × water_intensity");

    /// <summary>Its mean is the share of trials in which the model does not fit its GPUs, of one workload.</summary>
    public static readonly OutputDefinition UnfitShare =
        new("unfit_share", "1", "1 where not even one sequence fits the memory that the weights leave, else 0", chain => chain.Unfit);

    /// <summary>Its mean is the share of trials in which no batch meets the limit of time per token, of one workload.</summary>
    public static readonly OutputDefinition LateShare =
        new("late_share", "1", "1 where not even one sequence meets token_time_limit, else 0", chain => chain.Late);

    /// <summary>
    /// Its mean is the share of trials in which the least fleet, and not the load, decides what is paid, of one workload.
    /// </summary>
    public static readonly OutputDefinition MinimumShare =
        new("minimum_share", "1", "1 where even the busiest hour needs fewer GPUs than the least that are paid for, else 0",
            chain => chain.Provision.IsMinimum);

    /// <summary>What is counted beside the outputs asked for, of each workload.</summary>
    public static readonly IReadOnlyList<OutputDefinition> Watched = [UnfitShare, LateShare, MinimumShare];

    /// <summary>Mean time from a request to its first token, s.</summary>
    public static readonly OutputDefinition TimeToFirstToken =
        new("time_to_first_token", "s", "mean time from a request to its first token", chain => chain.Replicas.FirstTokens,
            per: chain => chain.Replicas.Served, text: "first_token_times / served_requests")
        { IsOfReplicas = true };
    /// <summary>Mean time from token to token, s.</summary>
    public static readonly OutputDefinition TimePerOutputToken =
        new("time_per_output_token", "s", "mean time from token to token", chain => chain.Replicas.TokenTimes,
            per: chain => chain.Replicas.Decoded, text: "token_times / decoded_per_day")
        { IsOfReplicas = true };
    /// <summary>Requests that a replica decodes together, sequence.</summary>
    public static readonly OutputDefinition Batch =
        new("batch", "sequence", "requests that a replica decodes together", chain => chain.Replicas.Batches,
            per: chain => chain.Replicas.Count, text: "sequences / replicas")
        { IsOfReplicas = true };
    /// <summary>Replicas paid for in the busiest hour.</summary>
    public static readonly OutputDefinition ReplicaCount =
        new("replicas", "replica", "replicas paid for in the busiest hour", chain => chain.Replicas.Count)
        { IsOfReplicas = true };
    /// <summary>Requests in flight in the busiest hour.</summary>
    public static readonly OutputDefinition RequestsInFlight =
        new("requests_in_flight", "request", "requests in flight in the busiest hour", chain => chain.Replicas.InFlight)
        { IsOfReplicas = true };
    /// <summary>Tokens generated per GPU and second while busy: what benchmarks publish, token/GPU/s.</summary>
    public static readonly OutputDefinition ResponseTokensPerGpuSecond =
        new("response_tokens_per_gpu_second", "token/GPU/s", "tokens generated per GPU and second while busy: what benchmarks publish",
            chain => chain.Replicas.Generated, per: chain => chain.Replicas.BusySeconds, text: "generated_per_day / gpu_seconds")
        { IsOfReplicas = true };

    /// <summary>Paid GPUs in each hour of the day, for scenarios with a load profile.</summary>
    public static readonly IReadOnlyList<OutputDefinition> GpusByHour =
    [
        .. Enumerable.Range(0, CostChain.Hours).Select(hour => new OutputDefinition(
            FormattableString.Invariant($"gpus_in_hour_{hour:00}"), "GPU", FormattableString.Invariant($"GPUs paid for in hour {hour}"),
            chain => chain.GpusInHour(hour))),
    ];

    /// <summary>The outputs that runs report.</summary>
    public static readonly IReadOnlyList<OutputDefinition> All =
    [
        DailyCost, AnnualCost, CostPerQuery, CostPerMillionTokens, QueriesPerDay, TokensPerDay, FlopPerQuery, GpuSecondsPerQuery,
        PaidGpus, PeakGpus, ModelFlopUtilisation, EnergyPerQuery, EnergyPerDay, Co2PerDay, WaterPerDay,
        TimeToFirstToken, TimePerOutputToken, Batch, ReplicaCount, RequestsInFlight, ResponseTokensPerGpuSecond,
    ];

    /// <summary>Those of them that some of these serving models tell.</summary>
    /// <param name="servings">Serving models, by name.</param>
    public static IReadOnlyList<OutputDefinition> ToldBy(IEnumerable<string> servings) =>
        servings.Any(serving => ServingModels.Named(serving).LooksIntoReplicas)
            ? All : [.. All.Where(output => !output.IsOfReplicas)];

    /// <summary>Parts of daily_cost by use; they add up to it in every trial.</summary>
    public static readonly IReadOnlyList<OutputDefinition> PartsByUse =
    [
        Part("prefill", "GPUs reading prompts", chain => chain.PrefillCost),
        Part("decode", "GPUs generating responses", chain => chain.DecodeCost),
        Part("idle", "GPUs paid for but not busy", chain => chain.IdleCost),
        Part("overhead", "CPUs, network, storage and staff", chain => chain.OverheadCost),
    ];

    /// <summary>Parts of daily_cost by kind; they add up to it in every trial.</summary>
    public static readonly IReadOnlyList<OutputDefinition> PartsByKind =
    [
        .. PriceKinds.All.Select(kind => Part(kind.Name, kind.Meaning, chain => chain.CostOf(kind))),
        Part("overhead", "CPUs, network, storage and staff", chain => chain.OverheadCost),
    ];

    /// <summary>Every part of both breakdowns.</summary>
    public static IReadOnlyList<OutputDefinition> Parts => [.. PartsByUse, .. PartsByKind];

    /// <summary>The output of this name, or null.</summary>
    public static OutputDefinition? Find(string name) => All.FirstOrDefault(output => output.Name == name);

    private static OutputDefinition Part(string name, string meaning, Func<CostChain, Quantity> part) =>
        new(name, "USD/day", meaning, part);
}

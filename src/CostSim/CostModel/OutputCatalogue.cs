namespace CostSim.CostModel;

/// <summary>Every output of the cost model, in the order of the reports.</summary>
public static class OutputCatalogue
{
    private const double DaysPerYear = 365;
    private const double PerMillion = 1e6;
    private const double MegawattHoursPerWattHour = 1e-6;
    private const double TonnesPerGram = 1e-6;
    private const double CubicMetresPerLitre = 1e-3;

    public static readonly OutputDefinition DailyCost =
        new("daily_cost", "USD/day", "cost of a day", DayQuantity.Cost);
    public static readonly OutputDefinition AnnualCost =
        new("annual_cost", "USD/year", "cost of 365 such days", DayQuantity.Cost, DaysPerYear);
    public static readonly OutputDefinition CostPerQuery =
        new("cost_per_query", "USD/query", "cost of one request", DayQuantity.Cost, Per: DayQuantity.Queries);
    public static readonly OutputDefinition CostPerMillionTokens =
        new("cost_per_million_tokens", "USD/Mtoken", "cost of a million tokens, read or generated", DayQuantity.Cost, PerMillion, DayQuantity.Tokens);
    public static readonly OutputDefinition QueriesPerDay =
        new("queries_per_day", "query/day", "requests in a day", DayQuantity.Queries);
    public static readonly OutputDefinition TokensPerDay =
        new("tokens_per_day", "token/day", "tokens read and generated in a day", DayQuantity.Tokens);
    public static readonly OutputDefinition FlopPerQuery =
        new("flop_per_query", "FLOP/query", "work of one request", DayQuantity.Flop, Per: DayQuantity.Queries);
    public static readonly OutputDefinition GpuSecondsPerQuery =
        new("gpu_seconds_per_query", "GPU-s/query", "busy GPU time of one request", DayQuantity.GpuSeconds, Per: DayQuantity.Queries);
    public static readonly OutputDefinition PaidGpus =
        new("paid_gpus", "GPU", "GPUs paid for, mean over the day", DayQuantity.PaidGpus);
    public static readonly OutputDefinition PeakGpus =
        new("peak_gpus", "GPU", "GPUs needed at the peak hour", DayQuantity.PeakGpus);
    public static readonly OutputDefinition ModelFlopUtilisation =
        new("model_flop_utilisation", "1", "FLOP done over dense peak FLOP of the GPUs while busy", DayQuantity.Flop, Per: DayQuantity.PeakFlop);
    public static readonly OutputDefinition EnergyPerQuery =
        new("energy_per_query", "Wh/query", "facility energy of one request, idle time included", DayQuantity.Energy, Per: DayQuantity.Queries);
    public static readonly OutputDefinition EnergyPerDay =
        new("energy_per_day", "MWh/day", "facility energy of a day", DayQuantity.Energy, MegawattHoursPerWattHour);
    public static readonly OutputDefinition Co2PerDay =
        new("co2_per_day", "t CO2e/day", "emissions of a day's electricity", DayQuantity.Carbon, TonnesPerGram);
    public static readonly OutputDefinition WaterPerDay =
        new("water_per_day", "m3/day", "water consumed in a day", DayQuantity.Water, CubicMetresPerLitre);

    /// <summary>Its mean is the share of trials in which the model does not fit its GPUs, of one workload.</summary>
    public static readonly OutputDefinition UnfitShare =
        new("unfit_share", "1", "1 where not even one sequence fits the memory that the weights leave, else 0", DayQuantity.Unfit);

    /// <summary>Paid GPUs in each hour of the day, for scenarios with a load profile.</summary>
    public static readonly IReadOnlyList<OutputDefinition> GpusByHour =
    [
        .. Enumerable.Range(0, DayColumns.Hours).Select(hour => new OutputDefinition(
            FormattableString.Invariant($"gpus_in_hour_{hour:00}"), "GPU", FormattableString.Invariant($"GPUs paid for in hour {hour}"), DayColumns.GpusInHour(hour))),
    ];

    /// <summary>The outputs that runs report.</summary>
    public static readonly IReadOnlyList<OutputDefinition> All =
    [
        DailyCost, AnnualCost, CostPerQuery, CostPerMillionTokens, QueriesPerDay, TokensPerDay, FlopPerQuery, GpuSecondsPerQuery,
        PaidGpus, PeakGpus, ModelFlopUtilisation, EnergyPerQuery, EnergyPerDay, Co2PerDay, WaterPerDay,
    ];

    /// <summary>Parts of daily_cost by use; they add up to it in every trial.</summary>
    public static readonly IReadOnlyList<OutputDefinition> PartsByUse =
    [
        Part("prefill", "GPUs reading prompts", DayQuantity.PrefillCost),
        Part("decode", "GPUs generating responses", DayQuantity.DecodeCost),
        Part("idle", "GPUs paid for but not busy", DayQuantity.IdleCost),
        Part("overhead", "CPUs, network, storage and staff", DayQuantity.OverheadCost),
    ];

    /// <summary>Parts of daily_cost by kind; they add up to it in every trial.</summary>
    public static readonly IReadOnlyList<OutputDefinition> PartsByKind =
    [
        Part("rent", "GPUs rented", DayQuantity.RentCost),
        Part("capital", "servers paid off, interest included", DayQuantity.CapitalCost),
        Part("colocation", "data-centre space and cooling", DayQuantity.ColocationCost),
        Part("power", "electricity", DayQuantity.PowerCost),
        Part("overhead", "CPUs, network, storage and staff", DayQuantity.OverheadCost),
    ];

    /// <summary>Every part of both breakdowns.</summary>
    public static IReadOnlyList<OutputDefinition> Parts => [.. PartsByUse, .. PartsByKind];

    /// <summary>The output of this name, or null.</summary>
    public static OutputDefinition? Find(string name) => All.FirstOrDefault(output => output.Name == name);

    private static OutputDefinition Part(string name, string meaning, DayQuantity part) =>
        new(name, "USD/day", meaning, part);
}

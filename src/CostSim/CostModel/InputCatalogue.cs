using CostSim.CostModel.Pricing;
using CostSim.CostModel.Serving;

namespace CostSim.CostModel;

/// <summary>Every input of the cost model. The order is that of help texts and of resolved inputs; draws do not depend on it.</summary>
public static class InputCatalogue
{
    /// <summary>Users active in a day (never visits, never weekly users), user/day.</summary>
    public static readonly InputDefinition DailyUsers = new()
    {
        Name = "daily_users",
        Unit = "user/day",
        Meaning = "users active in a day (never visits, never weekly users)",
    };
    /// <summary>Requests one active user makes in a day, query/user.</summary>
    public static readonly InputDefinition QueriesPerUser = new()
    {
        Name = "queries_per_user",
        Unit = "query/user",
        Meaning = "requests one active user makes in a day",
    };
    /// <summary>Tokens the model reads for one request: the whole context, history and system text included, token/query.</summary>
    public static readonly InputDefinition PromptTokens = new()
    {
        Name = "prompt_tokens",
        Unit = "token/query",
        Default = 0,
        Meaning = "tokens the model reads for one request: the whole context, history and system text included",
    };
    /// <summary>
    /// Share of prompt tokens whose keys and values are found in a prefix cache; without effect where prompts are encoded in both
    /// directions.
    /// </summary>
    public static readonly InputDefinition CachedShare = new()
    {
        Name = "cached_share",
        Unit = "1",
        Range = InputRange.Share,
        Default = 0,
        Meaning = "share of prompt tokens whose keys and values are found in a prefix cache; "
            + "without effect where prompts are encoded in both directions",
    };
    /// <summary>Tokens generated for one request, token/query.</summary>
    public static readonly InputDefinition ResponseTokens = new()
    {
        Name = "response_tokens",
        Unit = "token/query",
        Meaning = "tokens generated for one request",
        UsedWhen = InputCondition.Model("a model that generates text", model => model.GeneratesText),
    };
    /// <summary>Candidates generated for one request, image/query.</summary>
    public static readonly InputDefinition ImagesPerQuery = new()
    {
        Name = "images_per_query",
        Unit = "image/query",
        Default = 1,
        Meaning = "candidates generated for one request",
        UsedWhen = InputCondition.Model("a model that generates images", model => model.GeneratesImages),
    };
    /// <summary>Denoising steps of one image.</summary>
    public static readonly InputDefinition DenoisingSteps = new()
    {
        Name = "denoising_steps",
        Unit = "1",
        Range = InputRange.AtLeastOne,
        Default = 50,
        Meaning = "denoising steps of one image",
        UsedWhen = InputCondition.Model("a diffusion model", model => model.Denoises),
    };
    /// <summary>Passes through the model in one denoising step: 2 with classifier-free guidance, 1 without.</summary>
    public static readonly InputDefinition Guidance = new()
    {
        Name = "guidance",
        Unit = "1",
        Range = new(1, 2),
        Numbers = [1, 2],
        Default = 2,
        Meaning = "passes through the model in one denoising step: 2 with classifier-free guidance, 1 without",
        UsedWhen = InputCondition.Model("a diffusion model", model => model.Denoises),
    };
    /// <summary>Image side over the model's native side.</summary>
    public static readonly InputDefinition Resolution = new()
    {
        Name = "resolution",
        Unit = "1",
        Range = InputRange.Positive,
        Default = 1,
        Meaning = "image side over the model's native side",
        UsedWhen = InputCondition.Model("a diffusion model", model => model.Denoises),
    };
    /// <summary>Architecture, by its name in models.csv.</summary>
    public static readonly InputDefinition Model = new()
    {
        Name = "model",
        Unit = "",
        Catalogue = CatalogueKind.Models,
        Meaning = "architecture, by its name in models.csv",
    };
    /// <summary>Accelerator, by its name in gpus.csv; several are alternatives, one of which a trial draws.</summary>
    public static readonly InputDefinition Gpu = new()
    {
        Name = "gpu",
        Unit = "",
        Catalogue = CatalogueKind.Gpus,
        Meaning = "accelerator, by its name in gpus.csv; several are alternatives, one of which a trial draws",
    };
    /// <summary>Accelerators that serve side by side, each with its share of the GPUs; takes the place of gpu.</summary>
    public static readonly InputDefinition FleetMix = new()
    {
        Name = "fleet_mix",
        Unit = "",
        Catalogue = CatalogueKind.Gpus,
        IsShares = true,
        Replaces = Gpu,
        DefaultText = "none (gpu alone)",
        Meaning = "accelerators that serve side by side, each with its share of the GPUs; takes the place of gpu",
    };
    /// <summary>
    /// How GPU-seconds follow from the work: a share of peak FLOP/s, the limits of the hardware, or measured tokens per second.
    /// </summary>
    public static readonly InputDefinition Serving = new()
    {
        Name = "serving",
        Unit = "",
        OptionsFrom = () => ServingModels.All.Select(model => model.Name),
        DefaultText = UtilisationServing.Name,
        Meaning = "how GPU-seconds follow from the work: a share of peak FLOP/s, the limits of the hardware, or measured tokens per second",
    };
    /// <summary>Share of the dense peak FLOP/s reached by a well-filled batch.</summary>
    public static readonly InputDefinition Utilisation = new()
    {
        Name = "utilisation",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 0.3,
        Meaning = "share of the dense peak FLOP/s reached by a well-filled batch",
    };
    /// <summary>Achieved share of what a full batch would give.</summary>
    public static readonly InputDefinition BatchingEfficiency = new()
    {
        Name = "batching_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 1,
        Meaning = "achieved share of what a full batch would give",
    };
    /// <summary>Precision in which weights are kept, 4, 8, 16 or 32, bit.</summary>
    public static readonly InputDefinition WeightBits = new()
    {
        Name = "weight_bits",
        Unit = "bit",
        Range = new(4, 32),
        Numbers = [4, 8, 16, 32],
        Default = 16,
        Meaning = "precision in which weights are kept, 4, 8, 16 or 32",
    };
    /// <summary>Precision in which keys and values are kept, 4, 8, 16 or 32, bit.</summary>
    public static readonly InputDefinition KvBits = new()
    {
        Name = "kv_bits",
        Unit = "bit",
        Range = new(4, 32),
        Numbers = [4, 8, 16, 32],
        Default = 16,
        Meaning = "precision in which keys and values are kept, 4, 8, 16 or 32",
    };
    /// <summary>Precision of the arithmetic, 4, 8, 16 or 32; picks the peak FLOP/s from gpus.csv, bit.</summary>
    public static readonly InputDefinition ComputeBits = new()
    {
        Name = "compute_bits",
        Unit = "bit",
        Range = new(4, 32),
        Numbers = [4, 8, 16, 32],
        Default = 16,
        Meaning = "precision of the arithmetic, 4, 8, 16 or 32; picks the peak FLOP/s from gpus.csv",
    };
    /// <summary>GPUs that share one copy of the model (tensor parallelism), GPU.</summary>
    public static readonly InputDefinition GpusPerReplica = new()
    {
        Name = "gpus_per_replica",
        Unit = "GPU",
        Range = InputRange.AtLeastOne,
        IsWhole = true,
        Default = 1,
        Meaning = "GPUs that share one copy of the model (tensor parallelism)",
    };
    /// <summary>Share of the dense peak FLOP/s that large matrix products reach.</summary>
    public static readonly InputDefinition ComputeEfficiency = new()
    {
        Name = "compute_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 0.55,
        Meaning = "share of the dense peak FLOP/s that large matrix products reach",
    };
    /// <summary>Share of the memory bandwidth that reading weights, keys and values reaches.</summary>
    public static readonly InputDefinition BandwidthEfficiency = new()
    {
        Name = "bandwidth_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 0.9,
        Meaning = "share of the memory bandwidth that reading weights, keys and values reaches",
    };
    /// <summary>Share of the link bandwidth that exchanges between the GPUs of a replica reach.</summary>
    public static readonly InputDefinition LinkEfficiency = new()
    {
        Name = "link_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 0.5,
        Meaning = "share of the link bandwidth that exchanges between the GPUs of a replica reach",
    };
    /// <summary>Fixed time of one decode step: scheduling, sampling, kernel launches, s.</summary>
    public static readonly InputDefinition StepOverhead = new()
    {
        Name = "step_overhead",
        Unit = "s",
        Default = 0.006,
        Meaning = "fixed time of one decode step: scheduling, sampling, kernel launches",
    };
    /// <summary>Share of the GPU's memory that weights, keys and values may fill.</summary>
    public static readonly InputDefinition MemoryShare = new()
    {
        Name = "memory_share",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 0.92,
        Meaning = "share of the GPU's memory that weights, keys and values may fill",
    };
    /// <summary>Most sequences that the scheduler puts in one batch, sequence.</summary>
    public static readonly InputDefinition MaxBatch = new()
    {
        Name = "max_batch",
        Unit = "sequence",
        Range = InputRange.AtLeastOne,
        Default = 1024,
        Meaning = "most sequences that the scheduler puts in one batch",
    };
    /// <summary>Measured prompt tokens read per GPU and second, token/GPU/s.</summary>
    public static readonly InputDefinition PrefillThroughput = new()
    {
        Name = "prefill_throughput",
        Unit = "token/GPU/s",
        Range = InputRange.Positive,
        NeededWith = PromptTokens,
        DefaultText = "none (required when prompt_tokens is given)",
        Meaning = "measured prompt tokens read per GPU and second",
    };
    /// <summary>Measured tokens generated per GPU and second, token/GPU/s.</summary>
    public static readonly InputDefinition DecodeThroughput = new()
    {
        Name = "decode_throughput",
        Unit = "token/GPU/s",
        Range = InputRange.Positive,
        Meaning = "measured tokens generated per GPU and second",
    };
    /// <summary>Busy share of the GPU time that is paid for.</summary>
    public static readonly InputDefinition LoadFactor = new()
    {
        Name = "load_factor",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 1,
        Meaning = "busy share of the GPU time that is paid for",
    };
    /// <summary>Peak-hour load over the daily mean.</summary>
    public static readonly InputDefinition PeakToMean = new()
    {
        Name = "peak_to_mean",
        Unit = "1",
        Range = InputRange.AtLeastOne,
        Default = 1,
        Profile = ProfileRole.Told,
        Meaning = "peak-hour load over the daily mean",
    };
    /// <summary>
    /// With load_profile.csv: least paid GPUs of any hour over those of the peak hour; 1 = sized for the peak all day, 0 = follows the
    /// load.
    /// </summary>
    public static readonly InputDefinition FleetFloor = new()
    {
        Name = "fleet_floor",
        Unit = "1",
        Range = InputRange.Share,
        Default = 1,
        Profile = ProfileRole.Required,
        Meaning = "with load_profile.csv: least paid GPUs of any hour over those of the peak hour; "
            + "1 = sized for the peak all day, 0 = follows the load",
    };
    /// <summary>Fewest GPUs that are paid for at any time: whole servers, a spare replica, GPU.</summary>
    public static readonly InputDefinition FleetMinimum = new()
    {
        Name = "fleet_minimum",
        Unit = "GPU",
        Default = 0,
        Meaning = "fewest GPUs that are paid for at any time: whole servers, a spare replica",
    };
    /// <summary>Whether GPUs are rented by the hour or owned in servers.</summary>
    public static readonly InputDefinition Pricing = new()
    {
        Name = "pricing",
        Unit = "",
        OptionsFrom = () => PricingModels.All.Select(model => model.Name),
        DefaultText = Renting.Name,
        Meaning = "whether GPUs are rented by the hour or owned in servers",
    };
    /// <summary>Rent of one GPU for one hour (on demand, where part of the fleet is reserved), USD/GPU-hour.</summary>
    public static readonly InputDefinition GpuPrice = new()
    {
        Name = "gpu_price",
        Unit = "USD/GPU-hour",
        IsPerGpu = true,
        Meaning = "rent of one GPU for one hour (on demand, where part of the fleet is reserved)",
    };
    /// <summary>Share of the paid GPU-hours that is reserved, at reserved_price.</summary>
    public static readonly InputDefinition ReservedShare = new()
    {
        Name = "reserved_share",
        Unit = "1",
        Range = InputRange.Share,
        Default = 0,
        Meaning = "share of the paid GPU-hours that is reserved, at reserved_price",
    };
    /// <summary>Rent of one GPU for one hour under a commitment, USD/GPU-hour.</summary>
    public static readonly InputDefinition ReservedPrice = new()
    {
        Name = "reserved_price",
        Unit = "USD/GPU-hour",
        IsPerGpu = true,
        NeededWith = ReservedShare,
        BelongsTo = ReservedShare,
        DefaultText = "none (required when reserved_share is given)",
        Meaning = "rent of one GPU for one hour under a commitment",
    };
    /// <summary>Purchase price of one server, USD.</summary>
    public static readonly InputDefinition ServerPrice = new()
    {
        Name = "server_price",
        Unit = "USD",
        IsPerGpu = true,
        Meaning = "purchase price of one server",
    };
    /// <summary>GPUs in one server, GPU.</summary>
    public static readonly InputDefinition GpusPerServer = new()
    {
        Name = "gpus_per_server",
        Unit = "GPU",
        Range = InputRange.AtLeastOne,
        Meaning = "GPUs in one server",
    };
    /// <summary>Years over which a server is paid off, year.</summary>
    public static readonly InputDefinition DepreciationYears = new()
    {
        Name = "depreciation_years",
        Unit = "year",
        Range = InputRange.Positive,
        Meaning = "years over which a server is paid off",
    };
    /// <summary>Yearly interest on the money tied up, 1/year.</summary>
    public static readonly InputDefinition CostOfCapital = new()
    {
        Name = "cost_of_capital",
        Unit = "1/year",
        Meaning = "yearly interest on the money tied up",
    };
    /// <summary>Rent of data-centre space and cooling per kW of rated server power, USD/kW-month.</summary>
    public static readonly InputDefinition ColocationPrice = new()
    {
        Name = "colocation_price",
        Unit = "USD/kW-month",
        Meaning = "rent of data-centre space and cooling per kW of rated server power",
    };
    /// <summary>Rated power of one server, kW.</summary>
    public static readonly InputDefinition ServerPower = new()
    {
        Name = "server_power",
        Unit = "kW",
        IsPerGpu = true,
        Meaning = "rated power of one server",
    };
    /// <summary>Price of electricity, USD/kWh.</summary>
    public static readonly InputDefinition ElectricityPrice = new()
    {
        Name = "electricity_price",
        Unit = "USD/kWh",
        Meaning = "price of electricity",
    };
    /// <summary>Power drawn at full load per GPU, its share of the server included, W.</summary>
    public static readonly InputDefinition GpuPower = new()
    {
        Name = "gpu_power",
        Unit = "W",
        IsPerGpu = true,
        DefaultText = "from gpus.csv (system_power_w)",
        Meaning = "power drawn at full load per GPU, its share of the server included",
    };
    /// <summary>Mean power over rated power, over the time that is paid for.</summary>
    public static readonly InputDefinition PowerLoad = new()
    {
        Name = "power_load",
        Unit = "1",
        Range = new(0, 1.5, MinimumIncluded: false),
        Default = 0.7,
        Meaning = "mean power over rated power, over the time that is paid for",
    };
    /// <summary>Power usage effectiveness: facility energy over IT energy.</summary>
    public static readonly InputDefinition Pue = new()
    {
        Name = "pue",
        Unit = "1",
        Range = InputRange.AtLeastOne,
        Default = 1.2,
        Meaning = "power usage effectiveness: facility energy over IT energy",
    };
    /// <summary>Emissions of the electricity used, g CO2e/kWh.</summary>
    public static readonly InputDefinition CarbonIntensity = new()
    {
        Name = "carbon_intensity",
        Unit = "g CO2e/kWh",
        Default = 400,
        Meaning = "emissions of the electricity used",
    };
    /// <summary>Water consumed per kWh of IT energy, L/kWh.</summary>
    public static readonly InputDefinition WaterIntensity = new()
    {
        Name = "water_intensity",
        Unit = "L/kWh",
        Default = 1.8,
        Meaning = "water consumed per kWh of IT energy",
    };
    /// <summary>CPUs, network, storage and staff as a share of GPU cost.</summary>
    public static readonly InputDefinition OverheadShare = new()
    {
        Name = "overhead_share",
        Unit = "1",
        Default = 0,
        Meaning = "CPUs, network, storage and staff as a share of GPU cost",
    };

    /// <summary>Every input, in the order of help texts.</summary>
    public static readonly IReadOnlyList<InputDefinition> All = Numbered(
        DailyUsers, QueriesPerUser, PromptTokens, CachedShare, ResponseTokens,
        ImagesPerQuery, DenoisingSteps, Guidance, Resolution,
        Model, Gpu, FleetMix, Serving, Utilisation, BatchingEfficiency, WeightBits, KvBits, ComputeBits, GpusPerReplica,
        ComputeEfficiency, BandwidthEfficiency, LinkEfficiency, StepOverhead, MemoryShare, MaxBatch, PrefillThroughput, DecodeThroughput,
        LoadFactor, PeakToMean, FleetFloor, FleetMinimum,
        Pricing, GpuPrice, ReservedShare, ReservedPrice, ServerPrice, GpusPerServer, DepreciationYears, CostOfCapital,
        ColocationPrice, ServerPower, ElectricityPrice,
        GpuPower, PowerLoad, Pue, CarbonIntensity, WaterIntensity, OverheadShare);

    /// <summary>The input of this name, or null.</summary>
    public static InputDefinition? Find(string name) => All.FirstOrDefault(input => input.Name == name);

    private static InputDefinition[] Numbered(params InputDefinition[] definitions)
    {
        for (int i = 0; i < definitions.Length; i++)
        {
            definitions[i].Index = i;
            if (definitions[i].Replaces is { } replaced)
            {
                replaced.ReplacedBy = definitions[i];
            }
        }
        return definitions;
    }
}

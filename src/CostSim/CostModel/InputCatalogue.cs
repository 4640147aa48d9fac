namespace CostSim.CostModel;

/// <summary>Every input of the cost model. The order is that of help texts and of resolved inputs; draws do not depend on it.</summary>
public static class InputCatalogue
{
    public static readonly InputDefinition DailyUsers = new()
    {
        Name = "daily_users",
        Unit = "user/day",
        Meaning = "users active in a day (never visits, never weekly users)",
    };
    public static readonly InputDefinition QueriesPerUser = new()
    {
        Name = "queries_per_user",
        Unit = "query/user",
        Meaning = "requests one active user makes in a day",
    };
    public static readonly InputDefinition PromptTokens = new()
    {
        Name = "prompt_tokens",
        Unit = "token/query",
        Default = 0,
        Meaning = "tokens the model reads for one request: the whole context, history and system text included",
    };
    public static readonly InputDefinition CachedShare = new()
    {
        Name = "cached_share",
        Unit = "1",
        Range = InputRange.Share,
        Default = 0,
        Meaning = "share of prompt tokens whose keys and values are found in a prefix cache; without effect where prompts are encoded in both directions",
    };
    public static readonly InputDefinition ResponseTokens = new()
    {
        Name = "response_tokens",
        Unit = "token/query",
        Meaning = "tokens generated for one request",
        UsedWhen = InputCondition.Model("a model that generates text", model => model.GeneratesText),
    };
    public static readonly InputDefinition ImagesPerQuery = new()
    {
        Name = "images_per_query",
        Unit = "image/query",
        Default = 1,
        Meaning = "candidates generated for one request",
        UsedWhen = InputCondition.Model("a model that generates images", model => model.GeneratesImages),
    };
    public static readonly InputDefinition DenoisingSteps = new()
    {
        Name = "denoising_steps",
        Unit = "1",
        Range = InputRange.AtLeastOne,
        Default = 50,
        Meaning = "denoising steps of one image",
        UsedWhen = InputCondition.Model("a diffusion model", model => model.Denoises),
    };
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
    public static readonly InputDefinition Resolution = new()
    {
        Name = "resolution",
        Unit = "1",
        Range = InputRange.Positive,
        Default = 1,
        Meaning = "image side over the model's native side",
        UsedWhen = InputCondition.Model("a diffusion model", model => model.Denoises),
    };
    public static readonly InputDefinition Model = new()
    {
        Name = "model",
        Unit = "",
        IsCategorical = true,
        Meaning = "architecture, by its name in models.csv",
    };
    public static readonly InputDefinition Gpu = new()
    {
        Name = "gpu",
        Unit = "",
        IsCategorical = true,
        Meaning = "accelerator, by its name in gpus.csv; several are alternatives, one of which a trial draws",
    };
    public static readonly InputDefinition FleetMix = new()
    {
        Name = "fleet_mix",
        Unit = "",
        IsCategorical = true,
        IsShares = true,
        DefaultText = "none (gpu alone)",
        Meaning = "accelerators that serve side by side, each with its share of the GPUs; takes the place of gpu",
    };
    public static readonly InputDefinition Serving = new()
    {
        Name = "serving",
        Unit = "",
        IsCategorical = true,
        Options = ["utilisation", "roofline", "throughput"],
        DefaultText = "utilisation",
        Meaning = "how GPU-seconds follow from the work: a share of peak FLOP/s, the limits of the hardware, or measured tokens per second",
    };
    public static readonly InputDefinition Utilisation = new()
    {
        Name = "utilisation",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 0.3,
        UsedWhen = InputCondition.Serving("utilisation"),
        Meaning = "share of the dense peak FLOP/s reached by a well-filled batch",
    };
    public static readonly InputDefinition BatchingEfficiency = new()
    {
        Name = "batching_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 1,
        Meaning = "achieved share of what a full batch would give",
    };
    public static readonly InputDefinition WeightBits = new()
    {
        Name = "weight_bits",
        Unit = "bit",
        Range = new(4, 32),
        Numbers = [4, 8, 16, 32],
        Default = 16,
        UsedWhen = InputCondition.Serving("roofline"),
        Meaning = "precision in which weights are kept, 4, 8, 16 or 32",
    };
    public static readonly InputDefinition KvBits = new()
    {
        Name = "kv_bits",
        Unit = "bit",
        Range = new(4, 32),
        Numbers = [4, 8, 16, 32],
        Default = 16,
        UsedWhen = InputCondition.Serving("roofline"),
        Meaning = "precision in which keys and values are kept, 4, 8, 16 or 32",
    };
    public static readonly InputDefinition ComputeBits = new()
    {
        Name = "compute_bits",
        Unit = "bit",
        Range = new(4, 32),
        Numbers = [4, 8, 16, 32],
        Default = 16,
        UsedWhen = InputCondition.Serving("utilisation", "roofline"),
        Meaning = "precision of the arithmetic, 4, 8, 16 or 32; picks the peak FLOP/s from gpus.csv",
    };
    public static readonly InputDefinition GpusPerReplica = new()
    {
        Name = "gpus_per_replica",
        Unit = "GPU",
        Range = InputRange.AtLeastOne,
        Default = 1,
        UsedWhen = InputCondition.Serving("roofline"),
        Meaning = "GPUs that share one copy of the model (tensor parallelism)",
    };
    public static readonly InputDefinition ComputeEfficiency = new()
    {
        Name = "compute_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 0.55,
        UsedWhen = InputCondition.Serving("roofline"),
        Meaning = "share of the dense peak FLOP/s that large matrix products reach",
    };
    public static readonly InputDefinition BandwidthEfficiency = new()
    {
        Name = "bandwidth_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 0.9,
        UsedWhen = InputCondition.Serving("roofline"),
        Meaning = "share of the memory bandwidth that reading weights, keys and values reaches",
    };
    public static readonly InputDefinition LinkEfficiency = new()
    {
        Name = "link_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 0.5,
        UsedWhen = InputCondition.Serving("roofline"),
        Meaning = "share of the link bandwidth that exchanges between the GPUs of a replica reach",
    };
    public static readonly InputDefinition StepOverhead = new()
    {
        Name = "step_overhead",
        Unit = "s",
        Default = 0.006,
        UsedWhen = InputCondition.Serving("roofline"),
        Meaning = "fixed time of one decode step: scheduling, sampling, kernel launches",
    };
    public static readonly InputDefinition MemoryShare = new()
    {
        Name = "memory_share",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 0.92,
        UsedWhen = InputCondition.Serving("roofline"),
        Meaning = "share of the GPU's memory that weights, keys and values may fill",
    };
    public static readonly InputDefinition MaxBatch = new()
    {
        Name = "max_batch",
        Unit = "sequence",
        Range = InputRange.AtLeastOne,
        Default = 1024,
        UsedWhen = InputCondition.Serving("roofline"),
        Meaning = "most sequences that the scheduler puts in one batch",
    };
    public static readonly InputDefinition PrefillThroughput = new()
    {
        Name = "prefill_throughput",
        Unit = "token/GPU/s",
        Range = InputRange.Positive,
        UsedWhen = InputCondition.Serving("throughput"),
        DefaultText = "none (required when prompt_tokens is given)",
        Meaning = "measured prompt tokens read per GPU and second",
    };
    public static readonly InputDefinition DecodeThroughput = new()
    {
        Name = "decode_throughput",
        Unit = "token/GPU/s",
        Range = InputRange.Positive,
        UsedWhen = InputCondition.Serving("throughput"),
        Meaning = "measured tokens generated per GPU and second",
    };
    public static readonly InputDefinition LoadFactor = new()
    {
        Name = "load_factor",
        Unit = "1",
        Range = InputRange.PositiveShare,
        Default = 1,
        Meaning = "busy share of the GPU time that is paid for",
    };
    public static readonly InputDefinition PeakToMean = new()
    {
        Name = "peak_to_mean",
        Unit = "1",
        Range = InputRange.AtLeastOne,
        Default = 1,
        Meaning = "peak-hour load over the daily mean",
    };
    public static readonly InputDefinition FleetFloor = new()
    {
        Name = "fleet_floor",
        Unit = "1",
        Range = InputRange.Share,
        Default = 1,
        Meaning = "with load_profile.csv: least paid GPUs of any hour over those of the peak hour; 1 = sized for the peak all day, 0 = follows the load",
    };
    public static readonly InputDefinition FleetMinimum = new()
    {
        Name = "fleet_minimum",
        Unit = "GPU",
        Default = 0,
        Meaning = "fewest GPUs that are paid for at any time: whole servers, a spare replica",
    };
    public static readonly InputDefinition Pricing = new()
    {
        Name = "pricing",
        Unit = "",
        IsCategorical = true,
        Options = ["rent", "own"],
        DefaultText = "rent",
        Meaning = "whether GPUs are rented by the hour or owned in servers",
    };
    public static readonly InputDefinition GpuPrice = new()
    {
        Name = "gpu_price",
        Unit = "USD/GPU-hour",
        UsedWhen = InputCondition.Pricing("rent"),
        IsPerGpu = true,
        Meaning = "rent of one GPU for one hour (on demand, where part of the fleet is reserved)",
    };
    public static readonly InputDefinition ReservedShare = new()
    {
        Name = "reserved_share",
        Unit = "1",
        Range = InputRange.Share,
        Default = 0,
        UsedWhen = InputCondition.Pricing("rent"),
        Meaning = "share of the paid GPU-hours that is reserved, at reserved_price",
    };
    public static readonly InputDefinition ReservedPrice = new()
    {
        Name = "reserved_price",
        Unit = "USD/GPU-hour",
        UsedWhen = InputCondition.Pricing("rent"),
        IsPerGpu = true,
        DefaultText = "none (required when reserved_share is given)",
        Meaning = "rent of one GPU for one hour under a commitment",
    };
    public static readonly InputDefinition ServerPrice = new()
    {
        Name = "server_price",
        Unit = "USD",
        UsedWhen = InputCondition.Pricing("own"),
        IsPerGpu = true,
        Meaning = "purchase price of one server",
    };
    public static readonly InputDefinition GpusPerServer = new()
    {
        Name = "gpus_per_server",
        Unit = "GPU",
        Range = InputRange.AtLeastOne,
        UsedWhen = InputCondition.Pricing("own"),
        Meaning = "GPUs in one server",
    };
    public static readonly InputDefinition DepreciationYears = new()
    {
        Name = "depreciation_years",
        Unit = "year",
        Range = InputRange.Positive,
        UsedWhen = InputCondition.Pricing("own"),
        Meaning = "years over which a server is paid off",
    };
    public static readonly InputDefinition CostOfCapital = new()
    {
        Name = "cost_of_capital",
        Unit = "1/year",
        UsedWhen = InputCondition.Pricing("own"),
        Meaning = "yearly interest on the money tied up",
    };
    public static readonly InputDefinition ColocationPrice = new()
    {
        Name = "colocation_price",
        Unit = "USD/kW-month",
        UsedWhen = InputCondition.Pricing("own"),
        Meaning = "rent of data-centre space and cooling per kW of rated server power",
    };
    public static readonly InputDefinition ServerPower = new()
    {
        Name = "server_power",
        Unit = "kW",
        UsedWhen = InputCondition.Pricing("own"),
        IsPerGpu = true,
        Meaning = "rated power of one server",
    };
    public static readonly InputDefinition ElectricityPrice = new()
    {
        Name = "electricity_price",
        Unit = "USD/kWh",
        UsedWhen = InputCondition.Pricing("own"),
        Meaning = "price of electricity",
    };
    public static readonly InputDefinition GpuPower = new()
    {
        Name = "gpu_power",
        Unit = "W",
        IsPerGpu = true,
        DefaultText = "from gpus.csv (system_power_w)",
        Meaning = "power drawn at full load per GPU, its share of the server included",
    };
    public static readonly InputDefinition PowerLoad = new()
    {
        Name = "power_load",
        Unit = "1",
        Range = new(0, 1.5, MinimumIncluded: false),
        Default = 0.7,
        Meaning = "mean power over rated power, over the time that is paid for",
    };
    public static readonly InputDefinition Pue = new()
    {
        Name = "pue",
        Unit = "1",
        Range = InputRange.AtLeastOne,
        Default = 1.2,
        Meaning = "power usage effectiveness: facility energy over IT energy",
    };
    public static readonly InputDefinition CarbonIntensity = new()
    {
        Name = "carbon_intensity",
        Unit = "g CO2e/kWh",
        Default = 400,
        Meaning = "emissions of the electricity used",
    };
    public static readonly InputDefinition WaterIntensity = new()
    {
        Name = "water_intensity",
        Unit = "L/kWh",
        Default = 1.8,
        Meaning = "water consumed per kWh of IT energy",
    };
    public static readonly InputDefinition OverheadShare = new()
    {
        Name = "overhead_share",
        Unit = "1",
        Default = 0,
        Meaning = "CPUs, network, storage and staff as a share of GPU cost",
    };

    public static readonly IReadOnlyList<InputDefinition> All = Numbered(
        DailyUsers, QueriesPerUser, PromptTokens, CachedShare, ResponseTokens,
        ImagesPerQuery, DenoisingSteps, Guidance, Resolution,
        Model, Gpu, FleetMix, Serving, Utilisation, BatchingEfficiency, WeightBits, KvBits, ComputeBits, GpusPerReplica,
        ComputeEfficiency, BandwidthEfficiency, LinkEfficiency, StepOverhead, MemoryShare, MaxBatch, PrefillThroughput, DecodeThroughput,
        LoadFactor, PeakToMean, FleetFloor, FleetMinimum,
        Pricing, GpuPrice, ReservedShare, ReservedPrice, ServerPrice, GpusPerServer, DepreciationYears, CostOfCapital, ColocationPrice, ServerPower, ElectricityPrice,
        GpuPower, PowerLoad, Pue, CarbonIntensity, WaterIntensity, OverheadShare);

    /// <summary>The input of this name, or null.</summary>
    public static InputDefinition? Find(string name) => All.FirstOrDefault(input => input.Name == name);

    private static InputDefinition[] Numbered(params InputDefinition[] definitions)
    {
        for (int i = 0; i < definitions.Length; i++)
        {
            definitions[i].Index = i;
        }
        return definitions;
    }
}

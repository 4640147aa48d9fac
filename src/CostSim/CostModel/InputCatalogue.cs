using CostSim.CostModel.Pricing;
using CostSim.CostModel.Serving;
using CostSim.Distributions;

namespace CostSim.CostModel;

/// <summary>Every input of the cost model. The order is that of help texts and of resolved inputs; draws do not depend on it.</summary>
public static class InputCatalogue
{
    /// <summary>Option of <see cref="AttentionParallelism"/>: heads are split among the GPUs of a stage.</summary>
    public const string TensorParallel = "tensor";

    /// <summary>Option of <see cref="AttentionParallelism"/>: each GPU of a stage runs attention on sequences of its own.</summary>
    public const string DataParallel = "data";

    /// <summary>Option of <see cref="Disaggregated"/>: prompts are read by GPUs of their own.</summary>
    public const string Yes = "yes";

    /// <summary>Option of <see cref="Disaggregated"/>: one replica reads prompts and generates.</summary>
    public const string No = "no";

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
    /// <summary>Images in the prompt (or tiles of them), each of which adds its tokens to those of the text, image/query.</summary>
    public static readonly InputDefinition ImagesPerPrompt = new()
    {
        Name = "images_per_prompt",
        Unit = "image/query",
        Default = 0,
        Meaning = "images in the prompt, or tiles where the model cuts them; each adds its tokens to prompt_tokens, "
            + "and is encoded whatever is cached",
        UsedWhen = InputCondition.Model("a model with a vision encoder", model => model.ReadsImages),
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
    /// <summary>Calls of the model in the conversation that a query starts; each reads again what stands before it.</summary>
    public static readonly InputDefinition Turns = new()
    {
        Name = "turns",
        Unit = "1",
        Range = InputRange.AtLeastOne,
        DefaultText = "none (one call a query)",
        Meaning = "calls of the model in the conversation that a query starts, as an agent's; each reads again what stands before it, and "
            + "prompt_tokens are those of the first",
    };
    /// <summary>Tokens that each turn adds to the context: its response and what comes back for it, token/turn.</summary>
    public static readonly InputDefinition TurnTokens = new()
    {
        Name = "turn_tokens",
        Unit = "token/turn",
        NeededWith = [Turns],
        BelongsTo = [Turns],
        DefaultText = "none (required when turns is given)",
        Meaning = "tokens that each turn adds to the context: its response and what comes back for it",
    };
    /// <summary>Share of what later turns read again that is found in a prefix cache.</summary>
    public static readonly InputDefinition TurnCachedShare = new()
    {
        Name = "turn_cached_share",
        Unit = "1",
        Range = InputRange.Share,
        BelongsTo = [Turns],
        DefaultLaw = Between(0.5, 0.9, 1),
        DefaultReason = "published traces of agents find 90 to 96 % in caches; engines that evict, less",
        Meaning = "share of what later turns read again that is found in a prefix cache",
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
    /// <summary>How GPU-seconds follow from the work: by one of the serving models.</summary>
    public static readonly InputDefinition Serving = new()
    {
        Name = "serving",
        Unit = "",
        OptionsFrom = () => ServingModels.All.Select(model => model.Name),
        DefaultText = UtilisationServing.Name,
        OptionsMean = () => ServingModels.All.Select(model => model.Meaning),
        Meaning = "how GPU-seconds follow from the work",
    };
    /// <summary>Share of the dense peak FLOP/s reached by a well-filled batch.</summary>
    public static readonly InputDefinition Utilisation = new()
    {
        Name = "utilisation",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultLaw = Between(0.1, 0.3, 0.5),
        DefaultReason = "published estimates: 0.1 to 0.2 for decoding, above 0.4 for tuned prefill",
        Meaning = "share of the dense peak FLOP/s reached by a well-filled batch",
    };
    /// <summary>Achieved share of what a full batch would give.</summary>
    public static readonly InputDefinition BatchingEfficiency = new()
    {
        Name = "batching_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultLaw = Between(0.4, 0.7, 1),
        DefaultReason = "arrivals are uneven",
        DefaultWhen = new("serving=throughput alone", choices => choices.Servings.All(serving => serving == ThroughputServing.Name)),
        DefaultThen = 1,
        Meaning = "achieved share of what a full batch would give",
    };
    /// <summary>Bits a weight takes in memory, scales of blocks included: 4.5 for NVFP4, 4.25 for MXFP4, bit.</summary>
    public static readonly InputDefinition WeightBits = new()
    {
        Name = "weight_bits",
        Unit = "bit",
        Range = InputRange.Bits,
        Default = 16,
        Meaning = "bits a weight takes in memory, scales of blocks included: 4.5 for NVFP4, 4.25 for MXFP4",
    };
    /// <summary>Bits a weight of routed experts takes, where it differs from <see cref="WeightBits"/>, bit.</summary>
    public static readonly InputDefinition ExpertBits = new()
    {
        Name = "expert_bits",
        Unit = "bit",
        Range = InputRange.Bits,
        DefaultText = "weight_bits",
        OnlyWith = InputCondition.Experts,
        Meaning = "bits a weight of routed experts takes, where it differs from weight_bits",
    };
    /// <summary>Bits a number of keys and values takes in memory, bit.</summary>
    public static readonly InputDefinition KvBits = new()
    {
        Name = "kv_bits",
        Unit = "bit",
        Range = InputRange.Bits,
        Default = 16,
        Meaning = "bits a number of keys and values takes in memory",
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
    /// <summary>GPUs that hold one copy of the model together: a replica, GPU.</summary>
    public static readonly InputDefinition GpusPerReplica = new()
    {
        Name = "gpus_per_replica",
        Unit = "GPU",
        Range = InputRange.AtLeastOne,
        IsWhole = true,
        DefaultText = "1 (serving=utilisation|throughput: the fewest that hold the weights)",
        Meaning = "GPUs that hold one copy of the model together: a replica",
    };
    /// <summary>Stages of a replica's pipeline, which share out its layers; divides gpus_per_replica.</summary>
    public static readonly InputDefinition PipelineStages = new()
    {
        Name = "pipeline_stages",
        Unit = "1",
        Range = InputRange.AtLeastOne,
        IsWhole = true,
        Default = 1,
        Meaning = "stages of a replica's pipeline, which share out its layers; divides gpus_per_replica",
    };
    /// <summary>
    /// How the GPUs of a stage share out attention: <c>tensor</c>, by heads; <c>data</c>, by sequences, with experts over all of them.
    /// </summary>
    public static readonly InputDefinition AttentionParallelism = new()
    {
        Name = "attention_parallelism",
        Unit = "",
        OptionsFrom = () => [TensorParallel, DataParallel],
        DefaultText = TensorParallel,
        Meaning = "how the GPUs of a stage share out attention: tensor, by heads; data, by sequences, with experts over all of them",
    };
    /// <summary>
    /// Share of the dense peak FLOP/s that large matrix products reach, whatever their precision; takes the place of those by precision.
    /// </summary>
    public static readonly InputDefinition ComputeEfficiency = new()
    {
        Name = "compute_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultText = "by precision, below",
        Meaning = "share of the dense peak FLOP/s that large matrix products reach, whatever their precision",
    };
    /// <summary>The same share for products in 16 (or 32) bit.</summary>
    public static readonly InputDefinition ComputeEfficiency16Bit = new()
    {
        Name = "compute_efficiency_16bit",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultLaw = Between(0.5, 0.62, 0.74),
        DefaultReason = "assumed beside the calibration at 8 bit",
        GivesWayTo = ComputeEfficiency,
        OnlyWith = InputCondition.Precision("products in 16 bit", bits => bits > 8),
        Meaning = "share of the dense 16-bit peak that large matrix products reach",
    };
    /// <summary>The same share for products in 8 bit.</summary>
    public static readonly InputDefinition ComputeEfficiency8Bit = new()
    {
        Name = "compute_efficiency_8bit",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultLaw = Between(0.47, 0.555, 0.63),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        GivesWayTo = ComputeEfficiency,
        OnlyWith = InputCondition.Precision("products in 8 bit", bits => bits is > 4 and <= 8),
        Meaning = "share of the dense 8-bit peak that large matrix products reach",
    };
    /// <summary>The same share for products in 4 bit.</summary>
    public static readonly InputDefinition ComputeEfficiency4Bit = new()
    {
        Name = "compute_efficiency_4bit",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultLaw = Between(0.33, 0.415, 0.5),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        GivesWayTo = ComputeEfficiency,
        OnlyWith = InputCondition.Precision("products in 4 bit", bits => bits <= 4),
        Meaning = "share of the dense 4-bit peak that large matrix products reach",
    };
    /// <summary>Further share of the peak that products of routed experts reach, many small ones instead of a large one.</summary>
    public static readonly InputDefinition ExpertEfficiency = new()
    {
        Name = "expert_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultLaw = Between(0.15, 0.195, 0.25),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        OnlyWith = InputCondition.Experts,
        Meaning = "compute efficiency of routed experts, many small products, over that of large ones",
    };
    /// <summary>Rows that every touched expert computes on beyond those it was given, since products work in tiles, row/expert.</summary>
    public static readonly InputDefinition ExpertPadding = new()
    {
        Name = "expert_padding",
        Unit = "row/expert",
        DefaultLaw = Between(25, 35, 50),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        OnlyWith = InputCondition.Experts,
        Meaning = "rows that every touched expert computes on beyond those it was given, since products work in tiles",
    };
    /// <summary>Share of the memory bandwidth that reading weights reaches.</summary>
    public static readonly InputDefinition BandwidthEfficiency = new()
    {
        Name = "bandwidth_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultLaw = Between(0.85, 0.89, 0.93),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        OnlyWith = InputCondition.Steps,
        Meaning = "share of the memory bandwidth that reading weights reaches",
    };
    /// <summary>Reading rate of routed experts' weights over that of other weights.</summary>
    public static readonly InputDefinition ExpertReadEfficiency = new()
    {
        Name = "expert_read_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultLaw = Between(0.52, 0.62, 0.74),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        OnlyWith = InputCondition.Experts,
        Meaning = "reading rate of routed experts' weights over that of other weights",
    };
    /// <summary>Share of the memory bandwidth that reading keys and values reaches.</summary>
    public static readonly InputDefinition AttentionEfficiency = new()
    {
        Name = "attention_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultLaw = Between(0.6, 0.74, 0.88),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        OnlyWith = InputCondition.Steps,
        Meaning = "share of the memory bandwidth that reading keys and values reaches",
    };
    /// <summary>Share of the link and network bandwidth that exchanges between the GPUs of a replica reach.</summary>
    public static readonly InputDefinition LinkEfficiency = new()
    {
        Name = "link_efficiency",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultLaw = Between(0.35, 0.51, 0.75),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        OnlyWith = InputCondition.Exchanges,
        Meaning = "share of the link and network bandwidth that exchanges between the GPUs of a replica reach",
    };
    /// <summary>Share of the time of exchanges that is hidden behind computing.</summary>
    public static readonly InputDefinition ExchangeOverlap = new()
    {
        Name = "exchange_overlap",
        Unit = "1",
        Range = InputRange.Share,
        DefaultLaw = Between(0, 0.3, 0.6),
        DefaultReason = "a prior: throughputs cannot tell it from link_efficiency",
        OnlyWith = InputCondition.Exchanges,
        Meaning = "share of the time of exchanges that is hidden behind computing",
    };
    /// <summary>Time before an exchange between linked GPUs starts to carry data, s.</summary>
    public static readonly InputDefinition ExchangeLatency = new()
    {
        Name = "exchange_latency",
        Unit = "s",
        DefaultLaw = Between(4e-6, 6e-6, 9e-6),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        OnlyWith = InputCondition.Exchanges,
        Meaning = "time before an exchange between linked GPUs starts to carry data",
    };
    /// <summary>Time that an exchange over the network between groups of linked GPUs takes on top, s.</summary>
    public static readonly InputDefinition NetworkLatency = new()
    {
        Name = "network_latency",
        Unit = "s",
        DefaultLaw = new LogNormal(280e-6, 0.45),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        OnlyWith = InputCondition.Exchanges,
        Meaning = "time that an exchange over the network, between groups of linked GPUs, takes on top",
    };
    /// <summary>Fixed time of one decode step for each layer: scheduling, kernel launches, s.</summary>
    public static readonly InputDefinition StepOverhead = new()
    {
        Name = "step_overhead",
        Unit = "s",
        Range = new(0, 0.002),
        DefaultLaw = Between(85e-6, 103e-6, 125e-6),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        OnlyWith = InputCondition.Steps,
        Meaning = "fixed time of one decode step for each layer: scheduling, kernel launches; about 0.0001",
    };
    /// <summary>Time of one decode step for each sequence in it, beyond computing and reading: sampling, bookkeeping, s.</summary>
    public static readonly InputDefinition SequenceOverhead = new()
    {
        Name = "sequence_overhead",
        Unit = "s",
        DefaultLaw = Between(1.4e-6, 2.4e-6, 3.6e-6),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        OnlyWith = InputCondition.Steps,
        Meaning = "time of one decode step for each sequence in it, beyond computing and reading: sampling, bookkeeping",
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
    /// <summary>
    /// Most sequences that the scheduler puts in one batch, of every GPU under attention_parallelism=data, sequence.
    /// </summary>
    public static readonly InputDefinition MaxBatch = new()
    {
        Name = "max_batch",
        Unit = "sequence",
        Range = InputRange.AtLeastOne,
        Default = 1024,
        OnlyWith = InputCondition.Steps,
        Meaning = "most sequences that the scheduler puts in one batch (of every GPU under attention_parallelism=data)",
    };
    /// <summary>Requests in flight that one replica is given, request/replica.</summary>
    public static readonly InputDefinition Concurrency = new()
    {
        Name = "concurrency",
        Unit = "request/replica",
        Range = InputRange.Positive,
        DefaultText = "none (no cap)",
        OnlyWith = InputCondition.Steps,
        Meaning = "requests in flight that one replica is given",
    };
    /// <summary>Longest time per output token that is allowed, prompts read in between included, s/token.</summary>
    public static readonly InputDefinition TokenTimeLimit = new()
    {
        Name = "token_time_limit",
        Unit = "s/token",
        Range = InputRange.Positive,
        DefaultText = "none (no limit)",
        OnlyWith = InputCondition.Steps,
        Meaning = "longest mean time per output token that is allowed, prompts read in between included",
    };
    /// <summary>Whether prompts are read by GPUs of their own.</summary>
    public static readonly InputDefinition Disaggregated = new()
    {
        Name = "disaggregated",
        Unit = "",
        OptionsFrom = () => [No, Yes],
        DefaultText = No,
        OnlyWith = InputCondition.Steps,
        Meaning = "whether prompts are read by GPUs of their own",
    };
    /// <summary>GPUs that read prompts beside each replica; not stated: as many as the prompts need, GPU.</summary>
    public static readonly InputDefinition PromptGpus = new()
    {
        Name = "prompt_gpus",
        Unit = "GPU",
        Range = InputRange.Positive,
        DefaultText = "ideal ratio (as many as the prompts need)",
        OnlyWith = new("disaggregated=yes", choices => choices.CanBe(Disaggregated, Yes)),
        Meaning = "GPUs that read prompts beside each replica where disaggregated=yes",
    };
    /// <summary>Tokens drafted ahead in one step, which a step of the model verifies; 0 for none, token.</summary>
    public static readonly InputDefinition DraftTokens = new()
    {
        Name = "draft_tokens",
        Unit = "token",
        IsWhole = true,
        Default = 0,
        OnlyWith = InputCondition.Steps,
        Meaning = "tokens drafted ahead in one step, which the model verifies together; 0 for none",
    };
    /// <summary>Probability that a drafted token is accepted where those before it were.</summary>
    public static readonly InputDefinition DraftAcceptance = new()
    {
        Name = "draft_acceptance",
        Unit = "1",
        Range = InputRange.Share,
        DefaultLaw = Between(0.6, 0.75, 0.9),
        DefaultReason = "a prior, which published throughputs do not contradict",
        BelongsTo = [DraftTokens],
        Meaning = "probability that a drafted token is accepted where those before it were",
    };
    /// <summary>Time of drafting one token, as a share of the step.</summary>
    public static readonly InputDefinition DraftCost = new()
    {
        Name = "draft_cost",
        Unit = "1",
        DefaultLaw = Between(0.05, 0.1, 0.18),
        DefaultReason = "calibration: spread of a fit to published throughputs",
        BelongsTo = [DraftTokens],
        Meaning = "time of drafting one token, as a share of the step",
    };
    /// <summary>What the formulas do not know: measured over computed GPU time.</summary>
    public static readonly InputDefinition ServingError = new()
    {
        Name = "serving_error",
        Unit = "1",
        Range = InputRange.Positive,
        DefaultLaw = new LogNormal(1, 0.2),
        DefaultReason = "calibration: what is left of measured over computed throughputs",
        Meaning = "what the formulas do not know: GPU time over what they make it",
    };
    /// <summary>Measured prompt tokens read per GPU and second, token/GPU/s.</summary>
    public static readonly InputDefinition PrefillThroughput = new()
    {
        Name = "prefill_throughput",
        Unit = "token/GPU/s",
        Range = InputRange.Positive,
        NeededWith = [PromptTokens],
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
    /// <summary>Busy share of the GPUs that are paid for, in the busiest hour: room for bursts, failures, growth.</summary>
    public static readonly InputDefinition LoadFactor = new()
    {
        Name = "load_factor",
        Unit = "1",
        Range = InputRange.PositiveShare,
        DefaultLaw = Between(0.3, 0.55, 0.85),
        DefaultReason = "room for bursts, failures and growth; small fleets have more",
        Meaning = "busy share of the GPUs that are paid for, in the busiest hour: room for bursts, failures, growth",
    };
    /// <summary>Load of the busiest hour over the daily mean.</summary>
    public static readonly InputDefinition PeakToMean = new()
    {
        Name = "peak_to_mean",
        Unit = "1",
        Range = InputRange.AtLeastOne,
        DefaultLaw = Between(1.2, 1.4, 2.5),
        DefaultReason = "published traces 1.3 to 1.4 within a day; office hours 2 to 3",
        Profile = ProfileRole.Told,
        Meaning = "load of the busiest hour over the daily mean",
    };
    /// <summary>
    /// Least paid GPUs of any hour over those of the busiest hour; 1 = sized for the peak all day, 0 = follows the load.
    /// </summary>
    public static readonly InputDefinition FleetFloor = new()
    {
        Name = "fleet_floor",
        Unit = "1",
        Range = InputRange.Share,
        Default = 1,
        Meaning = "least paid GPUs of any hour over those of the busiest hour; 1 = sized for the peak all day, 0 = follows the load",
    };
    /// <summary>GPUs are paid for in whole steps of so many; 0: any fraction, for a slice of somebody's large fleet, GPU.</summary>
    public static readonly InputDefinition FleetStep = new()
    {
        Name = "fleet_step",
        Unit = "GPU",
        DefaultText = "gpus_per_replica",
        Meaning = "GPUs are paid for in whole steps of so many; 0: any fraction, for a slice of somebody's large fleet",
    };
    /// <summary>Fewest GPUs that are paid for at any time: whole servers, a spare replica, GPU.</summary>
    public static readonly InputDefinition FleetMinimum = new()
    {
        Name = "fleet_minimum",
        Unit = "GPU",
        DefaultText = "one replica",
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
    /// <summary>GPUs of a commitment, paid at reserved_price whether they are used or not; what goes beyond is on demand, GPU.</summary>
    public static readonly InputDefinition ReservedGpus = new()
    {
        Name = "reserved_gpus",
        Unit = "GPU",
        DefaultText = "none",
        Replaces = ReservedShare,
        Meaning = "GPUs that a workload has committed to, paid at reserved_price whether they are used or not; "
            + "what goes beyond is on demand",
    };
    /// <summary>Rent of one GPU for one hour under a commitment, USD/GPU-hour.</summary>
    public static readonly InputDefinition ReservedPrice = new()
    {
        Name = "reserved_price",
        Unit = "USD/GPU-hour",
        IsPerGpu = true,
        NeededWith = [ReservedShare, ReservedGpus],
        BelongsTo = [ReservedShare, ReservedGpus],
        DefaultText = "none (required when reserved_share or reserved_gpus is given)",
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
        DefaultLaw = Between(0.5, 0.7, 0.9),
        DefaultReason = "published estimates of GPUs that serve",
        Meaning = "mean power over rated power, over the time that is paid for",
    };
    /// <summary>Power usage effectiveness: facility energy over IT energy.</summary>
    public static readonly InputDefinition Pue = new()
    {
        Name = "pue",
        Unit = "1",
        Range = InputRange.AtLeastOne,
        DefaultLaw = Between(1.08, 1.2, 1.5),
        DefaultReason = "operators' reports",
        Meaning = "power usage effectiveness: facility energy over IT energy",
    };
    /// <summary>Emissions of the electricity used, g CO2e/kWh.</summary>
    public static readonly InputDefinition CarbonIntensity = new()
    {
        Name = "carbon_intensity",
        Unit = "g CO2e/kWh",
        DefaultLaw = new Triangular(50, 400, 700),
        DefaultReason = "grids differ",
        Meaning = "emissions of the electricity used",
    };
    /// <summary>Emissions of making one GPU with its share of the server, kg CO2e/GPU.</summary>
    public static readonly InputDefinition EmbodiedCarbon = new()
    {
        Name = "embodied_carbon",
        Unit = "kg CO2e/GPU",
        DefaultLaw = Between(150, 250, 400),
        DefaultReason = "NVIDIA's product carbon footprint of an HGX H100 board is 164 kg a GPU; the rest of the server comes on top",
        Meaning = "emissions of making one GPU with its share of the server, spread over gpu_life",
    };
    /// <summary>Years that a GPU is in use, over which the emissions of making it are spread, year.</summary>
    public static readonly InputDefinition GpuLife = new()
    {
        Name = "gpu_life",
        Unit = "year",
        Range = InputRange.Positive,
        DefaultLaw = Between(3, 5, 7),
        DefaultReason = "servers are written off over 4 to 6 years",
        Meaning = "years that a GPU is in use, over which embodied_carbon is spread",
    };
    /// <summary>Water consumed per kWh of IT energy, L/kWh.</summary>
    public static readonly InputDefinition WaterIntensity = new()
    {
        Name = "water_intensity",
        Unit = "L/kWh",
        DefaultLaw = new Triangular(0.5, 1.8, 2.5),
        DefaultReason = "cooling and climates differ",
        Meaning = "water consumed per kWh of IT energy",
    };
    /// <summary>CPUs, network, storage and staff as a share of GPU cost.</summary>
    public static readonly InputDefinition OverheadShare = new()
    {
        Name = "overhead_share",
        Unit = "1",
        DefaultLaw = Between(0.05, 0.15, 0.3),
        DefaultReason = "CPUs, network, storage, staff",
        Meaning = "CPUs, network, storage and staff as a share of GPU cost",
    };

    /// <summary>Every input, in the order of help texts.</summary>
    public static readonly IReadOnlyList<InputDefinition> All = Numbered(
        DailyUsers, QueriesPerUser, PromptTokens, ImagesPerPrompt, CachedShare, Turns, TurnTokens, TurnCachedShare, ResponseTokens,
        ImagesPerQuery, DenoisingSteps, Guidance, Resolution,
        Model, Gpu, FleetMix, Serving, Utilisation, BatchingEfficiency, WeightBits, ExpertBits, KvBits, ComputeBits, GpusPerReplica,
        PipelineStages, AttentionParallelism,
        ComputeEfficiency, ComputeEfficiency16Bit, ComputeEfficiency8Bit, ComputeEfficiency4Bit, ExpertEfficiency, ExpertPadding,
        BandwidthEfficiency, ExpertReadEfficiency, AttentionEfficiency,
        LinkEfficiency, ExchangeOverlap, ExchangeLatency, NetworkLatency, StepOverhead, SequenceOverhead, MemoryShare, MaxBatch,
        Concurrency, TokenTimeLimit, Disaggregated, PromptGpus, DraftTokens, DraftAcceptance, DraftCost, ServingError,
        PrefillThroughput, DecodeThroughput,
        LoadFactor, PeakToMean, FleetFloor, FleetStep, FleetMinimum,
        Pricing, GpuPrice, ReservedShare, ReservedGpus, ReservedPrice, ServerPrice, GpusPerServer, DepreciationYears, CostOfCapital,
        ColocationPrice, ServerPower, ElectricityPrice,
        GpuPower, PowerLoad, Pue, CarbonIntensity, EmbodiedCarbon, GpuLife, WaterIntensity, OverheadShare);

    /// <summary>The law of a default of which a usual value and both ends are known.</summary>
    private static Pert Between(double least, double usual, double most) => new(least, usual, most, Pert.UsualLambda);

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

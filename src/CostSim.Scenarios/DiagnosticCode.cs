namespace CostSim.Scenarios;

/// <summary>A kind of mistake under a code that never changes its meaning: scripts and searches rely on it.</summary>
/// <param name="Id">The code: <c>COST103</c>. 1xx is the form of files and numbers, 2xx inputs, 3xx laws, 4xx the files beside inputs.csv,
/// 5xx data to fit laws to, 6xx configurations of models.</param>
/// <param name="Meaning">What is wrong, in one line.</param>
public sealed record DiagnosticCode(string Id, string Meaning)
{
    internal static readonly DiagnosticCode CannotRead = new("COST100", "a file or folder is missing or cannot be read");
    internal static readonly DiagnosticCode NotText = new("COST101", "a file is not UTF-8 text");
    internal static readonly DiagnosticCode NoHeader = new("COST102", "a file is empty or does not begin with its header row");
    internal static readonly DiagnosticCode NotANumber = new("COST103", "a text is not a number");
    internal static readonly DiagnosticCode BrokenQuotes = new(
        "COST104", "a quoted cell is not closed, or has text after its closing quote");
    internal static readonly DiagnosticCode UnknownColumn = new("COST105", "a header names an unknown column");
    internal static readonly DiagnosticCode MissingColumn = new("COST106", "a header lacks a column");
    internal static readonly DiagnosticCode DuplicateColumn = new("COST107", "a header names a column twice");
    internal static readonly DiagnosticCode TooManyCells = new("COST108", "a row has more cells than the header");
    internal static readonly DiagnosticCode TooFewCells = new("COST109", "a row has fewer cells than it needs");
    internal static readonly DiagnosticCode NumberOutOfReach = new("COST110", "a number is too large or too small to be held");
    internal static readonly DiagnosticCode NotAnOverride = new("COST112", "a --set text does not have the form input=law parameters");

    internal static readonly DiagnosticCode UnknownInput = new("COST201", "a row names an unknown input, or none");
    internal static readonly DiagnosticCode DuplicateInput = new("COST202", "an input is given twice for the same workload");
    internal static readonly DiagnosticCode WrongUnit = new("COST203", "a row's unit is not the input's unit");
    internal static readonly DiagnosticCode MissingInput = new("COST204", "an input that the scenario needs has no row");
    internal static readonly DiagnosticCode BadWorkload = new("COST205", "a workload's name is not allowed or not known");
    internal static readonly DiagnosticCode UnusedInput = new("COST206", "a row is not read under the choices made (a warning)");
    internal static readonly DiagnosticCode NoRows = new("COST207", "a scenario has a header but no rows");
    internal static readonly DiagnosticCode DoesNotFit = new(
        "COST208", "a model can never fit the memory of the GPUs it may run on");
    internal static readonly DiagnosticCode NotPerGpu = new("COST209", "an input is stated for one accelerator, but is the same for all");
    internal static readonly DiagnosticCode HasNoTokens = new(
        "COST210", "a model that denoises images has no tokens to count (serving=throughput)");
    internal static readonly DiagnosticCode HasNoAttention = new(
        "COST211", "a model known by its parameter count alone is served by roofline: "
            + "its attention, keys and values and exchanges count nothing (a warning)");

    internal static readonly DiagnosticCode UnevenHeads = new(
        "COST212", "attention heads do not divide among the GPUs of a replica (a warning)");
    internal static readonly DiagnosticCode BadReplica = new(
        "COST213", "the GPUs of a replica cannot be shared out so: pipeline_stages does not divide them, or attention_parallelism=data "
            + "without routed experts");
    internal static readonly DiagnosticCode TooSlow = new("COST214", "not even one request at a time can meet token_time_limit");

    internal static readonly DiagnosticCode UnknownLaw = new("COST301", "a row names an unknown law, or none");
    internal static readonly DiagnosticCode BadParameters = new(
        "COST302", "a law's parameters are missing, unknown or contradict each other");
    internal static readonly DiagnosticCode NotAPair = new("COST303", "a parameter is not written name=value");
    internal static readonly DiagnosticCode DuplicateParameter = new("COST304", "a parameter or option is given twice");
    internal static readonly DiagnosticCode OutOfRange = new("COST305", "a law can take values outside the input's range");
    internal static readonly DiagnosticCode WrongKindOfLaw = new("COST306", "a law of numbers for an input of names, or the reverse");
    internal static readonly DiagnosticCode UnknownOption = new("COST307", "an option that the input does not have");
    internal static readonly DiagnosticCode BadWeight = new("COST308", "the weight of an option or of a mixture's row is not above 0");
    internal static readonly DiagnosticCode BadMixture = new(
        "COST309", "the rows of one input do not make a mixture: one is without weight=, or there is only one");

    internal static readonly DiagnosticCode UnknownFamily = new("COST401", "models.csv names an unknown family");
    internal static readonly DiagnosticCode BadArchitecture = new(
        "COST402", "an architecture's parameters are missing, unknown or contradict each other");
    internal static readonly DiagnosticCode BadCatalogueName = new("COST403", "a catalogue row's name is not allowed or is given twice");
    internal static readonly DiagnosticCode BadFigure = new("COST404", "a figure in gpus.csv is not above 0, or outside its range");
    internal static readonly DiagnosticCode BadHour = new("COST405", "load_profile.csv does not give every hour from 0 to 23 once");
    internal static readonly DiagnosticCode BadLoad = new("COST406", "a share of load_profile.csv is below 0, or all of them are 0");
    internal static readonly DiagnosticCode NoDataFile = new(
        "COST407", "a data file is missing, cannot be read or does not lie beside the scenario");
    internal static readonly DiagnosticCode NoDataColumn = new("COST408", "a data file lacks a column, or has it twice");
    internal static readonly DiagnosticCode BadData = new(
        "COST409", "a column of a data file has a cell without a number, or fewer than two numbers");
    internal static readonly DiagnosticCode CannotCorrelate = new(
        "COST410", "correlations.csv names something that is not an input of numbers with a row of its own");
    internal static readonly DiagnosticCode BadCorrelation = new(
        "COST411", "a rank correlation is not between -1 and 1, of an input with itself, or given twice");
    internal static readonly DiagnosticCode NoCorrelation = new(
        "COST412", "a rank correlation has no effect: one of its inputs is fixed or not used (a warning)");
    internal static readonly DiagnosticCode ContradictoryCorrelations = new(
        "COST413", "no draws can have all the rank correlations at once: their matrix is not positive definite");

    internal static readonly DiagnosticCode NoSuchColumn = new("COST501", "a data file does not have the column");
    internal static readonly DiagnosticCode TooFewNumbers = new("COST502", "a column holds too few numbers to fit laws to");
    internal static readonly DiagnosticCode BadPercentile = new(
        "COST503", "a stated percentile is not pNN=value, or percentiles do not rise");
    internal static readonly DiagnosticCode OutsideInput = new("COST504", "data lie outside the range of the input they are meant for");

    internal static readonly DiagnosticCode NotAConfiguration = new(
        "COST601", "a file is not the configuration of a model: no JSON, or without model_type");
    internal static readonly DiagnosticCode UnknownModelType = new(
        "COST602", "a configuration's model_type cannot be read, or no family of models.csv can express it");
    internal static readonly DiagnosticCode BadConfiguration = new(
        "COST603", "a configuration lacks a size, or says what no family of models.csv can express");

    /// <summary>Every code, in order.</summary>
    public static readonly IReadOnlyList<DiagnosticCode> All =
    [
        CannotRead, NotText, NoHeader, NotANumber, BrokenQuotes, UnknownColumn, MissingColumn, DuplicateColumn, TooManyCells, TooFewCells,
        NumberOutOfReach, NotAnOverride,
        UnknownInput, DuplicateInput, WrongUnit, MissingInput, BadWorkload, UnusedInput, NoRows, DoesNotFit, NotPerGpu,
        HasNoTokens, HasNoAttention, UnevenHeads, BadReplica, TooSlow,
        UnknownLaw, BadParameters, NotAPair, DuplicateParameter, OutOfRange, WrongKindOfLaw, UnknownOption, BadWeight, BadMixture,
        UnknownFamily, BadArchitecture, BadCatalogueName, BadFigure, BadHour, BadLoad, NoDataFile, NoDataColumn, BadData,
        CannotCorrelate, BadCorrelation, NoCorrelation, ContradictoryCorrelations,
        NoSuchColumn, TooFewNumbers, BadPercentile, OutsideInput,
        NotAConfiguration, UnknownModelType, BadConfiguration,
    ];

    /// <summary>The code of a kind of problem that the engine finds.</summary>
    internal static DiagnosticCode Of(ProblemKind kind) => kind switch
    {
        ProblemKind.MissingInput => MissingInput,
        ProblemKind.UnusedInput => UnusedInput,
        ProblemKind.OutOfRange => OutOfRange,
        ProblemKind.WrongKindOfLaw => WrongKindOfLaw,
        ProblemKind.UnknownOption => UnknownOption,
        ProblemKind.DuplicateOption => DuplicateParameter,
        ProblemKind.BadWeight => BadWeight,
        ProblemKind.NotPerGpu => NotPerGpu,
        ProblemKind.BadWorkload => BadWorkload,
        ProblemKind.BadFigure => BadFigure,
        ProblemKind.BadLoad => BadLoad,
        ProblemKind.DoesNotFit => DoesNotFit,
        ProblemKind.UnevenHeads => UnevenHeads,
        ProblemKind.BadReplica => BadReplica,
        ProblemKind.TooSlow => TooSlow,
        ProblemKind.HasNoTokens => HasNoTokens,
        ProblemKind.HasNoAttention => HasNoAttention,
        ProblemKind.CannotCorrelate => CannotCorrelate,
        ProblemKind.BadCorrelation => BadCorrelation,
        ProblemKind.NoCorrelation => NoCorrelation,
        ProblemKind.ContradictoryCorrelations => ContradictoryCorrelations,
        ProblemKind.BadParameters => BadParameters,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The code itself: <c>COST103</c>.</summary>
    public override string ToString() => Id;
}

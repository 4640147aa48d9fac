namespace CostSim.CostModel.Serving;

/// <summary>How GPU time follows from a request: one of the answers that the input <c>serving</c> chooses between.</summary>
public abstract class ServingModel
{
    /// <summary>Busy GPU time of reading the prompt, GPU-s/query.</summary>
    public Column PrefillSeconds { get; protected init; }

    /// <summary>Busy GPU time of generating the response, GPU-s/query.</summary>
    public Column DecodeSeconds { get; protected init; }

    /// <summary>1 in the trials in which the model does not fit, else 0.</summary>
    public Column Unfit { get; protected init; } = Column.Fixed(0);

    /// <summary>Fills the columns for the current block.</summary>
    public abstract void Serve();
}

/// <summary>What a serving model reads besides the inputs.</summary>
/// <param name="Inputs">The workload's inputs.</param>
/// <param name="PrefillFlop">Work of reading the prompt, FLOP/query.</param>
/// <param name="DecodeFlop">Work of generating the response, FLOP/query.</param>
/// <param name="Gpu">The accelerator.</param>
/// <param name="PeakFlops">Its dense peak at the precision used, FLOP/s.</param>
public sealed record ServingContext(WorkloadInputs Inputs, Column PrefillFlop, Column DecodeFlop, Accelerator Gpu, Column PeakFlops);

/// <summary>Every serving model, by its name in scenarios.</summary>
public static class ServingModels
{
    public static readonly IReadOnlyDictionary<string, Func<ServingContext, ServingModel>> All =
        new Dictionary<string, Func<ServingContext, ServingModel>>
        {
            [UtilisationServing.Name] = context => new UtilisationServing(context),
            [RooflineServing.Name] = context => new RooflineServing(context),
            [ThroughputServing.Name] = context => new ThroughputServing(context),
        };
}

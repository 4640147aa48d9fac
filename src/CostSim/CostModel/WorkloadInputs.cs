using CostSim.CostModel.Quantities;

namespace CostSim.CostModel;

/// <summary>The inputs of one workload for a block of trials, and what its categorical inputs choose between.</summary>
internal sealed class WorkloadInputs
{
    private readonly Quantity?[] _quantities;
    private readonly Quantity _oneGpu = Quantity.Constant("gpus_per_replica", "GPU", 1, "not stated");
    private readonly Dictionary<Architecture, Quantity> _withImages = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Quantity, Quantity> _overTurns = [];
    private readonly Dictionary<Quantity, Quantity> _cachedOverTurns = [];
    private Quantity? _images;

    /// <summary>Takes a column per <see cref="InputCatalogue.All"/>, in its order; those nothing reads may be missing.</summary>
    public WorkloadInputs(IReadOnlyList<Column> columns) =>
        _quantities =
            [.. columns.Zip(InputCatalogue.All, (column, input) => column.Exists ? Quantity.Input(input.Name, input.Unit, column) : null)];

    /// <summary>The architectures that <c>model</c> numbers.</summary>
    public required IReadOnlyList<Architecture> Models { get; init; }

    /// <summary>The accelerators that <c>gpu</c> numbers.</summary>
    public required IReadOnlyList<Accelerator> Gpus { get; init; }

    /// <summary>Share of each accelerator in the fleet; null when a trial draws one.</summary>
    public IReadOnlyList<double>? FleetShares { get; init; }

    /// <summary>Inputs stated for one accelerator.</summary>
    public IReadOnlyDictionary<(InputDefinition Input, int Gpu), Quantity> PerGpu { get; init; } =
        new Dictionary<(InputDefinition, int), Quantity>();

    /// <summary>Load of each hour over the mean, 24 values; null for none.</summary>
    public IReadOnlyList<double>? LoadProfile { get; init; }

    /// <summary>The serving models that <c>serving</c> numbers, by name.</summary>
    public required IReadOnlyList<string> Servings { get; init; }

    /// <summary>The ways to pay that <c>pricing</c> numbers, by name.</summary>
    public required IReadOnlyList<string> Pricings { get; init; }

    /// <summary>The values of an input, option numbers when it is categorical; its default where nothing states it.</summary>
    /// <exception cref="InvalidOperationException">Nothing states it, and it has no default.</exception>
    public Quantity this[InputDefinition input] => Find(input)
        ?? (input.Default is { } number ? _quantities[input.Index] = Quantity.Constant(input.Name, input.Unit, number)
            : throw new InvalidOperationException($"{input.Name} is read, but not stated"));

    /// <summary>
    /// Prompt tokens as a model reads them: padded where it pads them, and with those of the images in the prompt where it reads images.
    /// </summary>
    public Quantity PromptOf(Architecture model) => model.Work.PaddedPrompt > 0
        ? Quantity.Constant("prompt_tokens", "token/query", model.Work.PaddedPrompt)
        : AskedOf(model);

    /// <summary>
    /// Prompt tokens as they are asked of a model, without padding: those of the images in the prompt included, the mean over the turns
    /// of a conversation.
    /// </summary>
    public Quantity AskedOf(Architecture model)
    {
        var first = FirstAskedOf(model);
        if (Find(InputCatalogue.Turns) is not { } turns)
        {
            return first;
        }
        if (!_overTurns.TryGetValue(first, out var mean))
        {
            mean = _overTurns[first] = ConversationTurns.Prompt(first, turns, this[InputCatalogue.TurnTokens]);
        }
        return mean;
    }

    /// <summary>Prompt tokens as they are asked of the model that a trial draws.</summary>
    public Quantity Asked => Quantity.Choose(Find(InputCatalogue.Model), [.. Models.Select(AskedOf)]);

    /// <summary>Share of a model's prompt found in a prefix cache: nothing of one that is padded.</summary>
    public Quantity CachedOf(Architecture model) =>
        model.Work.PaddedPrompt > 0 ? Quantity.Constant("cached_share", "1", 0) : CachedAskedOf(model);

    /// <summary>Share of what is asked of the model that a trial draws that is found in a prefix cache, without padding.</summary>
    public Quantity CachedAsked => Quantity.Choose(Find(InputCatalogue.Model), [.. Models.Select(CachedAskedOf)]);

    /// <summary>Images in the prompt of one call.</summary>
    public Quantity ImagesOfACall => Find(InputCatalogue.Turns) is { } turns
        ? _images ??= ConversationTurns.Images(this[InputCatalogue.ImagesPerPrompt], turns)
        : this[InputCatalogue.ImagesPerPrompt];

    private Quantity FirstAskedOf(Architecture model)
    {
        if (!model.ReadsImages)
        {
            return this[InputCatalogue.PromptTokens];
        }
        if (!_withImages.TryGetValue(model, out var prompt))
        {
            prompt = WorkFormulas.PromptWithImages(
                model.Work.TokensPerPromptImage, this[InputCatalogue.PromptTokens], this[InputCatalogue.ImagesPerPrompt]).On(model.Name);
            _withImages[model] = prompt;
        }
        return prompt;
    }

    private Quantity CachedAskedOf(Architecture model)
    {
        var cached = this[InputCatalogue.CachedShare];
        if (Find(InputCatalogue.Turns) is not { } turns)
        {
            return cached;
        }
        var first = FirstAskedOf(model);
        if (!_cachedOverTurns.TryGetValue(first, out var mean))
        {
            mean = _cachedOverTurns[first] = ConversationTurns.Cached(
                first, cached, turns, this[InputCatalogue.TurnTokens], this[InputCatalogue.TurnCachedShare]);
        }
        return mean;
    }

    /// <summary>The values of an input; null where nothing states it.</summary>
    public Quantity? Find(InputDefinition input) => _quantities[input.Index];

    /// <summary>The values of an input on one accelerator: its own row's, else the common ones; null where nothing states it.</summary>
    public Quantity? Find(InputDefinition input, int gpu) => PerGpu.TryGetValue((input, gpu), out var own) ? own : Find(input);

    /// <summary>The values of an input on one accelerator: its own row's, else the common ones, else its default.</summary>
    /// <exception cref="InvalidOperationException">Nothing states it, and it has no default.</exception>
    public Quantity OnGpu(InputDefinition input, int gpu) => Find(input, gpu) ?? this[input];

    /// <summary>Bits of routed experts' weights; those of all weights where nothing states them.</summary>
    public Quantity ExpertBits => Find(InputCatalogue.ExpertBits) ?? Quantity.Renamed("expert_bits", this[InputCatalogue.WeightBits]);

    /// <summary>GPUs of a replica as stated; one where nothing states them.</summary>
    public Quantity ReplicaGpus => Find(InputCatalogue.GpusPerReplica) ?? _oneGpu;

    /// <summary>The names that an input's option numbers stand for; its default where nothing states it.</summary>
    public IReadOnlyDictionary<InputDefinition, IReadOnlyList<string>> Options { get; init; } =
        new Dictionary<InputDefinition, IReadOnlyList<string>>();

    /// <summary>The quantity that each trial's option of an input has.</summary>
    /// <param name="input">An input that names options.</param>
    /// <param name="quantity">The quantity of an option by its name.</param>
    public Quantity ByOption(InputDefinition input, Func<string, Quantity> quantity) => Quantity.Choose(
        Find(input), [.. Options.GetValueOrDefault(input, [input.DefaultText]).Select(quantity)]);
}

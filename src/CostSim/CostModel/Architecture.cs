namespace CostSim.CostModel;

/// <summary>A model's architecture, reduced to what serving it costs.</summary>
public sealed record Architecture
{
    /// <summary>Name in models.csv.</summary>
    public required string Name { get; init; }

    /// <summary>Family in models.csv: <c>decoder</c>, <c>parameters</c> ...</summary>
    public required string Family { get; init; }

    /// <summary>The parts whose FLOP add up to the whole, in the order of the computation.</summary>
    public required IReadOnlyList<WorkComponent> Components { get; init; }

    /// <summary>
    /// All parameters of the model proper, embeddings included. An image model's is its transformer or UNet, a text model's its decoder;
    /// the text, image and vision encoders and decoders that come with them are in <see cref="Memory"/> only.
    /// </summary>
    public required double Parameters { get; init; }

    /// <summary>
    /// Parameters that one token uses, biases and norms included: of the routed experts the k that run, the shared ones, the router and
    /// the LM head (the embedding itself when tied), but no embedding that is only looked up. Encoder-decoders: of encoder and decoder
    /// together; diffusion models: of the UNet or transformer, which runs in every step.
    /// </summary>
    public required double ActiveParameters { get; init; }

    /// <summary>What it keeps in memory and reads from it.</summary>
    public required MemoryFootprint Memory { get; init; }

    /// <summary>Keys and values kept per token of context, as numbers; times bytes per number it is the KV cache.</summary>
    public double KeyValuesPerToken => Memory.KeyValues + Memory.WindowKeyValues;

    /// <summary>True when the response is text, so that response_tokens is needed.</summary>
    public bool GeneratesText { get; init; } = true;

    /// <summary>True when images may stand in the prompt, so that images_per_prompt is read.</summary>
    public bool ReadsImages => Work.PerPromptImage != 0;

    /// <summary>True when it reads images and nothing else, so that images_per_prompt must be above 0.</summary>
    public bool ReadsImagesAlone => Work.ReadsImagesAlone;

    /// <summary>True when the response is images, so that images_per_query is read.</summary>
    public bool GeneratesImages => Work.HasImages;

    /// <summary>True when images come from denoising, so that denoising_steps, guidance and resolution are read.</summary>
    public bool Denoises => Work.HasDenoising;

    /// <summary>Tokens generated for each image, one sequence per image; 0 for models that generate text or denoise.</summary>
    public double ImageTokens => Work.ImageTokens;

    /// <summary>False when a figure has overflowed.</summary>
    internal bool IsFinite => double.IsFinite(Parameters) && Work.IsFinite;

    /// <summary>FLOP of a request: the sum of the components.</summary>
    public Work Work => Components.Aggregate(default(Work), (sum, component) => sum + component.Work);
}

/// <summary>A part of an architecture and its FLOP: <c>attention scores</c>, <c>feed-forward</c> ...</summary>
public sealed record WorkComponent(string Name, Work Work);

/// <summary>A family of architectures: its parameters in models.csv and the formulas that turn them into work.</summary>
/// <param name="Name">Word in the <c>family</c> column.</param>
/// <param name="Meaning">What belongs to it, in one line.</param>
/// <param name="Parameters">The parameters it knows.</param>
/// <param name="Compose">Makes an architecture from its name and all parameters, or says which of them contradict each other.</param>
public sealed record ArchitectureFamily(
    string Name,
    string Meaning,
    IReadOnlyList<ArchitectureParameter> Parameters,
    Func<string, IReadOnlyDictionary<string, double>, Outcome<Architecture>> Compose)
{
    /// <summary>The architecture with these parameters, or everything that is wrong with them.</summary>
    /// <param name="name">The architecture's name.</param>
    /// <param name="parameters">Values by name; what is left out takes its default.</param>
    public Outcome<Architecture> Create(string name, IReadOnlyDictionary<string, double> parameters)
    {
        var problems = new List<Problem>();
        foreach (var (key, value) in parameters)
        {
            var parameter = Parameters.FirstOrDefault(parameter => parameter.Name == key);
            if (parameter is null)
            {
                problems.Add(new(
                    key, $"\"{key}\" is not a parameter of the family {Name}",
                    $"write one of {string.Join(", ", Parameters.Select(known => known.Name))}"));
            }
            else if (!parameter.Allows(value))
            {
                problems.Add(new(
                    key, FormattableString.Invariant($"{key} must be {parameter.Range}, but is {value}"),
                    $"{key} is: {parameter.Meaning}"));
            }
        }
        var missing = Missing(parameters.Keys);
        foreach (string key in missing)
        {
            problems.Add(new(key, $"{key} is missing", $"{key} is: {Parameters.First(known => known.Name == key).Meaning}"));
        }
        if (problems.Count > 0)
        {
            return new(null, problems);
        }
        var outcome = Compose(name, Completed(parameters));
        return outcome.Value is { IsFinite: false } ? Outcome.Wrong<Architecture>(TooLarge(name)) : outcome;
    }

    /// <summary>The problem of an architecture whose figures cannot be computed.</summary>
    internal static Problem TooLarge(string name) =>
        new("", $"{name} is too large to be computed", "check the sizes for stray digits and suffixes");

    /// <summary>Names of the parameters that must be given, but are not.</summary>
    internal List<string> Missing(IEnumerable<string> given)
    {
        var names = given.ToHashSet(StringComparer.Ordinal);
        return [.. Parameters
            .Where(parameter => parameter.Default is null && parameter.DefaultFrom is null
                && !names.Contains(parameter.Name) && !(parameter.Unless is { } other && names.Contains(other)))
            .Select(parameter => parameter.Name)];
    }

    /// <summary>The parameters with defaults for what is left out.</summary>
    private Dictionary<string, double> Completed(IReadOnlyDictionary<string, double> given)
    {
        var all = given.ToDictionary(parameter => parameter.Key, parameter => parameter.Value, StringComparer.Ordinal);
        foreach (var parameter in Parameters.Where(parameter => !all.ContainsKey(parameter.Name)))
        {
            all[parameter.Name] = parameter.Default ?? (parameter.DefaultFrom is { } other ? all[other] : 0);
        }
        return all;
    }
}

/// <summary>A parameter of a family.</summary>
/// <param name="Name">Name in the <c>architecture</c> column: <c>d_model</c>.</param>
/// <param name="Meaning">What it is, in a few words.</param>
/// <param name="Default">Value when left out; null: required, unless <paramref name="DefaultFrom"/> names another parameter.</param>
/// <param name="DefaultFrom">The parameter whose value it takes when left out.</param>
/// <param name="Unless">The parameter in whose presence it may be left out, and then is 0.</param>
/// <param name="Minimum">Smallest value allowed.</param>
/// <param name="Maximum">Largest value allowed: 1 for parameters that say yes or no.</param>
/// <param name="IsWhole">True when only whole numbers are allowed.</param>
public sealed record ArchitectureParameter(
    string Name, string Meaning, double? Default = null, string? DefaultFrom = null, string? Unless = null,
    double Minimum = 1, double Maximum = double.PositiveInfinity, bool IsWhole = true)
{
    /// <summary>The values allowed, in words: <c>a whole number &gt;= 1</c>.</summary>
    public string Range => (IsWhole ? "a whole number " : "")
        + FormattableString.Invariant(double.IsPositiveInfinity(Maximum)
            ? $">= {Minimum}" : (FormattableString)$"from {Minimum} to {Maximum}");

    /// <summary>True for a value that is allowed; false for NaN.</summary>
    public bool Allows(double value) => value >= Minimum && value <= Maximum && !(IsWhole && value != Math.Floor(value));
}

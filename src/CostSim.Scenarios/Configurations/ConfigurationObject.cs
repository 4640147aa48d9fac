using System.Text.Json;

namespace CostSim.Scenarios.Configurations;

/// <summary>
/// The keys of a configuration with their values, null taken for absent. What is missing or of the wrong kind is gathered, and then stands
/// for NaN or for nothing, so that one reading finds everything.
/// </summary>
internal sealed class ConfigurationObject
{
    /// <summary>More layers than any model has: what counts layer by layer would not end.</summary>
    private const double MostLayers = 100_000;

    /// <summary>Where the language model of a configuration with several models stands.</summary>
    private static readonly string[] LanguageModels = ["text_config", "llm_config", "language_config"];

    /// <summary>Keys that count for the language model, though they may stand outside of it.</summary>
    private static readonly string[] Outer = ["tie_word_embeddings", "quantization_config"];

    /// <summary>Models that stand beside it.</summary>
    private static readonly string[] Encoders = ["vision_config", "audio_config", "speech_config"];

    private readonly JsonElement _inner;
    private readonly JsonElement _outer;
    private readonly List<string> _mistakes = [];
    private readonly List<string> _leftOut;

    /// <param name="root">An object.</param>
    public ConfigurationObject(JsonElement root)
    {
        _outer = root;
        var within = Member(root, "thinker_config") is { ValueKind: JsonValueKind.Object } thinker ? thinker : root;
        _inner = LanguageModels.Select(key => Member(within, key))
            .FirstOrDefault(member => member is { ValueKind: JsonValueKind.Object }) ?? root;
        Type = TypeIn(_inner) ?? TypeIn(_outer);
        _leftOut = [.. root.EnumerateObject()
            .Where(member => member.Value.ValueKind == JsonValueKind.Object && Encoders.Contains(member.Name))
            .Select(member => Described(member.Name))];
    }

    private ConfigurationObject(JsonElement inner, JsonElement outer, List<string> mistakes)
    {
        _inner = inner;
        _outer = outer;
        _mistakes = mistakes;
        _leftOut = [];
    }

    /// <summary>
    /// Which class reads the configuration: its <c>model_type</c>, or the <c>_class_name</c> of diffusers; null when neither is stated.
    /// </summary>
    public string? Type { get; }

    /// <summary>Models beside the language model.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Everything found wrong so far.</summary>
    public IReadOnlyList<string> Mistakes => [.. _mistakes.Distinct()];

    /// <summary>A count or a width that must be stated.</summary>
    public double Size(string key) => SizeIfAny(key) ?? Missing(key);

    /// <summary>The first of several keys for the same thing, one of which must be stated.</summary>
    public double Size(string key, string otherKey) => SizeIfAny(key) ?? SizeIfAny(otherKey) ?? Missing(key);

    /// <summary>A count or a width, or what it is when it is not stated.</summary>
    public double SizeOr(string key, double usual) => SizeIfAny(key) ?? usual;

    /// <summary>A count or a width; null when it is not stated.</summary>
    public double? SizeIfAny(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number >= 0 && double.IsFinite(number))
        {
            return number;
        }
        _mistakes.Add($"{key} is {Diagnostics.Quote(value.GetRawText())}, which is no size");
        return double.NaN;
    }

    /// <summary>The number of layers, few enough to count them one by one.</summary>
    public double Layers(string key = "num_hidden_layers")
    {
        double layers = Size(key);
        if (layers > MostLayers)
        {
            _mistakes.Add(FormattableString.Invariant($"{key} is {layers}: no model has as many layers"));
            return double.NaN;
        }
        return layers;
    }

    /// <summary>True or false, or what it is when it is not stated.</summary>
    public bool Flag(string key, bool usual = false)
    {
        if (Find(key) is not { } value)
        {
            return usual;
        }
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }
        _mistakes.Add($"{key} is {Diagnostics.Quote(value.GetRawText())}, neither true nor false");
        return usual;
    }

    /// <summary>A text; null when it is not stated.</summary>
    public string? Text(string key) => Find(key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A list of texts, one for each layer; null when it is not stated.</summary>
    public IReadOnlyList<string>? Texts(string key, double layers) =>
        List(key, layers, value => value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    /// <summary>A list of numbers, one for each layer; null when it is not stated or empty.</summary>
    public IReadOnlyList<double>? Numbers(string key, double layers) =>
        Find(key) is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() == 0
            ? null
            : List(key, layers, NumberOf)?.Select(number => number!.Value).ToList();

    /// <summary>The numbers of layers that a list names; none when it is not stated.</summary>
    public IReadOnlySet<double> LayerNumbers(string key) =>
        Find(key) is { ValueKind: JsonValueKind.Array } array
            ? array.EnumerateArray().Select(NumberOf).OfType<double>().ToHashSet()
            : new HashSet<double>();

    /// <summary>The object at a key; null when there is none.</summary>
    public JsonElement? Part(string key) => Find(key) is { ValueKind: JsonValueKind.Object } value ? value : null;

    /// <summary>
    /// The model beside the language model at a key, which the row then expresses; null where there is none. Its mistakes count here.
    /// </summary>
    public ConfigurationObject? Beside(string key)
    {
        if (Member(_outer, key) is not { ValueKind: JsonValueKind.Object } part)
        {
            return null;
        }
        _leftOut.Remove(Described(key));
        return new(part, _outer, _mistakes);
    }

    /// <summary>A count outside of the language model, or what it is when it is not stated.</summary>
    public double OuterSizeOr(string key, double usual) => new ConfigurationObject(_outer, _outer, _mistakes).SizeOr(key, usual);

    /// <summary>Says that something is wrong.</summary>
    public void Wrong(string mistake) => _mistakes.Add(mistake);

    private static string Described(string key) => $"the {key.Split('_')[0]} encoder";

    private static double? NumberOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number : null;

    private static string? TypeIn(JsonElement element) =>
        (Member(element, "model_type") ?? Member(element, "_class_name")) is { ValueKind: JsonValueKind.String } type
            ? type.GetString()
            : null;

    private static JsonElement? Member(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private JsonElement? Find(string key) => Member(_inner, key) ?? (Outer.Contains(key) ? Member(_outer, key) : null);

    private double Missing(string key)
    {
        _mistakes.Add($"{key} is missing");
        return double.NaN;
    }

    private List<T>? List<T>(string key, double layers, Func<JsonElement, T?> read)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }
        var all = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(read).ToList() : [];
        if (all.Count == layers && all.TrueForAll(item => item is not null))
        {
            return [.. all.Select(item => item!)];
        }
        if (!double.IsNaN(layers))
        {
            _mistakes.Add(FormattableString.Invariant($"{key} does not say one thing for each of {layers} layers"));
        }
        return null;
    }
}

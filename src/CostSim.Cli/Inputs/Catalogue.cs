namespace CostSim.Cli.Inputs;

/// <summary>Entries by name, in the order of their files. A name whose row has mistakes is known, but has no entry.</summary>
internal sealed class Catalogue<T> where T : class
{
    private readonly Dictionary<string, T?> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>Every name.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Every entry without mistakes.</summary>
    public IEnumerable<T> Entries => _names.Select(name => _entries[name]).OfType<T>();

    public bool Knows(string name) => _entries.ContainsKey(name);

    /// <summary>The entry of this name; null when there is none.</summary>
    public T? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>The <c>source</c> cell of the entry of this name.</summary>
    public string SourceOf(string name) => _sources.GetValueOrDefault(name, "");

    /// <summary>Adds an entry, or replaces the one of the same name.</summary>
    public void Put(string name, T? entry, string source)
    {
        if (!_entries.ContainsKey(name))
        {
            _names.Add(name);
        }
        _entries[name] = entry;
        _sources[name] = source;
    }
}

namespace CostSim.Scenarios;

/// <summary>Entries by name, in the order of their files. A name whose row has mistakes is known, but has no entry.</summary>
/// <typeparam name="T">What the names stand for.</typeparam>
public sealed class Catalogue<T> where T : class
{
    private readonly Dictionary<string, T?> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    internal Catalogue()
    {
    }

    /// <summary>Every name.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Every entry without mistakes.</summary>
    public IEnumerable<T> Entries => _names.Select(name => _entries[name]).OfType<T>();

    /// <summary>True for the name of an entry, right or with mistakes.</summary>
    public bool Knows(string name) => _entries.ContainsKey(name);

    /// <summary>The entry of this name; null when there is none.</summary>
    public T? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>Adds an entry, or replaces the one of the same name.</summary>
    internal void Put(string name, T? entry)
    {
        if (!_entries.ContainsKey(name))
        {
            _names.Add(name);
        }
        _entries[name] = entry;
    }
}

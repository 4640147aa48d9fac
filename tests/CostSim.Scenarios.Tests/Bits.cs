namespace CostSim.Scenarios.Tests;

/// <summary>SplitMix64 (Steele 2014): the same test cases on every machine.</summary>
internal sealed class Bits(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A text of up to <paramref name="longest"/> characters of the alphabet.</summary>
    public string Text(string alphabet, int longest) =>
        string.Concat(Enumerable.Range(0, Below(longest + 1)).Select(_ => alphabet[Below(alphabet.Length)]));
}

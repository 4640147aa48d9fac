using System.Text;

namespace CostSim.Sampling;

/// <summary>
/// Gives every input its own random stream by its name alone, so that adding, removing or reordering rows moves no other input's draws,
/// and scenarios that share input names share their random numbers.
/// </summary>
internal static class StreamName
{
    /// <summary>Raised when draws of the same name and seed change; such a change is announced as value-breaking.</summary>
    public const string Version = "1";

    /// <summary>A 64-bit hash that never changes: FNV-1a over the UTF-8 bytes, then MurmurHash3's finaliser.</summary>
    public static ulong Hash(string name)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte octet in Encoding.UTF8.GetBytes($"{Version}:{name}"))
        {
            hash = (hash ^ octet) * 0x100000001B3;
        }
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}

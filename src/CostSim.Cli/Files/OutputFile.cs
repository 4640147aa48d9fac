using System.Security.Cryptography;

namespace CostSim.Cli.Files;

/// <summary>A file to write, whole.</summary>
internal sealed record OutputFile(string Name, byte[] Bytes)
{
    /// <summary>SHA-256 of the content, hexadecimal, lower case.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));
}

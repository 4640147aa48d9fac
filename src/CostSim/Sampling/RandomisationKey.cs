namespace CostSim.Sampling;

/// <summary>
/// Random bits that fix one randomisation of one input's points: a pure function of (seed, stream, replicate). They come from Philox
/// counters above 2^63, which no trial reaches, so they are independent of every draw.
/// </summary>
internal static class RandomisationKey
{
    private const uint OutOfReach = 0x8000_0000;

    /// <summary>128 bits of a key.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">The input's stream.</param>
    /// <param name="replicate">Number of the replicate.</param>
    /// <param name="part">Which 128 bits of the key, from 0.</param>
    public static (ulong Low, ulong High) Of(ulong seed, ulong stream, int replicate, uint part)
    {
        var (x0, x1, x2, x3) = Philox.Words(
            ((uint)replicate, OutOfReach | part, (uint)stream, (uint)(stream >> 32)), ((uint)seed, (uint)(seed >> 32)));
        return (((ulong)x1 << 32) | x0, ((ulong)x3 << 32) | x2);
    }
}

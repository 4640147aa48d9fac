namespace CostSim.Sampling;

/// <summary>
/// Points in the unit cube, one coordinate per uncertain input. Immutable and free of allocation: threads share it. A uniform is a pure
/// function of (seed, stream, dimension, trial) and of the design, the same bits at any vector width, and (52 bits + 1/2) 2^-52:
/// never 0, never 1, and 1 - u is exact.
/// </summary>
internal abstract class Sampler
{
    /// <summary>Ranges of trials start and end at multiples of it.</summary>
    public const int GroupLength = Philox.GroupLength;

    private protected Sampler(ulong seed, SamplingDesign design)
    {
        Seed = seed;
        Design = design;
    }

    /// <summary>Key of all random bits.</summary>
    public ulong Seed { get; }

    /// <summary>How the trials are divided into independent replicates.</summary>
    public SamplingDesign Design { get; }

    /// <summary>Fills <paramref name="uniforms"/> with one coordinate of consecutive trials.</summary>
    /// <param name="stream">The input's stream.</param>
    /// <param name="dimension">The input's rank among the uncertain inputs in the order of their names, from 0.</param>
    /// <param name="firstTrial">Number of the first trial, a multiple of <see cref="GroupLength"/>.</param>
    /// <param name="uniforms">
    /// Receives them; its length is a multiple of <see cref="GroupLength"/>. Those past the design's last trial are uniform, but no part of
    /// the point set.
    /// </param>
    public void Uniforms(ulong stream, int dimension, long firstTrial, Span<double> uniforms)
    {
        if (firstTrial % GroupLength != 0 || uniforms.Length % GroupLength != 0)
        {
            throw new ArgumentException($"ranges of trials start and end at multiples of {GroupLength}", nameof(firstTrial));
        }
        while (uniforms.Length > 0)
        {
            var (replicate, index) = Design.Locate(firstTrial);
            long left = replicate == Design.Replicates - 1 ? long.MaxValue : Design.Length(replicate) - index;
            int length = (int)Math.Min(left, uniforms.Length);
            Fill(stream, dimension, replicate, index, uniforms[..length]);
            firstTrial += length;
            uniforms = uniforms[length..];
        }
    }

    /// <summary>Fills <paramref name="uniforms"/> with one coordinate of consecutive points of one replicate.</summary>
    private protected abstract void Fill(ulong stream, int dimension, int replicate, long firstIndex, Span<double> uniforms);
}

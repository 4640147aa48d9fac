namespace CostSim.Sampling;

/// <summary>
/// How the trials of a run are divided into replicates: independent randomisations of the same point set, whose spread is the error of the
/// estimate (Owen 1997). Replicate r is the trials from block floor(rB/R) up to block floor((r+1)B/R), of B blocks in all.
/// </summary>
/// <remarks>
/// A block of <see cref="TrialBlock.Length"/> trials lies within one replicate, and so does a chunk. Replicates differ in length by at
/// most a block.
/// A run of fewer blocks than the replicates asked for has a replicate per block: below 16 blocks an error estimate has fewer degrees
/// of freedom, and a run of one block has none. <see cref="Even(long, SamplingMethod)"/> gives numbers of trials
/// that make all replicates equal.
/// </remarks>
internal sealed class SamplingDesign
{
    /// <summary>Most trials in a chunk, the piece of work that is handed to a thread.</summary>
    public const int ChunkLength = 65_536;

    /// <summary>The most trials: a bin of a histogram counts no more, and there are 4,000 times as many different uniforms.</summary>
    public const long MostTrials = 1_000_000_000_000;

    private readonly long _blocks;
    private readonly long[] _firstChunks;

    /// <param name="trials">Number of trials, from 1 to <see cref="MostTrials"/>.</param>
    /// <param name="replicates">Number of replicates wanted, from 1 to 65,536.</param>
    public SamplingDesign(long trials, int replicates)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, MostTrials);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicates, 65_536);
        Trials = trials;
        _blocks = (trials - 1) / TrialBlock.Length + 1;
        Replicates = (int)Math.Min(replicates, _blocks);
        _firstChunks = new long[Replicates + 1];
        for (int r = 0; r < Replicates; r++)
        {
            _firstChunks[r + 1] = _firstChunks[r] + (Length(r) - 1) / ChunkLength + 1;
        }
    }

    /// <summary>Number of trials.</summary>
    public long Trials { get; }

    /// <summary>Number of replicates: as many as wanted, but not more than there are blocks.</summary>
    public int Replicates { get; }

    /// <summary>Number of chunks; each lies within one replicate.</summary>
    public long Chunks => _firstChunks[Replicates];

    /// <summary>First chunk of a replicate.</summary>
    public long FirstChunk(int replicate) => _firstChunks[replicate];

    /// <summary>First trial of a replicate, a multiple of <see cref="TrialBlock.Length"/>.</summary>
    public long Start(int replicate) => replicate * _blocks / Replicates * TrialBlock.Length;

    /// <summary>Trials of a replicate, at least 1.</summary>
    public long Length(int replicate) => (replicate == Replicates - 1 ? Trials : Start(replicate + 1)) - Start(replicate);

    /// <summary>The replicate of a trial and the trial's index within it. Trials past the last one continue the last replicate.</summary>
    public (int Replicate, long Index) Locate(long trial)
    {
        long block = Math.Min(trial / TrialBlock.Length, _blocks - 1);
        int replicate = (int)(((block + 1) * Replicates - 1) / _blocks);
        return (replicate, trial - Start(replicate));
    }

    /// <summary>Trials of a chunk and the replicate they belong to. Chunks follow each other in the order of the trials.</summary>
    /// <param name="chunk">From 0 to <see cref="Chunks"/> - 1.</param>
    public (long FirstTrial, int Length, int Replicate) Chunk(long chunk)
    {
        int replicate = 0;
        while (chunk >= _firstChunks[replicate + 1])
        {
            replicate++;
        }
        long offset = (chunk - _firstChunks[replicate]) * ChunkLength;
        return (Start(replicate) + offset, (int)Math.Min(ChunkLength, Length(replicate) - offset), replicate);
    }

    /// <summary>
    /// The smallest number of trials from <paramref name="trials"/> up that makes all replicates of a method equal powers of 2.
    /// </summary>
    public static long Even(long trials, SamplingMethod method) => method.Replicates == 1 ? trials : Even(trials, method.Replicates);

    /// <summary>
    /// The smallest number of trials from <paramref name="trials"/> up that makes every replicate 2^k trials, k at least 10.
    /// </summary>
    public static long Even(long trials, int replicates)
    {
        long length = TrialBlock.Length;
        while (length * replicates < trials)
        {
            length *= 2;
        }
        return length * replicates;
    }
}

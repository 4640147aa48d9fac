using CostSim.Sampling;
using CostSim.Statistics;

namespace CostSim.Simulation;

/// <summary>
/// Collects what the chunks of a run counted, in any order and from any thread, into statistics whose bits depend on neither: counts merge
/// exactly, moments are combined in the order of the chunks, and replicates in the order of their numbers.
/// </summary>
/// <remarks>A replicate is cut down to what its error estimate needs as soon as its last chunk is in.</remarks>
internal sealed class Tally
{
    private readonly Lock _lock = new();
    private readonly SamplingDesign _design;
    private readonly bool _areTrialsIndependent;
    private readonly Part[] _parts;
    private readonly Histogram[] _whole;

    /// <param name="design">How the trials are divided.</param>
    /// <param name="areTrialsIndependent">Whether the trials tell their error themselves, so that nothing is kept of replicates.</param>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    public Tally(SamplingDesign design, bool areTrialsIndependent, int outputs)
    {
        _design = design;
        _areTrialsIndependent = areTrialsIndependent;
        _parts = [.. Enumerable.Range(0, design.Replicates).Select(replicate => new Part(design.FirstChunk(replicate)))];
        _whole = NewCounts(outputs);
    }

    /// <summary>Takes the moments of a chunk, one for each output.</summary>
    public void Add(long chunk, int replicate, Moments[] moments)
    {
        lock (_lock)
        {
            _parts[replicate].Add(chunk, moments);
        }
    }

    /// <summary>
    /// Takes the counts of some chunks of a replicate, one for each output, whose moments are in already.
    /// They are the tally's from then on.
    /// </summary>
    public void Add(int replicate, Histogram[] counts)
    {
        lock (_lock)
        {
            Merge(counts, _whole);
            if (!_areTrialsIndependent)
            {
                _parts[replicate].Add(counts, _design.Length(replicate));
            }
        }
    }

    /// <summary>The statistics of every output; called when all chunks up to some chunk are in.</summary>
    public IReadOnlyList<SampleStatistics> Results()
    {
        var moments = _parts.Skip(1).Aggregate(_parts[0].Moments, (sum, part) => Combine(sum, part.Moments));
        var closed = _areTrialsIndependent ? [] : _parts;
        return [.. moments.Select(
            (ofOutput, i) => new SampleStatistics(ofOutput, _whole[i], [.. closed.Select(part => part.Replicates[i])]))];
    }

    /// <summary>Empty counts, one for each output.</summary>
    public static Histogram[] NewCounts(int outputs) => [.. Enumerable.Range(0, outputs).Select(_ => new Histogram())];

    private static void Merge(Histogram[] counts, Histogram[] into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i].Merge(counts[i]);
        }
    }

    private static Moments[] Combine(Moments[] sum, Moments[] next) =>
        sum.Length == 0 ? next : [.. sum.Zip(next, (a, b) => Moments.Combine(a, b))];

    /// <summary>What has come in of a replicate.</summary>
    private sealed class Part(long firstChunk)
    {
        private readonly Dictionary<long, Moments[]> _waiting = [];
        private long _next = firstChunk;
        private Histogram[]? _counts;

        /// <summary>Moments of every output over the chunks that are in, combined in the order of the chunks.</summary>
        public Moments[] Moments { get; private set; } = [];

        /// <summary>What is kept of every output once closed.</summary>
        public Replicate[] Replicates { get; private set; } = [];

        public void Add(long chunk, Moments[] moments)
        {
            _waiting[chunk] = moments;
            while (_waiting.Remove(_next, out var next))
            {
                Moments = Combine(Moments, next);
                _next++;
            }
        }

        /// <summary>Takes counts; the last of them close the replicate.</summary>
        public void Add(Histogram[] counts, long length)
        {
            if (_counts is null)
            {
                _counts = counts;
            }
            else
            {
                Merge(counts, _counts);
            }
            if (_counts[0].Count == length)
            {
                Replicates = [.. Moments.Zip(_counts, (moments, histogram) => new Replicate(moments, histogram))];
                _counts = null;
            }
        }
    }
}

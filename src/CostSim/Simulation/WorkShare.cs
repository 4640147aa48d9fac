using System.Runtime.ExceptionServices;

namespace CostSim.Simulation;

/// <summary>Numbered pieces of work on several threads, which one atomic counter hands out: the only threads of the engine.</summary>
internal static class WorkShare
{
    /// <summary>Does the pieces of a range, each with the tools of the thread that takes it.</summary>
    /// <param name="first">Number of the first piece.</param>
    /// <param name="end">Number after the last piece.</param>
    /// <param name="tools">Every thread's own tools: as many threads as tools, but no more than pieces.</param>
    /// <param name="work">Does a piece.</param>
    /// <param name="cancellation">Ends the work before the next piece.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <remarks>What the first failing piece throws is thrown again, whichever failed first.</remarks>
    public static void Do<TTools>(
        long first, long end, IReadOnlyList<TTools> tools, Action<TTools, long> work, CancellationToken cancellation)
    {
        var failures = new Failures(end);
        long next = first - 1;
        void Run(TTools own)
        {
            for (long piece = Interlocked.Increment(ref next); piece < failures.FirstPiece && !cancellation.IsCancellationRequested;
                piece = Interlocked.Increment(ref next))
            {
                try
                {
                    work(own, piece);
                }
                catch (Exception failure)
                {
                    failures.Add(piece, failure);
                }
            }
        }
        Thread[] others = [.. tools.Skip(1).Take((int)Math.Min(tools.Count, end - first) - 1)
            .Select((own, i) => new Thread(() => Run(own)) { IsBackground = true, Name = $"costsim {i + 1}" })];
        foreach (var other in others)
        {
            other.Start();
        }
        Run(tools[0]);
        foreach (var other in others)
        {
            other.Join();
        }
        cancellation.ThrowIfCancellationRequested();
        failures.Throw();
    }

    /// <summary>
    /// Does pieces that have results, and brings these back in the order of the pieces: they do not depend on the number of threads if a
    /// piece's does not depend on the thread's tools.
    /// </summary>
    /// <param name="pieces">Number of pieces.</param>
    /// <param name="threads">Number of threads, at least 1.</param>
    /// <param name="equip">Makes a thread's tools, on that thread.</param>
    /// <param name="work">Does a piece.</param>
    /// <param name="cancellation">Ends the work before the next piece.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static TResult[] Do<TTools, TResult>(
        int pieces, int threads, Func<TTools> equip, Func<TTools, int, TResult> work, CancellationToken cancellation)
    {
        var results = new TResult[pieces];
        Lazy<TTools>[] tools = [.. Enumerable.Range(0, Math.Max(1, Math.Min(threads, pieces))).Select(_ => new Lazy<TTools>(equip))];
        Do(0, pieces, tools, (own, piece) => results[piece] = work(own.Value, (int)piece), cancellation);
        return results;
    }

    /// <summary>What pieces threw. Pieces after the first failing one need not be done.</summary>
    private sealed class Failures(long end)
    {
        private readonly Lock _lock = new();
        private long _firstPiece = end;
        private ExceptionDispatchInfo? _first;

        /// <summary>The first piece known to have failed; the end of the work while there is none.</summary>
        public long FirstPiece => Volatile.Read(ref _firstPiece);

        public void Add(long piece, Exception failure)
        {
            lock (_lock)
            {
                if (piece < _firstPiece)
                {
                    _first = ExceptionDispatchInfo.Capture(failure);
                    Volatile.Write(ref _firstPiece, piece);
                }
            }
        }

        public void Throw() => _first?.Throw();
    }
}

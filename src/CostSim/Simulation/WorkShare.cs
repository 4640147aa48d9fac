using System.Runtime.ExceptionServices;

namespace CostSim.Simulation;

/// <summary>Numbered pieces of work on several threads: one atomic counter hands them out, results come back in the order of the numbers.</summary>
internal static class WorkShare
{
    /// <summary>Does all pieces; the results do not depend on the number of threads if a piece's does not depend on the thread's tools.</summary>
    /// <param name="pieces">Number of pieces.</param>
    /// <param name="threads">Number of threads, at least 1.</param>
    /// <param name="equip">Makes a thread's tools.</param>
    /// <param name="work">Does a piece.</param>
    /// <param name="cancellation">Ends the work before the next piece.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <remarks>What the first failing piece throws is thrown again, whichever failed first.</remarks>
    public static TResult[] Do<TTools, TResult>(int pieces, int threads, Func<TTools> equip, Func<TTools, int, TResult> work, CancellationToken cancellation)
    {
        var results = new TResult[pieces];
        var failures = new ExceptionDispatchInfo?[pieces];
        int next = -1, firstFailure = pieces;
        void Run()
        {
            TTools? tools = default;
            bool isEquipped = false;
            for (int piece = Interlocked.Increment(ref next); piece < Volatile.Read(ref firstFailure) && !cancellation.IsCancellationRequested;
                piece = Interlocked.Increment(ref next))
            {
                try
                {
                    tools = isEquipped ? tools : equip();
                    isEquipped = true;
                    results[piece] = work(tools!, piece);
                }
                catch (Exception failure)
                {
                    failures[piece] = ExceptionDispatchInfo.Capture(failure);
                    for (int first = firstFailure; piece < first; first = firstFailure)
                    {
                        Interlocked.CompareExchange(ref firstFailure, piece, first);
                    }
                }
            }
        }
        Thread[] others = [.. Enumerable.Range(1, Math.Max(0, Math.Min(threads, pieces) - 1)).Select(i => new Thread(Run) { IsBackground = true, Name = $"costsim {i}" })];
        foreach (var other in others)
        {
            other.Start();
        }
        Run();
        foreach (var other in others)
        {
            other.Join();
        }
        cancellation.ThrowIfCancellationRequested();
        Array.Find(failures, failure => failure is not null)?.Throw();
        return results;
    }
}

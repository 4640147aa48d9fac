namespace CostSim.Tests;

/// <summary>Counts what a piece of work allocates on the thread that does it.</summary>
internal static class Allocations
{
    private const int Rounds = 5;

    /// <summary>Bytes that the work allocates whenever it is done: the fewest of several rounds after a first one.</summary>
    /// <remarks>
    /// One round alone tells too much now and then: a collection that another thread asks for takes the rest of this thread's allocation
    /// buffer, which counts as allocated, and the runtime may allocate while it compiles. What the work itself allocates shows in every
    /// round.
    /// </remarks>
    public static long Of(Action work)
    {
        work();
        long fewest = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return fewest;
    }
}

namespace CostSim.Simulation;

/// <summary>Counts what several threads have done.</summary>
/// <param name="tell">Told the sum so far, from any thread; null when nobody asks.</param>
internal sealed class WorkDone(Action<long>? tell)
{
    private long _sum;

    /// <summary>Adds to the sum and tells it.</summary>
    public void Add(long amount) => tell?.Invoke(Interlocked.Add(ref _sum, amount));
}

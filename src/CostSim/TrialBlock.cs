namespace CostSim;

/// <summary>The trials that are drawn and computed at a time.</summary>
public static class TrialBlock
{
    /// <summary>Trials in a block: the length of every column of numbers that a kernel reads or writes.</summary>
    public const int Length = 1024;
}

using CostSim.CostModel;

namespace CostSim.Simulation;

/// <summary>Outputs one trial at a time, where speed does not matter.</summary>
internal static class OutputValue
{
    /// <summary>The output's value in one trial of the block.</summary>
    public static double At(this OutputDefinition output, DayColumns day, int trial)
    {
        var values = output.Prepare(day);
        output.Compute(day, values);
        return values.At(trial);
    }
}

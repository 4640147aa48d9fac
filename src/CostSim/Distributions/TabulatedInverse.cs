namespace CostSim.Distributions;

/// <summary>placeholder</summary>
public static class TabulatedInverse
{
    public static InverseTransform Of(Distribution law) => throw new NotSupportedException(law.ToString());
}

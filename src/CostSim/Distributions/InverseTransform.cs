namespace CostSim.Distributions;

/// <summary>Turns uniforms into variates of one law, a column at a time. Immutable and free of allocation: threads share it.</summary>
public abstract class InverseTransform
{
    /// <summary>Replaces every uniform u in (0, 1) of <paramref name="column"/> by the quantile of u.</summary>
    public abstract void Apply(Span<double> column);
}

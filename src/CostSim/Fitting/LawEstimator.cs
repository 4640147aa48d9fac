using CostSim.Distributions;

namespace CostSim.Fitting;

/// <summary>Fits one law of the catalogue by maximum likelihood.</summary>
public abstract class LawEstimator
{
    /// <summary>The law's name, or what a mixture is a mixture of.</summary>
    public abstract string Name { get; }

    /// <summary>How many numbers are estimated.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>The value at which a law of positive numbers starts.</summary>
    public virtual double Location => 0;

    /// <summary>Why the law cannot have made these numbers; null when it can.</summary>
    internal abstract string? Obstacle(Sample sample);

    /// <summary>The parameters at which the likelihood of the sample is greatest; the sample has no <see cref="Obstacle"/>.</summary>
    internal abstract double[] Estimate(Sample sample);

    /// <summary>Why these estimates are no law to use, at the edge of what can be computed say; null when they are.</summary>
    internal virtual string? Degeneracy(double[] parameters) => null;

    /// <summary>Sum of the log densities of the sample.</summary>
    internal abstract double LogLikelihood(Sample sample, double[] parameters);

    /// <summary>Distance of the sample from the law with these parameters.</summary>
    internal virtual GoodnessOfFit Distance(Sample sample, double[] parameters) => GoodnessOfFit.Of(sample, Make(parameters));

    /// <summary>The law with these parameters.</summary>
    internal abstract Distribution Make(double[] parameters);

    /// <summary>The law as scenarios state it: one component, or several of a mixture.</summary>
    internal abstract IReadOnlyList<LawInWords> State(double[] parameters);

    /// <summary>The estimate for a sample near to one whose estimate is known: a resampled one, say.</summary>
    internal virtual double[] EstimateNear(Sample sample, double[] start) => Estimate(sample);
}

/// <summary>A law as a row of a scenario states it.</summary>
/// <param name="Law">Word of the <c>distribution</c> column.</param>
/// <param name="Parameters">Names and values of the <c>parameters</c> column, in order.</param>
/// <param name="Weight">Weight in a mixture; 1 for a law by itself.</param>
public sealed record LawInWords(string Law, IReadOnlyList<StatedParameter> Parameters, double Weight = 1);

/// <summary>A parameter with its value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Rounding">How its figures may be cut: an end of the support must not move into the data.</param>
public readonly record struct StatedParameter(string Name, double Value, Rounding Rounding = Rounding.Nearest);

/// <summary>Where a rounded figure may lie.</summary>
public enum Rounding
{
    /// <summary>To the nearest step.</summary>
    Nearest,

    /// <summary>Down to a step.</summary>
    Down,

    /// <summary>Up to a step.</summary>
    Up,

    /// <summary>As it is: a number that a person stated.</summary>
    None,
}

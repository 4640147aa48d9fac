namespace CostSim.Distributions;

/// <summary>A probability law on the real line. Immutable; draws nothing itself: variates are quantiles of uniforms.</summary>
/// <remarks>
/// Both tails are asked for by their own probability, so that neither loses digits to 1 - p:
/// <see cref="Quantile"/> takes the probability below, <see cref="UpperQuantile"/> the probability above.
/// </remarks>
public abstract class Distribution
{
    /// <summary>2^-53, the least uniform there is.</summary>
    private const double RarestTail = 1.0 / (1L << 53);

    /// <summary>Lower end of the support; may be -infinity.</summary>
    public abstract double Minimum { get; }

    /// <summary>Upper end of the support; may be +infinity.</summary>
    public abstract double Maximum { get; }

    /// <summary>Expected value; infinite or NaN where the law has none.</summary>
    public abstract double Mean { get; }

    /// <summary>Variance; infinite or NaN where the law has none.</summary>
    public abstract double Variance { get; }

    /// <summary>The value x with P(X &lt;= x) = <paramref name="p"/>, for p in (0, 1); exact to a few ulp for small p.</summary>
    public abstract double Quantile(double p);

    /// <summary>The value exceeded with probability <paramref name="q"/>, for q in (0, 1); exact to a few ulp for small q.</summary>
    public abstract double UpperQuantile(double q);

    /// <summary>P(X &lt;= <paramref name="x"/>), exact to a few ulp where it is small.</summary>
    public abstract double Cdf(double x);

    /// <summary>P(X &gt; <paramref name="x"/>), exact to a few ulp where it is small.</summary>
    public abstract double Survival(double x);

    /// <summary>The law as a user would write it in a scenario: <c>lognormal mean=15 cv=0.5</c>.</summary>
    public abstract override string ToString();

    /// <summary>True when every draw is the same number.</summary>
    public virtual bool IsFixed => false;

    /// <summary>
    /// The map from a column of uniforms to a column of variates. Smooth laws share the tabulated inverse, others the piecewise one.
    /// </summary>
    public virtual InverseTransform CreateTransform() =>
        Kinks.Count + Atoms.Count + Landmarks.Count == 0 ? TabulatedInverse.Of(this) : PiecewiseInverse.Of(this);

    /// <summary>True when <see cref="CreateTransform"/> is a formula, which bends at kinks where a table would not.</summary>
    internal virtual bool HasClosedTransform => false;

    /// <summary>Values inside the support where the quantile function is not smooth, rising.</summary>
    internal virtual IReadOnlyList<double> Kinks => [];

    /// <summary>Values that are drawn with a probability above 0, rising.</summary>
    internal virtual IReadOnlyList<double> Atoms => [];

    /// <summary>True when there are <see cref="Atoms"/>.</summary>
    internal virtual bool HasAtoms => Atoms.Count > 0;

    /// <summary>Values near which the quantile function may be steep for so short a while that a search on a grid misses it.</summary>
    internal virtual IReadOnlyList<double> Landmarks => [];

    /// <summary>
    /// The number that errors of tabulated draws are relative to where the value is smaller: a millionth of the interquartile range, and
    /// all of it where the law crosses zero.
    /// </summary>
    internal virtual double LeastScale
    {
        get
        {
            double spread = 0;
            for (double tail = 0.25; spread == 0 && tail > RarestTail; tail /= 4)
            {
                spread = Math.Abs(UpperQuantile(tail) - Quantile(tail));
            }

            return Math.Max(1e-290, (Minimum < 0 && Maximum > 0 ? 1 : TabulatedInverse.Negligible) * spread);
        }
    }

    /// <summary>P(X &lt; x).</summary>
    internal double ProbabilityBelow(double x) => HasAtoms ? Cdf(Math.BitDecrement(x)) : Cdf(x);

    /// <summary>P(X >= x).</summary>
    internal double ProbabilityFrom(double x) => HasAtoms ? Survival(Math.BitDecrement(x)) : Survival(x);
}

using CostSim.Distributions;

namespace CostSim.Fitting;

/// <summary>A law fitted to percentiles that a person states.</summary>
/// <param name="Stated">The law as a row of a scenario states it.</param>
/// <param name="Distribution">The law.</param>
/// <param name="Method">How it was fitted.</param>
/// <param name="Misfit">Its largest distance from the stated percentiles, see <see cref="QuantileJudgement.Misfit"/>.</param>
public sealed record JudgedLaw(LawInWords Stated, Distribution Distribution, JudgementMethod Method, double Misfit)
{
    /// <summary>The law's name.</summary>
    public string Name => Stated.Law;
}

/// <summary>How a law was made to follow percentiles.</summary>
public enum JudgementMethod
{
    /// <summary>Goes through all of them.</summary>
    Exact,

    /// <summary>Least squares of the values.</summary>
    LeastSquares,

    /// <summary>Least squares of the values' logarithms.</summary>
    LeastSquaresOfLogs,
}

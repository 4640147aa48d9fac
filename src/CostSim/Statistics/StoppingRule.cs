namespace CostSim.Statistics;

/// <summary>
/// When a run has done enough trials: the 95 % interval of a statistic reaches no further than a tolerance to either side.
/// </summary>
/// <param name="Statistic">Name of the statistic: <c>mean</c>, <c>p95</c> ...</param>
/// <param name="Tolerance">Largest half-width allowed: of the value when relative, else in the output's unit; above 0.</param>
/// <param name="IsRelative">Whether the tolerance is a share of the value.</param>
public sealed record StoppingRule(string Statistic, double Tolerance, bool IsRelative)
{
    /// <summary>Half the width of the statistic's interval, as the rule measures it; infinite where no interval is defined.</summary>
    public double HalfWidth(IReadOnlyList<NamedEstimate> statistics)
    {
        var estimate = statistics.First(statistic => statistic.Name == Statistic).Estimate;
        if (!estimate.HasInterval)
        {
            return double.PositiveInfinity;
        }
        double halfWidth = (estimate.Upper - estimate.Lower) / 2;
        return halfWidth == 0 ? 0 : IsRelative ? halfWidth / Math.Abs(estimate.Value) : halfWidth;
    }

    /// <summary>True when the half-width is within the tolerance.</summary>
    public bool IsMet(IReadOnlyList<NamedEstimate> statistics) => HalfWidth(statistics) <= Tolerance;
}

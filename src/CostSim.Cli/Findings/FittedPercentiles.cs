using CostSim.Cli.Text;
using CostSim.Distributions;
using CostSim.Fitting;

namespace CostSim.Cli.Findings;

/// <summary>Laws fitted to stated percentiles: everything the reports of <c>fit --quantiles</c> are made from.</summary>
/// <param name="Target">The row they are for.</param>
/// <param name="Points">The percentiles, rising.</param>
/// <param name="Laws">Laws with two parameters, the smallest misfit first, then those that go through any percentiles.</param>
/// <param name="Excluded">All other laws, and why: first those that cannot follow these percentiles.</param>
internal sealed record FittedPercentiles(
    FitTarget Target, IReadOnlyList<QuantilePoint> Points, IReadOnlyList<JudgedLaw> Laws, IReadOnlyList<ExcludedLaw> Excluded)
{
    /// <summary>Misfit up to which a law with two parameters is good enough for percentiles from a person's head.</summary>
    public const double GoodEnough = 0.05;

    /// <summary>For the manifest.</summary>
    public const string Method = "none";

    /// <summary>The percentiles as written: <c>p10=5M p90=30M</c>.</summary>
    public string Subject { get; } = string.Join(
        ' ', Points.Select(point => $"{point.Name}={Figures.Write(point.Value, Rounding.Nearest)}"));

    /// <summary>
    /// The law to use: the first with two parameters that is good enough, else one that goes through all; null when there is none.
    /// </summary>
    public JudgedLaw? Choice { get; } =
        Laws.FirstOrDefault(law => law.Misfit <= GoodEnough && !GoesThroughAny(law))
        ?? Laws.FirstOrDefault(GoesThroughAny)
        ?? (Laws.Count > 0 ? Laws[0] : null);

    /// <summary>The rows to paste.</summary>
    public IReadOnlyList<string> Rows => Choice is { } law ? Target.Rows([law.Stated]) : [];

    /// <summary>True for laws that have as many parameters as there are percentiles.</summary>
    public static bool GoesThroughAny(JudgedLaw law) => law.Name == QuantileCurve.Law.Name || law.Name == Metalog.Law.Name;
}

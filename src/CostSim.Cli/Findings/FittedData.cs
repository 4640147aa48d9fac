using CostSim.Cli.Text;
using CostSim.Fitting;
using CostSim.Scenarios;

namespace CostSim.Cli.Findings;

/// <summary>Laws fitted to a column: everything the reports of <c>fit</c> are made from.</summary>
/// <param name="Target">The row they are for.</param>
/// <param name="Data">The column.</param>
/// <param name="Sample">Its numbers.</param>
/// <param name="Laws">Single laws, the lowest AIC first.</param>
/// <param name="Mixture">The mixture; null when it has no fit.</param>
/// <param name="Excluded">All other laws, and why they were not fitted: first those that cannot have made these numbers.</param>
/// <param name="Bootstrap">How p-values were found.</param>
internal sealed record FittedData(
    FitTarget Target, DataColumn Data, Sample Sample, IReadOnlyList<LawFit> Laws, LawFit? Mixture, IReadOnlyList<ExcludedLaw> Excluded,
    ParametricBootstrap Bootstrap)
{
    /// <summary>How replicates are drawn, for the manifest.</summary>
    public const string Method = "parametric bootstrap";

    private const int MostOptions = 10, LeastRepeats = 3;

    /// <summary>Where laws of positive numbers start.</summary>
    public double Location { get; init; }

    /// <summary>What to use.</summary>
    public FitChoice Choice { get; } = FitChoice.Of(Laws, Mixture);

    /// <summary>Every number is the same.</summary>
    public bool IsConstant => Sample.Distinct == 1;

    /// <summary>The numbers are few and come again and again: a choice between them is what they are.</summary>
    public bool IsChoice => !IsConstant && Sample.Distinct <= MostOptions && Sample.Count >= LeastRepeats * Sample.Distinct;

    /// <summary>The laws that are shown, the lowest AIC first: the mixture among them where it is offered.</summary>
    public IReadOnlyList<LawFit> Ranked { get; } =
        [.. Laws.Concat(Mixture is not null && FitChoice.IsOffered(Laws, Mixture) ? [Mixture] : []).OrderBy(fit => fit.Aic)];

    /// <summary>What the data are.</summary>
    public string Subject => Diagnostics.Printable($"{Data.FileName}, column {Data.Name}");

    /// <summary>
    /// Probability that a law is the best of those ranked, if one of them is. Burnham and Anderson, Model Selection (2002), section 2.9.
    /// </summary>
    public double Weight(LawFit fit) =>
        Math.Exp((Ranked[0].Aic - fit.Aic) / 2) / Ranked.Sum(other => Math.Exp((Ranked[0].Aic - other.Aic) / 2));

    /// <summary>The rows to paste.</summary>
    public IReadOnlyList<string> Rows => IsConstant
        ? [Target.Row("fixed", $"value={NumberReader.Write(Sample.Minimum)}")]
        : IsChoice ? [Target.Row("choice", Options())]
        : Choice.Law is { } law ? Target.Rows(law.Stated)
        : [Target.Row("empirical", Data.Empirical)];

    /// <summary>Each number with its share: <c>4=0.25 8=0.75</c>.</summary>
    private string Options()
    {
        var shares = new List<string>();
        for (int start = 0, end; start < Sample.Count; start = end)
        {
            end = start + 1;
            while (end < Sample.Count && Sample.Values[end] == Sample.Values[start])
            {
                end++;
            }
            shares.Add(
                $"{NumberReader.Write(Sample.Values[start])}={Figures.Write((end - start) / (double)Sample.Count, Rounding.Nearest)}");
        }
        return string.Join(' ', shares);
    }
}

/// <summary>A law that was not fitted.</summary>
/// <param name="Law">Its name.</param>
/// <param name="Why">Why it cannot apply.</param>
internal sealed record ExcludedLaw(string Law, string Why);

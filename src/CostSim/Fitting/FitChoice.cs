namespace CostSim.Fitting;

/// <summary>What the fits come to: the law to use, if any.</summary>
public enum FitVerdict
{
    /// <summary>A single law that nothing speaks against.</summary>
    Law,

    /// <summary>The mixture: no single law fits, or it is clearly better than the one that does.</summary>
    Mixture,

    /// <summary>No law fits: draw from the data.</summary>
    Empirical,
}

/// <summary>The law to use, and the one nearest to the data whatever the tests say.</summary>
/// <param name="Verdict">What to use.</param>
/// <param name="Law">The law to use; null for the data themselves.</param>
/// <param name="Nearest">The fit with the lowest AIC, the mixture among them.</param>
public sealed record FitChoice(FitVerdict Verdict, LawFit? Law, LawFit? Nearest)
{
    /// <summary>Share of true laws that are said not to fit.</summary>
    public const double Alpha = 0.05;

    /// <summary>
    /// AIC by which a mixture must be lower than a law that fits: "essentially no support" for the other in Burnham and Anderson, Model
    /// Selection (2002), section 2.6.
    /// </summary>
    public const double ClearlyBetter = 10;

    /// <summary>
    /// True when a law was tested and nothing speaks against it: each of the two tests takes half of the level (Bonferroni).
    /// </summary>
    public static bool Holds(LawFit? fit) => fit?.P is { } p && p.Least >= Alpha / 2;

    /// <summary>
    /// True when a mixture is worth testing: no single law holds, or its AIC is clearly better than that of the one that does.
    /// </summary>
    /// <param name="laws">Single laws, the lowest AIC first.</param>
    /// <param name="mixture">The mixture.</param>
    public static bool IsOffered(IReadOnlyList<LawFit> laws, LawFit? mixture) =>
        mixture is not null && (laws.FirstOrDefault(Holds) is not { } held || mixture.Aic < held.Aic - ClearlyBetter);

    /// <summary>Chooses among tested fits: the lowest AIC of those that hold, or a mixture that holds where it is offered.</summary>
    /// <param name="laws">Single laws, the lowest AIC first.</param>
    /// <param name="mixture">The mixture, tested where it is offered; null when there is none.</param>
    public static FitChoice Of(IReadOnlyList<LawFit> laws, LawFit? mixture)
    {
        LawFit? held = laws.FirstOrDefault(Holds), nearest = laws.Concat(mixture is null ? [] : [mixture]).MinBy(fit => fit.Aic);
        if (IsOffered(laws, mixture) && Holds(mixture))
        {
            return new(FitVerdict.Mixture, mixture, nearest);
        }

        return held is not null ? new(FitVerdict.Law, held, nearest) : new(FitVerdict.Empirical, null, nearest);
    }
}

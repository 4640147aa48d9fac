using System.Globalization;
using CostSim.Cli.Inputs;
using CostSim.Fitting;

namespace CostSim.Cli.Reports;

/// <summary>What a fit comes to, in sentences.</summary>
internal static class FitWords
{
    /// <summary>Distance up to which a law may be good enough although it is not the data's.</summary>
    private const double Slight = 0.02;

    private const double IndistinctAic = 2;
    private const int Few = 30, Many = 5000;

    /// <summary>The finding in a line, for the head of the picture.</summary>
    public static string Title(FitReport report) => report.Choice.Verdict switch
    {
        _ when report.IsChoice => $"Only {report.Sample.Distinct} different values: a choice between them",
        FitVerdict.Law => $"{report.Choice.Law!.Name} fits: nothing speaks against it",
        FitVerdict.Mixture => $"A mixture of {report.Choice.Law!.Name} fits",
        _ => "No law fits: draw from the data themselves",
    };

    /// <summary>The verdict and what to know of it, a paragraph each.</summary>
    public static IEnumerable<string> Verdict(FitReport report)
    {
        if (report.IsConstant)
        {
            yield return $"All {Count(report)} numbers are {NumberReader.Write(report.Sample.Minimum)}: there is no law to fit, the input is fixed.";
            yield break;
        }
        if (report.IsChoice)
        {
            yield return $"The column holds only {report.Sample.Distinct} different values among {Count(report)}: a choice, with each one's share for a weight, "
                + "says all of it. Continuous laws are no match.";
            yield break;
        }
        yield return report.Choice.Verdict switch
        {
            FitVerdict.Law => OfLaw(report),
            FitVerdict.Mixture => OfMixture(report),
            _ => OfNone(report),
        };
        foreach (string caveat in Caveats(report))
        {
            yield return caveat;
        }
    }

    /// <summary>How p-values were found.</summary>
    public static string Method(FitReport report)
    {
        int tested = report.Ranked.Count(fit => fit.P is not null);
        string rounded = report.Sample.Step > 0 ? ", rounded as the data are" : "";
        string size = report.Sample.Count <= ParametricBootstrap.MostValues ? ""
            : $" Samples have {HumanNumber.Count(ParametricBootstrap.MostValues)} numbers; distances are scaled to {Count(report)}.";
        string untested = tested < report.Ranked.Count ? $" Only the best {tested} laws were tested." : "";
        string location = report.Location == 0 ? "" : $" Laws of positive numbers start at {NumberReader.Write(report.Location)}.";
        string steps = NumberReader.Write(1.0 / (report.Bootstrap.Replicates + 1));
        return $"p: the share of {report.Bootstrap.Replicates} samples, drawn from the fitted law{rounded} and fitted anew, "
            + $"that lie farther from their fit than the data (steps of {steps}, seed {report.Bootstrap.Seed}).{size}{untested}{location}";
    }

    /// <summary>Both p-values of a fit.</summary>
    public static string PValues(LawFit fit) => fit.P is { } p ? $"KS p {P(p.KolmogorovSmirnov)}, AD p {P(p.AndersonDarling)}" : "not tested";

    /// <summary>A p-value; the least that can be told is a bound.</summary>
    public static string P(double p) => p < 0.0015 ? "≤0.001" : p.ToString(p < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>How far the law is off, whatever the p-values say.</summary>
    public static string Effect(FitReport report, LawFit fit)
    {
        var (p, gap) = fit.WorstPercentile(report.Sample);
        string unit = report.Sample.Minimum > 0 ? "" : " of the P5-P95 range";
        string points = HumanNumber.Percent(fit.Distance.KolmogorovSmirnov).TrimEnd('%', ' ');
        return $"off by at most {points} percentage points in the share below any value "
            + FormattableString.Invariant($"and {HumanNumber.Percent(Math.Abs(gap))}{unit} in P5 to P95 (at P{p * 100:0})");
    }

    /// <summary>The law to use where its distance does not matter although it is no chance; null when there is none.</summary>
    public static LawFit? Alternative(FitReport report) =>
        report.IsConstant || report.IsChoice ? null
        : report.Choice.Verdict == FitVerdict.Empirical ? report.Choice.Nearest
        : report.Choice.Verdict == FitVerdict.Mixture && !FitChoice.Holds(report.Laws[0]) && IsSlight(report, report.Laws[0]) ? report.Laws[0]
        : null;

    /// <summary>True for a distance that only so many numbers can show.</summary>
    private static bool IsSlight(FitReport report, LawFit fit) => report.Sample.Count >= Many && fit.Distance.KolmogorovSmirnov <= Slight;

    private static string Count(FitReport report) => HumanNumber.Count(report.Sample.Count);

    private static string OfLaw(FitReport report)
    {
        var law = report.Choice.Law!;
        string text = $"{law.Name} fits: nothing speaks against it ({PValues(law)}); {Effect(report, law)}.";
        if (report.Laws[0] != law)
        {
            text += $" {report.Laws[0].Name} has a lower AIC, but does not fit ({PValues(report.Laws[0])}).";
        }
        string[] rivals = [.. report.Laws.Where(other => other != law && FitChoice.Holds(other) && Math.Abs(other.Aic - law.Aic) < IndistinctAic)
            .Select(other => $"{other.Name} (AIC +{HumanNumber.Plain(other.Aic - law.Aic, 2)}, P99 {HumanNumber.Plain(other.Distribution.UpperQuantile(0.01))})")];
        return rivals.Length == 0 ? text
            : $"{text} These data do not tell it (P99 {HumanNumber.Plain(law.Distribution.UpperQuantile(0.01))}) from {string.Join(", ", rivals)}.";
    }

    private static string OfMixture(FitReport report)
    {
        var mixture = report.Choice.Law!;
        string start = report.Laws.FirstOrDefault(FitChoice.Holds) is { } held
            ? $"{held.Name} fits ({PValues(held)}), but a mixture of {mixture.Name} is clearly better"
            : $"No single law fits ({report.Laws[0].Name}, the nearest: {PValues(report.Laws[0])}), a mixture of {mixture.Name} does";
        var humps = mixture.Stated.Select(part =>
            $"{HumanNumber.Percent(part.Weight)} around {HumanNumber.Plain(mixture.Estimator.Location + part.Parameters[0].Value)}");
        string simple = IsSlight(report, report.Laws[0])
            ? $" {report.Laws[0].Name} alone is {Effect(report, report.Laws[0])}: among {Count(report)} numbers that is no chance, but it may not matter to you."
            : "";
        return $"{start} ({PValues(mixture)}; AIC lower by {HumanNumber.Plain(report.Laws[0].Aic - mixture.Aic)}): {string.Join(" and ", humps)}; {Effect(report, mixture)}.{simple}";
    }

    private static string OfNone(FitReport report)
    {
        if (report.Choice.Nearest is not { } nearest)
        {
            return "No law can apply: draw from the data themselves (empirical).";
        }
        bool isMixtureTried = report.Mixture is { P: not null };
        string text = $"No single law fits{(isMixtureTried ? $", nor does a mixture of {report.Mixture!.Name}" : "")}: draw from the data themselves (empirical). "
            + $"Nearest is {nearest.Name} ({PValues(nearest)}): {Effect(report, nearest)}.";
        return IsSlight(report, nearest)
            ? $"{text} Among {Count(report)} numbers even so small a difference is no chance; if it does not matter to you, use {nearest.Name}."
            : text;
    }

    private static IEnumerable<string> Caveats(FitReport report)
    {
        var sample = report.Sample;
        if (sample.Step > 0 && sample.Step > sample.Sd / 2)
        {
            yield return "The numbers are rounded more coarsely than they spread: continuous laws and their p-values mean little here; "
                + "draw from the data.";
        }
        else if (sample.Step == 0 && sample.Distinct < 0.9 * sample.Count)
        {
            yield return $"Of {Count(report)} numbers {HumanNumber.Count(sample.Count - sample.Distinct)} repeat others, and no rounding explains it: "
                + "p-values are too small, judge by the distances.";
        }
        if (sample.Count < Few)
        {
            yield return $"With {sample.Count} numbers only a gross misfit shows.";
        }
        if (report.Data.Dropped.Sum(dropped => dropped.Count) > report.Data.Rows / 2)
        {
            yield return "More than half of the rows were left out: are these the right column and the right file?";
        }
    }
}

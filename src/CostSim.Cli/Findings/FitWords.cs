using System.Globalization;
using CostSim.Cli.Text;
using CostSim.Fitting;
using CostSim.Scenarios;

namespace CostSim.Cli.Findings;

/// <summary>What a fit comes to, in sentences.</summary>
internal static class FitWords
{
    /// <summary>Distance up to which a law may be good enough although it is not the data's.</summary>
    private const double Slight = 0.02;

    private const double IndistinctAic = 2;
    private const int Few = 30, Many = 5000;

    /// <summary>The finding in a line, for the head of the picture.</summary>
    public static string Title(FittedData fitted) => fitted.Choice.Verdict switch
    {
        _ when fitted.IsChoice => $"Only {fitted.Sample.Distinct} different values: a choice between them",
        FitVerdict.Law => $"{fitted.Choice.Law!.Name} fits: nothing speaks against it",
        FitVerdict.Mixture => $"A mixture of {fitted.Choice.Law!.Name} fits",
        _ => "No law fits: draw from the data themselves",
    };

    /// <summary>The verdict and what to know of it, a paragraph each.</summary>
    public static IEnumerable<string> Verdict(FittedData fitted)
    {
        if (fitted.IsConstant)
        {
            yield return $"All {Count(fitted)} numbers are {NumberReader.Write(fitted.Sample.Minimum)}: "
                + "there is no law to fit, the input is fixed.";
            yield break;
        }
        if (fitted.IsChoice)
        {
            yield return $"The column holds only {fitted.Sample.Distinct} different values among {Count(fitted)}: a choice, with each "
                + "one's share for a weight, says all of it. Continuous laws are no match.";
            yield break;
        }
        yield return fitted.Choice.Verdict switch
        {
            FitVerdict.Law => OfLaw(fitted),
            FitVerdict.Mixture => OfMixture(fitted),
            _ => OfNone(fitted),
        };
        foreach (string caveat in Caveats(fitted))
        {
            yield return caveat;
        }
    }

    /// <summary>How p-values were found.</summary>
    public static string Method(FittedData fitted)
    {
        int tested = fitted.Ranked.Count(fit => fit.P is not null);
        string rounded = fitted.Sample.Step > 0 ? ", rounded as the data are" : "";
        string size = fitted.Sample.Count <= ParametricBootstrap.MostValues ? ""
            : $" Samples have {HumanNumber.Count(ParametricBootstrap.MostValues)} numbers; distances are scaled to {Count(fitted)}.";
        string untested = tested < fitted.Ranked.Count ? $" Only the best {tested} laws were tested." : "";
        string location = fitted.Location == 0 ? "" : $" Laws of positive numbers start at {NumberReader.Write(fitted.Location)}.";
        string steps = NumberReader.Write(1.0 / (fitted.Bootstrap.Replicates + 1));
        return $"p: the share of {fitted.Bootstrap.Replicates} samples, drawn from the fitted law{rounded} and fitted anew, "
            + $"that lie farther from their fit than the data (steps of {steps}, seed {fitted.Bootstrap.Seed}).{size}{untested}{location}";
    }

    /// <summary>How a law was fitted: through all percentiles, or by least squares on a scale.</summary>
    public static string Of(JudgementMethod method) => method switch
    {
        JudgementMethod.Exact => "exact",
        JudgementMethod.LeastSquares => "linear scale",
        _ => "log scale",
    };

    /// <summary>Both p-values of a fit.</summary>
    public static string PValues(LawFit fit) =>
        fit.P is { } p ? $"KS p {P(p.KolmogorovSmirnov)}, AD p {P(p.AndersonDarling)}" : "not tested";

    /// <summary>A p-value; the least that can be told is a bound.</summary>
    public static string P(double p) => p < 0.0015 ? "≤0.001" : p.ToString(p < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>How far the law is off, whatever the p-values say.</summary>
    public static string Effect(FittedData fitted, LawFit fit)
    {
        var (p, gap) = fit.WorstPercentile(fitted.Sample);
        string unit = fitted.Sample.Minimum > 0 ? "" : " of the P5-P95 range";
        string points = HumanNumber.Percent(fit.Distance.KolmogorovSmirnov).TrimEnd('%', ' ');
        return $"off by at most {points} percentage points in the share below any value "
            + FormattableString.Invariant($"and {HumanNumber.Percent(Math.Abs(gap))}{unit} in P5 to P95 (at P{p * 100:0})");
    }

    /// <summary>The law to use where its distance does not matter although it is no chance; null when there is none.</summary>
    public static LawFit? Alternative(FittedData fitted) =>
        fitted.IsConstant || fitted.IsChoice ? null
        : fitted.Choice.Verdict == FitVerdict.Empirical ? fitted.Choice.Nearest
        : fitted.Choice.Verdict == FitVerdict.Mixture && !FitChoice.Holds(fitted.Laws[0]) && IsSlight(fitted, fitted.Laws[0])
            ? fitted.Laws[0]
        : null;

    /// <summary>True for a distance that only so many numbers can show.</summary>
    private static bool IsSlight(FittedData fitted, LawFit fit) => fitted.Sample.Count >= Many && fit.Distance.KolmogorovSmirnov <= Slight;

    private static string Count(FittedData fitted) => HumanNumber.Count(fitted.Sample.Count);

    private static string OfLaw(FittedData fitted)
    {
        var law = fitted.Choice.Law!;
        string text = $"{law.Name} fits: nothing speaks against it ({PValues(law)}); {Effect(fitted, law)}.";
        if (fitted.Laws[0] != law)
        {
            text += $" {fitted.Laws[0].Name} has a lower AIC, but does not fit ({PValues(fitted.Laws[0])}).";
        }
        string[] rivals = [.. fitted.Laws
            .Where(other => other != law && FitChoice.Holds(other) && Math.Abs(other.Aic - law.Aic) < IndistinctAic)
            .Select(other => $"{other.Name} (AIC +{HumanNumber.Plain(other.Aic - law.Aic, 2)}, "
                + $"P99 {HumanNumber.Plain(other.Distribution.UpperQuantile(0.01))})")];
        return rivals.Length == 0 ? text
            : $"{text} These data do not tell it (P99 {HumanNumber.Plain(law.Distribution.UpperQuantile(0.01))}) from "
                + $"{string.Join(", ", rivals)}.";
    }

    private static string OfMixture(FittedData fitted)
    {
        var mixture = fitted.Choice.Law!;
        string start = fitted.Laws.FirstOrDefault(FitChoice.Holds) is { } held
            ? $"{held.Name} fits ({PValues(held)}), but a mixture of {mixture.Name} is clearly better"
            : $"No single law fits ({fitted.Laws[0].Name}, the nearest: {PValues(fitted.Laws[0])}), a mixture of {mixture.Name} does";
        var humps = mixture.Stated.Select(part =>
            $"{HumanNumber.Percent(part.Weight)} around {HumanNumber.Plain(mixture.Estimator.Location + part.Parameters[0].Value)}");
        string simple = IsSlight(fitted, fitted.Laws[0])
            ? $" {fitted.Laws[0].Name} alone is {Effect(fitted, fitted.Laws[0])}: among {Count(fitted)} numbers that is no chance, "
                + "but it may not matter to you."
            : "";
        return $"{start} ({PValues(mixture)}; AIC lower by {HumanNumber.Plain(fitted.Laws[0].Aic - mixture.Aic)}): "
            + $"{string.Join(" and ", humps)}; {Effect(fitted, mixture)}.{simple}";
    }

    private static string OfNone(FittedData fitted)
    {
        if (fitted.Choice.Nearest is not { } nearest)
        {
            return "No law can apply: draw from the data themselves (empirical).";
        }
        bool isMixtureTried = fitted.Mixture is { P: not null };
        string text = $"No single law fits{(isMixtureTried ? $", nor does a mixture of {fitted.Mixture!.Name}" : "")}: draw from the data "
            + $"themselves (empirical). Nearest is {nearest.Name} ({PValues(nearest)}): {Effect(fitted, nearest)}.";
        return IsSlight(fitted, nearest)
            ? $"{text} Among {Count(fitted)} numbers even so small a difference is no chance; "
                + $"if it does not matter to you, use {nearest.Name}."
            : text;
    }

    private static IEnumerable<string> Caveats(FittedData fitted)
    {
        var sample = fitted.Sample;
        if (sample.Step > 0 && sample.Step > sample.Sd / 2)
        {
            yield return "The numbers are rounded more coarsely than they spread: continuous laws and their p-values mean little here; "
                + "draw from the data.";
        }
        else if (sample.Step == 0 && sample.Distinct < 0.9 * sample.Count)
        {
            yield return $"Of {Count(fitted)} numbers {HumanNumber.Count(sample.Count - sample.Distinct)} repeat others, and "
                + "no rounding explains it: p-values are too small, judge by the distances.";
        }
        if (sample.Count < Few)
        {
            yield return $"With {sample.Count} numbers only a gross misfit shows.";
        }
        if (fitted.Data.Dropped.Sum(dropped => dropped.Count) > fitted.Data.Rows / 2)
        {
            yield return "More than half of the rows were left out: are these the right column and the right file?";
        }
    }
}

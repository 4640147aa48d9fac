using CostSim.Analysis;
using CostSim.Cli.Text;
using CostSim.Scenarios;
using CostSim.Statistics;

namespace CostSim.Cli.Findings;

/// <summary>What a sensitivity analysis says in plain words, and what its reader should beware of.</summary>
internal static class SensitivityFindings
{
    /// <summary>Width of an index's 95 % interval above which the screen warns.</summary>
    private const double WideInterval = 0.1;

    /// <summary>Narrowing of the range below which better data on an input is not worth much.</summary>
    private const double LittleNarrowing = 0.01;

    /// <summary>Sum of the first-order indices below which interactions are worth a word.</summary>
    private const double FewInteractions = 0.97;

    /// <summary>First-order index that a title calls nearly all.</summary>
    private const double NearlyAll = 0.995;

    /// <summary>Narrowing of the range that is none.</summary>
    private const double Nothing = 1e-4;

    private const int MostNames = 6;

    /// <summary>An input's name, without its workload where no other uncertain input has it.</summary>
    public static string NameOf(SensitivityResult sensitivity, ScenarioInput input) =>
        sensitivity.Inputs.Count(other => other.Input.Input == input.Input) == 1 ? input.Input : input.Name;

    /// <summary>The name of a factor: its input, or the inputs of a correlated group.</summary>
    public static string NameOf(SensitivityResult sensitivity, FactorSensitivity factor) =>
        string.Join(" + ", factor.Inputs.Select(input => NameOf(sensitivity, input)));

    /// <summary>What an input moves the output by, with its sign; options have none.</summary>
    public static string Swing(SensitivityResult sensitivity, double swing, bool isCategorical)
    {
        string size = HumanNumber.InUnit(Math.Abs(swing), sensitivity.Output.Unit);
        return swing == 0 || isCategorical ? size : (swing < 0 ? "−" : "+") + size;
    }

    /// <summary>
    /// A share by which the range narrows; only the most that it may be where its interval holds 0, and a dash where there is no range.
    /// </summary>
    public static string Narrowing(Estimate share) =>
        double.IsNaN(share.Value) ? "–"
        : share.Value > NearlyAll ? "all"
        : share.Lower <= 0 && share.Upper >= 0 ? (share.Upper < Nothing ? "0 %" : "<" + HumanNumber.Percent(share.Upper))
        : HumanNumber.Percent(share.Value);

    /// <summary>The finding, as the title of a picture.</summary>
    public static string Title(SensitivityResult sensitivity)
    {
        if (sensitivity.Factors.Count == 0 || !sensitivity.Varies)
        {
            return $"{sensitivity.Output.Name} does not vary";
        }
        var first = sensitivity.Factors.MaxBy(factor => factor.Total.Value)!;
        string share = first.FirstOrder.Value > NearlyAll ? "nearly all" : HumanNumber.Percent(Math.Max(0, first.FirstOrder.Value));
        if (first.Inputs.Count > 1)
        {
            return $"{first.Inputs.Count} correlated inputs together explain {share} of the variance of {sensitivity.Output.Name}";
        }
        var narrowing = sensitivity.Inputs.First(input => input.Input == first.Inputs[0]).WidthReduction;
        return $"{NameOf(sensitivity, first.Inputs[0])} explains {share} of the variance; knowing it would "
            + (narrowing.Lower > 0 ? $"narrow the range by {Narrowing(narrowing)}" : "hardly narrow the range");
    }

    /// <summary>Where effort would pay, a sentence or two at a time.</summary>
    public static IEnumerable<string> Sentences(SensitivityResult sensitivity)
    {
        if (sensitivity.Inputs.Count == 0)
        {
            yield return $"No input of {sensitivity.Scenario.Name} is uncertain: there is nothing to compare. "
                + "Give an input a law, in the file or with --set.";
            yield break;
        }
        if (!sensitivity.Varies)
        {
            yield return $"{sensitivity.Output.Name} is the same in every trial: no uncertain input moves it.";
            yield break;
        }
        var worth = sensitivity.Inputs.Where(input => !sensitivity.HasNoEffect(input))
            .OrderByDescending(input => input.WidthReduction.Value).ToList();
        string Name(InputSensitivity input) => NameOf(sensitivity, input.Input);
        string Worth(InputSensitivity input) => $"{Name(input)} ({Narrowing(input.WidthReduction)})";
        if (worth.Count == 0)
        {
            yield break;
        }
        var best = worth[0];
        double muchLess = Math.Max(LittleNarrowing, best.WidthReduction.Value / 4);
        var next = worth.Skip(1).TakeWhile(input => input.WidthReduction.Value >= muchLess).Take(2).ToList();
        var little = worth.Where(input => input.WidthReduction.Upper < LittleNarrowing).ToList();
        if (double.IsNaN(best.WidthReduction.Value))
        {
            yield return "P5 and P95 are the same number, so that there is no range to narrow: "
                + "rare trials make all the difference (S1, ST).";
        }
        else if (worth.Count == 1)
        {
            yield return $"{Name(best)} is the only input that moves {sensitivity.Output.Name}: known exactly, no range is left.";
        }
        else if (!(best.WidthReduction.Lower > 0))
        {
            yield return "No input, known exactly by itself, would narrow the P5-P95 range by an amount that can be told from none.";
        }
        else
        {
            var (_, lower, upper) = best.WidthReduction;
            yield return $"Better data pays most for {Name(best)}: known exactly, it would narrow the P5-P95 range by "
                + $"{Narrowing(best.WidthReduction)} (95 % interval {HumanNumber.Percent(lower)} to {HumanNumber.Percent(upper)})."
                + (next.Count > 0 ? $" Next: {string.Join(", ", next.Select(Worth))}." : "");
        }
        if (little.Count > 0)
        {
            yield return $"Less than 1 % each would be won by knowing {Names([.. little.Select(Name)])}.";
        }
        if (sensitivity.SumOfFirstOrder.Value is < FewInteractions and var sum)
        {
            yield return $"Inputs one by one explain {HumanNumber.Percent(sum)} of the variance; the rest is their acting together.";
        }
        string[] idle = [.. sensitivity.Inputs.Where(sensitivity.HasNoEffect).Select(Name)];
        if (idle.Length > 0)
        {
            yield return $"Without any effect on {sensitivity.Output.Name}: {Names(idle)}.";
        }
        foreach (var input in worth.Where(input => input.IsCategorical).Take(2))
        {
            string Level(InputLevel level) => $"{level.Name} {HumanNumber.InUnit(level.Median.Value, sensitivity.Output.Unit)}";
            var levels = input.Levels.OrderBy(level => level.Median.Value).ToList();
            yield return $"{Name(input)}: the median is lowest with {Level(levels[0])}, highest with {Level(levels[^1])}.";
        }
    }

    /// <summary>What makes the figures mean less than they seem to.</summary>
    public static IEnumerable<string> Warnings(SensitivityResult sensitivity)
    {
        var groups = sensitivity.Factors.Where(factor => factor.Inputs.Count > 1).ToList();
        if (groups.Count > 0)
        {
            string names = string.Join("; ", groups.Select(group => Names([.. group.Inputs.Select(input => input.Name)])));
            yield return $"{names} are correlated: Sobol indices of one of them alone would not add up, so they have one pair of indices "
                + "together. Rank correlations, medians given an input and narrowing take the correlation into account; the "
                + "swings with the others at their medians do not.";
        }
        string[] endless = [.. sensitivity.WithoutVariance.Select(input => input.Name)];
        if (sensitivity.Varies && endless.Length > 0)
        {
            yield return $"{Names(endless)} {(endless.Length == 1 ? "has" : "have")} no finite variance, so that S1, ST and the "
                + "regression have no limit to converge to: trust rank correlations, swings and narrowing, or bound the law with at_most=.";
        }
        var wideFactors = sensitivity.Factors.Where(factor => Widest(factor) > WideInterval).OrderByDescending(Widest);
        string[] wide = [.. wideFactors.Select(factor => NameOf(sensitivity, factor))];
        if (sensitivity.Varies && wide.Length > 0)
        {
            long points = sensitivity.Run.Plan.Trials;
            yield return $"the 95 % interval of an index of {Names(wide)} is up to "
                + $"{HumanNumber.Unsigned(sensitivity.Factors.Max(Widest))} wide. Four times the points (-n "
                + $"{HumanNumber.Plain(4 * points, 2)}) would about halve it; where rare, very dear trials decide the variance, rank "
                + "correlations and narrowing are the better guide.";
        }
    }

    /// <summary>How far the 95 % interval of any index reaches to either side of it, rounded up to two digits behind the point.</summary>
    public static double Reach(SensitivityResult sensitivity) => Math.Ceiling(sensitivity.Factors.Max(Widest) / 2 * 100) / 100;

    private static double Widest(FactorSensitivity factor) => Math.Max(Width(factor.FirstOrder), Width(factor.Total));

    private static double Width(Estimate estimate) => estimate.HasInterval ? estimate.Upper - estimate.Lower : 0;

    private static string Names(string[] names) => names.Length switch
    {
        1 => names[0],
        <= MostNames => $"{string.Join(", ", names[..^1])} and {names[^1]}",
        _ => $"{string.Join(", ", names[..MostNames])} and {names.Length - MostNames} more",
    };
}

using System.Globalization;
using CostSim.Cli.Files;
using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using CostSim.Fitting;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Fit;

/// <summary>The lines that <c>fit</c> prints above the rows to paste.</summary>
internal static class FitScreen
{
    /// <summary>Laws shown; the rest is in fit.csv.</summary>
    private const int MostLaws = 8;

    /// <summary>A parameter: <c>scale=14.67M</c>.</summary>
    private const int NarrowestLast = 14;

    public static IEnumerable<string> Lines(FittedData fitted, WrittenFolder written) =>
        RowsToPaste.Below(fitted.Rows, width => Lines(fitted, width, written.Line));

    public static IEnumerable<string> Lines(FittedPercentiles fitted, WrittenFolder written) =>
        RowsToPaste.Below(fitted.Rows, width => Lines(fitted, width, written.Line));

    private static IEnumerable<string> Lines(FittedData fitted, int width, string written)
    {
        var sample = fitted.Sample;
        string rounding = sample.Step == 0 ? "" : sample.Step == 1 ? "; whole numbers" : $"; rounded to {NumberReader.Write(sample.Step)}";
        var lines = new List<string>
        {
            $"{fitted.Subject}: {HumanNumber.Count(sample.Count)} numbers from {HumanNumber.Plain(sample.Minimum)} to "
                + $"{HumanNumber.Plain(sample.Maximum)}, median {HumanNumber.Plain(sample.Quantile(0.5))}, mean "
                + $"{HumanNumber.Plain(sample.Mean)}{rounding}",
        };
        if (fitted.Data.Dropped.Count > 0)
        {
            lines.Add($"left out {HumanNumber.Count(fitted.Data.Dropped.Sum(dropped => dropped.Count))} of "
                + $"{HumanNumber.Count(fitted.Data.Rows)} rows: "
                + string.Join(", ", fitted.Data.Dropped.Select(DataColumnReader.Describe)));
        }
        foreach (string line in Wrapped(lines, width))
        {
            yield return line;
        }
        if (!fitted.IsConstant)
        {
            yield return "";
            foreach (string line in TextTable.Lines(
                ["law", "AIC", "weight", "KS D", "p", "AD A²", "p", "parameters"],
                fitted.Ranked.Where((fit, i) => i < MostLaws || fit == fitted.Choice.Law).Select(fit => Row(fitted, fit)),
                width, NarrowestLast))
            {
                yield return line;
            }
            if (fitted.Ranked.Count > MostLaws)
            {
                yield return $"and {fitted.Ranked.Count - MostLaws} more in {FitReport.FileName}";
            }
            foreach (string line in NotFitted(fitted.Excluded, width))
            {
                yield return line;
            }
            foreach (string line in Wrapping.Words(FitWords.Method(fitted), width))
            {
                yield return line;
            }
        }
        yield return "";
        foreach (string line in Wrapped(FitWords.Verdict(fitted), width))
        {
            yield return line;
        }
        bool isEmpirical = fitted.Choice.Verdict == FitVerdict.Empirical && !fitted.IsConstant && !fitted.IsChoice;
        if (FitWords.Alternative(fitted) is { } alternative)
        {
            yield return $"If {alternative.Name} is good enough for you:";
            foreach (string row in fitted.Target.Rows(alternative.Stated))
            {
                yield return $"  {row}";
            }
        }
        foreach (string line in Wrapped(Ending(fitted.Target, isEmpirical ? fitted.Data : null, written), width))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Lines(FittedPercentiles fitted, int width, string written)
    {
        string unit = fitted.Target.Unit is "" or "1" ? "" : $" {fitted.Target.Unit}";
        yield return $"stated: {fitted.Subject}{unit}";
        yield return "";
        foreach (string line in TextTable.Lines(
            ["law", "misfit", "fitted", "P1", "P50", "P99", "parameters"],
            fitted.Laws.Select(law => new[]
            {
                law.Name, law.Misfit == 0 ? "0" : HumanNumber.Percent(law.Misfit), FitWords.Of(law.Method),
                HumanNumber.Plain(law.Distribution.Quantile(0.01)), HumanNumber.Plain(law.Distribution.Quantile(0.5)),
                HumanNumber.Plain(law.Distribution.UpperQuantile(0.01)),
                Short(law.Stated, isPart: false),
            }), width, NarrowestLast))
        {
            yield return line;
        }
        foreach (string line in NotFitted(fitted.Excluded, width))
        {
            yield return line;
        }
        if (fitted.Laws.Any(law => law.Method != JudgementMethod.Exact))
        {
            yield return "fitted: through all percentiles (exact), or least squares on a scale";
        }
        yield return "";
        foreach (string line in Wrapped([Verdict(fitted), .. Ending(fitted.Target, null, written)], width))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> NotFitted(IReadOnlyList<ExcludedLaw> excluded, int width)
    {
        var groups = excluded.GroupBy(law => law.Why)
            .Select(group => $"{string.Join(", ", group.Select(law => law.Law))} ({group.Key})").ToList();
        return groups.Count == 0 ? [] : Wrapping.Words($"not fitted: {string.Join("; ", groups)}", width);
    }

    private static string[] Row(FittedData fitted, LawFit fit)
    {
        double behind = fit.Aic - fitted.Ranked[0].Aic, weight = fitted.Weight(fit);
        return
        [
            fit.Name,
            behind == 0 ? "best" : "+" + (behind < 999.5 ? HumanNumber.Plain(behind, behind < 10 ? 2 : 3) : HumanNumber.Plain(behind)),
            weight < 0.005 ? "0" : HumanNumber.Unsigned(weight),
            fit.Distance.KolmogorovSmirnov.ToString("0.0000", CultureInfo.InvariantCulture),
            fit.P is { } p ? FitWords.P(p.KolmogorovSmirnov) : "",
            HumanNumber.Plain(fit.Distance.AndersonDarling), fit.P is { } q ? FitWords.P(q.AndersonDarling) : "",
            string.Join(" + ", fit.Stated.Select(law => Short(law, fit.Stated.Count > 1))),
        ];
    }

    /// <summary>Parameters with four digits: the row to paste has more.</summary>
    private static string Short(LawInWords law, bool isPart) => string.Join(' ', law.Parameters
        .Concat(isPart ? [new StatedParameter("weight", law.Weight)] : [])
        .Select(parameter => $"{parameter.Name}={Figures.Write(parameter.Value, parameter.Rounding, digits: 4)}"));

    private static string Verdict(FittedPercentiles fitted)
    {
        if (fitted.Choice is not { } choice)
        {
            return "No law of scenarios goes through these percentiles.";
        }
        var simple = fitted.Laws.Where(law => !FittedPercentiles.GoesThroughAny(law)).ToList();
        var exact = simple.Where(law => law.Misfit == 0).Select(law => law.Name).ToList();
        if (fitted.Points.Count == 2 && exact.Count > 1)
        {
            return $"Two percentiles do not tell {exact.Count} laws apart ({string.Join(", ", exact)}): they differ in the "
                + $"tails, see P1 and P99. A third percentile helps. {choice.Name} is the usual one.";
        }
        if (FittedPercentiles.GoesThroughAny(choice))
        {
            string best = simple.Count == 0 ? "" : $" ({simple[0].Name}: {HumanNumber.Percent(simple[0].Misfit)})";
            return $"No law with two parameters comes within {HumanNumber.Percent(FittedPercentiles.GoodEnough)} of "
                + $"every percentile{best}: {choice.Name} goes through all of them.";
        }
        return choice.Misfit <= FittedPercentiles.GoodEnough
            ? $"{choice.Name} follows all percentiles within {HumanNumber.Percent(choice.Misfit)}."
            : $"{choice.Name} comes nearest, but misses a percentile by {HumanNumber.Percent(choice.Misfit)}; "
                + "no law that can apply does better.";
    }

    private static IEnumerable<string> Ending(FitTarget target, DataColumn? copied, string written)
    {
        yield return written;
        if (copied is not null)
        {
            string name = copied.FileWord == copied.FileName ? "" : $" as {copied.FileWord}";
            long dropped = copied.Dropped.Sum(rows => rows.Count);
            string rest = dropped == 0
                ? ""
                : FormattableString.Invariant($" and remove its {dropped:#,0} {Plural.Of("row", dropped)} without a number");
            yield return $"Copy {copied.FileName} into the scenario's folder{name}{rest}.";
        }
        yield return target.Definition is null
            ? $"To paste into inputs.csv, with {FitTarget.Open} and the unit filled in (or give --input):"
            : "To paste into inputs.csv:";
    }

    private static IEnumerable<string> Wrapped(IEnumerable<string> texts, int width) =>
        texts.SelectMany(text => Wrapping.Words(text, width));
}

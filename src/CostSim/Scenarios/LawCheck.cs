using System.Globalization;
using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>Checks that a law is one that an input may have: of the right kind, and without values outside the input's range.</summary>
internal static class LawCheck
{
    /// <summary>From here on a number where a share belongs is taken for a percentage: 1.2 is a share that is too large.</summary>
    private const double LeastPercentage = 2;

    /// <summary>The parameter that a known number goes by.</summary>
    private const string Value = "value";

    private static readonly IReadOnlyList<double> Probes = [0.25, 0.5, 0.75];

    /// <summary>What is wrong with a statement of the builder; nothing, when its law may be that of its input.</summary>
    public static IReadOnlyList<Problem> Of(Statement statement)
    {
        var input = statement.Definition;
        bool isOfNames = statement.Law is Choice { IsCategorical: true };
        if (isOfNames != input.IsCategorical)
        {
            string what = input.IsCategorical
                ? $"{input.Name} names an option, but {statement.Law} is a law of numbers"
                : $"{input.Name} is a number, but {statement.Law} names options";
            return [statement.Wrong(ProblemKind.WrongKindOfLaw, "", what, input.IsCategorical
                ? $"name {WhatItNames(input)}" : "give a number or a law of numbers")];
        }
        if (isOfNames)
        {
            return OfNames(statement);
        }
        return IsALaw(statement.Law!)
            ? [.. OfNumbers(input, statement.Law!, statement.Stated)
                .Select(problem => problem with { Workload = statement.Workload, Gpu = statement.Gpu })]
            : [statement.Wrong(ProblemKind.BadParameters, "", $"{statement.Law} is no law: its values do not rise with their probability",
                "give it finite parameters in their order")];
    }

    /// <summary>
    /// What values a law of numbers can take that an input may not have. Options of a choice, or <c>value</c>, are the parameters at
    /// fault.
    /// </summary>
    /// <param name="input">An input of numbers.</param>
    /// <param name="law">The law.</param>
    /// <param name="written">The law's parameters as the user wrote them.</param>
    public static IReadOnlyList<Problem> OfNumbers(InputDefinition input, Distribution law, string written)
    {
        if (law is Choice choice)
        {
            return [.. choice.Options.Select(option => OfOne(option.Value, input, option.Name, option.Name)).OfType<Problem>()];
        }
        var problem = law.IsFixed ? OfOne(law.Minimum, input, Value, written)
            : input.Numbers is { } numbers ? Outside(
                input, "", $"{input.Name} takes only the values {Listed(numbers)}",
                $"use fixed, or a choice such as {string.Join(' ', numbers.Take(2).Select(number => $"{Write(number)}=0.5"))}")
            : input.IsWhole ? Outside(
                input, "", $"{input.Name} takes only whole numbers, but this law reaches all between",
                    "give a number or a choice such as 4=0.5 8=0.5")
            : OfContinuous(law, input, written);
        return problem is null ? [] : [problem];
    }

    /// <summary>What an input that is known to be one of several things names, in words.</summary>
    public static string WhatItNames(InputDefinition input) => input.Catalogue switch
    {
        CatalogueKind.Models => "a model",
        CatalogueKind.Gpus => "a GPU",
        _ => $"one of {string.Join(", ", input.Options!)}",
    };

    /// <summary>False for a law that code has made from parameters which define none. Written so that NaN fails.</summary>
    private static bool IsALaw(Distribution law)
    {
        if (law is Fixed or Choice)
        {
            return true;
        }
        double[] quantiles = [.. Probes.Select(law.Quantile)];
        return law.Minimum <= law.Maximum && quantiles.All(double.IsFinite) && quantiles[0] <= quantiles[1] && quantiles[1] <= quantiles[2];
    }

    private static List<Problem> OfNames(Statement statement)
    {
        var input = statement.Definition;
        var problems = new List<Problem>();
        var options = statement.Options;
        foreach (string option in options.GroupBy(option => option, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => same.Key))
        {
            problems.Add(statement.Wrong(ProblemKind.DuplicateOption, option, $"{option} is given twice", "keep one of them"));
        }
        if (input.Options is not null)
        {
            problems.AddRange(options.Where(option => !input.Options.Contains(option)).Select(option => statement.Wrong(
                ProblemKind.UnknownOption, option, $"\"{option}\" is not an option of {input.Name}",
                    $"write one of {string.Join(", ", input.Options)}")));
        }
        else if ((input.Catalogue == CatalogueKind.Models ? statement.Models.Count : statement.Gpus.Count) != options.Count)
        {
            problems.Add(statement.Wrong(
                ProblemKind.UnknownOption, "", $"nothing tells what the names of {input.Name} stand for",
                input.Catalogue == CatalogueKind.Models ? "give the architectures themselves" : "give the accelerators themselves"));
        }
        return problems;
    }

    /// <summary>An end of the range that is not included is no matter here: a continuous law meets it with probability 0.</summary>
    private static Problem? OfContinuous(Distribution law, InputDefinition input, string written)
    {
        var range = input.Range;
        bool isBelow = law.Minimum < range.Minimum, isAbove = law.Maximum > range.Maximum;
        if (!isBelow && !isAbove)
        {
            return null;
        }
        string side = isBelow && isAbove ? $"below {Write(range.Minimum)} and above {Write(range.Maximum)}"
            : isBelow ? $"below {Write(range.Minimum)}"
            : $"above {Write(range.Maximum)}";
        bool isOutside = law.Maximum <= range.Minimum || law.Minimum >= range.Maximum;
        var bounds = new List<string>();
        if (isBelow)
        {
            bounds.Add($"at_least={Write(range.Minimum)}");
        }
        if (isAbove)
        {
            bounds.Add($"at_most={Write(range.Maximum)}");
        }
        bool isBounded = written.Contains("at_least=", StringComparison.Ordinal) || written.Contains("at_most=", StringComparison.Ordinal);
        return Outside(
            input, "", $"{input.Name} must be {InWords(range)}, but this law {(isOutside ? "lies" : "reaches")} {side}",
            isOutside
                ? HelpForOutside(law.Minimum, law.Maximum, range, written) : $"{(isBounded ? "write" : "add")} {string.Join(' ', bounds)}");
    }

    private static Problem? OfOne(double value, InputDefinition input, string parameter, string written)
    {
        if (input.Numbers is not null && !input.Numbers.Contains(value))
        {
            return Outside(
                input, parameter, $"{input.Name} must be one of {Listed(input.Numbers)}, but is {Write(value)}",
                    $"write one of {Listed(input.Numbers)}");
        }
        if (!input.Range.Contains(value) || !double.IsFinite(value))
        {
            return Outside(
                input, parameter,
                    $"{input.Name} must be {(double.IsInfinity(value) ? "finite" : InWords(input.Range))}, but is {Write(value)}",
                HelpForOutside(value, value, input.Range, written));
        }
        return input.IsWhole && value != Math.Floor(value)
            ? Outside(
                input, parameter, $"{input.Name} must be a whole number, but is {Write(value)}",
                $"write {Write(Math.Floor(value))} or {Write(Math.Ceiling(value))}")
            : null;
    }

    private static Problem Outside(InputDefinition input, string parameter, string what, string help) =>
        new(parameter, what, help) { Kind = ProblemKind.OutOfRange, Input = input.Name };

    /// <summary>Values above the range are taken for percentages without their sign, where they would be right with it.</summary>
    private static string HelpForOutside(double minimum, double maximum, InputRange range, string written) =>
        range.Maximum <= 2 && minimum >= LeastPercentage && range.Contains(minimum / 100) && range.Contains(maximum / 100)
            && !written.Contains('%', StringComparison.Ordinal)
            ? $"write percentages with %: {Write(maximum)}%"
            : $"give values {InWords(range)}";

    private static string InWords(InputRange range) => double.IsPositiveInfinity(range.Maximum) ? range.ToString() : $"in {range}";

    private static string Listed(IReadOnlyList<double> numbers) => string.Join(", ", numbers.Select(Write));

    private static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

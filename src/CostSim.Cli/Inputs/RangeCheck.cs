using CostSim.CostModel;
using CostSim.Distributions;

namespace CostSim.Cli.Inputs;

/// <summary>Checks that every value a law can take is one the input may have.</summary>
internal static class RangeCheck
{
    /// <summary>From here on a number where a share belongs is taken for a percentage: 1.2 is a share that is too large.</summary>
    private const double LeastPercentage = 2;

    /// <summary>Reports a law whose support leaves the input's range; true when it does not.</summary>
    /// <param name="law">The law of a numeric input.</param>
    /// <param name="input">The input.</param>
    /// <param name="written">The parameters as written, to point at.</param>
    /// <param name="cell">The cell they stand in.</param>
    /// <param name="context">What the row is about.</param>
    /// <param name="diagnostics">Takes the mistakes.</param>
    public static bool Holds(
        Distribution law, InputDefinition input, IReadOnlyList<WrittenParameter> written, SourceFragment cell, string context, Diagnostics diagnostics)
    {
        if (law is Choice choice)
        {
            bool holds = true;
            var places = written.ToDictionary(parameter => parameter.Name.Text, parameter => parameter.Name, StringComparer.Ordinal);
            foreach (var option in choice.Options)
            {
                holds &= HoldsFor(option.Value, input, places.GetValueOrDefault(option.Name, cell), context, diagnostics);
            }
            return holds;
        }
        if (law.IsFixed)
        {
            var value = written.FirstOrDefault(parameter => parameter.Name.Text == "value")?.Value;
            return HoldsFor(law.Minimum, input, value ?? cell, context, diagnostics);
        }
        if (input.Numbers is not null)
        {
            diagnostics.Error(
                DiagnosticCode.OutOfRange, cell.Location, context, $"{input.Name} takes only the values {Listed(input.Numbers)}",
                $"use fixed, or a choice such as {string.Join(' ', input.Numbers.Take(2).Select(number => $"{NumberReader.Write(number)}=0.5"))}");
            return false;
        }
        if (IsWhole(input))
        {
            diagnostics.Error(
                DiagnosticCode.OutOfRange, cell.Location, context, $"{input.Name} takes only whole numbers, but this law reaches all between", "give a number or a choice such as 4=0.5 8=0.5");
            return false;
        }
        return HoldsForContinuous(law, input, written, cell, context, diagnostics);
    }

    /// <summary>An end of the range that is not included is no matter here: a continuous law meets it with probability 0.</summary>
    private static bool HoldsForContinuous(
        Distribution law, InputDefinition input, IReadOnlyList<WrittenParameter> written, SourceFragment cell, string context, Diagnostics diagnostics)
    {
        var range = input.Range;
        bool isBelow = law.Minimum < range.Minimum, isAbove = law.Maximum > range.Maximum;
        if (!isBelow && !isAbove)
        {
            return true;
        }
        string side = isBelow && isAbove ? $"below {NumberReader.Write(range.Minimum)} and above {NumberReader.Write(range.Maximum)}"
            : isBelow ? $"below {NumberReader.Write(range.Minimum)}"
            : $"above {NumberReader.Write(range.Maximum)}";
        bool isOutside = law.Maximum <= range.Minimum || law.Minimum >= range.Maximum;
        var bounds = new List<string>();
        if (isBelow)
        {
            bounds.Add($"at_least={NumberReader.Write(range.Minimum)}");
        }
        if (isAbove)
        {
            bounds.Add($"at_most={NumberReader.Write(range.Maximum)}");
        }
        string verb = written.Any(parameter => parameter.Name.Text is "at_least" or "at_most") ? "write" : "add";
        diagnostics.Error(
            DiagnosticCode.OutOfRange, cell.Location, context, $"{input.Name} must be {InWords(range)}, but this law {(isOutside ? "lies" : "reaches")} {side}",
            isOutside ? HelpForOutside(law.Minimum, law.Maximum, range, cell.Text) : $"{verb} {string.Join(' ', bounds)}");
        return false;
    }

    private static bool HoldsFor(double value, InputDefinition input, SourceFragment where, string context, Diagnostics diagnostics)
    {
        if (input.Numbers is not null && !input.Numbers.Contains(value))
        {
            diagnostics.Error(
                DiagnosticCode.OutOfRange, where.Location, context, $"{input.Name} must be one of {Listed(input.Numbers)}, but is {NumberReader.Write(value)}", $"write one of {Listed(input.Numbers)}");
            return false;
        }
        if (!input.Range.Contains(value))
        {
            diagnostics.Error(
                DiagnosticCode.OutOfRange, where.Location, context, $"{input.Name} must be {InWords(input.Range)}, but is {NumberReader.Write(value)}", HelpForOutside(value, value, input.Range, where.Text));
            return false;
        }
        if (IsWhole(input) && value != Math.Floor(value))
        {
            diagnostics.Error(
                DiagnosticCode.OutOfRange, where.Location, context, $"{input.Name} must be a whole number, but is {NumberReader.Write(value)}",
                $"write {NumberReader.Write(Math.Floor(value))} or {NumberReader.Write(Math.Ceiling(value))}");
            return false;
        }
        return true;
    }

    /// <summary>True for inputs that count things which cannot be divided.</summary>
    private static bool IsWhole(InputDefinition input) => input == InputCatalogue.GpusPerReplica;

    /// <summary>Values above the range are taken for percentages without their sign, where they would be right with it.</summary>
    private static string HelpForOutside(double minimum, double maximum, InputRange range, string written) =>
        range.Maximum <= 2 && minimum >= LeastPercentage && range.Contains(minimum / 100) && range.Contains(maximum / 100) && !written.Contains('%', StringComparison.Ordinal)
            ? $"write percentages with %: {NumberReader.Write(maximum)}%"
            : $"give values {InWords(range)}";

    private static string InWords(InputRange range) => double.IsPositiveInfinity(range.Maximum) ? range.ToString() : $"in {range}";

    private static string Listed(IReadOnlyList<double> numbers) => string.Join(", ", numbers.Select(NumberReader.Write));
}

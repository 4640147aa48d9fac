using System.Globalization;

namespace CostSim.Scenarios;

/// <summary>
/// The one place where a text becomes a number. The form is that of scenarios, whatever the machine's language: an optional sign, digits
/// with an optional point, an optional exponent, an optional suffix k, M, B, T or %.
/// </summary>
public static class NumberReader
{
    private const int LargestExponent = 1_000_000;

    /// <summary>The number that <paramref name="text"/> states, correctly rounded, or why it states none.</summary>
    public static NumberReading Read(string text)
    {
        var form = Form.Of(text);
        if (form is not { } number)
        {
            return NumberReading.Wrong(DiagnosticCode.NotANumber,
                text.Length == 0 ? "a number is missing" : $"{Diagnostics.Quote(text)} is not a number", HelpFor(text));
        }
        // The suffix goes into the exponent, so that 30% is the double nearest to 0.3.
        string plain = string.Create(CultureInfo.InvariantCulture, $"{number.Mantissa}e{number.Exponent}");
#pragma warning disable RS0030 // The form has been checked: what is left is to round it, which this does correctly.
        double value = double.Parse(plain.AsSpan(), NumberStyles.Float, CultureInfo.InvariantCulture);
#pragma warning restore RS0030
        if (double.IsInfinity(value))
        {
            return NumberReading.Wrong(
                DiagnosticCode.NumberOutOfReach, $"{Diagnostics.Quote(text)} is too large", "write a number below 1.7e308");
        }
        if (value == 0 && number.Mantissa.AsSpan().ContainsAnyInRange('1', '9'))
        {
            return NumberReading.Wrong(DiagnosticCode.NumberOutOfReach, $"{Diagnostics.Quote(text)} is too small to tell from 0",
                "write 0, or a number above 5e-324");
        }
        return NumberReading.Right(value == 0 ? 0 : value);
    }

    /// <summary>A number as users write it: the shortest form that reads back the same.</summary>
    public static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static bool IsNumber(string text) => Form.Of(text) is not null;

    private static string HelpFor(string text)
    {
        const string example = "write a number such as 10, 1.5, 2e6, 10M or 30%";
        if (text.Length == 0)
        {
            return example;
        }
        int invisible = text.AsSpan().IndexOfAnyInRange('\0', ' ');
        if (invisible >= 0 || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            string visible = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
            return IsNumber(visible) ? $"write {visible}, without spaces and invisible characters" : example;
        }
        if (text.StartsWith('\u2212') && IsNumber("-" + text[1..]))
        {
            return $"write -{text[1..]}, with the minus of the keyboard";
        }
        string bare = text.TrimEnd(',', ';');
        if (bare.Length < text.Length && IsNumber(bare))
        {
            return $"write {bare}; parameters are separated by spaces alone";
        }
        if (HelpForSeparators(text) is { } help)
        {
            return help;
        }
        string lower = text.TrimStart('+', '-').ToLowerInvariant();
        if (lower is "nan" or "inf" or "infinity" or "∞")
        {
            return "write a finite number; leave a parameter out to leave an end open";
        }
        if (lower.StartsWith("0x", StringComparison.Ordinal))
        {
            return "write it with decimal digits";
        }
        string amount = text.Trim('$', '€', '£', '~', '<', '>', '≈');
        if (amount.Length < text.Length && IsNumber(amount))
        {
            return $"write {amount}; the unit has its own column";
        }
        foreach (var (suffix, meant) in new[] { ("K", "k"), ("m", "M"), ("b", "B"), ("bn", "B"), ("mn", "M"), ("mm", "M"), ("mio", "M"),
            ("G", "B"), ("t", "T") })
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && IsNumber(text[..^suffix.Length]))
            {
                return $"write {text[..^suffix.Length]}{meant}; the suffixes are k M B T %";
            }
        }
        int end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1]))
        {
            end--;
        }
        if (end < text.Length && IsNumber(text[..end]))
        {
            return text[end] is '.' ? $"write {text[..end]}"
                : InSeconds(text[..end], text[end..].TrimStart()) is { } seconds ? $"write {seconds}; times are in s"
                : $"write {text[..end]}; the unit has its own column";
        }
        return example;
    }

    /// <summary>A time in parts of a second, in seconds; null where the unit is no such part.</summary>
    private static string? InSeconds(string number, string unit)
    {
        decimal part = unit.Split('/', ' ')[0] switch { "ms" => 1e-3m, "us" or "µs" or "μs" => 1e-6m, "ns" => 1e-9m, _ => 0 };
        return part != 0 && decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal amount)
            ? (amount * part).ToString("0.############", CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Help for decimal commas and thousands separators.</summary>
    private static string? HelpForSeparators(string text)
    {
        string sign = text.StartsWith('-') ? "-" : "";
        string digits = text.TrimStart('+', '-');
        foreach (char separator in ",_'.’")
        {
            string[] groups = digits.Split(separator);
            if (groups.Length < 2 || groups[0].Length is 0 or > 3 && separator != '_')
            {
                continue;
            }
            string last = groups[^1];
            int point = separator == '.' ? -1 : last.IndexOf('.', StringComparison.Ordinal);
            string lastWhole = point < 0 ? last : last[..point];
            bool isGrouped = groups[..^1].All(group => group.All(char.IsAsciiDigit)) && lastWhole.All(char.IsAsciiDigit)
                && (separator == '_' || groups[1..^1].All(group => group.Length == 3) && lastWhole.Length == 3);
            string joined = sign + string.Concat(groups);
            if (!isGrouped || !IsNumber(joined))
            {
                continue;
            }
            if (separator is ',' && groups.Length == 2 && point < 0)
            {
                return $"write {joined}, or {sign}{groups[0]}.{groups[1]} if the comma is a decimal point";
            }
            string? shorter = Shorter(joined);
            return shorter is null ? $"write {joined}" : $"write {joined} or {shorter}";
        }
        string withPoint = text.Replace(',', '.');
        return withPoint != text && IsNumber(withPoint) ? $"write {withPoint}" : null;
    }

    /// <summary>The number with a suffix where that is short: 1000000 as 1M.</summary>
    private static string? Shorter(string number)
    {
        foreach (var (zeros, suffix) in new[] { ("000000000000", "T"), ("000000000", "B"), ("000000", "M"), ("000", "k") })
        {
            if (number.EndsWith(zeros, StringComparison.Ordinal) && number.Length > zeros.Length
                && !number.Contains('.', StringComparison.Ordinal))
            {
                return number[..^zeros.Length] + suffix;
            }
        }
        return null;
    }

    /// <summary>A number in its parts: digits with an optional point, and the power of ten they are multiplied by.</summary>
    private readonly record struct Form(string Mantissa, int Exponent)
    {
        /// <summary>The parts of a text that has the form of a number; null for any other.</summary>
        public static Form? Of(string text)
        {
            int i = 0;
            if (i < text.Length && text[i] is '+' or '-')
            {
                i++;
            }
            int whole = CountDigits(text, i);
            i += whole;
            int fraction = 0;
            if (i < text.Length && text[i] == '.')
            {
                fraction = CountDigits(text, ++i);
                if (fraction == 0)
                {
                    return null;
                }
                i += fraction;
            }
            if (whole + fraction == 0)
            {
                return null;
            }
            string mantissa = text[..i];
            int exponent = 0;
            if (i < text.Length && text[i] is 'e' or 'E')
            {
                i++;
                bool isNegative = i < text.Length && text[i] == '-';
                if (i < text.Length && text[i] is '+' or '-')
                {
                    i++;
                }
                int digits = CountDigits(text, i);
                if (digits == 0)
                {
                    return null;
                }
                for (int end = i + digits; i < end; i++)
                {
                    exponent = Math.Min(LargestExponent, 10 * exponent + (text[i] - '0'));
                }
                exponent = isNegative ? -exponent : exponent;
            }
            int? suffix = (text.Length - i) switch
            {
                0 => 0,
                1 => text[i] switch { 'k' => 3, 'M' => 6, 'B' => 9, 'T' => 12, '%' => -2, _ => null },
                _ => null,
            };
            return suffix is null ? null : new Form(mantissa, exponent + suffix.Value);
        }

        private static int CountDigits(string text, int start)
        {
            int end = start;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }
            return end - start;
        }
    }
}

/// <summary>A number, or why a text states none.</summary>
/// <param name="Value">The number; null when there is none.</param>
/// <param name="Code">The kind of mistake; null when there is none.</param>
/// <param name="What">What is wrong, with the text as written.</param>
/// <param name="Help">How to mend it.</param>
public readonly record struct NumberReading(double? Value, DiagnosticCode? Code, string What, string Help)
{
    internal static NumberReading Right(double value) => new(value, null, "", "");

    internal static NumberReading Wrong(DiagnosticCode code, string what, string help) => new(null, code, what, help);

    /// <summary>The number, or null after reporting what stands at <paramref name="fragment"/>.</summary>
    internal static double? Of(SourceFragment fragment, string context, Diagnostics diagnostics)
    {
        var reading = NumberReader.Read(fragment.Text);
        if (reading.Code is { } code)
        {
            diagnostics.Error(code, fragment.Location, context, reading.What, reading.Help);
        }
        return reading.Value;
    }
}

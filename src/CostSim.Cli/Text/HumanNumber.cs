using System.Globalization;
using System.Text;
using CostSim.Statistics;

namespace CostSim.Cli.Text;

/// <summary>
/// Numbers as people write them: <c>28.9k</c>, <c>$703k</c>, <c>0.36 ¢</c>. Three significant digits unless asked otherwise; zeros at the
/// end go, down to two digits (<c>1.2M</c>, <c>3.0M</c>). Outside 0.001 to 999T as <c>6.2×10²³</c>. No culture has a say.
/// </summary>
internal static class HumanNumber
{
    /// <summary>Significant digits of a figure.</summary>
    public const int Digits = 3;

    private const int MostDigits = 7;
    private const int MostIntervalDigits = 5;

    /// <summary>Relative difference below which two figures are one: what a histogram can tell.</summary>
    private const double Same = 3e-4;

    /// <summary>Relative error that a figure may have for the sake of its neighbours.</summary>
    private const double Slight = 0.03;

    private const int SmallestExponent = -3;
    private const double LeastInCents = 1e-5;
    private const int LargestExponent = 14;
    private const string Minus = "−";

    private static readonly string[] Suffixes = ["", "k", "M", "B", "T"];

    /// <summary>A number without unit.</summary>
    public static string Plain(double value, int digits = Digits) => Sign(value) + Magnitude(value, digits, Least(digits));

    /// <summary>An amount in USD; below one dollar in cents, below 0.001 ¢ as <c>$2.7×10⁻⁶</c>.</summary>
    public static string Money(double usd, int digits = Digits) => Money(usd, digits, Least(digits));

    /// <summary>A figure of an input or output: money when its unit is USD per something, else plain.</summary>
    public static string InUnit(double value, string unit, int digits = Digits) =>
        IsMoney(unit) ? Money(value, digits) : Plain(value, digits);

    /// <summary>
    /// A 95 % interval: both ends with as many digits, three to five, as tell them apart (<c>$1.020M – $1.024M</c>); where it takes
    /// more, its half-width (<c>± 0.012 %</c>); nothing where the ends are one number or unknown.
    /// </summary>
    public static string Interval(Estimate estimate, string unit)
    {
        if (!estimate.HasInterval || !(estimate.Upper > estimate.Lower))
        {
            return "";
        }
        int digits = Digits;
        while (Plain(estimate.Lower, digits) == Plain(estimate.Upper, digits))
        {
            if (++digits > MostIntervalDigits)
            {
                double reach = 100 * Math.Max(estimate.Upper - estimate.Value, estimate.Value - estimate.Lower) / Math.Abs(estimate.Value);
                return reach < 0.001 ? "± <0.001 %" : "± " + Magnitude(reach, 2, leastDigits: 1) + " %";
            }
        }
        string End(double value) => IsMoney(unit) ? Money(value, digits, digits) : Sign(value) + Magnitude(value, digits, digits);
        return $"{End(estimate.Lower)} – {End(estimate.Upper)}";
    }

    /// <summary>A round number, beside an axis say: the digits it needs, no zeros behind them.</summary>
    public static string Tick(double value, string unit) =>
        IsMoney(unit) ? Money(value, MostDigits, leastDigits: 1) : Sign(value) + Magnitude(value, MostDigits, leastDigits: 1);

    /// <summary>A share in percent: two digits, never rounded to none or to all.</summary>
    public static string Percent(double share)
    {
        double percent = Math.Abs(share) * 100;
        string text = percent switch
        {
            0 => "0",
            < 0.01 => "<0.01",
            >= 99.995 and < 100 => ">99.99",
            >= 99.5 and < 100 => percent.ToString(percent < 99.95 ? "0.#" : "0.##", CultureInfo.InvariantCulture),
            >= 10 => percent.ToString("0", CultureInfo.InvariantCulture),
            _ => Magnitude(percent, 2, leastDigits: 1),
        };
        return Sign(share) + text + " %";
    }

    /// <summary>A whole number in full: <c>1,000,000</c>.</summary>
    public static string Count(double count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A correlation with its sign: <c>+0.48</c>; <c>0.00</c> has none.</summary>
    public static string Signed(double value)
    {
        string size = Unsigned(value);
        return (size == "0.00" ? "" : value < 0 ? Minus : "+") + size;
    }

    /// <summary>The size of a correlation: <c>0.48</c>.</summary>
    public static string Unsigned(double value) => Math.Abs(value).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>The least number of digits, from three on, that tells each figure from the next, if 0.03 % lie between.</summary>
    public static int DigitsToTell(params ReadOnlySpan<double> figures)
    {
        int digits = Digits;
        for (int i = 1; i < figures.Length; i++)
        {
            double difference = Math.Abs(figures[i] - figures[i - 1]), size = Math.Max(Math.Abs(figures[i]), Math.Abs(figures[i - 1]));
            while (digits < MostDigits && difference > Same * size && Plain(figures[i], digits) == Plain(figures[i - 1], digits))
            {
                digits++;
            }
        }
        return digits;
    }

    /// <summary>
    /// Figures of one quantity side by side: those of the same scale have the same decimals (<c>0.06</c>, <c>0.15</c>, <c>0.24</c>), as
    /// many as the largest needs. Where that would cost a small one its digits, each is written by itself.
    /// </summary>
    public static IReadOnlyList<string> Alike(IReadOnlyList<double> values, string unit)
    {
        int digits = DigitsToTell([.. values]);
        string[] texts = values.Select(value => InUnit(value, unit, digits)).ToArray();
        string Scale(string text) => string.Concat(text.Where(c => !char.IsDigit(c) && c != '.' && c != Minus[0]));
        foreach (var group in Enumerable.Range(0, values.Count).Where(i => values[i] != 0).GroupBy(i => Scale(texts[i])))
        {
            string suffix = group.Key.TrimStart('$');
            double scale = suffix == " ¢" ? 0.01 : Math.Pow(1000, Array.IndexOf(Suffixes, suffix));
            if (group.Count() < 2 || (suffix != " ¢" && !Suffixes.Contains(suffix)))
            {
                continue;
            }
            int decimals = Math.Max(0, digits - 1 - (int)Math.Floor(Math.Log10(group.Max(i => Math.Abs(values[i])) / scale)));
            string Number(int i) =>
                Math.Abs(values[i] / scale).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            bool IsClose(int i) =>
                Math.Abs(double.Parse(Number(i), CultureInfo.InvariantCulture) * scale / Math.Abs(values[i]) - 1) < Slight;
            while (decimals > 0 && group.All(i => Number(i).EndsWith('0')))
            {
                decimals--;
            }
            if (group.All(IsClose))
            {
                foreach (int i in group)
                {
                    texts[i] = Sign(values[i]) + group.Key[..^suffix.Length] + Number(i) + suffix;
                }
            }
        }
        return texts;
    }

    /// <summary>Digits that stay when zeros at the end go: more than three were asked for to tell figures apart, and all stay.</summary>
    private static int Least(int digits) => digits > Digits ? digits : 2;

    private static bool IsMoney(string unit) => unit.StartsWith("USD", StringComparison.Ordinal);

    private static string Sign(double value) => value < 0 ? Minus : "";

    private static string Money(double usd, int digits, int leastDigits)
    {
        double size = Math.Abs(usd);
        bool inCents = size >= LeastInCents && Rounded(size, digits).Exponent < 0;
        return Sign(usd) + (inCents ? Magnitude(size * 100, digits, leastDigits) + " ¢" : "$" + Magnitude(size, digits, leastDigits));
    }

    private static string Magnitude(double value, int digits, int leastDigits)
    {
        double size = Math.Abs(value);
        if (!double.IsFinite(size))
        {
            return double.IsNaN(size) ? "unknown" : "∞";
        }
        if (size == 0)
        {
            return "0";
        }
        var (figures, exponent) = Rounded(size, digits);
        bool isPower = exponent is < SmallestExponent or > LargestExponent;
        int suffix = isPower ? 0 : Math.Max(0, exponent / 3);
        bool isCounted = !isPower && suffix == 0 && size == Math.Floor(size);
        int before = isPower ? 1 : exponent - 3 * suffix + 1;
        string kept = figures.TrimEnd('0').PadRight(isCounted ? 1 : leastDigits, '0');
        return Placed(kept, before) + (isPower ? "×10" + Superscript(exponent) : Suffixes[suffix]);
    }

    /// <summary>Digits with the decimal point after the first <paramref name="before"/> of them, or that many places before them.</summary>
    private static string Placed(string digits, int before) => before switch
    {
        <= 0 => "0." + new string('0', -before) + digits,
        _ when digits.Length <= before => digits.PadRight(before, '0'),
        _ => digits[..before] + "." + digits[before..],
    };

    /// <summary>The significant digits of a positive number and its power of ten.</summary>
    private static (string Figures, int Exponent) Rounded(double size, int digits)
    {
        string text = size.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int mark = text.IndexOf('E', StringComparison.Ordinal);
        return (text[..mark].Replace(".", "", StringComparison.Ordinal), int.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture));
    }

    private static string Superscript(int exponent)
    {
        var text = new StringBuilder();
        foreach (char digit in exponent.ToString(CultureInfo.InvariantCulture))
        {
            text.Append(digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']);
        }
        return text.ToString();
    }
}

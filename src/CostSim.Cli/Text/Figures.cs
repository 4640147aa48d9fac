using System.Globalization;
using CostSim.Fitting;
using CostSim.Scenarios;

namespace CostSim.Cli.Text;

/// <summary>Numbers of a law as a row states them: six significant digits, more than data ever determine.</summary>
internal static class Figures
{
    private const int Digits = 6;

    /// <summary>Powers of ten beyond it are no numbers to multiply with.</summary>
    private const int LargestPower = 300;

    /// <summary>A law's parameters: <c>median=212.4 sigma=0.803</c>, with their weight in a mixture.</summary>
    public static string Parameters(LawInWords law, bool isPart) => string.Join(' ', law.Parameters
        .Select(parameter => $"{parameter.Name}={Write(parameter.Value, parameter.Rounding)}")
        .Concat(isPart ? [$"weight={Write(law.Weight, Rounding.Nearest)}"] : []));

    /// <summary>A law's parameters to the last bit.</summary>
    public static string Exact(LawInWords law, bool isPart) => string.Join(' ', law.Parameters
        .Select(parameter => $"{parameter.Name}={NumberReader.Write(parameter.Value)}")
        .Concat(isPart ? [$"weight={NumberReader.Write(law.Weight)}"] : []));

    /// <summary>A number with six digits, on the side asked for; or all of it.</summary>
    public static string Write(double value, Rounding rounding, int digits = Digits)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return NumberReader.Write(value);
        }
        if (rounding == Rounding.None)
        {
            return Suffixed(value);
        }
        int decimals = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (decimals > LargestPower)
        {
            return rounding == Rounding.Nearest
                ? value.ToString(FormattableString.Invariant($"G{digits}"), CultureInfo.InvariantCulture)
                : NumberReader.Write(value);
        }
        double power = Math.Pow(10, Math.Abs(decimals)), units = decimals >= 0 ? value * power : value / power;
        double nearest = Math.Round(units);
        bool isWhole = Math.Abs(units - nearest) < 1e-9 * Math.Abs(units);
        double kept =
            isWhole || rounding == Rounding.Nearest ? nearest : rounding == Rounding.Down ? Math.Floor(units) : Math.Ceiling(units);
        return Suffixed(decimals >= 0 ? kept / power : kept * power);
    }

    /// <summary>Millions and more with a suffix, as people write them: <c>11.4471M</c>.</summary>
    private static string Suffixed(double value)
    {
        foreach (var (unit, suffix) in ((double, string)[])[(1e12, "T"), (1e9, "B"), (1e6, "M")])
        {
            string text = NumberReader.Write(value / unit);
            if (Math.Abs(value) >= unit && Math.Abs(value) < 1000 * unit && text.Length <= Digits + 2
                && NumberReader.Read(text + suffix).Value == value)
            {
                return text + suffix;
            }
        }
        return NumberReader.Write(value);
    }
}

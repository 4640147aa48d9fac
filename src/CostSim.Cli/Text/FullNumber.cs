using System.Globalization;
using CostSim.Statistics;

namespace CostSim.Cli.Text;

/// <summary>Numbers written out, thousands separated: <c>1,703,400</c>. A suffix would hide how sure they are.</summary>
internal static class FullNumber
{
    /// <summary>Powers of ten outside of which a number is written as <c>6.2×10²³</c>.</summary>
    private const int SmallestExponent = -4, LargestExponent = 14;

    /// <summary>Decimals that give a number four significant digits.</summary>
    public static int Decimals(double value) => value > 0 ? (int)Math.Clamp(3 - Math.Floor(Math.Log10(value)), 0, 8) : 0;

    /// <summary>Significant digits, from four on, in which half the interval is worth more than the last digit.</summary>
    public static int Digits(Estimate estimate)
    {
        double halfWidth = (estimate.Upper - estimate.Lower) / 2;
        return estimate.HasInterval && halfWidth > 0 ? (int)Math.Clamp(Math.Ceiling(Math.Log10(estimate.Value / halfWidth)) + 1, 4, 9) : 4;
    }

    /// <summary>As many significant digits or decimals as given.</summary>
    public static string Of(double value, int decimals, int digits = 4)
    {
        double magnitude = Magnitude(value);
        if (magnitude is > LargestExponent or < SmallestExponent)
        {
            return HumanNumber.Plain(value, digits);
        }
        double unit = Math.Pow(10, Math.Max(0, magnitude - digits + 1));
        double shown = decimals == 0 ? Math.Round(value / unit) * unit : value;
        return shown.ToString("#,0." + new string('0', decimals), CultureInfo.InvariantCulture);
    }

    /// <summary>A number that is the same in every trial, in up to nine significant digits.</summary>
    public static string Exact(double value)
    {
        double magnitude = Magnitude(value);
        return magnitude is > LargestExponent or < SmallestExponent
            ? HumanNumber.Plain(value, 7)
            : value.ToString("#,0." + new string('#', (int)Math.Clamp(8 - magnitude, 0, 12)), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// A number to compute on with: up to 100,000 in full, four digits without zeros behind them, else as people write it.
    /// </summary>
    public static string ToComputeWith(double value) => Math.Abs(value) switch
    {
        >= 1000 and < 99_999.5 => HumanNumber.Count(value),
        0 or (>= 1e-3 and < 1000) => value.ToString("G4", CultureInfo.InvariantCulture),
        _ => HumanNumber.Plain(value, 4),
    };

    /// <summary>A mean number of things, which need not be whole: <c>12.5</c>, <c>1,024</c>.</summary>
    public static string MeanCount(double value) => value < 100 ? HumanNumber.Plain(value) : HumanNumber.Count(value);

    /// <summary>A figure of a data sheet: three decimals at most, no separators.</summary>
    public static string OfDataSheet(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static double Magnitude(double value) => value > 0 ? Math.Floor(Math.Log10(value)) : 0;
}

using System.Globalization;

namespace CostSim.Calibration;

/// <summary>Numbers as the tables show them.</summary>
internal static class Figures
{
    private const double MicrosecondsPerSecond = 1e6;

    public static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    public static string Ratio(double ratio) => ratio.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>A share in per cent, without the sign.</summary>
    public static string Percent(double share, int decimals = 0) => (100 * share).ToString($"F{decimals}", CultureInfo.InvariantCulture);

    /// <summary>A constant to three digits; times in microseconds.</summary>
    public static string Of(double value, string unit)
    {
        double shown = unit == "s" ? value * MicrosecondsPerSecond : value;
        return shown.ToString(shown >= 100 ? "F0" : shown >= 10 ? "F1" : shown >= 1 ? "F2" : "F3", CultureInfo.InvariantCulture);
    }

    /// <summary>What to write after the name of a constant in this unit.</summary>
    public static string UnitOf(string unit) => unit switch { "1" => "", "s" => ", µs", _ => $", {unit}" };
}

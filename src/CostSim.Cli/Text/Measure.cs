using System.Globalization;

namespace CostSim.Cli.Text;

/// <summary>Figures with the unit that suits their size.</summary>
internal static class Measure
{
    /// <summary>A time: <c>1.2 s</c>, <c>35 ms</c>, <c>4.1 µs</c>.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        0 => "0",
        >= 1 => HumanNumber.Plain(seconds) + " s",
        >= 1e-3 => HumanNumber.Plain(seconds * 1e3) + " ms",
        _ => HumanNumber.Plain(seconds * 1e6) + " µs",
    };

    /// <summary>Memory: <c>80 GB</c>, <c>512 MB</c>.</summary>
    public static string Bytes(double bytes) =>
        bytes >= 1e9 ? HumanNumber.Plain(bytes / 1e9) + " GB" : HumanNumber.Plain(bytes / 1e6) + " MB";

    /// <summary>How long the user waited: <c>0.4 s</c>, <c>12 s</c>.</summary>
    public static string Elapsed(TimeSpan time) =>
        time.TotalSeconds.ToString(time.TotalSeconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " s";
}

using System.Globalization;

namespace CostSim.Scenarios;

/// <summary>What a scenario says of the load over the day: a profile for all workloads, profiles of some, or none.</summary>
/// <param name="profiles">By workload, empty for all; a profile with mistakes is given, but null.</param>
/// <param name="isWhole">False when mistakes leave open which workloads have one.</param>
internal sealed class LoadProfiles(IReadOnlyDictionary<string, IReadOnlyList<double>?> profiles, bool isWhole)
{
    /// <summary>The file of a scenario's folder that profiles come from.</summary>
    public const string FileName = "load_profile.csv";

    /// <summary>Hours of a day, each with a share.</summary>
    public const int Hours = 24;

    /// <summary>Of a scenario without profiles.</summary>
    public static readonly LoadProfiles None = new(new Dictionary<string, IReadOnlyList<double>?>(), isWhole: true);

    /// <summary>Of a scenario whose profiles cannot be read.</summary>
    public static readonly LoadProfiles Unknown = new(new Dictionary<string, IReadOnlyList<double>?>(), isWhole: false);

    /// <summary>Load of each hour over the mean of a workload's day, 24 values with mean 1; null for none.</summary>
    public IReadOnlyList<double>? Of(string workload) => profiles.TryGetValue(workload, out var own) ? own : profiles.GetValueOrDefault("");

    /// <summary>Whether a workload has a profile; null when mistakes leave it open.</summary>
    public bool? AreGivenFor(string workload) => profiles.ContainsKey(workload) || profiles.ContainsKey("") ? true : isWhole ? false : null;

    /// <summary>What is wrong with the share of one hour; null for nothing.</summary>
    /// <param name="share">The share.</param>
    /// <param name="written">As the user wrote it.</param>
    public static Problem? OfShare(double share, string written) =>
        share >= 0 && double.IsFinite(share)
            ? null : Wrong($"share must be >= 0, but is {written}", "write the hour's share of the load, 0 for none");

    /// <summary>The loads of 24 hours over their mean, from shares that may have any sum; or what is wrong with them.</summary>
    public static Outcome<IReadOnlyList<double>> Over(IReadOnlyList<double> shares)
    {
        if (shares.Count != Hours)
        {
            return Outcome.Wrong<IReadOnlyList<double>>(Wrong(
                FormattableString.Invariant($"a load profile has {Hours} shares, one an hour, but these are {shares.Count}"),
                    "give each hour a share, 0 where there is no load"));
        }
        Problem[] wrong = [.. shares.Select(share => OfShare(share, share.ToString("R", CultureInfo.InvariantCulture))).OfType<Problem>()];
        double largest = shares.Max();
        if (wrong.Length > 0)
        {
            return Outcome.Wrong<IReadOnlyList<double>>(wrong);
        }
        if (largest == 0)
        {
            return Outcome.Wrong<IReadOnlyList<double>>(Wrong("all shares are 0", "give the hours with load a share above 0"));
        }
        // By the largest first, so that no sum overflows.
        double mean = shares.Average(share => share / largest);
        return Outcome.Of<IReadOnlyList<double>>([.. shares.Select(share => share / largest / mean)]);
    }

    private static Problem Wrong(string what, string help) => new("", what, help) { Kind = ProblemKind.BadLoad };
}

namespace CostSim.Cli.Inputs;

/// <summary>What a scenario says of the load over the day: a profile for all workloads, profiles of some, or none.</summary>
/// <param name="profiles">By workload, empty for all; a profile with mistakes is given, but null.</param>
/// <param name="isWhole">False when mistakes leave open which workloads have one.</param>
internal sealed class LoadProfiles(IReadOnlyDictionary<string, IReadOnlyList<double>?> profiles, bool isWhole)
{
    /// <summary>Of a scenario without load_profile.csv.</summary>
    public static readonly LoadProfiles None = new(new Dictionary<string, IReadOnlyList<double>?>(), isWhole: true);

    /// <summary>Of a scenario whose load_profile.csv cannot be read.</summary>
    public static readonly LoadProfiles Unknown = new(new Dictionary<string, IReadOnlyList<double>?>(), isWhole: false);

    /// <summary>Load of each hour over the mean of a workload's day, 24 values with mean 1; null for none.</summary>
    public IReadOnlyList<double>? Of(string workload) => profiles.TryGetValue(workload, out var own) ? own : profiles.GetValueOrDefault("");

    /// <summary>Whether a workload has a profile; null when mistakes leave it open.</summary>
    public bool? AreGivenFor(string workload) => profiles.ContainsKey(workload) || profiles.ContainsKey("") ? true : isWhole ? false : null;
}

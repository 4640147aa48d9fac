namespace CostSim.Scenarios;

/// <summary>
/// Reads load_profile.csv: <c>hour,share</c>, or <c>workload,hour,share</c> for profiles that differ. Shares are relative: of the day's
/// requests, of the peak, or percentages.
/// </summary>
internal sealed class LoadProfileReader(SourceText file, Diagnostics diagnostics)
{
    public const string FileName = LoadProfiles.FileName;

    private const int Hours = LoadProfiles.Hours;

    private static readonly IReadOnlyList<CsvColumn> Columns = [new("workload", MayBeMissing: true), new("hour"), new("share")];

    private readonly Dictionary<string, Profile> _profiles = new(StringComparer.Ordinal);

    /// <summary>The profiles, mistakes in the diagnostics.</summary>
    /// <param name="workloads">The scenario's workloads; null when mistakes leave them open.</param>
    public LoadProfiles Read(IReadOnlyList<string>? workloads)
    {
        if (CsvTable.Read(file, Columns, Subject, diagnostics) is not { } table)
        {
            return LoadProfiles.Unknown;
        }
        var known = workloads?.ToHashSet(StringComparer.Ordinal);
        bool isWhole = table.IsWhole;
        foreach (var row in table.Rows)
        {
            isWhole &= ReadRow(row, known, workloads);
        }
        if (table.Rows.Count == 0)
        {
            _profiles[""] = new();
        }
        if (workloads is not null && isWhole && _profiles.TryGetValue("", out var common) && common.First is { } first
            && workloads.All(_profiles.ContainsKey))
        {
            diagnostics.Warn(
                DiagnosticCode.UnusedInput, first, "", "the load profile for all workloads is not used: every workload has one of its own",
                "remove these rows, or those of a workload");
        }
        return new(_profiles.ToDictionary(profile => profile.Key, profile => Finished(profile.Key, profile.Value, isWhole)), isWhole);
    }

    private static string Subject(CsvRow row) => ContextOf(row["workload"]?.Text ?? "", row["hour"]?.Text ?? "");

    private static string ContextOf(string workload, string hour)
    {
        string ofHour = hour.Length == 0 ? "" : $"hour {hour}";
        return workload.Length == 0 ? ofHour : ofHour.Length == 0 ? $"workload {workload}" : $"workload {workload}, {ofHour}";
    }

    /// <summary>Reads a row; false when it does not tell whose it is.</summary>
    private bool ReadRow(CsvRow row, HashSet<string>? known, IReadOnlyList<string>? workloads)
    {
        if (row.IsBroken)
        {
            return false;
        }
        string workload = row["workload"]?.Text ?? "";
        if (workload.Length > 0 && known is not null && !known.Contains(workload))
        {
            diagnostics.Error(
                DiagnosticCode.BadWorkload, row["workload"]!.Location, Subject(row),
                $"{Diagnostics.Quote(workload)} is not a workload of this scenario",
                NearestName.Help(workload, workloads!, "one of the workloads of inputs.csv"));
            return false;
        }
        if (!_profiles.TryGetValue(workload, out var profile))
        {
            _profiles[workload] = profile = new();
        }
        profile.First ??= (row["share"] ?? row["hour"])?.Location;
        int? hour = row["hour"] is { } hourCell ? HourOf(hourCell, Subject(row)) : null;
        double? share = row["share"] is { } shareCell ? ShareOf(shareCell, Subject(row)) : null;
        profile.IsRight &= hour is not null && share is not null;
        if (hour is not { } at)
        {
            profile.HoursAreKnown = false;
        }
        else if (profile.Lines[at] is var line and > 0)
        {
            profile.IsRight = false;
            diagnostics.Error(
                DiagnosticCode.BadHour, row["hour"]!.Location, Subject(row),
                FormattableString.Invariant($"the hour {at} is given twice, first on line {line}"),
                FormattableString.Invariant($"keep line {line} or line {row.Line}"));
        }
        else
        {
            profile.Lines[at] = row.Line;
            profile.Shares[at] = share ?? 0;
        }
        return true;
    }

    private int? HourOf(SourceFragment cell, string context)
    {
        if (NumberReading.Of(cell, context, diagnostics) is not { } hour)
        {
            return null;
        }
        if (hour is >= 0 and < Hours && hour == Math.Floor(hour))
        {
            return (int)hour;
        }
        diagnostics.Error(DiagnosticCode.BadHour, cell.Location, context, $"an hour must be a whole number from 0 to 23, but is {cell}",
            hour == Hours ? "write 0 for midnight" : "write 0 to 23");
        return null;
    }

    private double? ShareOf(SourceFragment cell, string context)
    {
        if (NumberReading.Of(cell, context, diagnostics) is not { } share)
        {
            return null;
        }
        if (LoadProfiles.OfShare(share, cell.Text) is not { } problem)
        {
            return share;
        }
        diagnostics.Add(problem, cell.Location, context);
        return null;
    }

    /// <summary>The loads over their mean; null after reporting.</summary>
    private IReadOnlyList<double>? Finished(string workload, Profile profile, bool isWhole)
    {
        var missing = Enumerable.Range(0, Hours).Where(hour => profile.Lines[hour] == 0).ToList();
        if (missing.Count > 0)
        {
            if (profile.HoursAreKnown && isWhole)
            {
                diagnostics.Error(
                    DiagnosticCode.BadHour, file.Whole, ContextOf(workload, ""),
                    $"the hour{(missing.Count == 1 ? "" : "s")} {Listed(missing)} {(missing.Count == 1 ? "is" : "are")} missing",
                    "give each hour from 0 to 23 a row, with share 0 where there is no load");
            }
            return null;
        }
        if (!profile.IsRight)
        {
            return null;
        }
        var outcome = LoadProfiles.Over(profile.Shares);
        foreach (var problem in outcome.Problems)
        {
            diagnostics.Add(problem, profile.First!, ContextOf(workload, ""));
        }
        return outcome.Value;
    }

    /// <summary>Hours in a row are written as a range: <c>0-6, 9</c>.</summary>
    private static string Listed(List<int> hours)
    {
        var runs = new List<(int First, int Last)>();
        foreach (int hour in hours)
        {
            if (runs.Count > 0 && runs[^1].Last == hour - 1)
            {
                runs[^1] = (runs[^1].First, hour);
            }
            else
            {
                runs.Add((hour, hour));
            }
        }
        return string.Join(", ", runs.Select(
            run => FormattableString.Invariant(run.First == run.Last ? $"{run.First}" : (FormattableString)$"{run.First}-{run.Last}")));
    }

    /// <summary>The rows of one workload.</summary>
    private sealed class Profile
    {
        public double[] Shares { get; } = new double[Hours];

        /// <summary>The line that gives each hour; 0 for none.</summary>
        public int[] Lines { get; } = new int[Hours];

        /// <summary>Place of the first share.</summary>
        public SourceLocation? First { get; set; }

        /// <summary>False when a row's hour has a mistake.</summary>
        public bool HoursAreKnown { get; set; } = true;

        public bool IsRight { get; set; } = true;
    }
}

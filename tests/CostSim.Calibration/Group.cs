namespace CostSim.Calibration;

/// <summary>Points that are judged together.</summary>
/// <param name="Name">As tables show it.</param>
/// <param name="Holds">True for its points.</param>
internal sealed record Group(string Name, Func<MeasuredPoint, bool> Holds)
{
    /// <summary>The groups that have limits in the tests; every point is in one of them.</summary>
    public static readonly IReadOnlyList<Group> Judged =
    [
        new("**aggregated, no drafts**", point => point.IsPlain && !point.IsDense),
        new("**drafts or disaggregated**", point => !point.IsPlain),
        new("**dense Hopper**", point => point.IsDense),
    ];

    /// <summary>Every class but that of dense.csv, by name; then the groups that are judged, and all points.</summary>
    public static IReadOnlyList<Group> All(IEnumerable<MeasuredPoint> points) =>
    [
        .. points.Where(point => !point.IsDense).Select(point => point.Class).Distinct().Order(StringComparer.Ordinal)
            .Select(name => new Group(name, point => point.Class == name)),
        .. Judged,
        new("**all**", _ => true),
    ];
}

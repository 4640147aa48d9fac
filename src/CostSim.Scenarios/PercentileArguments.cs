using CostSim.Distributions;

namespace CostSim.Scenarios;

/// <summary>Reads percentiles from the command line: <c>p10=5M p50=10M p90=30M</c>.</summary>
internal static class PercentileArguments
{
    private const string Option = "--quantiles";

    /// <summary>The percentiles, rising; null after reporting every mistake.</summary>
    public static IReadOnlyList<QuantilePoint>? Read(IReadOnlyList<string> arguments, Diagnostics diagnostics)
    {
        string text = string.Join(' ', arguments);
        var source = SourceText.OfArgument(Option, text);
        var whole = new SourceFragment(source, text, 0);
        var written = new ParameterList(whole).Read(allowsBareWords: false, "", diagnostics, out bool isRight);
        var points = new List<(QuantilePoint Point, WrittenParameter Written)>();
        foreach (var parameter in written)
        {
            if (QuantilePoint.Read(parameter.Name.Text, 0) is not { } point)
            {
                isRight = false;
                diagnostics.Error(
                    DiagnosticCode.BadPercentile, parameter.Name.Location, "",
                    $"{Diagnostics.Quote(parameter.Name.Text)} is not a percentile",
                    "write pNN with NN above 0 and below 100, or median: p10=5M p50=10M p90=30M");
            }
            else if (NumberReading.Of(parameter.Value!, $"percentile {parameter.Name}", diagnostics) is { } value)
            {
                points.Add((point with { Value = value }, parameter));
            }
            else
            {
                isRight = false;
            }
        }
        points.Sort((a, b) => a.Point.P.CompareTo(b.Point.P));
        for (int i = 1; i < points.Count; i++)
        {
            var (low, high) = (points[i - 1].Point, points[i].Point);
            if (high.P > low.P && high.Value > low.Value)
            {
                continue;
            }
            isRight = false;
            diagnostics.Error(
                DiagnosticCode.BadPercentile, points[i].Written.Whole.Location, "",
                high.P > low.P
                    ? $"{high.Name} must be above {low.Name}, but {points[i].Written.Value} is not above {points[i - 1].Written.Value}"
                    : $"{low.Name} and {high.Name} are the same percentile",
                high.P > low.P ? $"exchange them, or correct one" : "keep one of them");
        }
        if (isRight && points.Count < 2)
        {
            isRight = false;
            diagnostics.Error(
                DiagnosticCode.BadPercentile, whole.Location, "", "two percentiles or more are needed", "write --quantiles p10=5M p90=30M");
        }
        return isRight ? [.. points.Select(point => point.Point)] : null;
    }
}

using System.Globalization;

namespace CostSim.Calibration;

/// <summary>Predictions beside what was measured.</summary>
internal static class PredictionTable
{
    /// <summary>By class, as Markdown.</summary>
    public static string ByClass(IReadOnlyList<Prediction> predictions)
    {
        var table = new MarkdownTable("class", "points", "median ratio", "within 25 %", "within 2x", "median error", "in P5-P95");
        foreach (var group in Group.All(predictions.Select(prediction => prediction.Point)))
        {
            var members = predictions.Where(prediction => group.Holds(prediction.Point)).ToList();
            var agreement = Agreement.Of(members.Select(prediction => prediction.Ratio));
            table.Add(
                group.Name, Figures.Count(agreement.Count), Figures.Ratio(agreement.Median), Figures.Percent(agreement.Within25Percent),
                Figures.Percent(agreement.WithinFactor2), Figures.Percent(agreement.MedianError, 1),
                Figures.Percent((double)members.Count(prediction => prediction.IsInside) / members.Count));
        }
        return table.ToString();
    }

    /// <summary>Point by point, as CSV: what was measured, the prediction at the medians and the percentiles, token/GPU/s.</summary>
    public static string ByPoint(IReadOnlyList<Prediction> predictions) => string.Join('\n', predictions
        .Select(prediction => string.Create(
            CultureInfo.InvariantCulture,
            $"{prediction.Point.Id},{prediction.Point.Class},{prediction.Point.Model},{prediction.Point.Gpu},"
                + $"{prediction.Point.TokensPerGpuSecond:G5},{prediction.AtMedians:G5},{prediction.Lower:G5},{prediction.Upper:G5},"
                + $"{prediction.Ratio:F3}"))
        .Prepend("id,class,model,gpu,measured,predicted,p5,p95,ratio"));
}

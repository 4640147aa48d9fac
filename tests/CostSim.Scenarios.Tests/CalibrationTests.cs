using CostSim.Calibration;
using Xunit;

namespace CostSim.Scenarios.Tests;

/// <summary>The default laws against the published throughputs of docs/calibration, to which they were fitted.</summary>
public class CalibrationTests
{
    private const long Trials = 8192;

    private static readonly Lazy<IReadOnlyList<Prediction>> Predictions =
        new(() => Prediction.OfAll(MeasuredPoint.ReadAll(Repository.Root), Trials));

    [Fact]
    public void Aggregated_points_without_drafts_agree_with_the_default_laws_at_their_medians()
    {
        var agreement = Of(point => point.IsPlain && !point.IsDense);

        Assert.Equal(118, agreement.Count);
        Assert.InRange(agreement.Median, 0.93, 1.07);
        Assert.InRange(agreement.Within25Percent, 0.7, 1);
        Assert.InRange(agreement.WithinFactor2, 0.97, 1);
    }

    [Fact]
    public void Points_with_drafts_or_disaggregated_agree_within_a_factor_of_2()
    {
        var agreement = Of(point => !point.IsPlain);

        Assert.Equal(78, agreement.Count);
        Assert.InRange(agreement.WithinFactor2, 0.9, 1);
    }

    [Fact]
    public void Dense_models_on_hopper_agree_within_a_median_of_8_percent()
    {
        var agreement = Of(point => point.IsDense);

        Assert.Equal(30, agreement.Count);
        Assert.InRange(agreement.Within25Percent, 27.0 / 30, 1);
        Assert.InRange(agreement.MedianError, 0, 0.08);
    }

    /// <summary>Fewer, and the laws would be too sure; more, and they would say less than is known.</summary>
    [Fact]
    public void P5_to_p95_of_the_default_laws_hold_nine_tenths_of_the_measurements()
    {
        Assert.InRange(Predictions.Value.Average(prediction => prediction.IsInside ? 1 : 0.0), 0.8, 0.97);
    }

    private static Agreement Of(Func<MeasuredPoint, bool> isOfGroup) => Agreement.Of(
        Predictions.Value.Where(prediction => isOfGroup(prediction.Point)).Select(prediction => prediction.Ratio));
}

using CostSim.Sampling;

namespace CostSim.Calibration;

/// <summary>Fits to random halves of the points, each judged on the half that it has not seen.</summary>
/// <param name="Points">The points.</param>
/// <param name="Whole">Logarithms of the constants fitted to all of them.</param>
/// <param name="Fits">Fits to halves.</param>
internal sealed record Halves(IReadOnlyList<MeasuredPoint> Points, double[] Whole, IReadOnlyList<HalfFit> Fits)
{
    /// <summary>Cuts the points in two by every seed, and fits each half.</summary>
    /// <param name="points">The points.</param>
    /// <param name="seeds">Number of seeds.</param>
    public static Halves Fit(IReadOnlyList<MeasuredPoint> points, int seeds)
    {
        var model = new ConstantsModel(points);
        double[] weights = Weights(points);
        var fits = new List<HalfFit>();
        for (int seed = 0; seed < seeds; seed++)
        {
            ulong[] keys = [.. points.Select(point => StreamName.Hash(FormattableString.Invariant($"half {seed} of {point.Id}")))];
            ulong middle = keys.Order().ElementAt(keys.Length / 2);
            bool[] isFirst = [.. keys.Select(key => key < middle)];
            foreach (bool half in (bool[])[true, false])
            {
                bool[] isSeen = [.. isFirst.Select(first => first == half)];
                double[] constants = new RobustFit(model, [.. weights.Select((weight, i) => isSeen[i] ? weight : 0)]).Run();
                fits.Add(new(isSeen, constants, [.. model.LogRatios([constants])[0].Select(Math.Exp)]));
            }
        }
        return new(points, new RobustFit(model, weights).Run(), fits);
    }

    /// <summary>
    /// Each point by the fits that had not seen it: the geometric mean of what they predict, and percentiles as wide about it as under the
    /// default laws.
    /// </summary>
    /// <param name="atDefaults">The points under the default laws, in their order.</param>
    public IReadOnlyList<Prediction> Unseen(IReadOnlyList<Prediction> atDefaults) => [.. atDefaults.Select((prediction, point) =>
    {
        double ratio = Math.Exp(Fits.Where(fit => !fit.IsSeen[point]).Average(fit => Math.Log(fit.Ratios[point])));
        double factor = ratio / prediction.Ratio;
        return new Prediction(
            prediction.Point, factor * prediction.AtMedians, factor * prediction.Lower, factor * prediction.Upper);
    })];

    /// <summary>How each fit does on the points of a group that it has not seen, or has.</summary>
    public IEnumerable<Agreement> Each(Func<MeasuredPoint, bool> isOfGroup, bool seen) => Fits.Select(
        fit => Agreement.Of(fit.Ratios.Where((_, i) => fit.IsSeen[i] == seen && isOfGroup(Points[i]))));

    /// <summary>
    /// One over the root of how many are of a kind, with mean 1: more than half of the points are of one model.
    /// </summary>
    private static double[] Weights(IReadOnlyList<MeasuredPoint> points)
    {
        var kinds = points.CountBy(KindOf).ToDictionary();
        double[] weights = [.. points.Select(point => 1 / Math.Sqrt(kinds[KindOf(point)]))];
        double mean = weights.Average();
        return [.. weights.Select(weight => weight / mean)];
    }

    /// <summary>Points of one publisher, model, precision and way to serve are of a kind.</summary>
    private static (string, string, double, bool, bool) KindOf(MeasuredPoint point) =>
        (point.Class.Split(' ')[0], point.Model, point.ComputeBits, point.IsSpeculative, point.IsDisaggregated);
}

/// <summary>A fit to half of the points.</summary>
/// <param name="IsSeen">True for the points it was fitted to.</param>
/// <param name="Constants">Logarithms of the constants.</param>
/// <param name="Ratios">Predicted over measured, of all points.</param>
internal sealed record HalfFit(bool[] IsSeen, double[] Constants, double[] Ratios);

using CostSim.CostModel;
using CostSim.Simulation;

namespace CostSim.Calibration;

/// <summary>What the engine makes of a measured point under the default laws.</summary>
/// <param name="Point">The point.</param>
/// <param name="AtMedians">Throughput with every default law at its median, token/GPU/s.</param>
/// <param name="Lower">5th percentile of the throughput, the laws drawn, token/GPU/s; 0 where they were not.</param>
/// <param name="Upper">95th percentile.</param>
internal sealed record Prediction(MeasuredPoint Point, double AtMedians, double Lower, double Upper)
{
    /// <summary>Predicted over measured.</summary>
    public double Ratio => AtMedians / Point.TokensPerGpuSecond;

    /// <summary>True where the measured value lies between the percentiles.</summary>
    public bool IsInside => Point.TokensPerGpuSecond >= Lower && Point.TokensPerGpuSecond <= Upper;

    /// <summary>Predicts every point.</summary>
    /// <param name="points">The points.</param>
    /// <param name="trials">Trials for the percentiles; 0 for none.</param>
    /// <param name="threads">Number of threads.</param>
    public static IReadOnlyList<Prediction> OfAll(IReadOnlyList<MeasuredPoint> points, long trials, int threads = 1)
    {
        var output = OutputCatalogue.ResponseTokensPerGpuSecond;
        var scenario = PointWorkloads.Of(points).Built();
        var medians = new Simulator(scenario.WithDefaultsAtMedians())
            .Run(new(1, SimulationPlan.DefaultSeed, [output]), threads);
        var drawn = trials == 0 ? null : new Simulator(scenario).Run(new(trials, SimulationPlan.DefaultSeed, [output]), threads);
        return [.. points.Select(point => new Prediction(
            point, medians.Find(point.Id, output)!.Moments.Mean,
            drawn?.Find(point.Id, output)!.Histogram.Quantile(0.05) ?? 0,
            drawn?.Find(point.Id, output)!.Histogram.Quantile(0.95) ?? 0))];
    }
}

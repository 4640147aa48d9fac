using CostSim.Statistics;

namespace CostSim.Tests.Statistics;

/// <summary>A sample's moments and histogram, gathered in blocks as a run gathers them.</summary>
internal static class Sample
{
    private const int BlockLength = 1024;

    public static Moments Moments(double[] values) =>
        values.Chunk(BlockLength).Aggregate(
            CostSim.Statistics.Moments.None, (sum, block) => CostSim.Statistics.Moments.Combine(sum, CostSim.Statistics.Moments.Of(block)));

    public static Histogram Histogram(double[] values)
    {
        var histogram = new Histogram();
        foreach (double[] block in values.Chunk(BlockLength))
        {
            histogram.Add(block, block.Min(), block.Max());
        }
        return histogram;
    }
}

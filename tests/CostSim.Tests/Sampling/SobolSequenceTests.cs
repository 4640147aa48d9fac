using CostSim.Sampling;
using Xunit;

namespace CostSim.Tests.Sampling;

public sealed class SobolSequenceTests
{
    /// <summary>Degrees of the primitive polynomials of dimensions 1 to 6; the first has none.</summary>
    private static readonly int[] Degrees = [1, 1, 2, 3, 3, 4];

    /// <summary>Sets of dimensions, from 0.</summary>
    public static TheoryData<int[]> Projections => new((int[][])[[0, 1], [0, 2], [1, 2], [0, 5], [2, 3], [3, 4], [0, 1, 2], [1, 2, 3]]);

    [Fact]
    public void First_points_are_the_published_ones()
    {
        double[][] expected =
        [
            [0, 0, 0, 0, 0, 0],
            [.5, .5, .5, .5, .5, .5],
            [.75, .25, .25, .25, .75, .75],
            [.25, .75, .75, .75, .25, .25],
            [.375, .375, .625, .875, .375, .125],
            [.875, .875, .125, .375, .875, .625],
            [.625, .125, .875, .625, .625, .875],
            [.125, .625, .375, .125, .125, .375],
        ];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], Enumerable.Range(0, 6).Select(d => Coordinate(d, i)));
        }
    }

    [Fact]
    public void Every_dimension_puts_one_of_1024_points_into_each_interval_before_and_after_scrambling()
    {
        for (int dimension = 0; dimension < SobolSequence.Dimensions; dimension++)
        {
            AssertEven([dimension], 10, 10, 3 << 10, Coordinate);
            AssertEven([dimension], 10, 10, 3 << 10, Scrambled);
        }
    }

    /// <summary>Sobol 1967, theorem 3.2: t of a projection is at most the sum of the degrees less 1.</summary>
    [Theory, MemberData(nameof(Projections))]
    public void Elementary_intervals_hold_2_to_the_t_points_before_and_after_scrambling(int[] dimensions)
    {
        int t = dimensions.Sum(d => Degrees[d] - 1);
        for (int m = t; m <= 11; m++)
        {
            foreach (long first in (long[])[0, 5L << m, 0x3_0000_0000L << m])
            {
                AssertEven(dimensions, m, m - t, first, Coordinate);
                AssertEven(dimensions, m, m - t, first, Scrambled);
            }
        }
    }

    private static double Coordinate(int dimension, long index) =>
        (SobolSequence.Reverse(SobolSequence.ReversedPoint(SobolSequence.Columns(dimension), (ulong)index)) >> 11) * Math.ScaleB(1, -53);

    private static double Scrambled(int dimension, long index) =>
        new OwenScrambling(seed: 7, stream: (ulong)dimension, replicate: 3)
            .Uniform(SobolSequence.ReversedPoint(SobolSequence.Columns(dimension), (ulong)index));

    /// <summary>Asserts that 2^m points fill all boxes of volume 2^-level evenly, whatever way their sides share the level.</summary>
    private static void AssertEven(int[] dimensions, int m, int level, long first, Func<int, long, double> coordinate)
    {
        double[][] points = [.. dimensions.Select(d => Enumerable.Range(0, 1 << m).Select(i => coordinate(d, first + i)).ToArray())];
        foreach (int[] digits in Shares(level, dimensions.Length))
        {
            int[] counts = new int[1 << level];
            for (int i = 0; i < 1 << m; i++)
            {
                int box = 0;
                for (int d = 0; d < digits.Length; d++)
                {
                    box = (box << digits[d]) | (int)(points[d][i] * (1 << digits[d]));
                }
                counts[box]++;
            }
            Assert.All(counts, count => Assert.Equal(1 << (m - level), count));
        }
    }

    private static IEnumerable<int[]> Shares(int level, int parts) =>
        parts == 1
        ? [[level]]
        : Enumerable.Range(0, level + 1).SelectMany(k => Shares(level - k, parts - 1).Select(rest => (int[])[k, .. rest]));
}

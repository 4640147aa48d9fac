using CostSim.Sampling;
using Xunit;

namespace CostSim.Tests.Sampling;

public sealed class RankCorrelationsTests
{
    /// <summary>The example of Higham 2002, §1.</summary>
    [Fact]
    public void Starting_with_an_input_only_the_order_changes()
    {
        var correlations = RankCorrelations.Of([("a", "b", 0.1), ("b", "c", 0.2), ("a", "c", 0.3)]);

        var moved = correlations.StartingWith("c");

        Assert.Equal(["c", "a", "b"], moved.Names);
        Assert.Equal([0.3, 0.2, 0.1], [moved[0, 1], moved[0, 2], moved[1, 2]]);
    }

    [Fact]
    public void Inputs_that_depend_on_each_other_through_others_are_one_group()
    {
        var correlations = RankCorrelations.Of([("a", "d", 0.1), ("b", "e", 0.2), ("d", "c", 0.3), ("f", "g", 0)]);

        Assert.Equal(["a c d", "b e", "f", "g"], correlations.Groups().Select(group => string.Join(' ', group)));
    }

    [Fact]
    public void Nearest_correlation_matrix_is_Highams()
    {
        double[,] nearest = RankCorrelations.NearestCorrelations(
            new double[,] { { 1, 1, 0 }, { 1, 1, 1 }, { 0, 1, 1 } }, leastEigenvalue: 0);
        Assert.Equal(0.7607, nearest[0, 1], 5e-5);
        Assert.Equal(0.7607, nearest[1, 2], 5e-5);
        Assert.Equal(0.1573, nearest[0, 2], 5e-5);
    }

    [Fact]
    public void An_impossible_matrix_names_the_worst_pair_and_offers_a_valid_one()
    {
        var asked = RankCorrelations.Of(
            [("d", "a", 0.8), ("c", "a", -0.6), ("a", "b", 0.8), ("b", "c", 0.8), ("b", "d", 0.8), ("c", "d", 0.8)]);
        Assert.Equal(["a", "b", "c", "d"], asked.Names);
        Assert.False(asked.IsPositiveDefinite);
        Assert.Throws<ArgumentException>(() => new GaussianCopula(asked));
        var offered = asked.Nearest();
        Assert.True(offered.IsPositiveDefinite);
        var (a, b, here, there) = asked.WorstPair(offered);
        Assert.Equal(("a", "c", -0.6), (a, b, here));
        Assert.InRange(there, -0.6, 0.5);
        Assert.Same(offered, offered.Nearest());
        Assert.Equal(Math.Round(there, 6), there);
    }

    [Fact]
    public void Nearest_matrices_of_many_inputs_stay_valid_when_rounded()
    {
        foreach (int n in (int[])[3, 10, 40])
        {
            string[] names = [.. Enumerable.Range(0, n).Select(i => $"input {i:D2}")];
            double[,] asked = new double[n, n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    asked[i, j] = asked[j, i] = Math.Round(Math.Sin(i * 12.9898 + j * 78.233), 2);
                }
                asked[i, i] = 1;
            }
            var matrix = new RankCorrelations(names, asked);
            Assert.False(matrix.IsPositiveDefinite);
            Assert.True(matrix.Nearest().IsPositiveDefinite);
        }
    }

    [Fact]
    public void Matrices_that_are_no_correlations_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new RankCorrelations(["a", "b"], new double[,] { { 1, 0.5 }, { 0.4, 1 } }));
        Assert.Throws<ArgumentException>(() => new RankCorrelations(["a", "b"], new double[,] { { 1, 1.5 }, { 1.5, 1 } }));
        Assert.Throws<ArgumentException>(() => new RankCorrelations(["a", "b"], new double[,] { { 2, 0 }, { 0, 1 } }));
        Assert.Throws<ArgumentException>(() => new RankCorrelations(["a", "b"], new double[,] { { 1, double.NaN }, { double.NaN, 1 } }));
        Assert.Throws<ArgumentException>(() => new RankCorrelations(["a"], new double[,] { { 1, 0 }, { 0, 1 } }));
    }

    [Fact]
    public void Of_some_inputs_their_own_correlations_are_left()
    {
        var all = RankCorrelations.Of([("a", "b", 0.3), ("b", "c", -0.2), ("c", "d", 0.7)]);
        var some = all.Among(new HashSet<string> { "b", "d", "c", "x" })!;
        Assert.Equal(["b", "c", "d"], some.Names);
        Assert.Equal((-0.2, 0, 0.7), (some[0, 1], some[0, 2], some[1, 2]));
        Assert.Same(all, all.Among(all.Names.ToHashSet()));
        Assert.Null(all.Among(new HashSet<string> { "b" }));
    }

    [Fact]
    public void Perfect_rank_correlation_is_not_positive_definite()
    {
        Assert.False(RankCorrelations.Of([("a", "b", 1)]).IsPositiveDefinite);
        Assert.True(RankCorrelations.Of([("a", "b", 0.999)]).IsPositiveDefinite);
    }
}

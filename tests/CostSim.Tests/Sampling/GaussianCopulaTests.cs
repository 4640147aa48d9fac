using CostSim.Sampling;
using CostSim.Statistics;
using Xunit;

namespace CostSim.Tests.Sampling;

public sealed class GaussianCopulaTests
{
    private const int Trials = 200_000;
    private const int Rounded = 200_704;

    [Theory, InlineData(2), InlineData(5), InlineData(12)]
    public void Columns_have_the_rank_correlations_asked_for_and_stay_uniform(int inputs)
    {
        var correlations = Dense(inputs);
        Assert.True(correlations.IsPositiveDefinite);
        double[][] columns = Draw(inputs);
        new GaussianCopula(correlations).Apply(columns);
        columns = [.. columns.Select(column => column[..Trials])];
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < i; j++)
            {
                // 5 standard errors (Bonett and Wright 2000), and the largest coefficient is a little below 1.
                double r = correlations[i, j], reach = 5 * (1 - r * r) * Math.Sqrt((1 + r * r / 2) / (Trials - 3));
                Assert.InRange(RankCorrelation.Spearman(columns[i], columns[j]).Value, r - reach, r + reach);
            }
            // Kolmogorov's 1 - 10^-4 point.
            double[] sorted = [.. columns[i].Order()];
            double distance = sorted.Select((u, rank) => Math.Max(u - rank / (double)Trials, (rank + 1) / (double)Trials - u)).Max();
            Assert.InRange(distance * Math.Sqrt(Trials), 0, 2.23);
        }
    }

    [Fact]
    public void First_columns_of_groups_and_columns_without_correlation_keep_their_draws()
    {
        var correlations = RankCorrelations.Of([("a", "c", 0.5), ("b", "e", -0.7), ("d", "a", 0), ("f", "c", 0.2)]);
        double[][] before = Draw(6), after = Draw(6);
        new GaussianCopula(correlations).Apply(after);
        foreach (string name in (string[])["a", "b", "d"])
        {
            int column = correlations.Names.ToList().IndexOf(name);
            Assert.Equal(before[column], after[column]);
        }
        foreach (string name in (string[])["c", "e", "f"])
        {
            int column = correlations.Names.ToList().IndexOf(name);
            Assert.NotEqual(before[column], after[column]);
        }
    }

    /// <summary>The formula, by Math.NET's error function.</summary>
    [Fact]
    public void A_pair_is_the_formula()
    {
        const double r = 0.6;
        double rho = 2 * Math.Sin(Math.PI / 6 * r);
        double[][] before = Draw(2), after = Draw(2);
        new GaussianCopula(RankCorrelations.Of([("a", "b", r)])).Apply(after);
        for (int i = 0; i < 5000; i++)
        {
            double z = rho * Score(before[0][i]) + Math.Sqrt(1 - rho * rho) * Score(before[1][i]);
            double expected = 0.5 * MathNet.Numerics.SpecialFunctions.Erfc(-z / Math.Sqrt(2));
            Assert.Equal(expected, after[1][i], 1e-7);
        }
    }

    [Fact]
    public void Extreme_uniforms_stay_inside_0_and_1()
    {
        double least = Math.ScaleB(1, -53);
        double[][] columns =
            [.. Enumerable.Range(0, 12).Select(i => Enumerable.Range(0, 1024).Select(t => t % 2 == 0 ? least : 1 - least).ToArray())];
        new GaussianCopula(Dense(12)).Apply(columns);
        Assert.All(columns.SelectMany(column => column), u => Assert.InRange(u, least, 1 - least));
    }

    [Fact]
    public void A_trial_does_not_depend_on_its_place_in_the_block()
    {
        double[][] whole = Draw(12), part = [.. Draw(12).Select(column => column[1008..2048])];
        var copula = new GaussianCopula(Dense(12));
        copula.Apply(whole);
        copula.Apply(part);
        for (int i = 0; i < 12; i++)
        {
            Assert.Equal(whole[i][1008..2048], part[i]);
        }
    }

    [Fact]
    public void Applying_allocates_nothing()
    {
        double[][] columns = [.. Draw(12).Select(column => column[..1024])];
        var copula = new GaussianCopula(Dense(12));
        Assert.Equal(0, Allocations.Of(() => copula.Apply(columns)));
    }

    private static double Score(double u) => -Math.Sqrt(2) * MathNet.Numerics.SpecialFunctions.ErfcInv(2 * u);

    private static double[][] Draw(int inputs)
    {
        var sampler = new PlainSampler(20230201, new(Rounded, 1));
        double[][] columns = [.. Enumerable.Range(0, inputs).Select(_ => new double[Rounded])];
        for (int i = 0; i < inputs; i++)
        {
            sampler.Uniforms(StreamName.Hash($"input {i}"), i, 0, columns[i]);
        }
        return columns;
    }

    /// <summary>Correlations between all pairs, of both signs, some near 1: products of loadings on two common factors.</summary>
    private static RankCorrelations Dense(int inputs)
    {
        double[,] coefficients = new double[inputs, inputs];
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double a = 0.95 * Math.Cos(i), b = 0.95 * Math.Sin(i), c = 0.95 * Math.Cos(j), d = 0.95 * Math.Sin(j);
                coefficients[i, j] = coefficients[j, i] = a * c + b * d;
            }
            coefficients[i, i] = 1;
        }
        return new([.. Enumerable.Range(0, inputs).Select(i => $"input {i}")], coefficients);
    }
}

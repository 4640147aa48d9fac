using CostSim.Sampling;
using CostSim.Statistics;
using CostSim.Tests.Distributions;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class StandardisedRegressionTests
{
    /// <summary>
    /// NIST StRD, Longley (1967): employment and six predictors that are nearly collinear; certified coefficients and R².
    /// </summary>
    [Fact]
    public void Longleys_data_give_the_certified_coefficients()
    {
        double[][] rows =
        [
            [60323, 83.0, 234289, 2356, 1590, 107608, 1947], [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
            [60171, 88.2, 258054, 3682, 1616, 109773, 1949], [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
            [63221, 96.2, 328975, 2099, 3099, 112075, 1951], [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
            [64989, 99.0, 365385, 1870, 3547, 115094, 1953], [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
            [66019, 101.2, 397469, 2904, 3048, 117388, 1955], [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
            [68169, 108.4, 442769, 2936, 2798, 120445, 1957], [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
            [68655, 112.6, 482704, 3813, 2552, 123366, 1959], [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
            [69331, 115.7, 518173, 4806, 2572, 127852, 1961], [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
        ];
        double[] certified =
            [15.0618722713733, -0.0358191792925910, -2.02022980381683, -1.03322686717359, -0.0511041056535807, 1829.15146461355];
        double[] Column(int i) => [.. rows.Select(row => row[i])];

        var line = StandardisedRegression.Of([.. Enumerable.Range(1, 6).Select(i => new[] { Column(i) })], Column(0));

        Assert.Equal(0.995479004577296, line.ExplainedShare, 1e-10);
        double sd = Moments.Of(Column(0)).StandardDeviation;
        for (int i = 0; i < certified.Length; i++)
        {
            double expected = certified[i] * Moments.Of(Column(i + 1)).StandardDeviation / sd;
            Assert.Equal(1, line.Coefficients[i].Value / expected, 1e-8);
        }
    }

    /// <summary>
    /// y = x1 x2 of independent lognormals: b_j = E[x_k] sd(x_j) / sd(y), from their moments. 300 samples of 2000; the number of intervals
    /// that cover is binomial(300, 0.95): 268 to 297 leaves alpha = 1e-4 (Python's exact sum).
    /// </summary>
    [Fact]
    public void Intervals_cover_the_coefficients_of_a_product()
    {
        const int Trials = 2000;
        double[] s = [0.2, 0.3];
        double Mean(double x) => Math.Exp(x * x / 2);
        double Sd(double v) => Math.Sqrt((Math.Exp(v) - 1) * Math.Exp(v));
        double sd = Sd((s[0] * s[0]) + (s[1] * s[1]));
        double[] exact = [Mean(s[1]) * Sd(s[0] * s[0]) / sd, Mean(s[0]) * Sd(s[1] * s[1]) / sd];
        int[] covered = [0, 0];
        double[][] columns = new[] { new double[Trials], new double[Trials] };
        for (ulong seed = 0; seed < 300; seed++)
        {
            for (int j = 0; j < 2; j++)
            {
                Philox.Uniforms(seed, (ulong)j, 0, columns[j]);
                for (int t = 0; t < Trials; t++)
                {
                    columns[j][t] = Math.Exp(s[j] * MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, columns[j][t]));
                }
            }
            var line = StandardisedRegression.Of([[columns[0]], [columns[1]]], [.. columns[0].Zip(columns[1], (a, b) => a * b)]);
            for (int j = 0; j < 2; j++)
            {
                covered[j] += line.Coefficients[j].Lower <= exact[j] && exact[j] <= line.Coefficients[j].Upper ? 1 : 0;
            }
        }
        Assert.All(covered, count => Assert.InRange(count, 268, 297));
    }

    [Fact]
    public void Indicators_of_options_have_a_size_together()
    {
        double[] option = [.. SplitMix64.Uniforms(1, 500).Select(u => Math.Floor(3 * u))];
        double[] x = [.. SplitMix64.Uniforms(2, 500).Select(u => u < 0.5 ? -1.0 : 1)],
            y = [.. option.Select(number => number == 1 ? 10.0 : number)];
        double[][] indicators = Enumerable.Range(0, 3)
            .Select(number => option.Select(value => value == number ? 1.0 : 0).ToArray()).ToArray();

        var line = StandardisedRegression.Of([indicators, [x]], y);

        Assert.Equal(1, line.ExplainedShare, 1e-12);
        Assert.Equal(1, line.Coefficients[0].Value, 1e-10);
        Assert.False(line.Coefficients[0].HasInterval);
        Assert.Equal(0, line.Coefficients[1].Value, 1e-10);
    }

    [Fact]
    public void What_does_not_vary_has_no_part_in_the_line()
    {
        double[] x = [1, 2, 3, 4], constant = [5, 5, 5, 5];

        var line = StandardisedRegression.Of([[x], [constant]], [2, 4, 6, 8]);
        var flat = StandardisedRegression.Of([[x]], constant);

        Assert.Equal(1, line.Coefficients[0].Value, 1e-12);
        Assert.Equal(0, line.Coefficients[1].Value);
        Assert.Equal(0, flat.Coefficients[0].Value);
        Assert.True(double.IsNaN(flat.ExplainedShare));
        Assert.Empty(StandardisedRegression.Of([], x).Coefficients);
    }
}

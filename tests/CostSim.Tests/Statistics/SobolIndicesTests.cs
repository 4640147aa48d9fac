using CostSim.Sampling;
using CostSim.Statistics;
using Xunit;

namespace CostSim.Tests.Statistics;

public sealed class SobolIndicesTests
{
    private const int Randomisations = 16;

    /// <summary>
    /// Ishigami and Homma 1990 with a = 7, b = 0.1; closed forms in Sudret 2008, §6.1. 16 x 4096 points: errors below 0.002.
    /// </summary>
    [Fact]
    public void Ishigamis_function_has_its_closed_indices()
    {
        var indices = Estimate(3, 4096, 1, u =>
        {
            double x1 = Math.PI * (2 * u[0] - 1), x2 = Math.PI * (2 * u[1] - 1), x3 = Math.PI * (2 * u[2] - 1);
            return Math.Sin(x1) + 7 * Math.Sin(x2) * Math.Sin(x2) + 0.1 * Math.Pow(x3, 4) * Math.Sin(x1);
        });

        AssertIndices([.31390519114781, .44241114479004, 0], [.55758885520996, .44241114479004, .24368366406215], indices, 0.002);
        AssertWithinThreeWidths(.31390519114781 + .44241114479004, indices.SumOfFirstOrder);
    }

    /// <summary>Sobol's G with a = 0, 1, 4.5, 9, 99 x 4 (Saltelli and Sobol' 1995).</summary>
    [Fact]
    public void Sobols_g_function_has_its_closed_indices()
    {
        double[] a = [0, 1, 4.5, 9, 99, 99, 99, 99];

        var indices = Estimate(8, 4096, 2, u =>
        {
            double product = 1;
            for (int i = 0; i < a.Length; i++)
            {
                product *= (Math.Abs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
            }
            return product;
        });

        AssertIndices(
            [.7161921689, .1790480422, .0236757742, .0071619217], [.7871441267, .2421981928, .0343169102, .0104603871], indices, 0.002);
    }

    /// <summary>Lognormals multiplied: S1 = (e^I² - 1) / (e^s² - 1), ST = (1 - e^-I²) / (1 - e^-s²), s² the sum of the I².</summary>
    [Fact]
    public void A_product_of_lognormals_has_its_closed_indices()
    {
        double[] s = [0.2, 0.4, 0.6];
        double all = s.Sum(x => x * x);

        var indices = Estimate(3, 8192, 3, u => Math.Exp(s[0] * Normal(u[0]) + s[1] * Normal(u[1]) + s[2] * Normal(u[2])));

        AssertIndices(
            [.. s.Select(x => (Math.Exp(x * x) - 1) / (Math.Exp(all) - 1))],
            [.. s.Select(x => (1 - Math.Exp(-x * x)) / (1 - Math.Exp(-all)))],
            indices, 0.01);
    }

    [Fact]
    public void A_large_mean_costs_no_digits()
    {
        var small = Estimate(2, 1024, 4, u => u[0] + u[0] * u[1]);
        var large = Estimate(2, 1024, 4, u => 1e9 + u[0] + u[0] * u[1], centre: 1e9);

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(small.Factors[i].FirstOrder.Value, large.Factors[i].FirstOrder.Value, 1e-6);
            Assert.Equal(small.Factors[i].Total.Value, large.Factors[i].Total.Value, 1e-6);
        }
    }

    [Fact]
    public void A_factor_without_effect_has_indices_of_exactly_zero()
    {
        var (first, total) = Estimate(2, 1024, 5, u => Math.Exp(u[0])).Factors[1];

        Assert.Equal(0, total.Value);
        Assert.Equal(0, total.Upper);
        Assert.Equal(0, first.Value, 1e-15);
    }

    [Fact]
    public void An_output_that_does_not_vary_has_no_indices()
    {
        var (first, total) = Estimate(1, 1024, 6, _ => 3).Factors[0];

        Assert.True(double.IsNaN(first.Value) && double.IsNaN(total.Value));
    }

    /// <summary>
    /// 200 seeds; the number of intervals that cover is binomial(200, 0.95): 176 to 199 leaves alpha = 1e-4 (Python's exact sum).
    /// </summary>
    [Fact]
    public void Intervals_cover_the_closed_indices()
    {
        double[] s = [0.3, 0.5];
        double all = s.Sum(x => x * x);
        int[,] covered = new int[2, 2];
        for (ulong seed = 0; seed < 200; seed++)
        {
            var indices = Estimate(2, 1024, seed, u => Math.Exp(s[0] * Normal(u[0]) + s[1] * Normal(u[1])));
            for (int i = 0; i < 2; i++)
            {
                covered[i, 0] += Covers(indices.Factors[i].FirstOrder, (Math.Exp(s[i] * s[i]) - 1) / (Math.Exp(all) - 1)) ? 1 : 0;
                covered[i, 1] += Covers(indices.Factors[i].Total, (1 - Math.Exp(-s[i] * s[i])) / (1 - Math.Exp(-all))) ? 1 : 0;
            }
        }
        foreach (int count in covered)
        {
            Assert.InRange(count, 176, 199);
        }
    }

    private static SobolIndices Estimate(int dimensions, int points, ulong seed, Func<double[], double> function, double centre = 0)
    {
        var sampler = new SobolSampler(seed, new SamplingDesign((long)points * Randomisations, Randomisations));
        var randomisations = new List<SobolSums>();
        for (int r = 0; r < Randomisations; r++)
        {
            double[][] Draw(ulong stream, int firstDimension) => [.. Enumerable.Range(0, dimensions).Select(i =>
            {
                double[] uniforms = new double[points];
                sampler.Uniforms(stream + (ulong)i, firstDimension + i, sampler.Design.Start(r), uniforms);
                return uniforms;
            })];
            double[] Evaluate(double[][] columns) =>
                [.. Enumerable.Range(0, points).Select(t => function([.. columns.Select(column => column[t])]))];
            double[][] a = Draw(100, 0), b = Draw(200, dimensions);
            double[] atA = Evaluate(a), atB = Evaluate(b);
            var sums = new SobolSums(dimensions, centre);
            sums.AddPairs(atA, atB);
            for (int i = 0; i < dimensions; i++)
            {
                sums.AddMixed(i, atA, atB, Evaluate([.. a.Select((column, j) => j == i ? b[j] : column)]));
            }
            randomisations.Add(sums);
        }
        return SobolIndices.Of(randomisations);
    }

    private static void AssertIndices(double[] firstOrder, double[] total, SobolIndices indices, double tolerance)
    {
        for (int i = 0; i < firstOrder.Length; i++)
        {
            Assert.Equal(firstOrder[i], indices.Factors[i].FirstOrder.Value, tolerance);
            Assert.Equal(total[i], indices.Factors[i].Total.Value, tolerance);
            AssertWithinThreeWidths(firstOrder[i], indices.Factors[i].FirstOrder);
            AssertWithinThreeWidths(total[i], indices.Factors[i].Total);
        }
    }

    /// <summary>Three half-widths are 6.4 standard errors: alpha = 1e-5 by Student's t with 15 degrees of freedom.</summary>
    private static void AssertWithinThreeWidths(double exact, Estimate estimate)
    {
        double reach = 3 * (estimate.Upper - estimate.Value) + 1e-12;
        Assert.InRange(exact, estimate.Value - reach, estimate.Value + reach);
    }

    private static bool Covers(Estimate estimate, double exact) => estimate.Lower <= exact && exact <= estimate.Upper;

    private static double Normal(double p) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, p);
}

using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Statistics;
using Xunit;

namespace CostSim.Tests.Statistics;

/// <summary>
/// Draws of laws, put together and summed up as a run does it, against closed forms. Every figure lies within five standard errors of the
/// exact one, by its own stated interval (alpha = 6e-7 for plain draws, 2e-4 for t with 15 degrees of freedom), and these intervals are
/// narrow.
/// </summary>
public sealed class ClosedFormTests
{
    private const int Trials = 1 << 20;

    public static TheoryData<string> Samplings => ["mc", "lhs", "sobol"];

    /// <summary>
    /// GUM Supplement 1, section 9.2.2: four standard normal quantities. Moved by 100, for counts are of numbers that are not negative.
    /// </summary>
    [Theory]
    [MemberData(nameof(Samplings))]
    public void The_sum_of_four_normal_quantities_has_the_coverage_interval_of_the_GUM(string sampling)
    {
        var sum = Sample(sampling, [.. Enumerable.Repeat(new Normal(25, 1), 4)], values => values.Sum());
        Near(100, sum.Mean, 0.01);
        Near(2, sum.StandardDeviation, 0.01);
        Near(100 - 3.919928, sum.Quantile(0.025), 0.03);
        Near(100 + 3.919928, sum.Quantile(0.975), 0.03);
    }

    /// <summary>GUM Supplement 1, section 9.2.3: four rectangular quantities of standard deviation 1.</summary>
    [Theory]
    [MemberData(nameof(Samplings))]
    public void The_sum_of_four_rectangular_quantities_has_the_coverage_interval_of_the_GUM(string sampling)
    {
        double half = Math.Sqrt(3), reach = 2 * Math.Sqrt(3) * (2 - Math.Pow(0.6, 0.25));
        var sum = Sample(sampling, [.. Enumerable.Repeat(new Uniform(25 - half, 25 + half), 4)], values => values.Sum());
        Assert.Equal(3.879407, reach, 5e-7);
        Near(2, sum.StandardDeviation, 0.01);
        Near(100 - reach, sum.Quantile(0.025), 0.03);
        Near(100 + reach, sum.Quantile(0.975), 0.03);
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public void The_product_of_two_lognormal_quantities_is_lognormal(string sampling)
    {
        var product = Sample(sampling, [new LogNormal(Math.Exp(1), 0.5), new LogNormal(Math.Exp(2), 0.8)], values => values[0] * values[1]);
        Near(31.3432834467, product.Mean, 0.2);
        Near(37.5482809636, product.StandardDeviation, 1);
        Near(4.2556528939, product.Quantile(0.05), 0.05);
        Near(20.0855369232, product.Quantile(0.5), 0.1);
        Near(94.7983314308, product.Quantile(0.95), 1);
    }

    [Theory]
    [MemberData(nameof(Samplings))]
    public void The_sum_of_two_lognormal_quantities_has_the_percentiles_of_their_convolution(string sampling)
    {
        var sum = Sample(sampling, [new LogNormal(200, 1), new LogNormal(300, 0.8)], values => values[0] + values[1]);
        Near(742.8825834408, sum.Mean, 3);
        Near(202.535577, sum.Quantile(0.05), 1);
        Near(588.566748, sum.Quantile(0.5), 2);
        Near(1786.282787, sum.Quantile(0.95), 15);
    }

    private static void Near(double exact, Estimate estimate, double halfWidth)
    {
        double half = (estimate.Upper - estimate.Lower) / 2;
        Assert.InRange(half, 0, halfWidth);
        Assert.InRange(Math.Abs(estimate.Value - exact), 0, 5 / 1.96 * half);
    }

    private static SampleStatistics Sample(string sampling, IReadOnlyList<Distribution> laws, Func<double[], double> combine)
    {
        var method = SamplingMethod.Find(sampling)!;
        var sampler = method.For(20230201, Trials);
        var transforms = laws.Select(law => law.CreateTransform()).ToArray();
        double[][] columns = [.. laws.Select(_ => new double[Trials])];
        for (int i = 0; i < columns.Length; i++)
        {
            sampler.Uniforms(StreamName.Hash($"x{i}"), i, 0, columns[i]);
            transforms[i].Apply(columns[i]);
        }
        double[] values = [.. Enumerable.Range(0, Trials).Select(trial => combine([.. columns.Select(column => column[trial])]))];
        var all = (Moments: Statistics.Sample.Moments(values), Histogram: Statistics.Sample.Histogram(values));
        return method.AreTrialsIndependent
            ? new(all.Moments, all.Histogram, [])
            : new(all.Moments, all.Histogram, [.. values.Chunk(Trials / method.Replicates)
                .Select(part => new Replicate(Statistics.Sample.Moments(part), Statistics.Sample.Histogram(part)))]);
    }
}

using CostSim.Distributions;
using Xunit;

namespace CostSim.Tests.Distributions;

public sealed class TruncatedTests
{
    [Fact]
    public void An_exponential_forgets_what_lies_below()
    {
        var law = Truncate(new Exponential(3), 5, double.PositiveInfinity);
        Assert.Equal(8, law.Mean, 1e-11);
        Assert.Equal(9, law.Variance, 1e-9);
        foreach (double q in new[] { 1e-300, 1e-30, 1e-5, 0.3, 0.9 })
        {
            Assert.Equal(1, law.UpperQuantile(q) / (5 - (3 * Math.Log(q))), 1e-14);
        }
    }

    [Fact]
    public void Moments_of_a_half_normal_are_known()
    {
        var law = Truncate(new Normal(0, 2), 0, double.PositiveInfinity);
        Assert.Equal(2 * Math.Sqrt(2 / Math.PI), law.Mean, 1e-12);
        Assert.Equal(4 * (1 - (2 / Math.PI)), law.Variance, 1e-11);
    }

    [Fact]
    public void Moments_of_a_normal_tail_are_known()
    {
        // mpmath 1.3.0, 40 digits: mean = phi(6) / Q(6), variance = 1 + 6 mean - mean^2.
        var law = Truncate(new Normal(0, 1), 6, double.PositiveInfinity);
        Assert.Equal(6.1584826045445989, law.Mean, 1e-11);
        Assert.Equal(0.023987636789166771, law.Variance, 1e-11);
    }

    [Fact]
    public void Moments_of_a_truncated_triangular_law_are_known()
    {
        // Density proportional to x on [0, 1] and 2 - x on [1, 2], cut to [0.5, 2]: integrate the polynomials.
        var law = Truncate(new Triangular(0, 1, 2), 0.5, double.PositiveInfinity);
        double mass = 0.875, mean = ((7.0 / 24) + (2.0 / 3)) / mass, square = ((15.0 / 64) + (11.0 / 12)) / mass;
        Assert.Equal(mean, law.Mean, 1e-12);
        Assert.Equal(square - (mean * mean), law.Variance, 1e-12);
    }

    [Fact]
    public void Bounds_beyond_the_support_change_nothing()
    {
        Distribution law = Truncate(new LogNormal(3, 1), -5, double.PositiveInfinity), whole = new LogNormal(3, 1);
        Assert.Equal((whole.Minimum, whole.Maximum), (law.Minimum, law.Maximum));
        Assert.Equal((whole.Quantile(1e-20), whole.UpperQuantile(1e-20)), (law.Quantile(1e-20), law.UpperQuantile(1e-20)));
        Assert.Equal((whole.Cdf(1), whole.Survival(1)), (law.Cdf(1), law.Survival(1)));
    }

    [Fact]
    public void Far_tails_keep_their_digits_on_either_side()
    {
        Distribution upper = Truncate(new Normal(0, 1), 6.5, 7), lower = Truncate(new Normal(0, 1), -7, -6.5);
        foreach (double p in new[] { 1e-9, 0.01, 0.3, 0.5, 0.8, 0.999 })
        {
            Assert.Equal(p, upper.Cdf(upper.Quantile(p)), 1e-12);
            Assert.Equal(upper.Quantile(p), -lower.UpperQuantile(p), 1e-14);
            Assert.Equal(p, lower.Survival(lower.UpperQuantile(p)), 1e-12);
        }
    }

    private static Distribution Truncate(Distribution law, double atLeast, double atMost) => Truncated.Create(law, atLeast, atMost).Value!;
}

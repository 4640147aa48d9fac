using CostSim.Distributions;
using CostSim.Fitting;
using Xunit;

namespace CostSim.Tests.Fitting;

/// <summary>Distances of SciPy are in <see cref="LawEstimatorTests"/>.</summary>
public sealed class GoodnessOfFitTests
{
    [Fact]
    public void Evenly_spaced_numbers_lie_half_a_step_from_a_uniform_law()
    {
        const int n = 200;
        var distance = GoodnessOfFit.Of(Sample.Of(Enumerable.Range(0, n).Select(i => (i + 0.5) / n)), new Uniform(0, 1));

        Assert.Equal(0.5 / n, distance.KolmogorovSmirnov, 1e-12);
        Assert.InRange(distance.AndersonDarling, 0, 0.02);
    }

    [Fact]
    public void Rounding_alone_is_no_distance()
    {
        LogNormal law = new(20, 0.8);
        double[] draws = FittingData.Draws(law, 20_000, 1);
        GoodnessOfFit exact = GoodnessOfFit.Of(Sample.Of(draws), law),
            rounded = GoodnessOfFit.Of(Sample.Of(draws.Select(value => Math.Round(value))), law);

        Assert.InRange(rounded.KolmogorovSmirnov, exact.KolmogorovSmirnov / 2, exact.KolmogorovSmirnov * 1.05);
        Assert.InRange(rounded.AndersonDarling, exact.AndersonDarling / 2, exact.AndersonDarling * 1.2);
    }

    [Fact]
    public void A_law_that_ends_before_the_data_is_far_away_but_at_a_number()
    {
        var distance = GoodnessOfFit.Of(Sample.Of(FittingData.Lengths), new Uniform(0, 100));

        Assert.Equal(1 - (8.0 / 40), distance.KolmogorovSmirnov, 1e-12);
        Assert.InRange(distance.AndersonDarling, 100, 1e6);
    }

    [Fact]
    public void Distances_are_never_negative_for_the_smallest_samples()
    {
        foreach (string law in new[] { "uniform", "loguniform", "pareto", "triangular", "exponential" })
        {
            Assert.InRange(FittingData.Fit(law, [2.2, 3.1, 4.7, 5.0, 9.9]).Distance.AndersonDarling, 0, 10);
        }
    }
}

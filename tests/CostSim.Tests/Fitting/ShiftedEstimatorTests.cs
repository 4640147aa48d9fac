using CostSim.Distributions;
using CostSim.Fitting;
using Xunit;

namespace CostSim.Tests.Fitting;

/// <summary>The numbers of <see cref="LawEstimatorTests"/>, moved: SciPy's references for the distances hold.</summary>
public sealed class ShiftedEstimatorTests
{
    public static TheoryData<string, double> Cases
    {
        get
        {
            TheoryData<string, double> cases = [];
            foreach (string law in (string[])["lognormal", "gamma", "weibull", "exponential", "pareto", "loguniform"])
            {
                foreach (double location in (double[])[500, -500, 0.7])
                {
                    cases.Add(law, location);
                }
            }
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Laws_of_positive_numbers_are_fitted_to_the_distances_from_the_location(string law, double location)
    {
        var (_, _, parameters, logLikelihood, ks, ad) = LawEstimatorTests.References.Single(row => row.Data.Item1 == law).Data;
        var sample = Moved(FittingData.Lengths, location);

        var fit = Fit(law, sample, location);

        foreach ((double expected, double found) in parameters.Zip(fit.Parameters))
        {
            Assert.Equal(1, found / expected, 1e-7);
        }

        Assert.Equal(logLikelihood, fit.LogLikelihood, 1e-6);
        Assert.Equal(ks, fit.Distance.KolmogorovSmirnov, 1e-7);
        if (double.IsFinite(ad))
        {
            Assert.Equal(ad, fit.Distance.AndersonDarling, 1e-6);
        }

        Assert.Equal(new StatedParameter("shift", location, Rounding.None), Assert.Single(fit.Stated).Parameters[^1]);
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_stated_law_is_the_fitted_one_and_lies_at_the_data(string law, double location)
    {
        var sample = Moved(FittingData.Lengths, location);
        var fit = Fit(law, sample, location);
        var stated = LawCatalogue.Find(law)!
            .Create(fit.Stated[0].Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value)).Value!;
        foreach (double p in new[] { 1e-6, 0.1, 0.5, 0.9, 0.999 })
        {
            Assert.Equal(fit.Distribution.Quantile(p), stated.Quantile(p), 1e-9 * (stated.Quantile(p) - location));
        }

        Assert.InRange(
            stated.Cdf(sample.Quantile(0.5)), 0.5 - fit.Distance.KolmogorovSmirnov - 0.025, 0.5 + fit.Distance.KolmogorovSmirnov + 0.025);
    }

    [Fact]
    public void A_law_that_starts_far_below_keeps_all_digits()
    {
        var sample = Sample.Of(FittingData.Lengths);
        Assert.All(Fit("lognormal", sample, -1e7).Stated[0].Parameters, parameter => Assert.Equal(Rounding.None, parameter.Rounding));
        Assert.Equal([Rounding.Nearest, Rounding.Nearest, Rounding.None],
            Fit("lognormal", sample, -1e3).Stated[0].Parameters.Select(parameter => parameter.Rounding));
    }

    [Theory]
    [InlineData("pareto"), InlineData("loguniform")]
    public void An_estimated_end_is_no_distance_although_adding_the_location_rounds_it(string law)
    {
        // At 0 these laws leave the numbers at their own ends out of A^2; one that fell outside by rounding would add 690 / n.
        double expected = Fit(law, Moved(FittingData.Lengths, 0), 0).Distance.AndersonDarling;
        foreach (double location in (double[])[0.1, 0.7, 1e-3, 12.34])
        {
            Assert.Equal(expected, Fit(law, Moved(FittingData.Lengths, location), location).Distance.AndersonDarling, 1e-6);
        }
    }

    [Fact]
    public void A_mixture_of_lognormals_is_that_of_scipy_from_the_location()
    {
        var sample = Moved(FittingData.Humps, 100);
        var fit = LawFit.Of(LawEstimators.MixtureFor(sample, 100), sample).Fit!;
        Assert.Equal(-150.104116966, fit.LogLikelihood, 1e-5);
        Assert.Equal(["median", "sigma", "shift", "median", "sigma", "shift"],
            fit.Stated.SelectMany(part => part.Parameters).Select(parameter => parameter.Name));
        Assert.Equal("two normals", LawEstimators.MixtureFor(sample, sample.Minimum).Name);
    }

    [Fact]
    public void Laws_with_a_location_of_their_own_take_no_notice()
    {
        foreach (string law in (string[])["normal", "uniform", "triangular"])
        {
            var sample = Sample.Of(FittingData.Lengths);
            Assert.Equal(Fit(law, sample, 0).Parameters, Fit(law, sample, 25).Parameters);
            Assert.DoesNotContain(Fit(law, sample, 25).Stated[0].Parameters, parameter => parameter.Name == "shift");
        }
    }

    [Fact]
    public void Numbers_up_to_the_location_exclude_a_law_in_words()
    {
        var sample = Sample.Of(FittingData.Lengths);
        Assert.Equal("2 values at or below 44.7", Find("gamma", 44.7).Obstacle(sample));
        Assert.Equal("1 value below 44.7", Find("exponential", 44.7).Obstacle(sample));
        Assert.Null(Find("gamma", 31).Obstacle(sample));
    }

    [Fact]
    public void P_values_are_those_of_the_distances()
    {
        // Whole numbers, so that distances are exact; the same random numbers then give the same replicates but for their last bits.
        Sample distances = Sample.Of(FittingData.Lengths.Select(value => Math.Round(value))),
            sample = Moved(distances.Values.ToArray(), 500);
        foreach (string law in (string[])["lognormal", "weibull"])
        {
            GoodnessOfFitP from = Test(Fit(law, sample, 500), sample), at0 = Test(Fit(law, distances, 0), distances);
            Assert.Equal(at0.KolmogorovSmirnov, from.KolmogorovSmirnov, 0.01);
            Assert.Equal(at0.AndersonDarling, from.AndersonDarling, 0.01);
        }
    }

    private static GoodnessOfFitP Test(LawFit fit, Sample sample) =>
        new ParametricBootstrap(199, 5).Test(fit, sample, TestContext.Current.CancellationToken);

    private static Sample Moved(double[] values, double location) => Sample.Of(values.Select(value => value + location));

    private static LawEstimator Find(string law, double location) =>
        LawEstimators.Single(location: location).Single(estimator => estimator.Name == law);

    private static LawFit Fit(string law, Sample sample, double location) => LawFit.Of(Find(law, location), sample).Fit!;
}

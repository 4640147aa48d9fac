using CostSim.Distributions;
using CostSim.Fitting;
using Xunit;

namespace CostSim.Tests.Fitting;

/// <summary>Reference values by SciPy 1.10.1: LawEstimatorReference.py, beside this file, prints them.</summary>
public sealed class LawEstimatorTests
{
    public static TheoryData<string, double[], double[], double, double, double> References => new()
    {
        { "lognormal", FittingData.Lengths, [230.089947, 0.97838988], -273.422471954, 0.044087496, 0.094087313 },
        { "gamma", FittingData.Lengths, [1.12742024, 338.190227], -277.565751710, 0.105738078, 0.815828776 },
        { "weibull", FittingData.Lengths, [0.992834209, 379.893542], -277.739582671, 0.093592808, 0.757603336 },
        { "exponential", FittingData.Lengths, [381.282514], -277.741622808, 0.091410536, 0.761390720 },
        { "pareto", FittingData.Lengths, [31.2, 0.500487402], -285.225726437, 0.251566309, double.NaN },
        { "loguniform", FittingData.Lengths, [31.2, 2604.9], -277.027197078, 0.174483583, double.NaN },
        { "uniform", FittingData.Lengths, [31.2, 2604.9], -314.123993250, 0.621302017, double.NaN },
        { "beta", FittingData.Shares, [1.81160328, 3.22401345], 8.200772254, 0.043946822, 0.063880805 },
        { "normal", FittingData.Changes, [0.462333373, 3.71265728], -81.920592561, 0.179638796, 1.855264164 },
        { "student_t", FittingData.Changes, [0.199659418, 1.29357142, 1.52812673], -71.792141604, 0.030108949, 0.053140539 },
        { "triangular", FittingData.Prices, [0.919904828, 1.7, 3.98088295], -28.633026616, 0.031423641, 0.058467546 },
    };

    public static TheoryData<string> Names => [.. LawEstimators.Single().Select(estimator => estimator.Name)];

    [Theory]
    [MemberData(nameof(References))]
    public void Estimates_likelihoods_and_distances_are_those_of_scipy(
        string law, double[] values, double[] parameters, double logLikelihood, double ks, double ad)
    {
        var fit = FittingData.Fit(law, values);

        // The search for the ends of a triangular law stops at a millionth of its width.
        double tolerance = law == "triangular" ? 1e-4 : 1e-7;
        Assert.Equal(logLikelihood, fit.LogLikelihood, 1e-6);
        foreach (var (expected, found) in parameters.Zip(fit.Parameters))
        {
            Assert.InRange(found, expected - (tolerance * Math.Abs(expected)), expected + (tolerance * Math.Abs(expected)));
        }

        Assert.Equal(ks, fit.Distance.KolmogorovSmirnov, law == "triangular" ? 1e-4 : 1e-7);
        if (double.IsFinite(ad))
        {
            Assert.Equal(ad, fit.Distance.AndersonDarling, law == "triangular" ? 1e-3 : 1e-6);
        }
    }

    [Fact]
    public void A_mixture_of_two_lognormals_is_that_of_scipy()
    {
        var sample = Sample.Of(FittingData.Humps);
        var fit = LawFit.Of(LawEstimators.MixtureFor(sample), sample).Fit!;

        Assert.Equal(-150.104116966, fit.LogLikelihood, 1e-5);
        var parts = fit.Stated;
        Assert.Equal(["lognormal", "lognormal"], parts.Select(part => part.Law));
        Assert.Equal(0.437499981, parts[0].Weight, 1e-4);
        double[] found = [.. parts.SelectMany(part => part.Parameters.Select(parameter => parameter.Value))];
        foreach (var (expected, value) in new[] { 7.91712293, 0.330370551, 125.779437, 0.37376457 }.Zip(found))
        {
            Assert.InRange(value / expected, 1 - 1e-4, 1 + 1e-4);
        }
    }

    [Fact]
    public void Every_law_of_the_catalogue_is_fitted_or_has_a_reason_not_to_be() =>
        Assert.Equal(
            LawCatalogue.All.Select(law => law.Name).Order(StringComparer.Ordinal),
            LawEstimators.Single().Select(estimator => estimator.Name).Concat(LawEstimators.NotFitted.Select(law => law.Law))
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_law_near_the_estimate_is_likelier(string name)
    {
        var estimator = FittingData.Estimator(name);
        var sample = Sample.Of(name == "student_t" ? FittingData.Changes : FittingData.Shares);
        double[] best = estimator.Estimate(sample);
        double most = estimator.LogLikelihood(sample, best);
        for (int i = 0; i < best.Length; i++)
        {
            foreach (double factor in new[] { 0.99, 0.9999, 1.0001, 1.01 })
            {
                double[] near = [.. best];
                near[i] *= factor;
                var law = estimator.Make(near);
                bool isOutside = law.Minimum > sample.Minimum || law.Maximum < sample.Maximum;
                Assert.True(isOutside || estimator.LogLikelihood(sample, near) <= most + 1e-6, $"{name}: parameter {i} times {factor}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_stated_law_is_the_law_that_scenarios_read(string name)
    {
        var fit = FittingData.Fit(name, name == "student_t" ? FittingData.Changes : FittingData.Shares);
        var stated = fit.Stated.Single();

        var read = LawCatalogue.Find(stated.Law)!
            .Create(stated.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));

        Assert.Empty(read.Problems);
        foreach (double p in new[] { 0.01, 0.3, 0.5, 0.9 })
        {
            Assert.Equal(fit.Distribution.Quantile(p), read.Value!.Quantile(p), 1e-12);
        }
    }

    [Theory]
    [InlineData(1e12)]
    [InlineData(1e-12)]
    [InlineData(1e150)]
    [InlineData(1e-150)]
    public void Estimates_scale_with_the_unit(double unit)
    {
        var sample = Sample.Of(FittingData.Lengths.Select(value => value * unit));
        foreach (string name in new[] { "lognormal", "gamma", "weibull", "exponential", "normal", "student_t", "pareto", "uniform",
            "loguniform", "triangular" })
        {
            LawFit? plain = LawFit.Of(FittingData.Estimator(name), Sample.Of(FittingData.Lengths)).Fit,
                scaled = LawFit.Of(FittingData.Estimator(name), sample).Fit;
            Assert.True(scaled is not null, name);
            Assert.InRange(
                scaled.Distance.KolmogorovSmirnov, plain!.Distance.KolmogorovSmirnov - 1e-5, plain.Distance.KolmogorovSmirnov + 1e-5);
            Assert.Equal(plain.LogLikelihood - (FittingData.Lengths.Length * Math.Log(unit)), scaled.LogLikelihood, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_outlier_of_a_trillion_leaves_numbers(string name)
    {
        (var fit, string why) = LawFit.Of(FittingData.Estimator(name), Sample.Of([.. FittingData.Lengths, 1e12]));

        Assert.True(
            fit is null ? why.Length > 0 : fit.Parameters.All(double.IsFinite) && double.IsFinite(fit.Distance.AndersonDarling), name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_different_numbers_among_many_equal_ones_leave_numbers(string name)
    {
        (var fit, string why) = LawFit.Of(FittingData.Estimator(name), Sample.Of([.. Enumerable.Repeat(0.25, 30), 0.5]));

        Assert.True(fit is null ? why.Length > 0 : double.IsFinite(fit.Aic) && double.IsFinite(fit.Distance.AndersonDarling), name);
    }

    [Fact]
    public void Zeros_and_negative_numbers_exclude_laws_of_positive_numbers_with_their_count()
    {
        Assert.Equal("1 value at or below 0", LawFit.Of(FittingData.Estimator("lognormal"), Sample.Of([0, 1, 2, 3, 4])).WhyNone);
        Assert.Equal("2 values below 0", LawFit.Of(FittingData.Estimator("exponential"), Sample.Of([-1, -2, 2, 3, 4])).WhyNone);
        Assert.Equal("3 values at or above 1", LawFit.Of(FittingData.Estimator("beta"), Sample.Of([0.5, 0.7, 1, 3, 4])).WhyNone);
        Assert.NotNull(LawFit.Of(FittingData.Estimator("exponential"), Sample.Of([0, 1, 2, 3, 4])).Fit);
    }

    [Fact]
    public void Light_tails_have_no_student_t_of_their_own() =>
        Assert.Equal("tails no heavier than those of a normal law",
            LawFit.Of(FittingData.Estimator("student_t"), Sample.Of(FittingData.Shares)).WhyNone);
}

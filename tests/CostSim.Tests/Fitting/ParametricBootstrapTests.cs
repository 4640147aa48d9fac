using CostSim.Distributions;
using CostSim.Fitting;
using Xunit;

namespace CostSim.Tests.Fitting;

/// <summary>
/// Critical values at 5 % with estimated parameters: Stephens, EDF statistics for goodness of fit and some comparisons, JASA 69 (1974),
/// tables 1.2 and 1.4, as corrected in D'Agostino and Stephens, Goodness-of-Fit Techniques (1986), tables 4.7 and 4.11.
/// </summary>
public sealed class ParametricBootstrapTests
{
    /// <summary>Standard deviation of a p-value of 0.05 from 1999 replicates: 0.005; four of them.</summary>
    private const double Margin = 0.02;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("normal", 40)]
    [InlineData("normal", 400)]
    [InlineData("normal", 50_000)]
    [InlineData("lognormal", 100)]
    [InlineData("exponential", 100)]
    [InlineData("exponential", 50_000)]
    public void Published_critical_values_have_a_p_of_5_percent(string law, int count)
    {
        double n = count, root = Math.Sqrt(n);
        (double ks, double ad) = law == "exponential"
            ? ((1.094 / (root + 0.26 + (0.5 / root))) + (0.2 / n), 1.321 / (1 + (0.6 / n)))
            : (0.895 / (root - 0.01 + (0.85 / root)), 0.752 / (1 + (0.75 / n) + (2.25 / (n * n))));
        var sample = Sample.Of(FittingData.Draws(new LogNormal(10, 0.5), count, 3));
        var fit = LawFit.Of(FittingData.Estimator(law), sample).Fit! with { Distance = new(ks, ad) };

        var p = new ParametricBootstrap(1999, 7).Test(fit, sample, Cancellation);

        Assert.InRange(p.KolmogorovSmirnov, 0.05 - Margin, 0.05 + Margin);
        Assert.InRange(p.AndersonDarling, 0.05 - Margin, 0.05 + Margin);
    }

    /// <summary>
    /// 400 samples of a law that is true, each with its own replicates: of p-values below 0.05 there are 20 on average, 5 to 38 with
    /// probability 0.9998 (binomial).
    /// </summary>
    [Theory]
    [InlineData("lognormal", 50, false)]
    [InlineData("gamma", 50, false)]
    [InlineData("weibull", 30, false)]
    [InlineData("lognormal", 200, true)]
    [InlineData("student_t", 60, false)]
    [InlineData("uniform", 40, false)]
    public void A_true_law_is_rejected_in_5_percent_of_samples(string name, int count, bool isRounded)
    {
        Distribution law = name switch
        {
            "lognormal" => new LogNormal(30, 0.7),
            "gamma" => new Gamma(2, 10),
            "weibull" => new Weibull(1.5, 10),
            "student_t" => new StudentT(5, 2, 4),
            _ => new Uniform(3, 9),
        };
        int ks = 0, ad = 0;
        for (int i = 0; i < 400; i++)
        {
            IEnumerable<double> draws = FittingData.Draws(law, count, (ulong)(1000 + i));
            var sample = Sample.Of(isRounded ? draws.Select(value => Math.Max(1, Math.Round(value))) : draws);
            if (LawFit.Of(FittingData.Estimator(name), sample).Fit is not { } fit)
            {
                continue;
            }

            var p = new ParametricBootstrap(199, (ulong)i).Test(fit, sample, Cancellation);
            ks += p.KolmogorovSmirnov <= 0.05 ? 1 : 0;
            ad += p.AndersonDarling <= 0.05 ? 1 : 0;
        }

        Assert.InRange(ks, 5, 38);
        Assert.InRange(ad, 5, 38);
    }

    /// <summary>
    /// scipy.stats.goodness_of_fit with 1999 samples, by LawEstimatorReference.py; four standard deviations of the difference of both.
    /// </summary>
    [Theory]
    [InlineData("gamma", 0.3335, 0.0365)]
    [InlineData("weibull", 0.4865, 0.047)]
    [InlineData("lognormal", 1.0, 0.9995)]
    public void P_values_are_those_of_scipy(string law, double ks, double ad)
    {
        var p = new ParametricBootstrap(1999, 1)
            .Test(FittingData.Fit(law, FittingData.Lengths), Sample.Of(FittingData.Lengths), Cancellation);

        Assert.InRange(p.KolmogorovSmirnov, ks - Deviations(ks), ks + Deviations(ks));
        Assert.InRange(p.AndersonDarling, ad - Deviations(ad), ad + Deviations(ad));

        static double Deviations(double probability) => 0.002 + (4 * Math.Sqrt(2 * probability * (1 - probability) / 1999));
    }

    /// <summary>
    /// 100 samples of a mixture that is true: of p-values up to 0.05 there are 5 on average, at most 14 with probability 0.9999.
    /// </summary>
    [Fact]
    public void A_true_mixture_is_seldom_rejected()
    {
        int ks = 0, ad = 0;
        for (int i = 0; i < 100; i++)
        {
            var sample = Sample.Of(FittingData.Draws(FittingData.TwoHumps(), 100, (ulong)(3000 + i)));
            var fit = LawFit.Of(LawEstimators.MixtureFor(sample), sample).Fit!;
            var p = new ParametricBootstrap(99, (ulong)i).Test(fit, sample, Cancellation);
            ks += p.KolmogorovSmirnov <= 0.05 ? 1 : 0;
            ad += p.AndersonDarling <= 0.05 ? 1 : 0;
        }

        Assert.InRange(ks, 0, 14);
        Assert.InRange(ad, 0, 14);
    }

    [Fact]
    public void A_mixture_of_lognormals_is_rejected_as_a_lognormal()
    {
        for (ulong stream = 0; stream < 20; stream++)
        {
            var sample = Sample.Of(FittingData.Draws(FittingData.TwoHumps(), 200, stream));
            var p = new ParametricBootstrap(199, 1).Test(LawFit.Of(FittingData.Estimator("lognormal"), sample).Fit!, sample, Cancellation);
            Assert.Equal(1.0 / 200, p.KolmogorovSmirnov, 1e-12);
            Assert.Equal(1.0 / 200, p.AndersonDarling, 1e-12);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_p()
    {
        var sample = Sample.Of(FittingData.Lengths);
        var fit = FittingData.Fit("gamma", FittingData.Lengths);

        Assert.Equal(
            new ParametricBootstrap(99, 5).Test(fit, sample, Cancellation), new ParametricBootstrap(99, 5).Test(fit, sample, Cancellation));
        Assert.NotEqual(
            new ParametricBootstrap(99, 5).Test(fit, sample, Cancellation), new ParametricBootstrap(99, 6).Test(fit, sample, Cancellation));
    }

    [Fact]
    public void A_cancelled_test_ends() =>
        Assert.Throws<OperationCanceledException>(() =>
            new ParametricBootstrap(99, 5).Test(
                FittingData.Fit("gamma", FittingData.Lengths), Sample.Of(FittingData.Lengths), new CancellationToken(canceled: true)));
}

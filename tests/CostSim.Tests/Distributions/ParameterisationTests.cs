using CostSim.Distributions;
using Xunit;

namespace CostSim.Tests.Distributions;

public sealed class ParameterisationTests
{
    /// <summary>The standard normal quantile of 0.9.</summary>
    private const double Z90 = 1.2815515655446004;

    [Fact]
    public void Lognormal_mean_and_cv_are_its_mean_and_cv()
    {
        var law = Create("lognormal", ("mean", 15), ("cv", 0.5));
        Assert.Equal(15, law.Mean, 1e-13);
        Assert.Equal(7.5 * 7.5, law.Variance, 1e-12);
        Assert.Equal(15 / Math.Sqrt(1.25), law.Quantile(0.5), 1e-13);
        Assert.Equal(law.Quantile(0.1), Create("lognormal", ("mean", 15), ("sd", 7.5)).Quantile(0.1));
    }

    [Fact]
    public void Lognormal_mu_is_the_logarithm_of_the_median() =>
        Assert.Equal(Math.E * Math.Exp(2 * Z90), Create("lognormal", ("mu", 1), ("sigma", 2)).Quantile(0.9), 1e-12);

    [Theory]
    [InlineData("normal"), InlineData("lognormal"), InlineData("loguniform"), InlineData("gamma"), InlineData("weibull")]
    public void Two_quantiles_are_met(string name)
    {
        foreach ((string lowName, double low, string highName, double high) in new[] { ("p10", 10.0, "p90", 17.0),
            ("median", 13.0, "p99.9", 80.0), ("p0.1", 1.0, "p5", 1.5) })
        {
            if (name == "loguniform" && lowName == "p0.1")
            {
                continue;
            }

            var law = Create(name, (lowName, low), (highName, high));
            double pLow = lowName switch { "p10" => 0.1, "median" => 0.5, _ => 0.001 },
                qHigh = highName switch { "p90" => 0.1, "p99.9" => 0.001, _ => 0.95 };
            Assert.Equal(low, law.Quantile(pLow), 1e-11 * low);
            Assert.Equal(high, law.UpperQuantile(qHigh), 1e-11 * high);
        }
    }

    [Fact]
    public void Gamma_shape_is_recovered_from_its_quantiles()
    {
        // Chi-square with 6 degrees of freedom, by mpmath.
        var law = Create("gamma", ("p10", 2.2041306564986421), ("p90", 10.64464067566842));
        Assert.Equal(6, law.Mean, 1e-11);
        Assert.Equal(12, law.Variance, 1e-10);
    }

    [Theory]
    [InlineData(1e-4, 1.0), InlineData(1, 1.001), InlineData(1, 1e6), InlineData(1e9, 3e9)]
    public void Gamma_meets_quantiles_that_are_far_apart_or_close(double low, double high)
    {
        var law = Create("gamma", ("p10", low), ("p90", high));
        Assert.Equal(low, law.Quantile(0.1), 1e-10 * low);
        Assert.Equal(high, law.UpperQuantile(0.1), 1e-10 * high);
    }

    [Fact]
    public void Pareto_meets_its_quantile()
    {
        // Half of a Pareto law lies above min 2^(1/alpha).
        Assert.Equal("pareto min=3 alpha=0.5", Create("pareto", ("min", 3), ("median", 12)).ToString());
        Assert.Equal(70, Create("pareto", ("min", 3), ("p99.9", 70)).UpperQuantile(0.001), 1e-12);
    }

    [Fact]
    public void Moments_that_do_not_exist_are_infinite_or_nan()
    {
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), Moments("pareto", ("min", 1), ("alpha", 1)));
        Assert.Equal((3, double.PositiveInfinity), Moments("pareto", ("min", 1), ("alpha", 1.5)));
        Assert.Equal((4, double.PositiveInfinity), Moments("student_t", ("location", 4), ("scale", 1), ("dof", 2)));
        Assert.Equal((double.NaN, double.NaN), Moments("student_t", ("location", 4), ("scale", 1), ("dof", 1)));
    }

    [Fact]
    public void Pert_is_a_beta_law()
    {
        // Malcolm et al. (1959): mean (min + 4 mode + max) / 6.
        var law = Create("pert", ("min", 1), ("mode", 1.8), ("max", 4));
        Assert.Equal((1 + (4 * 1.8) + 4) / 6, law.Mean, 1e-15);
        Assert.Equal((law.Mean - 1) * (4 - law.Mean) / 7, law.Variance, 1e-15);
        Assert.Equal(5.5, Create("pert", ("min", 1), ("mode", 2), ("max", 10), ("lambda", 0)).Mean, 1e-15);
    }

    [Fact]
    public void Moments_are_those_of_the_textbooks()
    {
        Assert.Equal((2, 4.0 / 3), Moments("uniform", ("min", 0), ("max", 4)));
        Near((999 / Math.Log(1000), (999999 / (2 * Math.Log(1000))) - Math.Pow(999 / Math.Log(1000), 2)),
            Moments("loguniform", ("min", 1), ("max", 1000)));
        Near((6.8 / 3, (1 + 3.24 + 16 - 1.8 - 4 - 7.2) / 18), Moments("triangular", ("min", 1), ("mode", 1.8), ("max", 4)));
        Near((0.35, 0.25 / 36), Moments("beta", ("alpha", 4), ("beta", 4), ("min", 0.1), ("max", 0.6)));
        Near((4, 80), Moments("weibull", ("shape", 0.5), ("scale", 2)));
        Near((3, 9), Moments("exponential", ("mean", 3)));
        Near((10, 25), Moments("gamma", ("mean", 10), ("cv", 0.5)));
        Near((Math.Exp(2), Math.Exp(4) * (Math.Exp(4) - 1)), Moments("lognormal", ("mu", 0), ("sigma", 2)));
    }

    [Theory]
    [InlineData("uniform", "min=2 max=2"), InlineData("loguniform", "min=2 max=2"), InlineData("triangular", "min=2 mode=2 max=2")]
    [InlineData("pert", "min=2 mode=2 max=2")]
    [InlineData("beta", "alpha=3 beta=1 min=2 max=2"), InlineData("normal", "mean=2 sd=0"), InlineData("lognormal", "mean=2 sd=0")]
    [InlineData("lognormal", "mean=2 cv=0")]
    [InlineData("lognormal", "median=2 sigma=0"), InlineData("gamma", "mean=2 cv=0"), InlineData("fixed", "value=2")]
    [InlineData("normal", "mean=2 sd=0 at_least=1")]
    [InlineData("student_t", "location=2 scale=0 dof=3")]
    public void Laws_without_width_are_fixed_values(string name, string parameters)
    {
        var law = Create(name, [.. parameters.Split(' ').Select(pair => (pair[..^2], (double)(pair[^1] - '0')))]);
        Assert.True(law.IsFixed);
        Assert.Equal((2, 2, 2, 0), (law.Minimum, law.Maximum, law.Mean, law.Variance));
        Assert.Equal((2, 2, 0, 1), (law.Quantile(0.3), law.UpperQuantile(1e-9), law.Cdf(1.9), law.Survival(1.9)));
        double[] column = [0.1, 0.5, 0.9];
        law.CreateTransform().Apply(column);
        Assert.Equal([2.0, 2.0, 2.0], column);
    }

    [Theory]
    [InlineData("p99.9", 0.999, 0.001), InlineData("p50", 0.5, 0.5), InlineData("median", 0.5, 0.5), InlineData("p2.5", 0.025, 0.975)]
    [InlineData("p99.9999", 0.999999, 0.000001)]
    public void Quantile_names_give_both_probabilities_exactly(string name, double p, double q)
    {
        var point = QuantilePoint.Read(name, 7)!.Value;
        Assert.Equal((p, q, 7), (point.P, point.Q, point.Value));
    }

    [Fact]
    public void Laws_are_written_in_parameters_that_can_be_pasted_back()
    {
        Assert.Equal("lognormal median=13000000 sigma=0.336", Create("lognormal", ("median", 13e6), ("sigma", 0.336)).ToString());
        Assert.Equal("normal mean=1 sd=2 at_least=0 at_most=5.5",
            Create("normal", ("mean", 1), ("sd", 2), ("at_least", 0), ("at_most", 5.5)).ToString());
        Assert.Equal(
            "beta alpha=4 beta=4 min=0.1 max=0.6", Create("beta", ("alpha", 4), ("beta", 4), ("min", 0.1), ("max", 0.6)).ToString());
        Assert.Equal("pert min=1 mode=1.8 max=4", Create("pert", ("min", 1), ("mode", 1.8), ("max", 4)).ToString());
        Assert.Equal("fixed value=0.1", Create("fixed", ("value", 0.1)).ToString());
    }

    private static Distribution Create(string law, params (string Name, double Value)[] arguments)
    {
        var outcome = LawCatalogue.Find(law)!.Create(arguments.ToDictionary(argument => argument.Name, argument => argument.Value));
        Assert.Empty(outcome.Problems);
        return outcome.Value!;
    }

    private static (double Mean, double Variance) Moments(string law, params (string Name, double Value)[] arguments)
    {
        var distribution = Create(law, arguments);
        return (distribution.Mean, distribution.Variance);
    }

    private static void Near((double Mean, double Variance) expected, (double Mean, double Variance) actual)
    {
        Assert.Equal(1, actual.Mean / expected.Mean, 1e-13);
        Assert.Equal(1, actual.Variance / expected.Variance, 1e-12);
    }
}

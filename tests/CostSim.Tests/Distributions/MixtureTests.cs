using CostSim.Distributions;
using Xunit;

namespace CostSim.Tests.Distributions;

public sealed class MixtureTests
{
    public static TheoryData<string> Mixtures => [.. MixturesByName.Keys];

    private static readonly Dictionary<string, Distribution> MixturesByName = new()
    {
        ["an atom at the end"] = Mix((0.2, new Fixed(0)), (0.8, new LogNormal(100, 1))),
        ["an atom inside"] = Mix((0.3, new Fixed(100)), (0.7, new LogNormal(100, 1))),
        ["numbers to choose from and a normal"] = Mix(
            (0.5, Choice.OfNumbers([new("1", 1, 0.25), new("2", 2, 0.75)])), (0.5, new Normal(2, 1))),
        ["counts"] = Mix((1, new Poisson(3)), (2, new Binomial(40, 0.5))),
        ["counts and a normal"] = Mix((1, new Poisson(3)), (1, new Normal(10, 3))),
        ["many counts and a normal"] = Mix((1, new Poisson(1e4)), (1, new Normal(1e4, 300))),
        ["data with ties and a normal"] = Mix((1, Empirical.Of([1, 2, 2, 2, 5, 9]).Value!), (1, new Normal(4, 2))),
        ["percentiles"] = Mix((1, Through(181, 1020, 2734, 4142)), (3, Through(41, 129, 424, 601))),
        ["a mixture in a mixture"] = Mix((1, Mix((1, new Fixed(5)), (1, new Uniform(4, 6)))), (1, new Exponential(5))),
        ["fixed numbers"] = Mix((1, new Fixed(5)), (3, new Fixed(2))),
        ["steep and far apart"] = Mix((1, new Normal(1, 1e-6)), (1, new LogNormal(1e6, 0.1)), (1, new Beta(0.3, 0.3, 2, 3))),
        ["an atom between bounds"] = Truncated.Create(Mix((0.3, new Fixed(100)), (0.7, new LogNormal(100, 1))), 100, 300).Value!,
        ["a gamma that starts inside"] = Mix((1, new Normal(0, 1)), (1, new Gamma(3, 1))),
    };

    [Theory, MemberData(nameof(Mixtures))]
    public void The_transform_is_the_monotone_inverse(string name)
    {
        var law = MixturesByName[name];
        double[] column = SplitMix64.Uniforms(seed: 12, 20_000);
        Array.Sort(column);
        double[] expected = [.. column.Select(law.Quantile)];
        law.CreateTransform().Apply(column);
        double width = law.UpperQuantile(0.25) - law.Quantile(0.25);
        for (int i = 0; i < column.Length; i++)
        {
            Assert.Equal(expected[i], column[i], 1e-8 * Math.Max(Math.Abs(expected[i]), width));
            if (i > 0)
            {
                Assert.True(column[i] >= column[i - 1] - (1e-8 * Math.Max(Math.Abs(column[i]), width)));
            }
        }
    }

    [Theory, MemberData(nameof(Mixtures))]
    public void Quantiles_are_the_least_numbers_with_enough_below(string name)
    {
        var law = MixturesByName[name];
        foreach (double p in SplitMix64.Uniforms(seed: 13, 300).Concat([1e-100, 1e-12, 1e-6, 0.01, 0.99, 0.999999]))
        {
            double x = law.Quantile(p), slack = 1e-13 + (1e-14 * Math.Abs(x));
            Assert.True(law.Cdf(x + slack) >= p * (1 - 1e-13), $"too low: {x} at {p}");
            Assert.True(law.Cdf(x - slack) <= p * (1 + 1e-13) || law.ProbabilityBelow(x) <= p * (1 + 1e-13), $"too high: {x} at {p}");
            double y = law.UpperQuantile(p);
            slack = 1e-13 + (1e-14 * Math.Abs(y));
            Assert.True(law.Survival(y + slack) <= p * (1 + 1e-13), $"too low: {y} above {p}");
            Assert.True(law.ProbabilityFrom(y - slack) >= p * (1 - 1e-13), $"too high: {y} above {p}");
        }
    }

    [Fact]
    public void Moments_are_those_of_the_components()
    {
        // E X = 0.25 5 + 0.75 2, E X^2 = 0.25 25 + 0.75 4; and a third of N(0, 1), two thirds of N(3, 4).
        Assert.Equal((2.75, 9.25 - (2.75 * 2.75)), (MixturesByName["fixed numbers"].Mean, MixturesByName["fixed numbers"].Variance));
        var normals = Mix((1, new Normal(0, 1)), (2, new Normal(3, 2)));
        Assert.Equal(2, normals.Mean, 1e-15);
        Assert.Equal((1 + (2 * 13)) / 3.0 - 4, normals.Variance, 1e-14);
        Assert.Equal(double.PositiveInfinity, Mix((1, new Normal(0, 1)), (1, new Pareto(1, 0.5))).Mean);
    }

    [Fact]
    public void Atoms_are_drawn_exactly()
    {
        var law = MixturesByName["an atom inside"];
        double[] column = [0.349, 0.3501, 0.5, 0.6499, 0.651];
        law.CreateTransform().Apply(column);
        Assert.Equal([100.0, 100.0, 100.0], column[1..4]);
        Assert.True(column[0] < 100 && column[4] > 100);
        Assert.Equal((0.35, 0.65), (Math.Round(law.ProbabilityBelow(100), 14), Math.Round(law.Cdf(100), 14)));
    }

    [Fact]
    public void No_digits_are_lost_between_components_that_are_far_apart()
    {
        // Beside the gap only one component counts: 0.5 Phi(z) = 0.5 - d, so that z is the normal quantile of 1 - 2 d.
        var law = Mix((1, new Normal(0, 1)), (1, new Normal(1000, 1)));
        double d = Math.ScaleB(1, -50);
        Assert.Equal(new Normal(0, 1).UpperQuantile(2 * d), law.Quantile(0.5 - d), 1e-12);
        Assert.Equal(1000 + new Normal(0, 1).Quantile(2 * d), law.UpperQuantile(0.5 - d), 1e-11);
    }

    /// <summary>
    /// Beside an atom or a gap only one component changes, and the mixture's quantile is that component's at a stretched probability.
    /// </summary>
    public static TheoryData<string> Separable => [.. SeparableByName.Keys];

    private static readonly Dictionary<string, (Distribution Law, double[] Jumps, Func<double, double> Inverse)> SeparableByName = new()
    {
        ["a fixed number at the median of a lognormal"] = (
            Mix((3, new Fixed(100)), (7, new LogNormal(100, 1))), [0.35, 0.65],
            u => u <= 0.35 ? LogNormalAt(u / 0.7) : u <= 0.65 ? 100 : LogNormalAbove((1 - u) / 0.7)),
        ["a fixed number below a lognormal"] = (Mix((1, new Fixed(0)), (3, new LogNormal(100, 1))), [0.25],
            u => u <= 0.25 ? 0 : u < 0.6 ? LogNormalAt((u - 0.25) / 0.75) : LogNormalAbove((1 - u) / 0.75)),
        ["a rare fixed number above a narrow lognormal"] = (
            Mix((1, new Fixed(1e6)), (1023, new LogNormal(100, 0.01))), [1 - (1 / 1024.0)],
            u => u <= 1 - (1 / 1024.0) ? 100 * Math.Exp(0.01 * Score(u * 1024 / 1023)) : 1e6),
        ["two narrow normals far apart"] = (
            Mix((1, new Normal(1, 1e-3)), (3, new Normal(1e6, 1e-2))), [0.25],
            u => u <= 0.25 ? 1 + (1e-3 * Score(4 * u)) : 1e6 + (1e-2 * Score((u - 0.25) / 0.75))),
        ["a narrow normal beyond a uniform"] =
            (Mix((1, new Uniform(0, 1)), (1, new Normal(1e3, 1e-9))), [0.5], u => u <= 0.5 ? 2 * u : 1e3 - (1e-9 * Score(2 * (1 - u)))),
        ["a triangle before data with ties"] = (
            Mix((1, new Triangular(0, 1, 2)), (1, Empirical.Of([3, 5, 5, 9]).Value!)), [0.25, 0.5, 0.5 + (1 / 6.0), 0.5 + (2 / 6.0)],
            u => u <= 0.25 ? Math.Sqrt(4 * u) : u <= 0.5 ? 2 - Math.Sqrt(2 * (1 - (2 * u)))
                : (2 * u) - 1 is var p && p <= 1 / 3.0 ? 3 + (6 * p) : p <= 2 / 3.0 ? 5 : 5 + (12 * (p - (2 / 3.0)))),
    };

    [Theory, MemberData(nameof(Separable))]
    public void The_transform_is_the_inverse_in_closed_form_and_lands_on_the_right_side_of_jumps(string name)
    {
        (var law, double[] jumps, var inverse) = SeparableByName[name];
        // Nearer to a gap than 2^-49 a draw may fall into it: one in 10^15.
        double[] around = [.. jumps.SelectMany(
            jump => Enumerable.Range(4, 46).SelectMany(bits => new[] { jump - Math.ScaleB(1, -bits), jump + Math.ScaleB(1, -bits) }))];
        double[] column = [.. SplitMix64.Uniforms(seed: 14, 50_000), .. around.Where(u => u is > 0 and < 1)], uniforms = [.. column];
        law.CreateTransform().Apply(column);
        for (int i = 0; i < column.Length; i++)
        {
            // Where the inverse is infinitely steep, rounding the uniform alone moves it.
            double expected = inverse(uniforms[i]), moved = Math.Abs(inverse(Math.BitIncrement(uniforms[i])) - expected)
                + Math.Abs(inverse(Math.BitDecrement(uniforms[i])) - expected);
            double allowed = (1e-8 * Math.Max(Math.Abs(expected), 1e-6)) + (8 * moved);
            Assert.True(Math.Abs(column[i] - expected) <= allowed, $"{column[i]:R} instead of {expected:R} at {uniforms[i]:R}");
        }
    }

    private static double Score(double p) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, p);

    private static double LogNormalAt(double p) => 100 * Math.Exp(Score(p));

    private static double LogNormalAbove(double q) => 100 * Math.Exp(-Score(q));

    [Fact]
    public void A_mixture_of_one_is_that_one()
    {
        Normal only = new(1, 2);
        Assert.Same(only, Mixture.Of([new(0.3, only)]).Value);
        Assert.Equal("fixed value=3", Mix((1, new Fixed(3)), (2, new Fixed(3))).ToString());
        Assert.Equal("mixture of 0.25 normal mean=1 sd=2, 0.75 fixed value=3", Mix((1, only), (3, new Fixed(3))).ToString());
    }

    [Fact]
    public void What_cannot_be_mixed_is_a_problem()
    {
        Assert.Equal("a mixture needs a component", Assert.Single(Mixture.Of([]).Problems).What);
        Assert.Equal(["weight must be above 0, but is 0", "weight must be above 0, but is NaN"],
            Mixture.Of([new(0, new Fixed(1)), new(double.NaN, new Fixed(2)), new(1, new Fixed(2))]).Problems
                .Select(problem => problem.What));
        Assert.Contains("names",
            Assert.Single(Mixture.Of([new(1, Choice.OfNames([new("a", 0, 1), new("b", 0, 1)])), new(1, new Fixed(2))]).Problems).What,
            StringComparison.Ordinal);
        Assert.Contains("add up", Assert.Single(Mixture.Of([new(1e308, new Fixed(1)), new(1e308, new Fixed(2))]).Problems).What,
            StringComparison.Ordinal);
    }

    private static Distribution Mix(params (double Weight, Distribution Law)[] components) =>
        Mixture.Of([.. components.Select(component => new MixtureComponent(component.Weight, component.Law))]).Value!;

    private static Distribution Through(double p5, double p50, double p90, double p99) =>
        LawCatalogue.Find("quantiles")!
            .Create(new Dictionary<string, double> { ["p5"] = p5, ["p50"] = p50, ["p90"] = p90, ["p99"] = p99 }).Value!;
}

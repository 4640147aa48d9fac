using System.Globalization;
using CostSim.Distributions;
using CostSim.Numerics;
using Xunit;

namespace CostSim.Tests.Distributions;

/// <summary>What every law of whole numbers must pass.</summary>
public sealed class CountLawTests
{
    private static readonly double[] Tails = [1e-300, 1e-100, 1e-30, 1e-16, 1e-12, 1e-8, 1e-5, 1e-3, 0.01, 0.1, 0.3, 0.4999, 0.5];

    /// <summary>Probabilities by recurrence from the first number, which is exact to a few ulp for laws of a few hundred numbers.</summary>
    private static readonly (string Law, double First, Func<double, double> At)[] RecurrenceRows =
    [
        ("poisson mean=0.001", Math.Exp(-0.001), k => 0.001 / k),
        ("poisson mean=0.5", Math.Exp(-0.5), k => 0.5 / k),
        ("poisson mean=3", Math.Exp(-3), k => 3 / k),
        ("poisson mean=40.25", Math.Exp(-40.25), k => 40.25 / k),
        ("binomial n=1 p=0.3", 0.7, k => 0.3 / 0.7),
        ("binomial n=2 p=0.5", 0.25, k => k == 1 ? 2 : 0.5),
        ("binomial n=20 p=0.35", Math.Pow(0.65, 20), k => (21 - k) / k * (0.35 / 0.65)),
        ("binomial n=300 p=0.02", Math.Pow(0.98, 300), k => (301 - k) / k * (0.02 / 0.98)),
        ("binomial n=64 p=0.96875", Math.ScaleB(1, -320), k => (65 - k) / k * 31),
        ("binomial n=1000000000 p=1e-9", Math.Exp(-1 - 5e-10), k => (1e9 - k + 1) / k * (1e-9 / (1 - 1e-9))),
    ];

    public static TheoryData<string> Recurrences => [.. RecurrenceRows.Select(row => row.Law)];

    public static TheoryData<string> Members =>
    [
        .. RecurrenceRows.Select(row => row.Law), "poisson mean=1000", "poisson mean=123456.5", "poisson mean=1000000",
        "binomial n=1000000 p=0.25",
        "binomial n=4000000000 p=0.0001", "poisson mean=3 at_least=1", "poisson mean=1000 at_least=950.5 at_most=1100",
        "binomial n=20 p=0.35 at_most=4",
    ];

    [Theory, MemberData(nameof(Recurrences))]
    public void Both_tails_are_sums_of_the_probabilities(string name)
    {
        (_, double first, var ratio) = RecurrenceRows.Single(row => row.Law == name);
        var law = Create(name);
        List<double> probabilities = [first];
        for (int k = 1; k <= law.Maximum && probabilities[^1] > 1e-250; k++)
        {
            probabilities.Add(probabilities[^1] * ratio(k));
        }

        double below = 0;
        for (int k = 0; k < probabilities.Count; k++)
        {
            below += probabilities[k];
            double above = probabilities.Skip(k + 1).Reverse().Sum();
            if (below < 0.9)
            {
                Assert.Equal(1, law.Cdf(k) / below, 1e-12);
            }

            if (above is < 0.9 and > 1e-240)
            {
                Assert.Equal(1, law.Survival(k) / above, 1e-12);
            }

            Assert.Equal(law.Cdf(k), law.Cdf(k + 0.99));
            Assert.Equal(law.Survival(k), law.Survival(k + 0.99));
        }
        Assert.Equal((0, 1), (law.Cdf(-1e-9), law.Survival(-1e-9)));
    }

    [Theory]
    [InlineData(1e3), InlineData(1e6), InlineData(1e8)]
    public void Tails_of_a_poisson_law_are_incomplete_gamma_functions(double mean)
    {
        Distribution law = new Poisson(mean);
        foreach (double deviations in new[] { -30.0, -8, -3, -0.5, 0.5, 3, 8, 30 })
        {
            double k = Math.Floor(mean + (deviations * Math.Sqrt(mean)));
            StandardGamma gamma = new(k + 1);
            if (deviations < 0 && gamma.Survival(mean) > 1e-290)
            {
                Assert.Equal(1, law.Cdf(k) / gamma.Survival(mean), 1e-11);
            }
            else if (deviations > 0)
            {
                Assert.Equal(1, law.Survival(k) / gamma.Cdf(mean), 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(1e3, 0.2), InlineData(1e5, 0.5), InlineData(1e5, 0.999)]
    public void Tails_of_a_binomial_law_are_incomplete_beta_functions(double n, double p)
    {
        Distribution law = new Binomial(n, p);
        foreach (double deviations in new[] { -8.0, -3, -0.5, 0.5, 3, 8 })
        {
            double k = Math.Floor((n * p) + (deviations * Math.Sqrt(n * p * (1 - p))));
            StandardBeta beta = new(k + 1, n - k);
            if (deviations < 0)
            {
                Assert.Equal(1, law.Cdf(k) / beta.Survival(p / (1 - p)), 1e-10);
            }
            else
            {
                Assert.Equal(1, law.Survival(k) / beta.Cdf(p / (1 - p)), 1e-10);
            }
        }
    }

    [Fact]
    public void Tails_of_a_binomial_law_with_many_tries_keep_their_digits()
    {
        // mpmath 1.3.0, 50 digits: sums of the probabilities, at the double nearest to 1e-5.
        Distribution law = new Binomial(1e9, 1e-5);
        Assert.Equal(1, law.Cdf(9200) / 2.66787161480471225e-16, 1e-11);
        Assert.Equal(1, law.Cdf(9700) / 0.00131279229550896019, 1e-12);
        Assert.Equal(1, law.Cdf(9950) / 0.31074361588773069, 1e-12);
        Assert.Equal(1, law.Survival(10050) / 0.306342811761877346, 1e-12);
        Assert.Equal(1, law.Survival(10300) / 0.00138664928669585587, 1e-12);
        Assert.Equal(1, law.Survival(10800) / 1.35809855277060766e-15, 1e-11);
    }

    [Theory, MemberData(nameof(Members))]
    public void Quantiles_are_the_least_numbers_with_enough_below(string name)
    {
        var law = Create(name);
        foreach (double tail in Tails)
        {
            double low = law.Quantile(tail), high = law.UpperQuantile(tail);
            Assert.Equal((Math.Floor(low), Math.Floor(high)), (low, high));
            Assert.True(law.Cdf(low) >= tail && law.Cdf(low - 1) < tail);
            Assert.True(law.Survival(high) <= tail && law.Survival(high - 1) > tail);
            if (tail > 1e-15)
            {
                Assert.Equal((low, high), (law.UpperQuantile(1 - tail), law.Quantile(1 - tail)));
            }
        }
    }

    [Theory, MemberData(nameof(Members))]
    public void The_transform_is_the_quantile_to_the_last_bit(string name)
    {
        var law = Create(name);
        List<double> uniforms = [.. SplitMix64.Uniforms(seed: 11, 20_001), Math.ScaleB(1, -53), 1 - Math.ScaleB(1, -53)];
        for (double k = Math.Max(0, law.Quantile(1e-10)); k < law.UpperQuantile(1e-10); k++)
        {
            double edge = law.Cdf(k) < 0.5 ? law.Cdf(k) : 1 - law.Survival(k);
            uniforms.AddRange([Math.BitDecrement(edge), edge, Math.BitIncrement(edge)]);
        }
        double[] column = [.. uniforms], expected = [.. column.Select(u => u <= 0.5 ? law.Quantile(u) : law.UpperQuantile(1 - u))];
        law.CreateTransform().Apply(column);
        Assert.Equal(expected, column);
    }

    [Theory, MemberData(nameof(Members))]
    public void The_text_of_a_law_can_be_pasted_back(string name) =>
        Assert.Equal(name.Replace("1e-9", "1E-09", StringComparison.Ordinal), Create(name).ToString());

    [Fact]
    public void Numbers_come_as_often_as_their_probabilities_say()
    {
        const int Count = 100_000;
        double[] column = SplitMix64.Uniforms(seed: 2, Count);
        new Poisson(2).CreateTransform().Apply(column);

        // Pearson's chi-square over 0 ... 7 and the rest; with 8 degrees of freedom it exceeds 26.12 with probability 0.001.
        double[] expected =
            [.. new[] { 1, 2, 2, 4 / 3.0, 2 / 3.0, 4 / 15.0, 4 / 45.0, 8 / 315.0 }.Select(share => share * Math.Exp(-2) * Count)];
        double statistic = expected.Select((share, k) => Math.Pow(column.Count(value => value == k) - share, 2) / share).Sum();
        double rest = Count - expected.Sum();
        statistic += Math.Pow(column.Count(value => value > 7) - rest, 2) / rest;
        Assert.InRange(statistic, 0, 26.12);
    }

    [Fact]
    public void Moments_are_those_of_the_textbooks()
    {
        Assert.Equal((7.5, 7.5), (new Poisson(7.5).Mean, new Poisson(7.5).Variance));
        Assert.Equal((5, 3.75), (new Binomial(20, 0.25).Mean, new Binomial(20, 0.25).Variance));

        // Poisson given that it is not 0: mean m / (1 - e^-m), E X^2 = (m + m^2) / (1 - e^-m).
        var positive = Create("poisson mean=3 at_least=1");
        double mean = 3 / (1 - Math.Exp(-3));
        Assert.Equal(mean, positive.Mean, 1e-13);
        Assert.Equal((12 / (1 - Math.Exp(-3))) - (mean * mean), positive.Variance, 1e-12);
        Assert.Equal(1, positive.Minimum);
    }

    [Fact]
    public void Bounds_belong_to_a_truncated_law()
    {
        var law = Create("binomial n=4 p=0.5 at_least=1 at_most=2");
        Assert.Equal((1, 2, 1), (law.Minimum, law.Maximum, law.Cdf(2)));
        Assert.Equal((0.4, 0.6), (Math.Round(law.Cdf(1), 15), Math.Round(law.Survival(1), 15)));
        Assert.Equal((1, 2), (law.Quantile(0.39), law.Quantile(0.41)));
        Assert.Equal("fixed value=2", Create("binomial n=4 p=0.5 at_least=1.5 at_most=2.5").ToString());
        Assert.StartsWith("at_least=1.2 at_most=1.8 leaves almost nothing of binomial",
            Assert.Single(Wrong("binomial n=4 p=0.5 at_least=1.2 at_most=1.8")).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("poisson mean=0", 0), InlineData("binomial n=0 p=0.5", 0), InlineData("binomial n=7 p=0", 0)]
    [InlineData("binomial n=7 p=1", 7)]
    public void Counts_that_cannot_vary_are_fixed(string name, double value) =>
        Assert.Equal(FormattableString.Invariant($"fixed value={value}"), Create(name).ToString());

    [Theory]
    [InlineData("poisson mean=-1", "mean", "mean must not be below 0, but is -1")]
    [InlineData("poisson mean=1e9", "mean", "mean must not exceed 100000000 in a poisson law, but is 1000000000")]
    [InlineData("binomial n=2.5 p=0.5", "n", "n must be a whole number up to 2^53, but is 2.5")]
    [InlineData("binomial n=2 p=1.5", "p", "p must lie between 0 and 1, but is 1.5")]
    [InlineData("binomial n=1e12 p=0.5", "n", "n p (1 - p) must not exceed 100000000 in a binomial law, but is 250000000000")]
    public void Parameters_out_of_range_are_problems(string name, string parameter, string what)
    {
        var problem = Assert.Single(Wrong(name));
        Assert.Equal((parameter, what), (problem.Parameter, problem.What));
    }

    private static Distribution Create(string text)
    {
        var outcome = Read(text);
        Assert.Empty(outcome.Problems);
        return outcome.Value!;
    }

    private static IReadOnlyList<Problem> Wrong(string text) => Read(text).Problems;

    private static Outcome<Distribution> Read(string text)
    {
        string[] words = text.Split(' ');
        return LawCatalogue.Find(words[0])!.Create(words.Skip(1).Select(word => word.Split('='))
            .ToDictionary(pair => pair[0], pair => (double)decimal.Parse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture)));
    }
}

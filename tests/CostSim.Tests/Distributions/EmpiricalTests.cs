using CostSim.Distributions;
using MathNet.Numerics.Statistics;
using Xunit;

namespace CostSim.Tests.Distributions;

public sealed class EmpiricalTests
{
    [Fact]
    public void Quantiles_are_those_of_definition_7()
    {
        double[] data = [.. SplitMix64.Uniforms(seed: 4, 101).Select(u => Math.Exp(4 * u))];
        var law = Empirical.Of(data).Value!;
        foreach (double p in new[] { 0.001, 0.05, 0.123, 0.5, 0.77, 0.999 })
        {
            Assert.Equal(data.QuantileCustom(p, QuantileDefinition.R7), law.Quantile(p), 1e-12);
            Assert.Equal(data.QuantileCustom(1 - p, QuantileDefinition.R7), law.UpperQuantile(p), 1e-12);
        }
    }

    [Fact]
    public void Ties_are_drawn_as_often_as_they_are_wide()
    {
        // Six pieces of probability 1/6: 1-2, 2-2, 2-2, 2-5, 5-5, 5-8.
        var law = Empirical.Of([2, 5, 1, 2, 8, 2, 5]).Value!;
        Assert.Equal((0.5, 0.5, 5 / 6.0), (law.Cdf(2), law.Survival(2), law.Cdf(5)));
        Assert.Equal(1 / 6.0, law.ProbabilityBelow(2), 1e-15);
        Assert.Equal(4 / 6.0, law.ProbabilityBelow(5), 1e-15);
        Assert.Equal([2, 5], law.Atoms);
        Assert.Equal(
            (2, 2, 2, 5, 5), (law.Quantile(0.17), law.Quantile(0.3), law.Quantile(0.5), law.Quantile(0.7), law.UpperQuantile(0.2)));
        Assert.Equal(((1.5 + 2 + 2 + 3.5 + 5 + 6.5) / 6), law.Mean, 1e-14);
        double second = ((7 / 3.0) + 4 + 4 + (39 / 3.0) + 25 + (129 / 3.0)) / 6;
        Assert.Equal(second - (law.Mean * law.Mean), law.Variance, 1e-13);

        double[] column = SplitMix64.Uniforms(seed: 9, 999), expected = [.. column.Select(law.Quantile)];
        law.CreateTransform().Apply(column);
        for (int i = 0; i < column.Length; i++)
        {
            Assert.Equal(expected[i], column[i], 1e-14);
        }
    }

    [Fact]
    public void Bounds_keep_the_ties_they_fall_on()
    {
        // What is left of the pieces above: 2-2, 2-2, 2-5, 5-5, a quarter each.
        var law = Truncated.Create(Empirical.Of([2, 5, 1, 2, 8, 2, 5]).Value!, 2, 5).Value!;
        Assert.Equal((0.5, 0.75, 1), (Math.Round(law.Cdf(2), 14), Math.Round(law.Cdf(4.999999999999), 12), law.Cdf(5)));
        Assert.Equal(0.5, law.Survival(2), 1e-14);
        Assert.Equal((2 + 2 + 3.5 + 5) / 4, law.Mean, 1e-12);
        Assert.Equal(((4 + 4 + 13 + 25) / 4.0) - Math.Pow(12.5 / 4, 2), law.Variance, 1e-12);
        double[] column = [1e-9, 0.4999, 0.625, 0.7501, 1 - 1e-9];
        law.CreateTransform().Apply(column);
        Assert.Equal([2, 2, 3.5, 5, 5], column.Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void Data_are_not_changed()
    {
        double[] data = [3, 1, 2];
        Assert.Equal("empirical (3 values from 1 to 3)", Empirical.Of(data).Value!.ToString());
        Assert.Equal([3, 1, 2], data);
    }

    [Fact]
    public void What_cannot_be_drawn_from_is_a_problem()
    {
        Assert.Equal("empirical needs two values or more, but is given 1", Assert.Single(Empirical.Of([1]).Problems).What);
        Assert.Equal("empirical needs two values or more, but is given 0", Assert.Single(Empirical.Of([]).Problems).What);
        Assert.Equal("value 2 is not a finite number, but NaN", Assert.Single(Empirical.Of([1, double.NaN, 2]).Problems).What);
        Assert.StartsWith("the width from", Assert.Single(Empirical.Of([-1e308, 1e308]).Problems).What, StringComparison.Ordinal);
        Assert.Equal("fixed value=4", Empirical.Of([4, 4, 4]).Value!.ToString());
        Assert.Equal(
            "empirical needs data", Assert.Single(LawCatalogue.Find("empirical")!.Create(new Dictionary<string, double>()).Problems).What);
    }

    [Fact]
    public void A_million_values_make_a_law()
    {
        double[] data = SplitMix64.Uniforms(seed: 8, 1_000_000);
        var law = Empirical.Of(data).Value!;
        Assert.Equal(0.5, law.Mean, 2e-3);
        Assert.Equal(1 / 12.0, law.Variance, 1e-3);
        Assert.Equal(law.Mean, Truncated.Create(law, -1, 0.999999999).Value!.Mean, 1e-5);
    }
}

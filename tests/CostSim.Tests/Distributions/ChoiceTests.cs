using CostSim.Distributions;
using Xunit;

namespace CostSim.Tests.Distributions;

public sealed class ChoiceTests
{
    [Fact]
    public void A_cumulative_probability_belongs_to_the_option_below_it()
    {
        var law = Choice.OfNames([.. Enumerable.Range(0, 10).Select(i => new ChoiceOption($"model-{i}", 0, 1))]);
        var transform = law.CreateTransform();
        for (int i = 1; i < 10; i++)
        {
            double edge = i / 10.0;
            double[] column = [Math.BitDecrement(edge), edge, Math.BitIncrement(edge)];
            Assert.Equal((i - 1, i), (law.Quantile(edge), law.Quantile(Math.BitIncrement(edge))));
            transform.Apply(column);
            Assert.Equal([i - 1, i - 1, i], column);
        }
    }

    [Theory]
    [InlineData(1), InlineData(31), InlineData(67), InlineData(128)]
    public void Columns_of_any_length_agree_with_the_quantiles(int length)
    {
        var law = Choice.OfNumbers([new("a", 5, 0.2), new("b", -1, 0.5), new("c", 1e9, 0.3)]);
        double[] column = SplitMix64.Uniforms(seed: 3, length), expected = [.. column.Select(law.Quantile)];
        law.CreateTransform().Apply(column);
        Assert.Equal(expected, column);
    }

    [Fact]
    public void Options_come_as_often_as_their_weights_say()
    {
        double[] weights = [.. Enumerable.Range(1, 20).Select(i => (double)i)];
        var law = Choice.OfNames([.. weights.Select((weight, i) => new ChoiceOption($"o{i}", 0, weight))]);
        const int Count = 210_000;
        double[] column = SplitMix64.Uniforms(seed: 1, Count);
        law.CreateTransform().Apply(column);

        // Pearson's chi-square with 19 degrees of freedom exceeds 43.82 with probability 0.001.
        double statistic =
            weights.Select((weight, i) => Math.Pow(column.Count(value => value == i) - (weight * 1000), 2) / (weight * 1000)).Sum();
        Assert.InRange(statistic, 0, 43.82);
    }

    [Fact]
    public void Numbers_are_sorted_and_have_moments()
    {
        var law = Choice.OfNumbers([new("16", 16, 1), new("8", 8, 3)]);
        Assert.Equal((8, 16, 10, 12), (law.Minimum, law.Maximum, law.Mean, law.Variance));
        Assert.Equal((0, 0.75, 0.75, 1), (law.Cdf(7.9), law.Cdf(8), law.Cdf(15), law.Cdf(16)));
        Assert.Equal((1, 0.25, 0.25, 0), (law.Survival(7.9), law.Survival(8), law.Survival(15), law.Survival(16)));
        Assert.Equal((8, 16, 16, 8), (law.Quantile(0.75), law.Quantile(0.76), law.UpperQuantile(0.24), law.UpperQuantile(0.25)));
        Assert.Equal("choice 8=3 16=1", law.ToString());
        Assert.False(law.IsFixed);
    }

    [Fact]
    public void A_rare_option_keeps_its_small_probability()
    {
        var law = Choice.OfNumbers([new("1", 1, 1), new("2", 2, 1e-20)]);
        Assert.Equal(1e-20, law.Survival(1));
        Assert.Equal((2, 1), (law.UpperQuantile(0.9e-20), law.UpperQuantile(1.1e-20)));
    }

    [Fact]
    public void A_single_option_is_fixed() => Assert.True(Choice.OfNames([new("only", 0, 0.3)]).IsFixed);

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void A_weight_that_is_not_above_0_is_a_mistake_of_the_caller(double weight) =>
        Assert.Throws<ArgumentException>(() => Choice.OfNames([new("a", 0, 1), new("b", 0, weight)]));
}

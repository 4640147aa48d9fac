using CostSim.Distributions;
using Xunit;

namespace CostSim.Tests.Distributions;

public sealed class QuantileCurveTests
{
    /// <summary>Percentiles of tokens a request in the Azure conversation trace of 2023: prompts, responses.</summary>
    [Theory]
    [InlineData(181, 1020, 2734, 4142), InlineData(41, 129, 424, 601)]
    public void Given_percentiles_are_met_exactly(double p5, double p50, double p90, double p99)
    {
        var law = Create(("p5", p5), ("p50", p50), ("p90", p90), ("p99", p99));
        Assert.Equal(1, law.Quantile(0.05) / p5, 1e-14);
        Assert.Equal(1, law.Quantile(0.5) / p50, 1e-14);
        Assert.Equal(1, law.Quantile(0.9) / p90, 1e-14);
        Assert.Equal(1, law.UpperQuantile(0.01) / p99, 1e-14);
        Assert.Equal(0, law.Minimum);
        double[] column = [0.05, 0.5, 0.9, 0.99];
        law.CreateTransform().Apply(column);
        Assert.Equal(1, column[0] / p5, 1e-8);
        Assert.Equal(1, column[3] / p99, 1e-8);
    }

    [Fact]
    public void Percentiles_at_or_below_0_are_of_any_number() =>
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), Ends(("p10", 0), ("p50", 1), ("p90", 3)));

    [Fact]
    public void Stated_ends_are_the_ends()
    {
        Assert.Equal((-5, double.PositiveInfinity), Ends(("p10", 1), ("p50", 2), ("p90", 3), ("min", -5)));
        Assert.Equal((0, 10), Ends(("p10", 1), ("p50", 2), ("p90", 3), ("max", 10)));
        Assert.Equal((double.NegativeInfinity, 10), Ends(("p10", -1), ("p50", 2), ("p90", 3), ("max", 10)));
    }

    [Fact]
    public void Tails_go_on_as_straight_lines_on_normal_paper()
    {
        // The line from p50 to p90, at twice the normal score of p90: 3 + 2 (3 - 1).
        var law = Create(("p10", -7), ("p50", 1), ("p90", 3));
        Assert.Equal(5, law.UpperQuantile(MathNet.Numerics.Distributions.Normal.CDF(0, 1, -2 * 1.2815515655446004)), 1e-12);
    }

    [Fact]
    public void A_steep_step_between_near_percentiles_is_drawn_right()
    {
        var law = Create(("p10", 1), ("p50", 2), ("p50.0001", 1000), ("p90", 3000));
        double[] column = [0.4999999, 0.5000002, 0.5000005, 0.5000009, 0.50001], exact = [.. column.Select(law.Quantile)];
        law.CreateTransform().Apply(column);
        for (int i = 0; i < column.Length; i++)
        {
            Assert.Equal(1, column[i] / exact[i], 1e-8);
        }
    }

    [Fact]
    public void What_cannot_be_drawn_through_is_a_problem()
    {
        Assert.Equal("p50 must be above p10, but 1 is not above 2", Wrong(("p10", 2), ("p50", 1), ("p90", 3)).What);
        Assert.Equal(("p90", "p90 must be below max, but 3 is not below 3"),
            (Wrong(("p10", 1), ("p50", 2), ("p90", 3), ("max", 3)).Parameter, Wrong(("p10", 1), ("p50", 2), ("p90", 3), ("max", 3)).What));
        Assert.Equal("p10 must be above min, but 1 is not above 1.5", Wrong(("p10", 1), ("p50", 2), ("p90", 3), ("min", 1.5)).What);
        Assert.Equal("quantiles with p10 and p90 also needs one more pNN", Wrong(("p10", 1), ("p90", 2)).What);
        Assert.Equal("quantiles with max and p10 also needs 2 more pNN".Replace("2", "two", StringComparison.Ordinal),
            Wrong(("p10", 1), ("max", 2)).What);
        Assert.Equal("p99 must be above p90, but 1 is not above 3", LawCatalogue.Find("quantiles")!
            .Create(new Dictionary<string, double> { ["p10"] = 5, ["p50"] = 2, ["p90"] = 3, ["p99"] = 1 }).Problems[^1].What);
    }

    private static Distribution Create(params (string Name, double Value)[] arguments)
    {
        var outcome = LawCatalogue.Find("quantiles")!.Create(arguments.ToDictionary(argument => argument.Name, argument => argument.Value));
        Assert.Empty(outcome.Problems);
        return outcome.Value!;
    }

    private static (double Minimum, double Maximum) Ends(params (string Name, double Value)[] arguments)
    {
        var law = Create(arguments);
        return (law.Minimum, law.Maximum);
    }

    private static Problem Wrong(params (string Name, double Value)[] arguments) =>
        Assert.Single(
            LawCatalogue.Find("quantiles")!.Create(arguments.ToDictionary(argument => argument.Name, argument => argument.Value)).Problems);
}

using CostSim.Distributions;
using Xunit;

namespace CostSim.Tests.Distributions;

public sealed class ShiftedTests
{
    [Theory]
    [InlineData(20), InlineData(-20), InlineData(-1e3)]
    public void Everything_but_the_spread_moves_by_the_shift(double shift)
    {
        Distribution whole = new Gamma(3, 2), law = Shift(whole, shift);
        Assert.Equal((shift, double.PositiveInfinity), (law.Minimum, law.Maximum));
        Assert.Equal((6 + shift, 12), (law.Mean, law.Variance));
        Assert.Equal((whole.Quantile(0.1) + shift, whole.UpperQuantile(0.1) + shift), (law.Quantile(0.1), law.UpperQuantile(0.1)));
        Assert.Equal((0, 1, 0, 1), (law.Cdf(shift), law.Survival(shift), law.Cdf(shift - 1), law.Survival(shift - 1)));

        // 1 - exp(-x/2) (1 + x/2 + (x/2)^2 / 2) at x = 4.
        Assert.Equal(1 - (5 * Math.Exp(-2)), law.Cdf(4 + shift), 1e-13);
        Assert.Equal(5 * Math.Exp(-2), law.Survival(4 + shift), 1e-13);
    }

    [Fact]
    public void Bounds_are_those_of_the_moved_law()
    {
        var law = Create("exponential", ("mean", 3), ("shift", 10), ("at_least", 15));
        Assert.Equal("exponential mean=3 shift=10 at_least=15", law.ToString());
        Assert.Equal((15, 18), (law.Minimum, law.Mean), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-10);
        foreach (double q in new[] { 1e-300, 1e-30, 1e-5, 0.3, 0.9 })
        {
            Assert.Equal(1, law.UpperQuantile(q) / (15 - (3 * Math.Log(q))), 1e-14);
        }
    }

    [Fact]
    public void Percentiles_are_those_before_the_shift()
    {
        var law = Create("normal", ("p10", 5), ("p90", 9), ("shift", 2));
        Assert.Equal((7, 9, 11), (law.Quantile(0.1), law.Quantile(0.5), law.UpperQuantile(0.1)),
            (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) + Math.Abs(a.Item3 - b.Item3) < 1e-13);
    }

    [Fact]
    public void No_shift_gives_the_law_itself_and_a_number_moves_as_a_number()
    {
        Distribution whole = new LogNormal(3, 1);
        Assert.Same(whole, Shift(whole, 0));
        Assert.Equal("fixed value=5", Shift(new Fixed(3), 2).ToString());
        Assert.Equal("fixed value=5", Create("lognormal", ("median", 3), ("sigma", 0), ("shift", 2)).ToString());
        Assert.Equal("lognormal median=3 sigma=1 shift=-2", Shift(whole, -2).ToString());
    }

    [Fact]
    public void Data_that_repeat_still_do_when_moved()
    {
        // 0.1 + 0.7 - 0.7 is not 0.1: the probability of the repeated number must not be lost to rounding.
        var law = Shift(Empirical.Of([0.1, 0.1, 0.1, 0.3, 0.4]).Value!, 0.7);
        Assert.Equal((0.5, 0), (law.Cdf(0.1 + 0.7), law.Cdf(Math.BitDecrement(0.1 + 0.7))));
    }

    [Fact]
    public void A_shift_that_swallows_the_law_is_refused()
    {
        var problem = Assert.Single(Shifted.Create(new Normal(0, 1), 1e30).Problems);
        Assert.Equal(("shift", "beside shift=1E+30 nothing is left of normal mean=0 sd=1"), (problem.Parameter, problem.What));
        Assert.Single(Shifted.Create(new Normal(0, 1), double.NaN).Problems);
    }

    [Theory]
    [InlineData("poisson", "mean", 3), InlineData("fixed", "value", 3)]
    public void Laws_of_separate_values_are_not_moved(string law, string parameter, double value)
    {
        var arguments = new Dictionary<string, double> { [parameter] = value, ["shift"] = 1 };
        var problem = Assert.Single(LawCatalogue.Find(law)!.Create(arguments).Problems);
        Assert.Equal(("shift", $"{law} cannot be shifted"), (problem.Parameter, problem.What));
    }

    [Fact]
    public void A_misspelt_shift_is_recognised() =>
        Assert.Equal("did you mean shift?", Assert.Single(LawCatalogue.Find("normal")!.Create(
            new Dictionary<string, double> { ["mean"] = 3, ["sd"] = 1, ["shft"] = 1 }).Problems).Help);

    [Theory]
    [InlineData(1e6), InlineData(-1e6)]
    public void Draws_of_a_law_far_from_0_keep_their_own_spread(double shift)
    {
        Distribution whole = new LogNormal(1, 0.5), law = Shift(whole, shift);
        double[] uniforms = [1e-12, 1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 1 - 1e-6], column = [.. uniforms];
        law.CreateTransform().Apply(column);
        Assert.All(column.Zip(uniforms), pair => Assert.Equal(whole.Quantile(pair.Second), pair.First - shift, 1e-6));
    }

    private static Distribution Shift(Distribution law, double shift) => Shifted.Create(law, shift).Value!;

    private static Distribution Create(string law, params (string Name, double Value)[] arguments) =>
        LawCatalogue.Find(law)!.Create(arguments.ToDictionary(argument => argument.Name, argument => argument.Value)).Value!;
}

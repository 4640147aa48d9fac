using Xunit;

namespace CostSim.Tests.CostModel;

public sealed class FormulaReaderTests
{
    [Theory]
    [InlineData("1 + 2 × 3 − 4 / 8", 6.5)]
    [InlineData("2 ^ 3 ^ 2", 512)]
    [InlineData("−2 ^ 2 + (1 − 3) × 5", -14)]
    [InlineData("1.979e15 / 1e3 + 2e-2", 1.979e12 + 0.02)]
    [InlineData("24 / 4 / 3 − 2 − 1", -1)]
    [InlineData("(2 < 3) + (3 <= 3) + (3 > 3) + (3 >= 4) + (2 == 2)", 3)]
    [InlineData("max(1, 7, 3) − min(4, 2, 9)", 5)]
    [InlineData("A(10)", 55)]
    [InlineData("A(10, 4)", 1 + 2 + 3 + 4 + 6 * 4)]
    [InlineData("A(3, 4)", 6)]
    [InlineData("C(10, 4)", 2 * (1 + 2 + 3 + 4) + 1 + 2)]
    [InlineData("C(3, 4)", 6)]
    [InlineData("C(8, 4)", 20)]
    [InlineData("annuity(1200, 2, 0)", 600)]
    // 1000 now are 12 monthly payments p at 1 % a month: p = 1000 · 0.01 / (1 − 1.01⁻¹²) = 88.84878867834166.
    [InlineData("annuity(1000, 1, 0.12)", 12 * 88.84878867834166)]
    [InlineData("any_number_if(1 > 2)", 0)]
    [InlineData("any_number_if(2 > 1)", double.MaxValue)]
    [InlineData("ceil(2.1) + floor(2.9)", 5)]
    [InlineData("log(exp(2)) + sqrt(16)", 6)]
    public void Texts_come_to_what_they_say(string text, double value) =>
        Assert.Equal(value, new FormulaReader(text).Of(_ => double.NaN), Math.Abs(value) * 1e-14);

    [Fact]
    public void Names_may_be_those_of_an_accelerator()
    {
        var reader = new FormulaReader("gpu_price:a100-80gb × 2 − share:h100 + gpu_price:a100-80gb");

        Assert.Equal(["gpu_price:a100-80gb", "share:h100"], reader.Names);
        Assert.Equal(8.5, reader.Of(name => name == "share:h100" ? 0.5 : 3));
    }

    [Fact]
    public void Means_over_the_hours_know_the_load_of_each()
    {
        var reader = new FormulaReader("mean_over_hours(max(load × x, 3))");

        Assert.Equal(["x"], reader.Names);
        Assert.Equal((3 + 4 + 6) / 3.0, reader.Of([2], [0.5, 2, 3]).Value, 1e-14);
    }

    [Fact]
    public void The_size_of_a_difference_is_that_of_its_terms()
    {
        var figure = new FormulaReader("(x − y) × 2 / 4").Of([5, 3], []);

        Assert.Equal(new Figure(1, 4), figure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 +")]
    [InlineData("1 2")]
    [InlineData("(1")]
    [InlineData("x * y")]
    [InlineData("x - y")]
    [InlineData("mean(1)")]
    [InlineData("A(1, 2, 3)")]
    [InlineData("1 = 2")]
    public void What_is_no_formula_is_refused(string text) => Assert.Throws<FormatException>(() => new FormulaReader(text));
}

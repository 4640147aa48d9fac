using CostSim.Fitting;
using Xunit;

namespace CostSim.Tests.Fitting;

public sealed class RoundingStepTests
{
    [Theory]
    [InlineData(new[] { 1.0, 2, 2, 7 }, 1)]
    [InlineData(new[] { 0, 300.0, 1200 }, 100)]
    [InlineData(new[] { -3.0, 0, 5 }, 1)]
    [InlineData(new[] { 0.1, 0.2, 0.3, 1.7 }, 0.1)]
    [InlineData(new[] { 1.99, 2.49, 3 }, 0.01)]
    [InlineData(new[] { 0.1234567890123, 0.5 }, 0)]
    [InlineData(new[] { 4.0, 4, 4 }, 0)]
    public void The_largest_power_of_ten_that_divides_all_numbers_is_found(double[] rising, double step) =>
        Assert.Equal(step, RoundingStep.Of(rising), 1e-12);

    [Fact]
    public void Numbers_without_ties_have_no_step() => Assert.Equal(0, Sample.Of([1, 2, 3, 4, 5]).Step);
}

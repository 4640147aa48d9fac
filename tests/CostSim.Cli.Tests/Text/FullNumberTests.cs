using CostSim.Cli.Text;
using CostSim.Statistics;
using Xunit;

namespace CostSim.Cli.Tests.Text;

public sealed class FullNumberTests
{
    [Theory]
    [InlineData(1_703_412, 0, 4, "1,703,000")]
    [InlineData(1_703_412, 0, 6, "1,703,410")]
    [InlineData(12.3456, 2, 4, "12.35")]
    [InlineData(0.0, 0, 4, "0")]
    [InlineData(6.02e23, 0, 4, "6.020×10²³")]
    public void Figures_have_the_digits_or_decimals_asked_for(double value, int decimals, int digits, string text) =>
        Assert.Equal(text, FullNumber.Of(value, decimals, digits));

    [Theory]
    [InlineData(123_456, 0)]
    [InlineData(1234, 0)]
    [InlineData(12.3, 2)]
    [InlineData(0.012, 5)]
    [InlineData(0, 0)]
    public void Decimals_make_four_significant_digits(double value, int decimals) => Assert.Equal(decimals, FullNumber.Decimals(value));

    [Theory]
    [InlineData(1000, 950, 1050, 4)]
    [InlineData(1_000_000, 999_900, 1_000_100, 5)]
    [InlineData(1000, double.NaN, double.NaN, 4)]
    public void Digits_follow_half_the_interval_from_four_on(double value, double lower, double upper, int digits) =>
        Assert.Equal(digits, FullNumber.Digits(new Estimate(value, lower, upper)));

    [Theory]
    [InlineData(28_935.0, "28,935")]
    [InlineData(0.1234567891234, "0.123456789")]
    [InlineData(1.234567e-9, "1.234567×10⁻⁹")]
    public void What_never_varies_is_exact_to_nine_digits(double value, string text) => Assert.Equal(text, FullNumber.Exact(value));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.25, "0.25")]
    [InlineData(12.34567, "12.35")]
    [InlineData(86_400, "86,400")]
    [InlineData(212_345, "212.3k")]
    public void Numbers_to_compute_with_are_in_full_up_to_100_000(double value, string text) =>
        Assert.Equal(text, FullNumber.ToComputeWith(value));

    [Theory]
    [InlineData(12.5, "12.5")]
    [InlineData(1024, "1,024")]
    public void A_mean_number_of_things_need_not_be_whole(double value, string text) => Assert.Equal(text, FullNumber.MeanCount(value));
}

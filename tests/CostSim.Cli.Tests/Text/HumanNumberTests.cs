using System.Globalization;
using CostSim.Cli.Text;
using CostSim.Statistics;
using Xunit;

namespace CostSim.Cli.Tests.Text;

public class HumanNumberTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(5, "5")]
    [InlineData(28_900, "28.9k")]
    [InlineData(3_000_000, "3.0M")]
    [InlineData(1_200_000, "1.2M")]
    [InlineData(100, "100")]
    [InlineData(999.4, "999")]
    [InlineData(999.6, "1.0k")]
    [InlineData(999_600, "1.0M")]
    [InlineData(0.36, "0.36")]
    [InlineData(0.0123456, "0.0123")]
    [InlineData(0.3, "0.30")]
    [InlineData(0.001, "0.0010")]
    [InlineData(1e-9, "1.0×10⁻⁹")]
    [InlineData(0.000999, "9.99×10⁻⁴")]
    [InlineData(350e12, "350T")]
    [InlineData(1e15, "1.0×10¹⁵")]
    [InlineData(6.022e23, "6.02×10²³")]
    [InlineData(1e25, "1.0×10²⁵")]
    [InlineData(double.MaxValue, "1.8×10³⁰⁸")]
    [InlineData(double.Epsilon, "4.94×10⁻³²⁴")]
    [InlineData(-1234, "−1.23k")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    [InlineData(double.NaN, "unknown")]
    public void Numbers_are_written_in_three_digits_and_a_suffix(double value, string text) =>
        Assert.Equal(text, HumanNumber.Plain(value));

    [Theory]
    [InlineData(703_114, "$703k")]
    [InlineData(3.0e6, "$3.0M")]
    [InlineData(12.449, "$12.4")]
    [InlineData(1.8, "$1.8")]
    [InlineData(1, "$1")]
    [InlineData(0.9996, "$1.0")]
    [InlineData(0.36, "36 ¢")]
    [InlineData(0.0036, "0.36 ¢")]
    [InlineData(0.00336, "0.336 ¢")]
    [InlineData(0.00001, "0.0010 ¢")]
    [InlineData(2e-6, "$2.0×10⁻⁶")]
    [InlineData(0, "$0")]
    [InlineData(-1234, "−$1.23k")]
    public void Money_is_written_in_dollars_or_cents(double usd, string text) => Assert.Equal(text, HumanNumber.Money(usd));

    [Theory]
    [InlineData(500_000, "$500k")]
    [InlineData(1e6, "$1M")]
    [InlineData(1.5e6, "$1.5M")]
    [InlineData(702_600, "$702.6k")]
    [InlineData(0.2, "20 ¢")]
    public void Ticks_have_the_digits_they_need_and_no_more(double value, string text) =>
        Assert.Equal(text, HumanNumber.Tick(value, "USD/day"));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(1, "100 %")]
    [InlineData(0.5, "50 %")]
    [InlineData(0.623, "62 %")]
    [InlineData(0.0623, "6.2 %")]
    [InlineData(0.001, "0.1 %")]
    [InlineData(0.00001, "<0.01 %")]
    [InlineData(0.998, "99.8 %")]
    [InlineData(0.9999999, ">99.99 %")]
    public void Shares_are_written_in_percent_and_never_rounded_to_none_or_all(double share, string text) =>
        Assert.Equal(text, HumanNumber.Percent(share));

    [Theory]
    [InlineData(0.48, "+0.48")]
    [InlineData(-0.611, "−0.61")]
    [InlineData(0.001, "0.00")]
    [InlineData(-0.001, "0.00")]
    public void Correlations_carry_their_sign_unless_they_are_zero(double value, string text) =>
        Assert.Equal(text, HumanNumber.Signed(value));

    [Theory]
    [InlineData(698_000, 701_000, "$698k – $701k")]
    [InlineData(1_020_100, 1_024_000, "$1.020M – $1.024M")]
    [InlineData(900_000, 1_000_000, "$900k – $1.00M")]
    [InlineData(702_999, 703_001, "± <0.001 %")]
    [InlineData(702_980, 703_020, "$702.98k – $703.02k")]
    [InlineData(703_000, 703_000, "")]
    [InlineData(double.NaN, double.NaN, "")]
    public void Intervals_have_the_digits_that_tell_their_ends_apart(double lower, double upper, string text) =>
        Assert.Equal(text, HumanNumber.Interval(new Estimate((lower + upper) / 2, lower, upper), "USD/day"));

    [Fact]
    public void Figures_that_three_digits_confuse_get_more() => Assert.Equal(4, HumanNumber.DigitsToTell(702_600, 703_000, 703_400));

    [Fact]
    public void Figures_nearer_than_a_histogram_can_tell_stay_short() => Assert.Equal(3, HumanNumber.DigitsToTell(703_000, 703_001));

    [Fact]
    public void No_size_is_written_with_an_exponent_letter_or_more_than_five_digits()
    {
        for (int exponent = -30; exponent <= 30; exponent++)
        {
            foreach (double mantissa in (double[])[1, 1.5, 9.994, 9.996])
            {
                double value = mantissa * Math.Pow(10, exponent);
                foreach (string text in (string[])[HumanNumber.Plain(value), HumanNumber.Money(value), HumanNumber.Money(-value)])
                {
                    Assert.DoesNotContain('E', text);
                    Assert.InRange(text.Count(char.IsAsciiDigit), 1, 8);
                    Assert.DoesNotContain("1000", text, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void The_language_of_the_machine_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal("$1.23M", HumanNumber.Money(1_234_567));
            Assert.Equal("1,234,567", HumanNumber.Count(1_234_567));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("1", "0.06 0.15 0.24", 0.06, 0.15, 0.24)]
    [InlineData("1", "0.412 0.600 0.787", 0.412, 0.6, 0.787)]
    [InlineData("USD/GPU-hour", "$1.80 $2.48 $3.10", 1.8, 2.48, 3.1)]
    [InlineData("token/query", "486 1.22k 3.05k", 486.0, 1220.0, 3050.0)]
    [InlineData("token/query", "1.64k 4.00k 9.79k", 1640.0, 4000.0, 9790.0)]
    [InlineData("1", "0.0012 0.15 5.12", 0.0012, 0.15, 5.12)]
    [InlineData("1", "0 4 8", 0.0, 4.0, 8.0)]
    public void Figures_side_by_side_have_the_same_decimals(string unit, string expected, params double[] values) =>
        Assert.Equal(expected, string.Join(' ', HumanNumber.Alike(values, unit)));
}

using Xunit;

namespace CostSim.Scenarios.Tests;

public class NumberReaderTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("10", 10)]
    [InlineData("007", 7)]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("-2.25", -2.25)]
    [InlineData("+3", 3)]
    [InlineData("2e6", 2e6)]
    [InlineData("2E-3", 2e-3)]
    [InlineData("1e+2", 100)]
    [InlineData("10k", 10_000)]
    [InlineData("1.8M", 1_800_000)]
    [InlineData("175B", 175e9)]
    [InlineData("2T", 2e12)]
    [InlineData("30%", 0.3)]
    [InlineData("0.7%", 0.007)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("5e-324", double.Epsilon)]
    [InlineData("0e-400", 0)]
    public void A_number_is_read_to_the_last_bit(string text, double expected) => Assert.Equal(expected, NumberReader.Read(text).Value);

    [Fact]
    public void Minus_zero_is_zero() => Assert.Equal(0L, BitConverter.DoubleToInt64Bits(NumberReader.Read("-0").Value!.Value));

    [Theory]
    [InlineData("1,5", "write 1.5")]
    [InlineData("-1,5", "write -1.5")]
    [InlineData("0,05", "write 0.05")]
    [InlineData("1,5M", "write 1.5M")]
    [InlineData("1,000,000", "write 1000000 or 1M")]
    [InlineData("12,500,000.5", "write 12500000.5")]
    [InlineData("1,500", "write 1500, or 1.500 if the comma is a decimal point")]
    [InlineData("1_000", "write 1000 or 1k")]
    [InlineData("1'000'000", "write 1000000 or 1M")]
    [InlineData("1.000.000", "write 1000000 or 1M")]
    [InlineData("", "write a number such as 10, 1.5, 2e6, 10M or 30%")]
    [InlineData(" 5", "write 5, without spaces and invisible characters")]
    [InlineData("5 ", "write 5, without spaces and invisible characters")]
    [InlineData("5\0", "write 5, without spaces and invisible characters")]
    [InlineData("5\u00a0", "write 5, without spaces and invisible characters")]
    [InlineData("\u22125", "write -5, with the minus of the keyboard")]
    [InlineData("1,", "write 1; parameters are separated by spaces alone")]
    [InlineData("NaN", "write a finite number; leave a parameter out to leave an end open")]
    [InlineData("-Infinity", "write a finite number; leave a parameter out to leave an end open")]
    [InlineData("0x10", "write it with decimal digits")]
    [InlineData("$2", "write 2; the unit has its own column")]
    [InlineData("2USD", "write 2; the unit has its own column")]
    [InlineData("10K", "write 10k; the suffixes are k M B T %")]
    [InlineData("10m", "write 10M; the suffixes are k M B T %")]
    [InlineData("10G", "write 10B; the suffixes are k M B T %")]
    [InlineData("5.", "write 5")]
    [InlineData("1.2.3", "write a number such as 10, 1.5, 2e6, 10M or 30%")]
    [InlineData("1e", "write 1; the unit has its own column")]
    [InlineData("--1", "write a number such as 10, 1.5, 2e6, 10M or 30%")]
    [InlineData("five", "write a number such as 10, 1.5, 2e6, 10M or 30%")]
    [InlineData("\u0665", "write a number such as 10, 1.5, 2e6, 10M or 30%")]
    [InlineData("(5)", "write a number such as 10, 1.5, 2e6, 10M or 30%")]
    [InlineData("1e5e5", "write a number such as 10, 1.5, 2e6, 10M or 30%")]
    [InlineData("10Mk", "write 10; the unit has its own column")]
    public void Anything_else_is_refused_with_help(string text, string help)
    {
        var reading = NumberReader.Read(text);
        Assert.Null(reading.Value);
        Assert.Equal(DiagnosticCode.NotANumber, reading.Code);
        Assert.Equal(help, reading.Help);
    }

    [Theory]
    [InlineData("1e400", "\"1e400\" is too large")]
    [InlineData("-1e400", "\"-1e400\" is too large")]
    [InlineData("1e99999999999999", "\"1e99999999999999\" is too large")]
    [InlineData("1e300T", "\"1e300T\" is too large")]
    [InlineData("1e-400", "\"1e-400\" is too small to tell from 0")]
    [InlineData("1e-99999999999999", "\"1e-99999999999999\" is too small to tell from 0")]
    public void A_number_that_a_double_cannot_hold_is_refused(string text, string what)
    {
        var reading = NumberReader.Read(text);
        Assert.Null(reading.Value);
        Assert.Equal(DiagnosticCode.NumberOutOfReach, reading.Code);
        Assert.Equal(what, reading.What);
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var bits = new Bits(1);
        for (int i = 0; i < 10_000; i++)
        {
            double value = BitConverter.UInt64BitsToDouble(bits.Next());
            if (double.IsFinite(value) && value != 0)
            {
                Assert.Equal(value, NumberReader.Read(NumberReader.Write(value)).Value);
            }
        }
    }

    [Fact]
    public void Random_texts_are_read_or_refused_with_help()
    {
        const string alphabet = "0123456789..,,eE+-kMBT%_' x\0NaInf";
        var bits = new Bits(2);
        for (int i = 0; i < 50_000; i++)
        {
            var reading = NumberReader.Read(bits.Text(alphabet, 12));
            Assert.True(reading.Value is { } value ? double.IsFinite(value) : reading.What.Length > 0 && reading.Help.Length > 0);
        }
    }
}

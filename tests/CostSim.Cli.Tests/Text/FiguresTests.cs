using CostSim.Cli.Text;
using CostSim.Fitting;
using CostSim.Scenarios;
using Xunit;

namespace CostSim.Cli.Tests.Text;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(212.3784561, "212.378")]
    [InlineData(0.00012345678, "0.000123457")]
    [InlineData(5e6, "5M")]
    [InlineData(11447142, "11.4471M")]
    [InlineData(1234567890123, "1.23457T")]
    [InlineData(250000, "250000")]
    [InlineData(-3.00000049, "-3")]
    [InlineData(0, "0")]
    [InlineData(4.513787368734565e-300, "4.51379E-300")]
    public void Six_digits_are_kept(double value, string text) => Assert.Equal(text, Figures.Write(value, Rounding.Nearest));

    [Theory]
    [InlineData(3.14159265)]
    [InlineData(-3.14159265)]
    [InlineData(123456789)]
    [InlineData(1.0000001e-9)]
    [InlineData(1e300)]
    [InlineData(0.3)]
    public void An_end_is_rounded_away_from_the_data(double value)
    {
        Assert.InRange(NumberReader.Read(Figures.Write(value, Rounding.Down)).Value!.Value, value - Math.Abs(value * 1e-5), value);
        Assert.InRange(NumberReader.Read(Figures.Write(value, Rounding.Up)).Value!.Value, value, value + Math.Abs(value * 1e-5));
    }
}

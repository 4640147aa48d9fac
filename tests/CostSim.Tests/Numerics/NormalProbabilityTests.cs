using System.Numerics;
using CostSim.Distributions;
using CostSim.Numerics;
using Xunit;

namespace CostSim.Tests.Numerics;

public sealed class NormalProbabilityTests
{
    /// <summary>From the series and the continued fraction of the error function in 60 digits.</summary>
    [Theory]
    [InlineData(1, 1.58655253931457046468e-01)]
    [InlineData(2, 2.27501319481792085853e-02)]
    [InlineData(3, 1.34989803163009457719e-03)]
    [InlineData(4, 3.16712418331199243270e-05)]
    [InlineData(5, 2.86651571879193911854e-07)]
    [InlineData(6, 9.86587645037698090519e-10)]
    [InlineData(7, 1.27981254388583496200e-12)]
    [InlineData(8, 6.22096057427178387436e-16)]
    public void Tails_have_their_published_values(double z, double tail)
    {
        Assert.Equal(1, Cdf(-z) / tail, 2e-12);
        Assert.Equal(1 - tail, Cdf(z), 1e-12 * tail + Math.ScaleB(1, -53));
    }

    [Fact]
    public void Agrees_with_the_scalar_law_everywhere_and_never_falls()
    {
        var law = new Normal(0, 1);
        double last = 0;
        for (double z = -8.1; z < 8.1; z += 0.00137)
        {
            Assert.Equal(1, Cdf(z) / law.Cdf(z), 2e-12);
            Assert.InRange(Cdf(z), last, 1 - Math.ScaleB(1, -53));
            last = Cdf(z) * (1 - 1e-12);
        }
    }

    [Fact]
    public void The_middle_and_the_ends_are_kept()
    {
        Assert.Equal(0.5, Cdf(0), 1e-12);
        foreach (double far in (double[])[8.3, 9, 40, 1e300])
        {
            Assert.Equal(Math.ScaleB(1, -53), Cdf(-far));
            Assert.Equal(1 - Math.ScaleB(1, -53), Cdf(far));
        }
    }

    private static double Cdf(double z) => NormalProbability.Cdf(new Vector<double>(z))[0];
}

using CostSim.Numerics;
using Xunit;

namespace CostSim.Tests.Numerics;

public sealed class PolyGammaTests
{
    private const double EulerGamma = 0.57721566490153286;

    [Fact]
    public void Digamma_has_its_closed_forms()
    {
        Assert.Equal(-EulerGamma, PolyGamma.Digamma(1), 1e-14);
        Assert.Equal(-EulerGamma - (2 * Math.Log(2)), PolyGamma.Digamma(0.5), 1e-14);
        Assert.Equal(-EulerGamma + 1 + (1.0 / 2) + (1.0 / 3), PolyGamma.Digamma(4), 1e-14);
    }

    [Fact]
    public void Trigamma_has_its_closed_forms()
    {
        Assert.Equal(Math.PI * Math.PI / 6, PolyGamma.Trigamma(1), 1e-13);
        Assert.Equal(Math.PI * Math.PI / 2, PolyGamma.Trigamma(0.5), 1e-13);
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e8)]
    public void Differences_from_elementary_functions_keep_their_digits(double x)
    {
        Assert.InRange(PolyGamma.LogMinusDigamma(x) / ((1 / (2 * x)) + (1 / (12 * x * x))), 1 - 1e-9, 1 + 1e-9);
        Assert.InRange(PolyGamma.TrigammaExcess(x) / ((1 / (2 * x * x)) + (1 / (6 * x * x * x))), 1 - 1e-9, 1 + 1e-9);
    }
}

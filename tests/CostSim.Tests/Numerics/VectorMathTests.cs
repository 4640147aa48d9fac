using System.Numerics;
using CostSim.Numerics;
using CostSim.Tests.Distributions;
using Xunit;

namespace CostSim.Tests.Numerics;

public sealed class VectorMathTests
{
    private const double MostUlps = 2;

    [Fact]
    public void The_reference_itself_gives_known_values()
    {
        // e and ln 10 to 50 places: OEIS A001113, A002392.
        AssertPlaces("1.71828182845904523536028747135266249775724709369995", BigReal.ExpM1(BigReal.Of(1)));
        AssertPlaces("2.30258509299404568401799145468436420760110148862877", BigReal.Log(BigReal.Of(10)));
        AssertPlaces("-0.63212055882855767840447622983853913255418886896823", BigReal.ExpM1(BigReal.Of(-1)));
        Assert.Equal(0, BigReal.UlpsBetween(1.5, BigReal.Of(1.5)));
        Assert.Equal(1, BigReal.UlpsBetween(Math.BitIncrement(1.5), BigReal.Of(1.5)));

        static void AssertPlaces(string expected, BigInteger actual)
        {
            var scaled = (actual * BigInteger.Pow(10, 50)) >> 300;
            var digits = BigInteger.Parse(expected.Replace(".", ""), System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(scaled - digits, -1, 1);
        }
    }

    [Fact]
    public void ExpM1_errs_by_less_than_two_units_in_the_last_place()
    {
        foreach (double x in Points(-40, 700))
        {
            AssertNear(BigReal.ExpM1(BigReal.Of(x)), VectorMath.ExpM1(new Vector<double>(x))[0], x);
        }
    }

    [Fact]
    public void Exp_errs_by_less_than_two_units_in_the_last_place()
    {
        foreach (double x in Points(-80, 700))
        {
            AssertNear(BigReal.ExpM1(BigReal.Of(x)) + BigReal.Of(1), VectorMath.Exp(new Vector<double>(x))[0], x);
        }
    }

    [Fact]
    public void Log_errs_by_less_than_two_units_in_the_last_place()
    {
        foreach (double u in SplitMix64.Uniforms(5, 4000))
        {
            foreach (double x in new[] { 0.5 + u, Math.ScaleB(1 + u, (int)(u * 200) - 100), 1 + Math.ScaleB(u - 0.5, -(int)(u * 40)) })
            {
                AssertNear(BigReal.Log(BigReal.Of(x)), VectorMath.Log(new Vector<double>(x))[0], x);
            }
        }
        Assert.Equal(0, VectorMath.Log(Vector<double>.One)[0]);
    }

    [Fact]
    public void Log1P_errs_by_less_than_two_units_in_the_last_place()
    {
        foreach (double u in SplitMix64.Uniforms(6, 4000))
        {
            foreach (double x in new[] { u, -u, 100 * u, Math.ScaleB(u, -(int)(100 * u)), -Math.ScaleB(u, -(int)(100 * u)) })
            {
                AssertNear(BigReal.Log(BigReal.Of(1) + BigReal.Of(x)), VectorMath.Log1P(new Vector<double>(x))[0], x);
            }
        }
        Assert.Equal(1e-300, VectorMath.Log1P(new Vector<double>(1e-300))[0]);
        Assert.Equal(0, VectorMath.Log1P(Vector<double>.Zero)[0]);
    }

    [Fact]
    public void Very_negative_exponents_give_their_limits()
    {
        foreach (double x in new[] { -50, -700, -800, -5000, -1e300, double.NegativeInfinity })
        {
            Assert.Equal(-1, VectorMath.ExpM1(new Vector<double>(x))[0]);
            Assert.InRange(VectorMath.Exp(new Vector<double>(x))[0], 0, 2e-22);
        }
    }

    [Fact]
    public void Each_lane_is_computed_alike()
    {
        double[] x = [.. SplitMix64.Uniforms(7, Vector<double>.Count).Select(u => 5 * u)];
        var whole = new Vector<double>(x);
        for (int lane = 0; lane < x.Length; lane++)
        {
            var alone = new Vector<double>(x[lane]);
            Assert.Equal(VectorMath.Exp(alone)[0], VectorMath.Exp(whole)[lane]);
            Assert.Equal(VectorMath.ExpM1(alone)[0], VectorMath.ExpM1(whole)[lane]);
            Assert.Equal(VectorMath.Log(alone)[0], VectorMath.Log(whole)[lane]);
            Assert.Equal(VectorMath.Log1P(alone)[0], VectorMath.Log1P(whole)[lane]);
        }
    }

    private static void AssertNear(BigInteger exact, double actual, double x)
    {
        double ulps = BigReal.UlpsBetween(actual, exact);
        Assert.True(Math.Abs(ulps) <= MostUlps, $"{ulps:F2} ulp at {x:R}");
    }

    private static IEnumerable<double> Points(double from, double to)
    {
        foreach (double u in SplitMix64.Uniforms(4, 4000))
        {
            yield return from + (u * (to - from));
            yield return 4 * (u - 0.5);
            yield return Math.ScaleB(u - 0.5, -(int)(u * 60));
        }
    }
}

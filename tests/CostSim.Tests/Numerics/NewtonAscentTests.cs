using CostSim.Numerics;
using Xunit;

namespace CostSim.Tests.Numerics;

public sealed class NewtonAscentTests
{
    [Theory]
    [InlineData(-1.2, 1)]
    [InlineData(3, -2)]
    [InlineData(0, 0)]
    public void The_top_of_Rosenbrocks_ridge_is_found(double x, double y)
    {
        double[] found = NewtonAscent.Maximise(new Ridge(), [x, y], [-10, -10], [10, 10]);

        Assert.Equal(1, found[0], 1e-6);
        Assert.Equal(1, found[1], 1e-6);
    }

    [Fact]
    public void A_maximum_beyond_a_bound_is_held_at_the_bound()
    {
        double[] found = NewtonAscent.Maximise(new Ridge(), [0, 0], [-10, -10], [0.5, 10]);

        Assert.Equal(0.5, found[0], 1e-6);
        Assert.Equal(0.25, found[1], 1e-6);
    }

    /// <summary>Rosenbrock's function (1960) upside down.</summary>
    private sealed class Ridge : ISmoothFunction
    {
        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, double[,] hessian)
        {
            double x = point[0], y = point[1], bend = y - (x * x);
            gradient[0] = (400 * x * bend) + (2 * (1 - x));
            gradient[1] = -200 * bend;
            hessian[0, 0] = (400 * bend) - (800 * x * x) - 2;
            hessian[0, 1] = hessian[1, 0] = 400 * x;
            hessian[1, 1] = -200;
            return -(100 * bend * bend) - ((1 - x) * (1 - x));
        }
    }
}

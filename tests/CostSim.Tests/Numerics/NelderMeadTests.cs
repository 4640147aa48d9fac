using CostSim.Numerics;
using Xunit;

namespace CostSim.Tests.Numerics;

public sealed class NelderMeadTests
{
    /// <summary>
    /// Rosenbrock, An automatic method for finding the greatest or least value of a function, The Computer
    /// Journal 3 (1960): least at (1, 1).
    /// </summary>
    [Fact]
    public void The_bottom_of_Rosenbrocks_valley_is_found()
    {
        (double x, double y) = NelderMead.Minimise(
            (x, y) => (100 * (y - (x * x)) * (y - (x * x))) + ((1 - x) * (1 - x)), (-1.2, 1), reach: 0.5, tolerance: 1e-10);

        Assert.Equal(1, x, 1e-4);
        Assert.Equal(1, y, 1e-4);
    }

    [Fact]
    public void A_wall_of_infinities_is_not_crossed()
    {
        (double x, double y) = NelderMead.Minimise(
            (x, y) => x > 0.25 ? (x * x) + (y * y) : double.PositiveInfinity, (1, 1), reach: 0.5, tolerance: 1e-10);

        Assert.Equal(0.25, x, 1e-3);
        Assert.Equal(0, y, 1e-3);
    }
}

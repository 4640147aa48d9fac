namespace CostSim.Numerics;

/// <summary>
/// Minimises a function of two variables that need not be smooth. Nelder and Mead, A simplex method for function minimization, The Computer
/// Journal 7 (1965).
/// </summary>
internal static class NelderMead
{
    private const int MostSteps = 400;

    /// <summary>The lowest point found.</summary>
    /// <param name="function">The function; may return infinity where it is not defined.</param>
    /// <param name="start">A point where it is defined.</param>
    /// <param name="reach">First distance between corners.</param>
    /// <param name="tolerance">Distance between corners, and between their values relative to these, that ends the search.</param>
    public static (double X, double Y) Minimise(
        Func<double, double, double> function, (double X, double Y) start, double reach, double tolerance)
    {
        Corner Of(double x, double y) => new(x, y, function(x, y));
        Corner best = Of(start.X, start.Y), middle = Of(start.X + reach, start.Y), worst = Of(start.X, start.Y + reach);
        for (int i = 0; i < MostSteps; i++)
        {
            if (middle.Value < best.Value)
            {
                (best, middle) = (middle, best);
            }

            if (worst.Value < middle.Value)
            {
                (middle, worst) = (worst, middle);
            }

            if (middle.Value < best.Value)
            {
                (best, middle) = (middle, best);
            }

            double size = Math.Max(
                Math.Abs(worst.X - best.X) + Math.Abs(worst.Y - best.Y), Math.Abs(middle.X - best.X) + Math.Abs(middle.Y - best.Y));
            if (size < tolerance && !(worst.Value - best.Value > tolerance * Math.Abs(best.Value)))
            {
                break;
            }

            double centreX = (best.X + middle.X) / 2, centreY = (best.Y + middle.Y) / 2;
            Corner Along(double share) => Of(centreX + (share * (centreX - worst.X)), centreY + (share * (centreY - worst.Y)));
            var mirrored = Along(1);
            if (mirrored.Value < best.Value)
            {
                var further = Along(2);
                worst = further.Value < mirrored.Value ? further : mirrored;
            }
            else if (mirrored.Value < middle.Value)
            {
                worst = mirrored;
            }
            else
            {
                var nearer = mirrored.Value < worst.Value ? Along(0.5) : Along(-0.5);
                if (nearer.Value < Math.Min(mirrored.Value, worst.Value))
                {
                    worst = nearer;
                }
                else
                {
                    middle = Of((best.X + middle.X) / 2, (best.Y + middle.Y) / 2);
                    worst = Of((best.X + worst.X) / 2, (best.Y + worst.Y) / 2);
                }
            }
        }
        return middle.Value < best.Value ? (middle.X, middle.Y) : (best.X, best.Y);
    }

    private readonly record struct Corner(double X, double Y, double Value);
}

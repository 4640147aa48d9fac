namespace CostSim.Numerics;

/// <summary>A tail of a law at one point.</summary>
/// <param name="Probability">The tail's probability; may underflow to 0.</param>
/// <param name="Logarithm">Its logarithm; read only where the probability is below <see cref="LogConcaveInverse.Tiny"/>.</param>
/// <param name="Hazard">Density with respect to the law's log variable, over the probability.</param>
/// <param name="Score">Derivative of the logarithm of that density.</param>
/// <param name="ScoreSlope">Derivative of the score.</param>
internal readonly record struct Tail(double Probability, double Logarithm, double Hazard, double Score, double ScoreSlope);

/// <summary>A law of a positive variable v whose density with respect to log v is log-concave.</summary>
internal interface ILogConcaveLaw
{
    Tail Evaluate(double v, bool upper);
}

/// <summary>
/// Solves tail(v) = probability. Both tails of a log-concave law are log-concave (Bagnoli and Bergstrom, Log-concave probability and its
/// applications, Economic Theory 26 (2005), theorem 3), so Newton's method on log tail against log v converges from any start;
/// near the root, the inverse Taylor series to third order makes the step fourth-order (Householder).
/// </summary>
internal static class LogConcaveInverse
{
    /// <summary>Below it, probabilities lose digits to underflow and their logarithms are used instead.</summary>
    public const double Tiny = 1e-305;

    /// <summary>A density below it may have a tail below <see cref="Tiny"/>, whose logarithm is then asked for.</summary>
    public const double Small = 1e-250;

    private const double Smallest = 1e-307, Largest = 1e307;
    private const int MostSteps = 200;

    public static double Solve<TLaw>(TLaw law, double probability, bool upper, double start) where TLaw : ILogConcaveLaw
    {
        if (!(start < Largest))
        {
            start = Largest;
        }

        double v = start, direction = upper ? -1 : 1;
        for (int i = 0; i < MostSteps; i++)
        {
            if (!(v > Smallest))
            {
                return v;
            }

            var tail = law.Evaluate(v, upper);
            double excess = Excess(tail, probability);
            double newton = -excess / tail.Hazard;
            double curvature = (direction * tail.Score) - tail.Hazard;
            double quadratic = -curvature / 2 * newton;
            double cubic = (((curvature * curvature / 3) - (tail.ScoreSlope / 6) + (tail.Hazard * curvature / 6))) * newton * newton;
            bool isNear = Math.Abs(quadratic) < 0.25 && Math.Abs(cubic) < 0.1;
            double step = isNear ? newton * (1 + quadratic + cubic) : Math.Clamp(newton, -4, 4);
            v += v * AccurateLogs.Expm1(direction * step);

            // The error after a step is of the size of the first neglected term.
            if (isNear && Math.Abs(cubic * quadratic * newton) + (cubic * cubic * Math.Abs(newton)) < 1e-17)
            {
                return v;
            }

            if (Math.Abs(step) < 4e-16)
            {
                return v;
            }
        }
        return v;
    }

    /// <summary>The tail's probability, from its logarithm where it would underflow on the way.</summary>
    public static double Probability(in Tail tail) => tail.Probability < Tiny ? Math.Exp(tail.Logarithm) : tail.Probability;

    /// <summary>log(tail / probability).</summary>
    private static double Excess(in Tail tail, double probability)
    {
        if (tail.Probability < Tiny)
        {
            return tail.Logarithm - Math.Log(probability);
        }

        double relative = (tail.Probability - probability) / probability;
        return Math.Abs(relative) < 0.5 ? AccurateLogs.Log1p(relative) : Math.Log(tail.Probability / probability);
    }
}

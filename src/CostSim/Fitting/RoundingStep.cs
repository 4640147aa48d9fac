namespace CostSim.Fitting;

/// <summary>Finds what data were rounded to: whole numbers, hundreds, cents.</summary>
internal static class RoundingStep
{
    private const int Largest = 12, Smallest = -6;

    /// <summary>Relative error of a decimal number in binary, with some room.</summary>
    private const double Slack = 1e-9;

    /// <summary>The largest power of ten that every number is a multiple of; 0 when there is none from 1e-6 up.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        for (int exponent = Largest; exponent >= Smallest; exponent--)
        {
            double step = Math.Pow(10, exponent);
            if (AreMultiples(values, step))
            {
                return step;
            }
        }
        return 0;
    }

    private static bool AreMultiples(ReadOnlySpan<double> values, double step)
    {
        foreach (double value in values)
        {
            double multiple = value / step, nearest = Math.Round(multiple);

            // Beyond 2^53 every double is a multiple, which says nothing.
            if (!(Math.Abs(multiple) < 9e15) || !(Math.Abs(multiple - nearest) <= Slack * Math.Abs(multiple)))
            {
                return false;
            }
        }
        return values[^1] > values[0];
    }
}

using CostSim.Numerics;

namespace CostSim.Distributions;

/// <summary>A point of a quantile function as a user states it: <c>p90=20</c>, or <c>median=13</c> for <c>p50</c>.</summary>
/// <param name="Name">As written: <c>p99.9</c>, <c>median</c>.</param>
/// <param name="P">Probability below, in (0, 1).</param>
/// <param name="Q">Probability above; 1 - <paramref name="P"/>, rounded once.</param>
/// <param name="Value">The quantile.</param>
public readonly record struct QuantilePoint(string Name, double P, double Q, double Value)
{
    private const int MostDigits = 15;

    /// <summary>The standard normal quantile of this probability.</summary>
    public double NormalScore => P <= Q ? StandardNormal.Quantile(P) : -StandardNormal.Quantile(Q);

    /// <summary>True when <paramref name="name"/> is <c>median</c> or looks like <c>pNN</c>; its NN may still be out of range.</summary>
    public static bool IsName(string name) =>
        name == "median" || (name.Length > 1 && name[0] == 'p' && name.Any(char.IsAsciiDigit)
            && name.Skip(1).All(c => char.IsAsciiDigit(c) || c is '.' or '-'));

    /// <summary>Reads a name, with NN in digits and at most one point and 0 &lt; NN &lt; 100; null for anything else.</summary>
    public static QuantilePoint? Read(string name, double value)
    {
        if (name == "median")
        {
            return new(name, 0.5, 0.5, value);
        }

        if (!IsName(name) || name.Length - 1 > MostDigits)
        {
            return null;
        }

        // Numerator and denominator are exact integers, so that 1 - P is as exact as P.
        double numerator = 0, denominator = 100;
        bool fraction = false;
        foreach (char c in name.AsSpan(1))
        {
            if (c == '.' && !fraction)
            {
                fraction = true;
                continue;
            }
            if (!char.IsAsciiDigit(c))
            {
                return null;
            }

            numerator = (numerator * 10) + (c - '0');
            if (fraction)
            {
                denominator *= 10;
            }
        }
        bool inRange = numerator > 0 && numerator < denominator && char.IsAsciiDigit(name[1]) && name[^1] != '.';
        return inRange ? new(name, numerator / denominator, (denominator - numerator) / denominator, value) : null;
    }
}

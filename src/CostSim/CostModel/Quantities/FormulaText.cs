using System.Globalization;

namespace CostSim.CostModel.Quantities;

/// <summary>Pieces of formula texts.</summary>
internal static class FormulaText
{
    /// <summary>A number in all its digits, large and small ones as <c>1.979e15</c>.</summary>
    public static string Number(double value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        if (Math.Abs(value) is 0 or (>= 1e-3 and < 1e7) || !double.IsFinite(value))
        {
            return digits;
        }
        string mantissa = value.ToString("E16", CultureInfo.InvariantCulture);
        int exponent = int.Parse(mantissa[(mantissa.IndexOf('E', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        string significant = digits.Split('E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-').Trim('0');
        string whole = value < 0 ? $"-{significant[0]}" : $"{significant[0]}";
        return significant.Length == 1 ? $"{whole}e{exponent}" : $"{whole}.{significant[1..]}e{exponent}";
    }

    /// <summary>A further factor of a product: empty for 1.</summary>
    public static string Factor(double factor) => factor == 1 ? "" : $" × {Number(factor)}";

    /// <summary>A sum of the terms whose factor is not 0, each written <c>factor × term</c>; <c>0</c> when there is none.</summary>
    public static string Sum(params IReadOnlyList<(double Factor, string Term)> terms)
    {
        string sum = string.Join(" + ", terms.Where(term => term.Factor != 0).Select(term => $"{Number(term.Factor)} × {term.Term}"));
        return sum.Length == 0 ? "0" : sum;
    }
}

/// <summary>A fact that a kernel is compiled for, so that it asks no questions in its loop.</summary>
internal interface IFact
{
    static abstract bool Holds { get; }
}

/// <summary>The fact holds.</summary>
internal readonly struct Yes : IFact
{
    public static bool Holds => true;
}

/// <summary>The fact does not hold.</summary>
internal readonly struct No : IFact
{
    public static bool Holds => false;
}

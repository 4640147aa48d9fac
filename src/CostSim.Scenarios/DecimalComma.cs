namespace CostSim.Scenarios;

/// <summary>Finds numbers with a decimal comma that a comma-separated file has cut in two: <c>mode=1,5 max=4</c>.</summary>
internal static class DecimalComma
{
    /// <summary>The number whose whole part ends one cell and whose fraction begins the next, or null.</summary>
    public static SourceFragment? Between(SourceFragment left, SourceFragment right)
    {
        int start = left.Text.LastIndexOf('=') + 1;
        int end = 0;
        while (end < right.Text.Length && !char.IsWhiteSpace(right.Text[end]))
        {
            end++;
        }
        bool isCut = start > 0 && start < left.Text.Length && end > 0 && char.IsAsciiDigit(right.Text[0]) && left.Touches(right)
            && NumberReader.Read($"{left.Text[start..]}.{right.Text[..end]}").Value is not null;
        return isCut ? left.Through(right, start, end) : null;
    }

    /// <summary>Reports such a number.</summary>
    /// <param name="number">The number, comma and all.</param>
    /// <param name="left">The cell in which it begins.</param>
    /// <param name="context">What the row is about.</param>
    /// <param name="diagnostics">Takes the mistake.</param>
    public static void Report(SourceFragment number, SourceFragment left, string context, Diagnostics diagnostics)
    {
        string name = left.Text[..left.Text.LastIndexOf('=')].Split(' ')[^1];
        NumberReading.Of(number, $"{context}, parameter {name}", diagnostics);
    }
}

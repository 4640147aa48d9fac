namespace CostSim.Cli.Text;

/// <summary>Nouns beside numbers.</summary>
internal static class Plural
{
    /// <summary>The noun as it stands behind a number: <c>row</c> after 1, <c>rows</c> after any other.</summary>
    public static string Of(string noun, long count) => count == 1 ? noun : noun + "s";
}

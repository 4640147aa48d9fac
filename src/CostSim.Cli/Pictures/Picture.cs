namespace CostSim.Cli.Pictures;

/// <summary>A picture of a result.</summary>
/// <param name="FileName">Its file in the output folder.</param>
/// <param name="Compose">Lays it out; null when the result has not what it shows.</param>
internal sealed record Picture<TResult>(string FileName, Func<TResult, Sheet?> Compose)
{
    /// <summary>
    /// The PNG file, the same bytes for the same result; null when the result has not what it shows. Pictures may be drawn in parallel.
    /// </summary>
    public byte[]? Draw(TResult result)
    {
        using var sheet = Compose(result);
        return sheet?.ToPng();
    }
}

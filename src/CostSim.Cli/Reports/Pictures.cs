namespace CostSim.Cli.Reports;

/// <summary>A picture of the report.</summary>
/// <param name="FileName">Its file in the output folder.</param>
/// <param name="Compose">Lays it out; null when the run has not the output it shows.</param>
internal sealed record Picture(string FileName, Func<PictureContext, Sheet?> Compose)
{
    /// <summary>
    /// The PNG file, the same bytes for the same context; null when the run has not the output it shows. Pictures may be drawn in parallel.
    /// </summary>
    public byte[]? Draw(PictureContext context)
    {
        using var sheet = Compose(context);
        return sheet?.ToPng();
    }
}

/// <summary>Every picture, in the order of the report.</summary>
internal static class Pictures
{
    public static readonly IReadOnlyList<Picture> All =
    [
        new("cost.png", CostPicture.Compose),
        new("exceedance.png", ExceedancePicture.Compose),
        new("breakdown.png", BreakdownPicture.Compose),
        new("drivers.png", DriversPicture.Compose),
        new("inputs.png", InputsPicture.Compose),
        new("convergence.png", ConvergencePicture.Compose),
        new("gpus_by_hour.png", HoursPicture.Compose),
    ];
}

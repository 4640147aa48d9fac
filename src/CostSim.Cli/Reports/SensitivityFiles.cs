using CostSim.Simulation;

namespace CostSim.Cli.Reports;

/// <summary>Every file of the folder that <c>sensitivity</c> writes, but the manifest.</summary>
internal static class SensitivityFiles
{
    /// <summary>The pictures of an analysis; null where there is nothing to draw.</summary>
    public static readonly IReadOnlyList<(string FileName, Func<Sensitivity, Sheet?> Compose)> Pictures =
    [
        ("tornado.png", TornadoPicture.Compose),
        ("indices.png", IndicesPicture.Compose),
    ];

    /// <summary>Makes the files.</summary>
    public static IReadOnlyList<OutputFile> Make(Sensitivity sensitivity, bool withPictures)
    {
        var pictures = withPictures ? Pictures : [];
        return
        [
            new(SensitivityTable.FileName, SensitivityTable.Write(sensitivity)),
            .. pictures.AsParallel().AsOrdered().Select(picture => (picture.FileName, Png: Draw(picture.Compose, sensitivity)))
                .Where(picture => picture.Png is not null)
                .Select(picture => new OutputFile(picture.FileName, picture.Png!)),
        ];
    }

    private static byte[]? Draw(Func<Sensitivity, Sheet?> compose, Sensitivity sensitivity)
    {
        using var sheet = compose(sensitivity);
        return sheet?.ToPng();
    }
}

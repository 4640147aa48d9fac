namespace CostSim.Cli.Reports;

/// <summary>Every file of the folder that <c>explain</c> writes, but the manifest.</summary>
internal static class ExplainFiles
{
    public const string JsonName = "explain.json";

    /// <summary>The pictures of an explanation; null where there is nothing to draw.</summary>
    public static readonly IReadOnlyList<(string FileName, Func<ExplainReport, Sheet?> Compose)> Pictures =
    [
        ("waterfall.png", WaterfallPicture.Compose),
        ("roofline.png", RooflinePicture.Compose),
    ];

    /// <summary>Makes the files.</summary>
    public static IReadOnlyList<OutputFile> Make(ExplainReport report, bool withPictures)
    {
        using var json = new MemoryStream();
        ExplainJson.Write(json, report);
        var pictures = withPictures ? Pictures : [];
        return
        [
            new(JsonName, json.ToArray()),
            .. pictures.AsParallel().AsOrdered().Select(picture => (picture.FileName, Png: Draw(picture.Compose, report)))
                .Where(picture => picture.Png is not null)
                .Select(picture => new OutputFile(picture.FileName, picture.Png!)),
        ];
    }

    private static byte[]? Draw(Func<ExplainReport, Sheet?> compose, ExplainReport report)
    {
        using var sheet = compose(report);
        return sheet?.ToPng();
    }
}

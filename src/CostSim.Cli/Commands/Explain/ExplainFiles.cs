using CostSim.Cli.Files;
using CostSim.Cli.Findings;
using CostSim.Cli.Pictures;

namespace CostSim.Cli.Commands.Explain;

/// <summary>Every file of the folder that <c>explain</c> writes, but the manifest.</summary>
internal static class ExplainFiles
{
    public const string JsonName = "explain.json";

    /// <summary>The pictures of an explanation; null where there is nothing to draw.</summary>
    public static readonly IReadOnlyList<Picture<ExplainedDay>> Pictures =
    [
        new("waterfall.png", WaterfallPicture.Compose),
        new("roofline.png", RooflinePicture.Compose),
    ];

    public static IEnumerable<FileMaker> Of(ExplainedDay day, bool withPictures) =>
    [
        new(JsonName, () => ExplainJson.Write(day)),
        .. (withPictures ? Pictures : []).Select(picture => new FileMaker(picture.FileName, () => picture.Draw(day))),
    ];
}

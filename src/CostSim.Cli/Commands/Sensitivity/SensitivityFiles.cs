using CostSim.Analysis;
using CostSim.Cli.Files;
using CostSim.Cli.Pictures;

namespace CostSim.Cli.Commands.Sensitivity;

/// <summary>Every file of the folder that <c>sensitivity</c> writes, but the manifest.</summary>
internal static class SensitivityFiles
{
    /// <summary>The pictures of an analysis; null where there is nothing to draw.</summary>
    public static readonly IReadOnlyList<Picture<SensitivityResult>> Pictures =
    [
        new("tornado.png", TornadoPicture.Compose),
        new("indices.png", IndicesPicture.Compose),
    ];

    public static IEnumerable<FileMaker> Of(SensitivityResult sensitivity, bool withPictures) =>
    [
        new(SensitivityReport.FileName, () => SensitivityReport.Write(sensitivity)),
        .. (withPictures ? Pictures : []).Select(picture => new FileMaker(picture.FileName, () => picture.Draw(sensitivity))),
    ];
}

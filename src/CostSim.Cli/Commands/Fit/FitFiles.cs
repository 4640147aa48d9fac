using CostSim.Cli.Files;
using CostSim.Cli.Findings;
using CostSim.Cli.Pictures;

namespace CostSim.Cli.Commands.Fit;

/// <summary>Every file of the folder that <c>fit</c> writes, but the manifest.</summary>
internal static class FitFiles
{
    private static readonly Picture<FittedData> OfData = new(FitPicture.FileName, FitPicture.OfData);
    private static readonly Picture<FittedPercentiles> OfPercentiles = new(FitPicture.FileName, FitPicture.OfPercentiles);

    public static IEnumerable<FileMaker> Of(FittedData fitted, bool withPictures) =>
        Of(() => FitReport.Write(fitted), () => OfData.Draw(fitted), withPictures);

    public static IEnumerable<FileMaker> Of(FittedPercentiles fitted, bool withPictures) =>
        Of(() => FitReport.Write(fitted), () => OfPercentiles.Draw(fitted), withPictures);

    private static IEnumerable<FileMaker> Of(Func<byte[]> table, Func<byte[]?> picture, bool withPictures)
    {
        yield return new(FitReport.FileName, table);
        if (withPictures)
        {
            yield return new(FitPicture.FileName, picture);
        }
    }
}

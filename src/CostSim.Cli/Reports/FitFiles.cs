namespace CostSim.Cli.Reports;

/// <summary>Every file of the folder that <c>fit</c> writes, but the manifest.</summary>
internal static class FitFiles
{
    public static IReadOnlyList<OutputFile> Make(FitReport report, bool withPictures) =>
        Make(FitTable.Of(report), () => FitPicture.OfData(report), withPictures);

    public static IReadOnlyList<OutputFile> Make(JudgementReport report, bool withPictures) =>
        Make(FitTable.Of(report), () => FitPicture.OfPercentiles(report), withPictures);

    private static IReadOnlyList<OutputFile> Make(OutputFile table, Func<Sheet?> compose, bool withPictures)
    {
        using var sheet = withPictures ? compose() : null;
        return sheet is null ? [table] : [table, new(FitPicture.FileName, sheet.ToPng())];
    }
}

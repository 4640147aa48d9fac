using CostSim.Cli.Files;
using CostSim.Cli.Pictures;
using CostSim.Cli.Text;

namespace CostSim.Cli.Commands.Run;

/// <summary>
/// Every file of a run's output folder but the manifest. A new report or picture is one file of its own and one line here.
/// </summary>
internal static class RunFiles
{
    private static readonly IReadOnlyList<(string FileName, Func<FinishedRun, byte[]?> Write)> Tables =
    [
        (SummaryReport.FileName, SummaryReport.Write),
        (HistogramReport.FileName, HistogramReport.Write),
        (DriversReport.FileName, DriversReport.Write),
        (BreakdownReport.FileName, BreakdownReport.Write),
        (HoursReport.FileName, HoursReport.Write),
        (ConvergenceReport.FileName, ConvergenceReport.Write),
        (ResolvedInputsReport.FileName, ResolvedInputsReport.Write),
    ];

    /// <summary>Every picture, in the order of the report.</summary>
    public static readonly IReadOnlyList<Picture<PictureContext>> Pictures =
    [
        new("cost.png", CostPicture.Compose),
        new("exceedance.png", ExceedancePicture.Compose),
        new("breakdown.png", BreakdownPicture.Compose),
        new("drivers.png", DriversPicture.Compose),
        new("inputs.png", InputsPicture.Compose),
        new("convergence.png", ConvergencePicture.Compose),
        new("gpus_by_hour.png", HoursPicture.Compose),
    ];

    /// <param name="run">The run.</param>
    /// <param name="withPictures">False for tables only.</param>
    public static IEnumerable<FileMaker> Of(FinishedRun run, bool withPictures)
    {
        var context =
            new PictureContext(run.Result, ProgramVersion.Text) { Draws = run.Draws, Drivers = run.Drivers, Convergence = run.Convergence };
        return
        [
            .. Tables.Select(table => new FileMaker(table.FileName, () => table.Write(run))),
            .. (withPictures ? Pictures : []).Select(picture => new FileMaker(picture.FileName, () => picture.Draw(context))),
        ];
    }
}

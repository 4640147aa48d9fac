namespace CostSim.Cli.Reports;

/// <summary>Every file of a run's output folder but the manifest. A new report is one file beside this one and one line here.</summary>
internal static class RunFiles
{
    private static readonly IReadOnlyList<(string FileName, Func<RunReport, byte[]?> Write)> Tables =
    [
        (SummaryReport.FileName, SummaryReport.Write),
        (HistogramReport.FileName, HistogramReport.Write),
        (DriversReport.FileName, DriversReport.Write),
        (BreakdownReport.FileName, BreakdownReport.Write),
        (HoursReport.FileName, HoursReport.Write),
        (ConvergenceReport.FileName, ConvergenceReport.Write),
        (ResolvedInputsReport.FileName, ResolvedInputsReport.Write),
    ];

    private const int MostThreads = 64;

    /// <summary>Makes the files, side by side.</summary>
    /// <param name="run">The run.</param>
    /// <param name="withPictures">False for tables only.</param>
    /// <param name="threads">Threads to use.</param>
    public static IReadOnlyList<OutputFile> Make(RunReport run, bool withPictures, int threads)
    {
        var context = new PictureContext(run.Result, ProgramVersion.Text) { Draws = run.Draws, Drivers = run.Drivers, Convergence = run.Convergence };
        var makers = Tables.Select(table => (table.FileName, Make: (Func<byte[]?>)(() => table.Write(run))))
            .Concat(withPictures ? Pictures.All.Select(picture => (picture.FileName, Make: (Func<byte[]?>)(() => picture.Draw(context)))) : []);
        return
        [
            .. makers.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(threads, MostThreads))
                .Select(maker => (maker.FileName, Bytes: maker.Make()))
                .Where(file => file.Bytes is not null)
                .Select(file => new OutputFile(file.FileName, file.Bytes!)),
        ];
    }
}

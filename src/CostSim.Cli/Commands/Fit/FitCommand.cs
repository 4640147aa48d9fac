using System.CommandLine;
using CostSim.Cli.Files;
using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Fit;

/// <summary>
/// <c>costsim fit</c>: laws for a column of data, or for percentiles from a person's head, ranked, with the row to paste.
/// </summary>
internal static class FitCommand
{
    public static Command Create()
    {
        var arguments = new FitArguments();
        var command = new Command("fit", "Find the law of measured numbers, or of stated percentiles, and the row that states it");
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = arguments.Read(parsed);
            return (request is null ? ExitCode.Usage : request.Quantiles.Count > 0 ? FitPercentiles(request) : FitData(request)).Number;
        });
        return command;
    }

    private static ExitCode FitData(FitRequest request)
    {
        Diagnostics diagnostics = [];
        var data = DataColumnReader.Read(request.Data!, request.Column, diagnostics);
        var target = data is null ? null
            : request.TargetFor(
                data.Name, Diagnostics.Printable($"fit to {data.Values.Count} values of {data.FileName} column {data.Name}"));
        if (data is not null)
        {
            CheckRange(data, target!, diagnostics);
        }
        return Refuse(diagnostics) ?? ReportRun.Into(request.Report, interruption =>
        {
            var fitted = interruption.WaitFor(
                () => FitRun.Of(target!, data!, request.EndsFor(target!), request.Location ?? 0, request.Seed, interruption.Token));
            return new(
                new Making(fitted.Subject, request.Seed, FitRun.Replicates, FittedData.Method),
                FitFiles.Of(fitted, request.Report.WithPictures),
                (results, files) => FitJson.Write(results, fitted, files),
                written => FitScreen.Lines(fitted, written));
        });
    }

    private static ExitCode FitPercentiles(FitRequest request)
    {
        Diagnostics diagnostics = [];
        var points = PercentileArguments.Read(request.Quantiles, diagnostics);
        var target = request.TargetFor("", "fit to " + string.Join(' ', request.Quantiles));
        foreach (var point in (points ?? []).Where(point => !target.Range.Contains(point.Value)))
        {
            diagnostics.Error(
                DiagnosticCode.OutsideInput, SourceText.OfArgument("--quantiles", "").Whole, $"input {target.Input}",
                $"{point.Name}={NumberReader.Write(point.Value)} is no value of {target.Input}, which must be in {target.Range}",
                HelpForRange(target.Range));
        }
        return Refuse(diagnostics) ?? ReportRun.Into(request.Report, interruption =>
        {
            var fitted = interruption.WaitFor(() => FitRun.Of(target, points!, request.EndsFor(target)));
            return new(
                new Making(fitted.Subject, request.Seed, 0, FittedPercentiles.Method),
                FitFiles.Of(fitted, request.Report.WithPictures),
                (results, files) => FitJson.Write(results, fitted, files),
                written => FitScreen.Lines(fitted, written));
        });
    }

    private static ExitCode? Refuse(Diagnostics diagnostics)
    {
        Terminal.Show(diagnostics);
        if (!diagnostics.HasErrors)
        {
            return null;
        }
        Terminal.Say("Nothing was fitted.");
        return diagnostics.HasUnreadableFile ? ExitCode.Unreadable : ExitCode.BadInput;
    }

    private static void CheckRange(DataColumn data, FitTarget target, Diagnostics diagnostics)
    {
        var range = target.Range;
        int outside = data.Values.Count(value => !range.Contains(value));
        if (outside == 0)
        {
            return;
        }
        double least = data.Values.Min(), most = data.Values.Max();
        bool isBelow = !range.Contains(least);
        string example = FormattableString.Invariant(
            $"{(isBelow ? least : most)} in line {(isBelow ? data.Lines.OfLeast : data.Lines.OfGreatest)}");
        string counts = $"{HumanNumber.Count(outside)} of {HumanNumber.Count(data.Values.Count)} numbers";
        diagnostics.Error(
            DiagnosticCode.OutsideInput, SourceText.OfFile(data.File, "").Whole, $"column {data.Name}, input {target.Input}",
            $"{counts} are no values of {target.Input}, which must be in {range}: {example}", HelpForRange(range));
    }

    private static string HelpForRange(InputRange range) =>
        range.Maximum <= 2 ? "write percentages with %, or divide by 100" : "correct them, take them out, or name another input";
}

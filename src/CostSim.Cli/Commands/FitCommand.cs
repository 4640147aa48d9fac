using System.CommandLine;
using System.CommandLine.Parsing;
using CostSim.Cli.Inputs;
using CostSim.Cli.Reports;
using CostSim.CostModel;
using CostSim.Simulation;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim fit</c>: laws for a column of data, or for percentiles from a person's head, ranked, with the row to paste.</summary>
internal static class FitCommand
{
    /// <summary>What inputs.csv takes for a comment: printed lines can then be appended to it whole.</summary>
    private const string Comment = "# ";

    public static Command Create()
    {
        var data = new Argument<string?>("data")
        {
            Description = "CSV file with a header and a number in each row",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var column = new Option<string>("--column", "-c") { Description = "the column to fit (may be left out when the file has one)", HelpName = "name" };
        var quantiles = new Option<string[]>("--quantiles")
        {
            Description = "fit percentiles from a judgement instead: --quantiles p10=5M p50=10M p90=30M",
            HelpName = "pNN=value",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };
        var workload = new Option<string>("--workload") { Description = "workload of the row to paste (default: all)", HelpName = "name" };
        var input = new Option<string>("--input")
        {
            Description = "input of the row to paste; its range decides which laws can apply",
            HelpName = "name",
        };
        var unit = new Option<string>("--unit") { Description = "unit of the row to paste (default: the input's)", HelpName = "unit" };
        var min = new Option<double?>("--min")
        {
            Description = "lower end of the beta law (default 0)",
            HelpName = "number",
            CustomParser = result => ParseNumber(result, "--min"),
        };
        var max = new Option<double?>("--max")
        {
            Description = "upper end of the beta law (default 1)",
            HelpName = "number",
            CustomParser = result => ParseNumber(result, "--max"),
        };
        var location = new Option<double?>("--location")
        {
            Description = "value at which laws of positive numbers start (default 0)",
            HelpName = "number",
            CustomParser = result => ParseNumber(result, "--location"),
        };
        var seed = TrialArguments.Seed();
        var output = new Option<string>("--output", "-o")
        {
            Description = "folder for fit.csv and fit.png (default output/<data>-fit)",
            HelpName = "folder",
        };
        var json = new Option<bool>("--json") { Description = "print everything as JSON" };
        var noPlots = new Option<bool>("--no-plots") { Description = "draw no picture" };

        var command = new Command("fit", "Find the law of measured numbers, or of stated percentiles, and the row that states it");
        command.Add(data);
        foreach (var option in new Option[] { column, quantiles, workload, input, unit, min, max, location, seed, output, json, noPlots })
        {
            command.Add(option);
        }
        command.SetAction(parsed =>
        {
            var wishes = new Wishes(
                parsed.GetValue(data), parsed.GetValue(column), parsed.GetValue(quantiles) ?? [],
                parsed.GetValue(workload) ?? "", parsed.GetValue(input), parsed.GetValue(unit), parsed.GetValue(min), parsed.GetValue(max),
                parsed.GetValue(location), parsed.GetValue(seed) ?? SimulationPlan.DefaultSeed, parsed.GetValue(output), parsed.GetValue(json),
                !parsed.GetValue(noPlots));
            string[] mistakes = [.. Mistakes(wishes)];
            foreach (string mistake in mistakes)
            {
                Terminal.Error(mistake);
            }
            return (mistakes.Length > 0 ? ExitCode.Usage : wishes.Quantiles.Count > 0 ? FitPercentiles(wishes) : FitData(wishes)).Number;
        });
        return command;
    }

    /// <summary>Everything that is wrong with the command line.</summary>
    private static IEnumerable<string> Mistakes(Wishes wishes)
    {
        if (wishes.Data is null && wishes.Quantiles.Count == 0)
        {
            yield return "fit needs a data file, or --quantiles p10=... p90=...";
        }
        if (wishes.Quantiles.Count > 0 && (wishes.Data is not null || wishes.Column is not null))
        {
            yield return "fit takes a data file or --quantiles, not both";
        }
        if (wishes.Quantiles.Count > 0 && wishes.Location is not null)
        {
            yield return "--location goes with a data file; for percentiles above a known least value state it in the row: "
                + "quantiles p10= p50= p90= min=";
        }
        if (wishes.Min >= wishes.Max || wishes.Min is { } low && wishes.Max is null && low >= 1 || wishes.Max is { } high && wishes.Min is null && high <= 0)
        {
            yield return "--min must be below --max (which are 0 and 1 where they are not given)";
        }
        if (wishes.Workload.AsSpan().ContainsAny(",\"\r\n."))
        {
            yield return $"--workload: \"{wishes.Workload}\" cannot be the name of a workload";
        }
        if (wishes.Input is not { } input)
        {
            yield break;
        }
        if (wishes.Definition is not { } definition)
        {
            string[] names = [.. InputCatalogue.All.Where(known => !known.IsCategorical).Select(known => known.Name)];
            yield return $"--input: \"{input}\" is not an input; {NearestName.Help(input, names, "one of the names in: costsim list inputs")}";
        }
        else if (definition.IsCategorical)
        {
            yield return $"--input: {definition.Name} names an option and takes no law of numbers; write a choice";
        }
        else if (definition.Numbers is { } numbers)
        {
            yield return $"--input: {definition.Name} takes only the values {string.Join(", ", numbers)}; write a choice between them";
        }
        else if (definition == InputCatalogue.GpusPerReplica)
        {
            yield return $"--input: {definition.Name} takes only whole numbers; write a choice between them";
        }
        else if (input.Contains(':', StringComparison.Ordinal) && !definition.IsPerGpu)
        {
            yield return $"--input: {definition.Name} is the same for all accelerators; write {definition.Name}";
        }
        else if (wishes.Unit is { } unit && unit != definition.Unit)
        {
            yield return $"--unit: the unit of {definition.Name} is {definition.Unit}, not \"{unit}\"";
        }
    }

    private static ExitCode FitData(Wishes wishes)
    {
        Diagnostics diagnostics = [];
        var data = DataColumnReader.Read(wishes.Data!, wishes.Column, diagnostics);
        var target = data is null ? null
            : TargetOf(wishes, data.Name, Diagnostics.Printable($"fit to {data.Values.Count} values of {data.FileName} column {data.Name}"));
        if (data is not null)
        {
            CheckRange(data, target!, diagnostics);
        }
        if (Refuse(diagnostics) is { } refusal)
        {
            return refusal;
        }
        string folder = wishes.Folder ?? Path.Join("output", $"{Path.GetFileNameWithoutExtension(data!.FileName)}-fit");
        return ReportRun.Into(folder, interruption =>
        {
            var report = interruption.WaitFor(() => FitRun.Of(target!, data!, wishes.EndsFor(target!), wishes.Location ?? 0, wishes.Seed, interruption.Token));
            var fitted = new Fitted(
                interruption.WaitFor(() => FitFiles.Make(report, wishes.WithPictures)),
                new Making(report.Subject, wishes.Seed, FitRun.Replicates, FitReport.Method),
                (results, files) => FitJson.Write(results, report, files),
                (width, written) => FitScreen.Lines(report, width, written),
                report.Rows);
            return Finish(fitted, folder, wishes.AsJson, interruption.Token);
        });
    }

    private static ExitCode FitPercentiles(Wishes wishes)
    {
        Diagnostics diagnostics = [];
        var points = PercentileArguments.Read(wishes.Quantiles, diagnostics);
        var target = TargetOf(wishes, "", "fit to " + string.Join(' ', wishes.Quantiles));
        if (points is not null)
        {
            foreach (var point in points.Where(point => !target.Range.Contains(point.Value)))
            {
                diagnostics.Error(
                    DiagnosticCode.OutsideInput, SourceText.OfArgument("--quantiles", "").Whole, $"input {target.Input}",
                    $"{point.Name}={NumberReader.Write(point.Value)} is no value of {target.Input}, which must be in {target.Range}", HelpForRange(target.Range));
            }
        }
        if (Refuse(diagnostics) is { } refusal)
        {
            return refusal;
        }
        string folder = wishes.Folder ?? Path.Join("output", $"{(target.Definition is null ? "quantiles" : target.Definition.Name)}-fit");
        return ReportRun.Into(folder, interruption =>
        {
            var report = FitRun.Of(target, points!, wishes.EndsFor(target));
            var fitted = new Fitted(
                interruption.WaitFor(() => FitFiles.Make(report, wishes.WithPictures)),
                new Making(report.Subject, wishes.Seed, 0, JudgementReport.Method),
                (results, files) => FitJson.Write(results, report, files),
                (width, written) => FitScreen.Lines(report, width, written),
                report.Rows);
            return Finish(fitted, folder, wishes.AsJson, interruption.Token);
        });
    }

    /// <summary>Writes the folder, then prints.</summary>
    private static ExitCode Finish(Fitted fitted, string folder, bool asJson, CancellationToken cancellation)
    {
        OutputFolder.Write(folder, fitted.Files, Manifest.Of(fitted.Making, fitted.Files), cancellation);
        var written = new Written(folder, fitted.Files);
        if (asJson)
        {
            using var results = Terminal.OpenResults();
            fitted.WriteJson(results, written.Paths);
        }
        else
        {
            Show(width => fitted.Lines(width, written.ToString()), fitted.Rows);
        }
        return ExitCode.Ok;
    }

    /// <summary>Prints the report and the rows; into a pipe or a file the report as comments, so that all of it can be appended to inputs.csv.</summary>
    private static void Show(Func<int, IEnumerable<string>> lines, IReadOnlyList<string> rows)
    {
        string start = Terminal.IsPiped ? Comment : "";
        foreach (string line in lines(Terminal.Width - start.Length))
        {
            Terminal.Result((start + line).TrimEnd());
        }
        foreach (string row in rows)
        {
            Terminal.Result(row);
        }
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
        string example = FormattableString.Invariant($"{(isBelow ? least : most)} in line {(isBelow ? data.Lines.OfLeast : data.Lines.OfGreatest)}");
        string counts = $"{HumanNumber.Count(outside)} of {HumanNumber.Count(data.Values.Count)} numbers";
        diagnostics.Error(
            DiagnosticCode.OutsideInput, SourceText.OfFile(data.File, "").Whole, $"column {data.Name}, input {target.Input}",
            $"{counts} are no values of {target.Input}, which must be in {range}: {example}", HelpForRange(range));
    }

    private static string HelpForRange(InputRange range) =>
        range.Maximum <= 2 ? "write percentages with %, or divide by 100" : "correct them, take them out, or name another input";

    private static FitTarget TargetOf(Wishes wishes, string column, string source)
    {
        string? name = wishes.Input ?? (FindInput(column) is { IsCategorical: false, Numbers: null } ? column : null);
        var definition = FindInput(name);
        return new(wishes.Workload, name ?? FitTarget.Open, definition?.Unit ?? wishes.Unit ?? "", definition, source);
    }

    /// <summary>The input that a name stands for, without its accelerator; null when there is none.</summary>
    private static InputDefinition? FindInput(string? name) => name is null ? null : InputCatalogue.Find(name.Split(':')[0]);

    private static double? ParseNumber(ArgumentResult result, string option)
    {
        var reading = NumberReader.Read(result.Tokens[0].Value);
        if (reading.Value is null)
        {
            result.AddError($"{option}: {reading.What}; {reading.Help}");
        }
        return reading.Value;
    }

    /// <summary>What the command line asks for; null where it does not say.</summary>
    private sealed record Wishes(
        string? Data, string? Column, IReadOnlyList<string> Quantiles, string Workload, string? Input, string? Unit, double? Min, double? Max,
        double? Location, ulong Seed, string? Folder, bool AsJson, bool WithPictures)
    {
        public InputDefinition? Definition => FindInput(Input);

        public BetaEnds EndsFor(FitTarget target) => new(
            Min ?? (double.IsFinite(target.Range.Minimum) && double.IsFinite(target.Range.Maximum) ? target.Range.Minimum : 0),
            Max ?? (double.IsFinite(target.Range.Minimum) && double.IsFinite(target.Range.Maximum) ? target.Range.Maximum : 1));
    }

    /// <summary>A finished fit, of data or of percentiles.</summary>
    /// <param name="Files">Files of the folder, but the manifest.</param>
    /// <param name="Making">What the manifest says.</param>
    /// <param name="WriteJson">Writes the result, with the paths of the files.</param>
    /// <param name="Lines">The result in lines of a width, with the words on what was written.</param>
    /// <param name="Rows">The rows to paste.</param>
    private sealed record Fitted(
        IReadOnlyList<OutputFile> Files, Making Making, Action<Stream, IReadOnlyList<string>> WriteJson, Func<int, string, IEnumerable<string>> Lines,
        IReadOnlyList<string> Rows);

    /// <summary>The files of a folder.</summary>
    private sealed record Written(string Folder, IReadOnlyList<OutputFile> Files)
    {
        private string Shown => Folder.Replace('\\', '/').TrimEnd('/');

        private IEnumerable<string> Names => Files.Select(file => file.Name).Append(OutputFolder.ManifestName);

        public IReadOnlyList<string> Paths => [.. Names.Select(name => $"{Shown}/{name}")];

        public override string ToString() => $"Wrote {Shown}/: {string.Join(", ", Names)}.";
    }
}

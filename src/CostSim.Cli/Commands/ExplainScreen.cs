using System.Globalization;
using CostSim.Cli.Reports;
using CostSim.CostModel;
using CostSim.CostModel.Serving;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Commands;

/// <summary>What <c>explain</c> prints: the chain as a calculation on paper, what binds, and the cost in full precision as the last line.</summary>
internal static class ExplainScreen
{
    private const int Widest = 100;
    private const int Digits = 4;
    private const int NameWidth = 30;
    private const int ValueWidth = 10;
    private const int UnitWidth = 14;
    private const string NoBreak = "\u00A0";
    private const string Dollars = "USD";

    private static int Width => Math.Min(Widest, Terminal.Width);

    public static IEnumerable<string> Lines(ExplainReport report, string folder, IReadOnlyList<string> files) =>
    [
        .. Heading(report),
        .. report.Explanation.Workloads.SelectMany(workload => Lines(workload, report.Explanation.Workloads.Count > 1)),
        .. report.Explanation.Workloads.Count > 1 ? Totals(report.Explanation) : [],
        .. Trials(report),
        "",
        .. Prose("", $"Wrote {folder}/ ({files.Count} files): {string.Join(", ", files.Where(file => file != OutputFolder.ManifestName))}"),
        $"daily_cost at the medians   {report.Explanation.DailyCost.ToString("R", CultureInfo.InvariantCulture)} {OutputCatalogue.DailyCost.Unit}",
    ];

    private static IEnumerable<string> Heading(ExplainReport report)
    {
        yield return $"{report.Scenario.Name}: one day, step by step";
        foreach (string line in Prose("", "Every number at its median, of options by name the most probable one. Under each quantity: how it follows; beside each input: the row that states it."))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Lines(WorkloadExplanation workload, bool isNamed)
    {
        yield return "";
        string gpus = string.Join(" + ", workload.Gpus.Select(gpu => gpu.Share < 1 ? $"{HumanNumber.Percent(gpu.Share)} {gpu.Gpu.Name}" : gpu.Gpu.Name));
        foreach (string line in Prose("", $"{(isNamed ? $"=== {workload.Name} ===   " : "")}{workload.Model.Name} on {gpus}   serving={workload.Serving}   pricing={workload.Pricing}"))
        {
            yield return line;
        }
        var shown = new HashSet<ScenarioInput>();
        foreach (var step in workload.Steps.GroupBy(step => step.Step))
        {
            yield return "";
            yield return step.Key;
            foreach (string line in step.SelectMany(quantity => Lines(quantity, shown)))
            {
                yield return line;
            }
            foreach (string line in step.Key == "work" ? Flop(workload) : step.Key == "serving" ? Serving(workload) : [])
            {
                yield return line;
            }
        }
    }

    /// <summary>The inputs that are new, the quantity, and how it follows.</summary>
    private static IEnumerable<string> Lines(ExplainedStep step, HashSet<ScenarioInput> shown)
    {
        foreach (var taken in step.Inputs.Where(taken => shown.Add(taken.Input)))
        {
            string origin = Path.GetFileName(taken.Input.Origin);
            string value = taken.Options.Count > 0
                ? OptionsOf(taken).PadRight(ValueWidth + 1 + UnitWidth)
                : $"{HumanNumber.Plain(taken.Value, Digits),ValueWidth} {UnitOf(taken.Input.Definition.Unit),-UnitWidth}";
            yield return $"      {taken.Input.Input.PadRight(NameWidth - 4)}{value} {origin}".TrimEnd();
        }
        yield return Quantity(step.Quantity, step.Value, step.Unit);
        foreach (string line in Prose("    = ", step.Formula))
        {
            yield return line;
        }
    }

    /// <summary>A quantity with its unit; amounts carry their currency sign before them.</summary>
    private static string Quantity(string name, double value, string unit)
    {
        string rest = unit.StartsWith(Dollars, StringComparison.Ordinal) ? unit[Dollars.Length..] : UnitOf(unit);
        return $"  {name.PadRight(NameWidth)}{HumanNumber.InUnit(value, unit, Digits),ValueWidth} {rest}".TrimEnd();
    }

    private static string OptionsOf(ExplainedInput taken) => taken.Options switch
    {
        [{ Share: 1 } only] => only.Name,
        var options => string.Join(" + ", options.Select(option => $"{option.Name} ({HumanNumber.Percent(option.Share)})")),
    };

    private static string UnitOf(string unit) => unit == "1" ? "" : unit;

    /// <summary>FLOP of one request by part of the model.</summary>
    private static IEnumerable<string> Flop(WorkloadExplanation workload)
    {
        var (prefill, decode) = workload.Work;
        if (workload.Work.Total == 0)
        {
            yield break;
        }
        int width = Math.Max(NameWidth, workload.Flop.Max(part => part.Component.Length) + 1);
        string Row(string name, RequestWork work) =>
            $"    {name.PadRight(width)}{Figure(work.Prefill, prefill)}{Figure(work.Decode, decode)}{HumanNumber.Percent(work.Total / workload.Work.Total),10}".TrimEnd();
        yield return $"    {"FLOP of one request".PadRight(width)}{"prefill",10}{"decode",18}{"of all",18}";
        foreach (var (component, work) in workload.Flop)
        {
            yield return Row(component, work);
        }
        yield return Row("sum", workload.Work);
    }

    private static string Figure(double flop, double of) =>
        of == 0 ? $"{"",18}" : $"{HumanNumber.Plain(flop, Digits),10}{HumanNumber.Percent(flop / of),8}";

    private static IEnumerable<string> Serving(WorkloadExplanation workload) => workload.Serving switch
    {
        RooflineServing.Name => workload.Rooflines.SelectMany(Roofline),
        UtilisationServing.Name => Assumed("serving=utilisation assumes this rate for prefill and decode alike; memory, batches and contexts play no part in it.", workload.Rates.Take(1)),
        _ => Assumed("serving=throughput takes measured tokens per second as they are; the work only tells how much of the peak that is.", workload.Rates),
    };

    /// <summary>What a rate that is not computed from the hardware asks of it.</summary>
    private static IEnumerable<string> Assumed(string statement, IEnumerable<AchievedRate> rates)
    {
        foreach (string line in Prose("    ", statement))
        {
            yield return line;
        }
        foreach (var rate in rates)
        {
            string excess = rate.FlopPerSecond > Math.Max(rate.Gpu.Peak16Bit, rate.Gpu.Peak8Bit) ? " That is more than the accelerator can do: check the throughput." : "";
            foreach (string line in Prose("    ", $"{(rate.Phase == Phase.Prefill ? "Prefill" : "Decode")} on {rate.Gpu.Name}: {HumanNumber.Plain(rate.FlopPerSecond)} FLOP/s a GPU. To reach that, "
                + $"memory ({HumanNumber.Plain(rate.Gpu.Bandwidth / 1e12)} TB/s) must yield {HumanNumber.Plain(rate.FlopPerSecond / rate.Gpu.Bandwidth)} FLOP for every byte it reads; decoding one sequence alone yields about 1.{excess}"))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Roofline(RooflineExplanation roofline)
    {
        yield return "";
        string replica = roofline.GpusPerReplica > 1 ? $"{HumanNumber.Plain(roofline.GpusPerReplica)} × {roofline.Gpu.Name} hold one copy of the model" : $"one {roofline.Gpu.Name} holds the model";
        yield return $"    which roof binds: {replica}";
        if (!roofline.Fits)
        {
            string memory = double.IsFinite(roofline.FreeBytes) && roofline.FreeBytes < 0 ? $": {Gigabytes(-roofline.FreeBytes)} are missing for the weights alone" : "";
            foreach (string line in Prose("    ", $"THE MODEL DOES NOT FIT{memory}. The figures are those of a batch of one; raise gpus_per_replica or lower weight_bits."))
            {
                yield return line;
            }
        }
        double prefill = roofline.PrefillCompute + roofline.PrefillCommunication;
        if (prefill > 0)
        {
            yield return $"    {"prefill of one prompt".PadRight(NameWidth)}{Time(prefill),ValueWidth}         MFU {HumanNumber.Percent(roofline.PrefillUtilisation)}";
            yield return Row("computing", roofline.PrefillCompute, prefill, "binds");
            yield return Row("exchanges between GPUs", roofline.PrefillCommunication, prefill);
            string reading = roofline.PrefillCompute >= roofline.WeightReading
                ? $"Reading all weights once takes {Time(roofline.WeightReading)}, less than computing: the compute roof it is."
                : $"Reading all weights once takes {Time(roofline.WeightReading)}, longer than computing: the compute roof holds only when several prompts are read together, as this model assumes.";
            foreach (string line in Prose("      ", reading))
            {
                yield return line;
            }
        }
        if (!roofline.HasSteps)
        {
            foreach (string line in Prose("    ", "No tokens are generated step by step: all work is done at the compute roof."))
            {
                yield return line;
            }
            yield break;
        }
        yield return $"    {"decode, one step".PadRight(NameWidth)}{Time(roofline.Step),ValueWidth}         MFU {HumanNumber.Percent(roofline.DecodeUtilisation)}";
        yield return roofline.LinearMemory >= roofline.LinearCompute
            ? Row("linear layers", roofline.Linear, roofline.Step, $"reading weights binds (computing {Time(roofline.LinearCompute)})")
            : Row("linear layers", roofline.Linear, roofline.Step, $"computing binds (reading weights {Time(roofline.LinearMemory)})");
        yield return roofline.AttentionMemory >= roofline.AttentionCompute
            ? Row("attention", roofline.Attention, roofline.Step, roofline.Attention == 0 ? "unknown for this model" : $"reading KV binds (computing {Time(roofline.AttentionCompute)})")
            : Row("attention", roofline.Attention, roofline.Step, $"computing binds (reading KV {Time(roofline.AttentionMemory)})");
        yield return Row("exchanges between GPUs", roofline.Communication, roofline.Step);
        yield return Row("overhead", roofline.Overhead, roofline.Step);
        foreach (string line in new[] { BatchOf(roofline), ContextOf(roofline), CrossoverOf(roofline) }.SelectMany(text => Prose("      ", text)))
        {
            yield return line;
        }
    }

    private static string Row(string name, double time, double whole, string note = "") =>
        $"      {name.PadRight(NameWidth - 2)}{Time(time),ValueWidth}{HumanNumber.Percent(time / whole),7}  {note}".TrimEnd();

    private static string BatchOf(RooflineExplanation roofline)
    {
        string batch = $"Batch: {HumanNumber.Plain(roofline.Batch)} sequences";
        return !roofline.Fits ? $"{batch}, of which not even one fits."
            : double.IsInfinity(roofline.LargestBatch)
                ? $"{batch}, batching_efficiency × max_batch {HumanNumber.Plain(roofline.MaxBatch)}; how much memory a sequence takes is unknown for this model."
            : roofline.LargestBatch <= roofline.MaxBatch
                ? $"{batch}, batching_efficiency × {HumanNumber.Plain(roofline.LargestBatch)}, the largest that fits beside the weights (max_batch {HumanNumber.Plain(roofline.MaxBatch)} does not bind)."
            : $"{batch}, batching_efficiency × max_batch {HumanNumber.Plain(roofline.MaxBatch)}; memory would allow {HumanNumber.Plain(roofline.LargestBatch)}.";
    }

    private static string ContextOf(RooflineExplanation roofline) =>
        $"Mean context: {HumanNumber.Plain(roofline.Context)} tokens"
        + (roofline.KeyValueBytes > 0 ? $", {Gigabytes(roofline.KeyValueBytes)} of keys and values a sequence." : ".");

    private static string CrossoverOf(RooflineExplanation roofline)
    {
        if (roofline.CrossoverBatch == 0)
        {
            return "Computing binds the linear layers at any batch.";
        }
        if (double.IsInfinity(roofline.CrossoverBatch))
        {
            return "Reading weights binds the linear layers at any batch.";
        }
        string crossover = $"Linear layers change from reading to computing at a batch of {HumanNumber.Plain(roofline.CrossoverBatch)}";
        return roofline.CrossoverBatch > roofline.AllowedBatch
            ? $"{crossover}; at most {HumanNumber.Plain(roofline.AllowedBatch)} are allowed, so reading always binds here."
            : $"{crossover}, within the {HumanNumber.Plain(roofline.AllowedBatch)} that are allowed.";
    }

    private static IEnumerable<string> Totals(Explanation explanation)
    {
        yield return "";
        yield return "=== total ===   all workloads; per query and per token: ratios of the sums";
        yield return "";
        foreach (var (output, value) in explanation.Totals)
        {
            yield return Quantity(output.Name, value, output.Unit);
        }
    }

    private static IEnumerable<string> Trials(ExplainReport report)
    {
        yield return "";
        yield return $"this day and the trials ({HumanNumber.Count(report.Result.Plan.Trials)} trials, seed {report.Result.Plan.Seed})";
        yield return Money("daily_cost at the medians", Estimate.WithoutInterval(report.Explanation.DailyCost));
        yield return Money("median of the trials", report.MedianOfTrials);
        if (report.MedianWithLikeliestOptions is { } settled)
        {
            yield return Money("  with the likeliest options", settled);
        }
        yield return Money("mean of the trials", report.MeanOfTrials);
        foreach (string line in Prose("  ", MedianGap.Explain(report)))
        {
            yield return line;
        }
    }

    private static string Money(string name, Estimate estimate)
    {
        string interval = HumanNumber.Interval(estimate, OutputCatalogue.DailyCost.Unit);
        return $"  {name.PadRight(NameWidth)}{HumanNumber.Money(estimate.Value, Digits),ValueWidth}{(interval.Length > 0 ? $"   95 %: {interval}" : "")}";
    }

    private static string Time(double seconds) => seconds switch
    {
        0 => "0",
        >= 1 => HumanNumber.Plain(seconds) + " s",
        >= 1e-3 => HumanNumber.Plain(seconds * 1e3) + " ms",
        _ => HumanNumber.Plain(seconds * 1e6) + " µs",
    };

    private static string Gigabytes(double bytes) => bytes >= 1e9 ? HumanNumber.Plain(bytes / 1e9) + " GB" : HumanNumber.Plain(bytes / 1e6) + " MB";

    /// <summary>A text in lines that hang under its head.</summary>
    private static IEnumerable<string> Prose(string head, string text)
    {
        string indent = head;
        // A figure and its unit stay together.
        foreach (string line in TextTable.Wrap(text.Replace(" %", NoBreak + "%", StringComparison.Ordinal), Width - head.Length))
        {
            yield return indent + line.Replace(NoBreak, " ", StringComparison.Ordinal);
            indent = new string(' ', head.Length);
        }
    }
}

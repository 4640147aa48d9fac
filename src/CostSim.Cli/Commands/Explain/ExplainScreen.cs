using System.Globalization;
using CostSim.Analysis;
using CostSim.Cli.Files;
using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Statistics;

namespace CostSim.Cli.Commands.Explain;

/// <summary>
/// What <c>explain</c> prints: the chain as a calculation on paper, what binds, and the cost in full precision as the last line.
/// </summary>
internal static class ExplainScreen
{
    private const int Widest = 100;
    private const int Digits = 4;
    private const int NameWidth = 30;
    private const int ValueWidth = 10;
    private const int UnitWidth = 14;
    private const string Dollars = "USD";

    private static int Width => Math.Min(Widest, Terminal.Width);

    public static IEnumerable<string> Lines(ExplainedDay day, WrittenFolder written) =>
    [
        .. Heading(day),
        .. day.Explanation.Workloads.SelectMany(workload => Lines(workload, day.Explanation.Workloads.Count > 1)),
        .. day.Explanation.Workloads.Count > 1 ? Totals(day.Explanation) : [],
        .. Trials(day),
        "",
        .. Prose("", written.Line),
        $"daily_cost at the medians   {day.Explanation.DailyCost.ToString("R", CultureInfo.InvariantCulture)} "
            + $"{OutputCatalogue.DailyCost.Unit}",
    ];

    private static IEnumerable<string> Heading(ExplainedDay day)
    {
        yield return $"{day.Scenario.Name}: one day, step by step";
        foreach (string line in Prose(
            "", "Every number at its median, of options by name the most probable one. Under each quantity: how it follows; "
                + "beside each input: the row that states it."))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Lines(WorkloadExplanation workload, bool isNamed)
    {
        yield return "";
        string gpus = string.Join(
            " + ", workload.Gpus.Select(gpu => gpu.Share < 1 ? $"{HumanNumber.Percent(gpu.Share)} {gpu.Gpu.Name}" : gpu.Gpu.Name));
        foreach (string line in Prose(
            "", $"{(isNamed ? $"=== {workload.Name} ===   " : "")}{workload.Model.Name} on {gpus}, serving={workload.Serving}, "
                + $"pricing={workload.Pricing}"))
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
            if (step.Any(quantity => quantity.Formula.Contains("C(", StringComparison.Ordinal)))
            {
                yield return "    C(n, w) positions attended to by n tokens within chunks of w";
            }
            if (step.Any(quantity => quantity.Formula.Contains("A(", StringComparison.Ordinal)))
            {
                yield return "    A(n) = n × (n + 1) / 2 positions attended to by n tokens; A(n, w) within w";
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
                : $"{FullNumber.ToComputeWith(taken.Value),ValueWidth} {UnitOf(taken.Input.Definition.Unit),-UnitWidth}";
            yield return $"      {taken.Input.Input.PadRight(NameWidth - 5)} {value} {origin}".TrimEnd();
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
        string figure = rest.Length < unit.Length && unit != "1" ? HumanNumber.Money(value, Digits) : FullNumber.ToComputeWith(value);
        return $"  {name.PadRight(NameWidth)}{figure,ValueWidth} {rest}".TrimEnd();
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
        const int Widest = 33;
        int width = Math.Clamp(workload.Flop.Max(part => part.Component.Length) + 1, NameWidth, Widest);
        string Row(string name, RequestWork work)
        {
            string shown = name.Length < width ? name.PadRight(width) : name[..(width - 2)] + "… ";
            string share = HumanNumber.Percent(work.Total / workload.Work.Total);
            return $"    {shown}{Share(work.Prefill, prefill)}{Share(work.Decode, decode)}{share,8}".TrimEnd();
        }
        yield return $"    {"FLOP of one request".PadRight(width)}{"prefill",9}{"decode",17}{"of all",16}";
        foreach (var (component, work) in workload.Flop)
        {
            yield return Row(component, work);
        }
        yield return Row("sum", workload.Work);
    }

    private static string Share(double flop, double of) =>
        of == 0 ? $"{"",17}" : $"{HumanNumber.Plain(flop, Digits),9}{HumanNumber.Percent(flop / of),8}";

    /// <summary>What binds where the serving model computes it, else what its assumption asks of the hardware.</summary>
    private static IEnumerable<string> Serving(WorkloadExplanation workload) => workload.Rooflines.Count > 0
        ? workload.Rooflines.SelectMany(Roofline)
        : Assumed(
            $"serving={workload.Serving} {workload.Serving.Assumption}",
            workload.Serving.HasOneRate
                ? workload.Rates.DistinctBy(rate => rate.Gpu).Select(rate => ($"On {rate.Gpu.Name}", rate))
                : workload.Rates.Select(rate => ($"{rate.Phase} on {rate.Gpu.Name}", rate)));

    /// <summary>What a rate that is not computed from the hardware asks of it.</summary>
    private static IEnumerable<string> Assumed(string statement, IEnumerable<(string Where, AchievedRate Rate)> rates)
    {
        foreach (string line in Prose("    ", statement))
        {
            yield return line;
        }
        foreach (var (where, rate) in rates)
        {
            string excess = rate.FlopPerSecond > rate.Peak ? " That is more than the accelerator can do." : "";
            string text = $"{where}: {HumanNumber.Plain(rate.FlopPerSecond / 1e12)} TFLOP/s a GPU. For that, memory "
                + $"({HumanNumber.Plain(rate.Gpu.Bandwidth / 1e12)} TB/s) must yield "
                + $"{HumanNumber.Plain(rate.FlopPerSecond / rate.Gpu.Bandwidth)} FLOP for every byte read; decoding one sequence alone "
                + $"yields 1 (16-bit weights).{excess}";
            foreach (string line in Prose("    ", text))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Roofline(RooflineExplanation roofline)
    {
        yield return "";
        string replica = roofline.GpusPerReplica > 1
            ? $"{FullNumber.MeanCount(roofline.GpusPerReplica)} × {roofline.Gpu.Name} hold one copy of the model"
            : $"one {roofline.Gpu.Name} holds the model";
        yield return $"    which roof binds: {replica}";
        if (!roofline.Fits)
        {
            string memory = roofline.FreeBytes < 0
                ? $": {Measure.Bytes(-roofline.FreeBytes)} are missing for the weights alone"
                : "";
            foreach (string line in Prose("    ",
                $"THE MODEL DOES NOT FIT{memory}. The figures are those of a batch of one; raise gpus_per_replica or lower weight_bits."))
            {
                yield return line;
            }
        }
        double prefill = roofline.PrefillCompute + roofline.PrefillCommunication;
        if (prefill > 0)
        {
            yield return $"    {"prefill of one prompt".PadRight(NameWidth - 4)}{Measure.Seconds(prefill),ValueWidth - 1}         MFU "
                + $"{HumanNumber.Percent(roofline.PrefillUtilisation)}";
            yield return Row("computing", roofline.PrefillCompute, prefill, "at the compute roof");
            yield return Row("exchanges between GPUs", roofline.PrefillCommunication, prefill);
            string reading = roofline.PrefillCompute >= roofline.WeightReading
                ? $"Reading all weights once takes {Measure.Seconds(roofline.WeightReading)}, less than computing."
                : $"Reading all weights once takes {Measure.Seconds(roofline.WeightReading)}, more than computing: "
                    + "the compute roof binds only if several prompts are read together, as assumed here.";
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
        yield return $"    {"decode, one step".PadRight(NameWidth - 4)}{Measure.Seconds(roofline.Step),ValueWidth - 1}         MFU "
            + $"{HumanNumber.Percent(roofline.DecodeUtilisation)}";
        yield return roofline.LinearMemory >= roofline.LinearCompute
            ? Row("linear layers", roofline.Linear, roofline.Step, $"reading binds; computing {Measure.Seconds(roofline.LinearCompute)}")
            : Row("linear layers", roofline.Linear, roofline.Step, $"computing binds; reading {Measure.Seconds(roofline.LinearMemory)}");
        if (roofline.Experts > 0)
        {
            yield return roofline.ExpertMemory >= roofline.ExpertCompute
                ? Row(
                    "routed experts", roofline.Experts, roofline.Step,
                    $"reading binds; computing {Measure.Seconds(roofline.ExpertCompute)}")
                : Row(
                    "routed experts", roofline.Experts, roofline.Step,
                    $"computing binds; reading {Measure.Seconds(roofline.ExpertMemory)}");
        }
        yield return roofline.AttentionMemory >= roofline.AttentionCompute
            ? Row("attention", roofline.Attention, roofline.Step, roofline.Attention == 0 ? "unknown for this model"
                : $"reading binds; computing {Measure.Seconds(roofline.AttentionCompute)}")
            : Row("attention", roofline.Attention, roofline.Step, $"computing binds; reading {Measure.Seconds(roofline.AttentionMemory)}");
        yield return Row("exchanges between GPUs", roofline.Communication, roofline.Step);
        yield return Row("overhead", roofline.Overhead, roofline.Step);
        if (roofline.Drafting > 0)
        {
            yield return Row("drafting", roofline.Drafting, roofline.Step);
        }
        foreach (string line in new[] { BatchOf(roofline), ContextOf(roofline), CrossoverOf(roofline), LatencyOf(roofline) }
            .SelectMany(text => Prose("      ", text)))
        {
            yield return line;
        }
    }

    private static string Row(string name, double time, double whole, string note = "") =>
        $"      {name.PadRight(NameWidth - 6)}{Measure.Seconds(time),ValueWidth - 1}{HumanNumber.Percent(time / whole),7}  {note}"
            .TrimEnd();

    private static string BatchOf(RooflineExplanation roofline)
    {
        string batch = $"Batch: {FullNumber.MeanCount(roofline.Batch)} sequences";
        if (!roofline.Fits)
        {
            return $"{batch}, of which not even one fits.";
        }
        if (roofline.LatencyBatch < 1)
        {
            return "Batch: not even one sequence meets token_time_limit; the figures are those of one.";
        }
        string cap = $"{FullNumber.MeanCount(roofline.AllowedBatch)}, {WordsFor(roofline.Limit)}";
        var others = new (BatchLimit Limit, string Words, double Batch)[]
        {
            (BatchLimit.Memory, "memory", roofline.LargestBatch), (BatchLimit.Scheduler, "the scheduler", roofline.SchedulerBatch),
            (BatchLimit.Concurrency, "concurrency", roofline.Concurrency), (BatchLimit.Latency, "latency", roofline.LatencyBatch),
        }.Where(other => other.Limit != roofline.Limit && double.IsFinite(other.Batch)).ToList();
        string rest = others.Count == 0 ? ""
            : $"; allowed otherwise: {string.Join(", ", others.Select(other => $"{other.Words} {FullNumber.MeanCount(other.Batch)}"))}";
        return $"{batch}, batching_efficiency × {cap}{rest}.";
    }

    private static string WordsFor(BatchLimit limit) => limit switch
    {
        BatchLimit.Memory => "the largest that fits beside the weights",
        BatchLimit.Scheduler => "the scheduler's max_batch",
        BatchLimit.Concurrency => "the requests in flight (concurrency)",
        BatchLimit.Latency => "the largest within token_time_limit",
        _ => throw new ArgumentOutOfRangeException(nameof(limit)),
    };

    private static string LatencyOf(RooflineExplanation roofline) =>
        $"First token after {Measure.Seconds(roofline.FirstToken)} in the mean, then {Measure.Seconds(roofline.TimePerToken)} a token.";

    private static string ContextOf(RooflineExplanation roofline)
    {
        string copies = roofline.Copies > 1 ? $", held {FullNumber.MeanCount(roofline.Copies)} times" : "";
        return $"Mean context: {FullNumber.MeanCount(roofline.Context)} tokens"
            + (roofline.KeyValueBytes > 0 ? $", {Measure.Bytes(roofline.KeyValueBytes)} of keys and values a sequence{copies}." : ".");
    }

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
        string crossover = $"Linear layers change from reading to computing at a batch of {FullNumber.MeanCount(roofline.CrossoverBatch)}";
        return roofline.CrossoverBatch > roofline.AllowedBatch
            ? $"{crossover}; at most {FullNumber.MeanCount(roofline.AllowedBatch)} are allowed, so reading always binds here."
            : $"{crossover}, within the {FullNumber.MeanCount(roofline.AllowedBatch)} that are allowed.";
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

    private static IEnumerable<string> Trials(ExplainedDay day)
    {
        yield return "";
        yield return $"this day and the trials ({HumanNumber.Count(day.Result.Plan.Trials)} trials, seed {day.Result.Plan.Seed})";
        yield return Money("daily_cost at the medians", Estimate.WithoutInterval(day.Explanation.DailyCost));
        yield return Money("median of the trials", day.MedianOfTrials);
        if (day.MedianWithLikeliestOptions is { } settled)
        {
            yield return Money("  with the likeliest options", settled);
        }
        yield return Money("mean of the trials", day.MeanOfTrials);
        foreach (string line in Prose("  ", MedianGap.Explain(day)))
        {
            yield return line;
        }
    }

    private static string Money(string name, Estimate estimate)
    {
        string interval = HumanNumber.Interval(estimate, OutputCatalogue.DailyCost.Unit);
        return $"  {name.PadRight(NameWidth)}{HumanNumber.Money(estimate.Value, Digits),ValueWidth}"
            + $"{(interval.Length > 0 ? $"   95 %: {interval}" : "")}";
    }

    private static IEnumerable<string> Prose(string head, string text) => Wrapping.Prose(text, Width, head);
}

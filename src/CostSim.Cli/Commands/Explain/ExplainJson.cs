using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Analysis;
using CostSim.Cli.Files;
using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using CostSim.Statistics;

namespace CostSim.Cli.Commands.Explain;

/// <summary>
/// What <c>explain --json</c> prints: {scenario, version, seed, trials, workloads: [{name, model, gpus, serving, pricing, steps, flop,
/// parts, rates, roofline}], totals, daily_cost, median_of_trials, mean_of_trials, median_with_likeliest_options, gap, files}; null for
/// what is not defined or without bound.
/// </summary>
internal static class ExplainJson
{
    /// <summary>Formulas stay readable: × and − are not escaped.</summary>
    private static readonly JsonWriterOptions Layout =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The explanation as a file of the folder, which does not name the others.</summary>
    public static byte[] Write(ExplainedDay day)
    {
        using var json = new MemoryStream();
        Write(json, day, files: null);
        return json.ToArray();
    }

    /// <summary>Writes the explanation.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="day">The explanation.</param>
    /// <param name="files">Paths of the files written; left out of the document when null.</param>
    public static void Write(Stream target, ExplainedDay day, IReadOnlyList<string>? files)
    {
        using (var json = new Utf8JsonWriter(target, Layout))
        {
            json.WriteStartObject();
            json.WriteString("scenario", day.Scenario.Name);
            json.WriteString("version", ProgramVersion.Text);
            json.WriteNumber("seed", day.Result.Plan.Seed);
            json.WriteNumber("trials", day.Result.Plan.Trials);
            json.WriteStartArray("workloads");
            foreach (var workload in day.Explanation.Workloads)
            {
                Write(json, workload);
            }
            json.WriteEndArray();
            Write(json, "totals", day.Explanation.Totals);
            json.Figure("daily_cost", day.Explanation.DailyCost);
            Write(json, "median_of_trials", day.MedianOfTrials);
            Write(json, "mean_of_trials", day.MeanOfTrials);
            Write(json, "median_with_likeliest_options", day.MedianWithLikeliestOptions);
            json.WriteString("gap", MedianGap.Explain(day));
            if (files is not null)
            {
                json.WriteStartArray("files");
                foreach (string file in files)
                {
                    json.WriteStringValue(file);
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        target.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, WorkloadExplanation workload)
    {
        json.WriteStartObject();
        json.WriteString("name", workload.Name);
        json.WriteString("model", workload.Model.Name);
        json.WriteStartArray("gpus");
        foreach (var (gpu, share) in workload.Gpus)
        {
            json.WriteStartObject();
            json.WriteString("name", gpu.Name);
            json.Figure("share", share);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("serving", workload.Serving.Name);
        json.WriteString("pricing", workload.Pricing);
        json.WriteStartArray("steps");
        foreach (var step in workload.Steps)
        {
            Write(json, step);
        }
        json.WriteEndArray();
        json.WriteStartArray("flop");
        foreach (var (component, work) in workload.Flop)
        {
            json.WriteStartObject();
            json.WriteString("component", component);
            json.Figure("prefill", work.Prefill);
            json.Figure("decode", work.Decode);
            json.WriteString("unit", "FLOP/query");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Write(json, "parts", workload.Parts);
        json.WriteStartArray("rates");
        foreach (var rate in workload.Rates)
        {
            json.WriteStartObject();
            json.WriteString("gpu", rate.Gpu.Name);
            json.WriteString("phase", NameOf(rate.Phase));
            json.Figure("flop_per_second_per_gpu", rate.FlopPerSecond);
            json.Figure("flop_per_byte", rate.Intensity);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Write(json, workload.Rooflines);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExplainedStep step)
    {
        json.WriteStartObject();
        json.WriteString("step", step.Step);
        json.WriteString("quantity", step.Quantity);
        json.Figure("value", step.Value);
        json.WriteString("unit", step.Unit);
        json.WriteString("formula", step.Formula);
        json.WriteStartArray("inputs");
        foreach (var taken in step.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("name", taken.Input.Input);
            if (taken.Options.Count > 0)
            {
                json.WriteString("value", OptionsOf(taken));
            }
            else
            {
                json.Figure("value", taken.Value);
            }
            json.WriteString("unit", taken.Input.Definition.Unit);
            json.WriteString("origin", taken.Input.Origin);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>An object per accelerator, by its name; null without a roofline.</summary>
    private static void Write(Utf8JsonWriter json, IReadOnlyList<RooflineExplanation> rooflines)
    {
        if (rooflines.Count == 0)
        {
            json.WriteNull("roofline");
            return;
        }
        json.WriteStartObject("roofline");
        foreach (var roofline in rooflines)
        {
            json.WritePropertyName(roofline.Gpu.Name);
            Write(json, roofline);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RooflineExplanation roofline)
    {
        json.WriteStartObject();
        json.WriteBoolean("fits", roofline.Fits);
        (string Name, double Value)[] figures =
        [
            ("gpus_per_replica", roofline.GpusPerReplica),
            ("weight_bytes", roofline.WeightBytes),
            ("prefill_compute_s", roofline.PrefillCompute),
            ("prefill_communication_s", roofline.PrefillCommunication),
            ("weight_reading_s", roofline.WeightReading),
            ("prefill_utilisation", roofline.PrefillUtilisation),
        ];
        (string Name, double Value)[] steps =
        [
            ("batch", roofline.Batch),
            ("largest_batch", roofline.LargestBatch),
            ("scheduler_batch", roofline.SchedulerBatch),
            ("concurrency", roofline.Concurrency),
            ("latency_batch", roofline.LatencyBatch),
            ("crossover_batch", roofline.CrossoverBatch),
            ("mean_context", roofline.Context),
            ("kv_bytes_per_sequence", roofline.KeyValueBytes),
            ("kv_copies", roofline.Copies),
            ("linear_compute_s", roofline.LinearCompute),
            ("linear_memory_s", roofline.LinearMemory),
            ("expert_compute_s", roofline.ExpertCompute),
            ("expert_memory_s", roofline.ExpertMemory),
            ("attention_compute_s", roofline.AttentionCompute),
            ("attention_memory_s", roofline.AttentionMemory),
            ("communication_s", roofline.Communication),
            ("overhead_s", roofline.Overhead),
            ("drafting_s", roofline.Drafting),
            ("step_s", roofline.Step),
            ("decode_utilisation", roofline.DecodeUtilisation),
            ("time_to_first_token_s", roofline.FirstToken),
            ("time_per_output_token_s", roofline.TimePerToken),
        ];
        foreach (var (name, value) in figures)
        {
            json.Figure(name, value);
        }
        foreach (var (name, value) in steps)
        {
            json.Figure(name, roofline.HasSteps ? value : double.NaN);
        }
        json.WriteString("batch_limit", roofline.HasSteps ? NameOf(roofline.Limit) : "");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<ExplainedOutput> outputs)
    {
        json.WriteStartArray(name);
        foreach (var (output, value) in outputs)
        {
            json.WriteStartObject();
            json.WriteString("quantity", output.Name);
            json.Figure("value", value);
            json.WriteString("unit", output.Unit);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, Estimate? estimate)
    {
        if (estimate is not { } known)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.Figure("value", known.Value);
        json.Figure("lower", known.Lower);
        json.Figure("upper", known.Upper);
        json.WriteEndObject();
    }

    private static string OptionsOf(ExplainedInput taken) =>
        taken.Options.Count == 1
        ? taken.Options[0].Name
        : string.Join(' ', taken.Options.Select(option => FormattableString.Invariant($"{option.Name}={option.Share}")));

    private static string NameOf(BatchLimit limit) => limit switch
    {
        BatchLimit.Memory => "memory",
        BatchLimit.Scheduler => "scheduler",
        BatchLimit.Concurrency => "concurrency",
        BatchLimit.Latency => "latency",
        _ => throw new ArgumentOutOfRangeException(nameof(limit)),
    };

    private static string NameOf(Phase phase) => phase == Phase.Prefill ? "prefill" : "decode";
}

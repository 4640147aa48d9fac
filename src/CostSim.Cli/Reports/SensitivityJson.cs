using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Simulation;
using CostSim.Statistics;

namespace CostSim.Cli.Reports;

/// <summary>
/// What <c>sensitivity --json</c> prints: {scenario, version, seed, points, sampling, output, inputs, factors, sum_of_first_order, r_squared,
/// findings, warnings, files}; figures as {value, lower, upper} with null where no interval is defined.
/// </summary>
internal static class SensitivityJson
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the analysis.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="sensitivity">The analysis.</param>
    /// <param name="files">Paths of the files written.</param>
    public static void Write(Stream target, Sensitivity sensitivity, IReadOnlyList<string> files)
    {
        using (var json = new Utf8JsonWriter(target, Layout))
        {
            json.WriteStartObject();
            json.WriteString("scenario", sensitivity.Scenario.Name);
            json.WriteString("version", ProgramVersion.Text);
            json.WriteNumber("seed", sensitivity.Run.Plan.Seed);
            json.WriteNumber("points", sensitivity.Run.Plan.Trials);
            json.WriteString("sampling", sensitivity.Run.Plan.Sampling.Name);
            WriteOutput(json, sensitivity);
            json.WriteStartArray("inputs");
            foreach (var input in sensitivity.Inputs)
            {
                Write(json, input);
            }
            json.WriteEndArray();
            json.WriteStartArray("factors");
            foreach (var factor in sensitivity.Factors)
            {
                json.WriteStartObject();
                Write(json, "inputs", factor.Inputs.Select(input => input.Name));
                Write(json, "first_order_index", factor.FirstOrder);
                Write(json, "total_index", factor.Total);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            Write(json, "sum_of_first_order", sensitivity.SumOfFirstOrder);
            Number(json, "r_squared", sensitivity.ExplainedByLine);
            Write(json, "findings", SensitivityFindings.Sentences(sensitivity));
            Write(json, "warnings", SensitivityFindings.Warnings(sensitivity));
            Write(json, "files", files);
            json.WriteEndObject();
        }
        target.WriteByte((byte)'\n');
    }

    private static void WriteOutput(Utf8JsonWriter json, Sensitivity sensitivity)
    {
        var sample = sensitivity.Sample;
        json.WriteStartObject("output");
        json.WriteString("name", sensitivity.Output.Name);
        json.WriteString("unit", sensitivity.Output.Unit);
        Number(json, "at_medians", sensitivity.AtMedians);
        Write(json, "mean", sample.Mean);
        Write(json, "sd", sample.StandardDeviation);
        Write(json, "p5", sample.Quantile(0.05));
        Write(json, "p50", sample.Quantile(0.5));
        Write(json, "p95", sample.Quantile(0.95));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, InputSensitivity input)
    {
        json.WriteStartObject();
        json.WriteString("name", input.Input.Name);
        json.WriteString("unit", input.Input.Definition.Unit);
        json.WriteBoolean("is_choice_by_name", input.IsCategorical);
        Number(json, "swing", input.Swing);
        Number(json, "swing_of_median", input.SwingOfMedian);
        var rank = input.RankCorrelation;
        Write(json, "rank_correlation", new Estimate(rank.RankCorrelation, rank.Lower, rank.Upper));
        Write(json, "standardised_coefficient", input.StandardisedCoefficient);
        Write(json, "width_reduction", input.WidthReduction);
        json.WriteStartArray("levels");
        foreach (var level in input.Levels)
        {
            json.WriteStartObject();
            json.WriteString("name", level.Name);
            if (input.IsCategorical)
            {
                json.WriteString("value", level.Name);
            }
            else
            {
                Number(json, "value", level.Value);
            }
            Number(json, "at_medians", level.AtMedians);
            Write(json, "median", level.Median);
            Write(json, "mean", level.Mean);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, Estimate estimate)
    {
        json.WriteStartObject(name);
        Number(json, "value", estimate.Value);
        Number(json, "lower", estimate.Lower);
        Number(json, "upper", estimate.Upper);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}

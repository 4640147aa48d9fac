using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Analysis;
using CostSim.Cli.Files;
using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using CostSim.Statistics;

namespace CostSim.Cli.Commands.Sensitivity;

/// <summary>
/// What <c>sensitivity --json</c> prints: {scenario, version, seed, points, sampling, output, inputs, factors, sum_of_first_order,
/// r_squared, findings, warnings, files}; figures as {value, lower, upper} with null where no interval is defined.
/// </summary>
internal static class SensitivityJson
{
    private static readonly JsonWriterOptions Layout =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the analysis.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="sensitivity">The analysis.</param>
    /// <param name="files">Paths of the files written.</param>
    public static void Write(Stream target, SensitivityResult sensitivity, IReadOnlyList<string> files)
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
                json.Words("inputs", factor.Inputs.Select(input => input.Name));
                json.Figure("first_order_index", factor.FirstOrder);
                json.Figure("total_index", factor.Total);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.Figure("sum_of_first_order", sensitivity.SumOfFirstOrder);
            json.Figure("r_squared", sensitivity.ExplainedByLine);
            json.Words("findings", SensitivityFindings.Sentences(sensitivity));
            json.Words("warnings", SensitivityFindings.Warnings(sensitivity));
            json.Words("files", files);
            json.WriteEndObject();
        }
        target.WriteByte((byte)'\n');
    }

    private static void WriteOutput(Utf8JsonWriter json, SensitivityResult sensitivity)
    {
        var sample = sensitivity.Sample;
        json.WriteStartObject("output");
        json.WriteString("name", sensitivity.Output.Name);
        json.WriteString("unit", sensitivity.Output.Unit);
        json.Figure("at_medians", sensitivity.AtMedians);
        json.Figure("mean", sample.Mean);
        json.Figure("sd", sample.StandardDeviation);
        foreach (var percentile in SensitivityResult.Percentiles)
        {
            json.Figure(percentile.Name, sample.Quantile(percentile));
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, InputSensitivity input)
    {
        json.WriteStartObject();
        json.WriteString("name", input.Input.Name);
        json.WriteString("unit", input.Input.Definition.Unit);
        json.WriteBoolean("is_choice_by_name", input.IsCategorical);
        json.Figure("swing", input.Swing);
        json.Figure("swing_of_median", input.SwingOfMedian);
        var rank = input.RankCorrelation;
        json.Figure("rank_correlation", new Estimate(rank.RankCorrelation, rank.Lower, rank.Upper));
        json.Figure("standardised_coefficient", input.StandardisedCoefficient);
        json.Figure("width_reduction", input.WidthReduction);
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
                json.Figure("value", level.Value);
            }
            json.Figure("at_medians", level.AtMedians);
            json.Figure("median", level.Median);
            json.Figure("mean", level.Mean);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

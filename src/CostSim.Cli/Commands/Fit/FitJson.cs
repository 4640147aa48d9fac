using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Cli.Files;
using CostSim.Cli.Findings;
using CostSim.Cli.Text;
using CostSim.Fitting;

namespace CostSim.Cli.Commands.Fit;

/// <summary>
/// What <c>fit --json</c> prints. Of data: {data, column, count, minimum, maximum, mean, sd, rows, dropped, version, seed, replicates,
/// location, verdict, words, laws, excluded, rows_to_paste, files}. Of percentiles: {percentiles, version, choice, laws, excluded,
/// rows_to_paste, files}. Null for what is not defined.
/// </summary>
internal static class FitJson
{
    private static readonly JsonWriterOptions Layout =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream target, FittedData fitted, IReadOnlyList<string> files)
    {
        using (var json = new Utf8JsonWriter(target, Layout))
        {
            json.WriteStartObject();
            json.WriteString("data", fitted.Data.File);
            json.WriteString("column", fitted.Data.Name);
            json.WriteNumber("count", fitted.Sample.Count);
            json.Figure("minimum", fitted.Sample.Minimum);
            json.Figure("maximum", fitted.Sample.Maximum);
            json.Figure("mean", fitted.Sample.Mean);
            json.Figure("sd", fitted.Sample.Sd);
            json.WriteNumber("rows", fitted.Data.Rows);
            json.WriteStartArray("dropped");
            foreach (var dropped in fitted.Data.Dropped)
            {
                json.WriteStartObject();
                json.WriteString("reason", dropped.Reason);
                json.WriteNumber("count", dropped.Count);
                json.WriteNumber("first_line", dropped.FirstLine);
                json.WriteString("example", dropped.Example);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteString("version", ProgramVersion.Text);
            json.WriteNumber("seed", fitted.Bootstrap.Seed);
            json.WriteNumber("replicates", fitted.Bootstrap.Replicates);
            json.Figure("location", fitted.Location);
            json.WriteString("verdict", fitted.IsConstant ? "fixed" : fitted.IsChoice ? "choice" : fitted.Choice.Verdict switch
            {
                FitVerdict.Law => fitted.Choice.Law!.Name,
                FitVerdict.Mixture => "mixture",
                _ => "empirical",
            });
            json.Words("words", FitWords.Verdict(fitted));
            json.WriteStartArray("laws");
            foreach (var fit in fitted.Ranked)
            {
                Write(json, fitted, fit);
            }
            json.WriteEndArray();
            Finish(json, fitted.Excluded, fitted.Rows, files);
        }
        target.WriteByte((byte)'\n');
    }

    public static void Write(Stream target, FittedPercentiles fitted, IReadOnlyList<string> files)
    {
        using (var json = new Utf8JsonWriter(target, Layout))
        {
            json.WriteStartObject();
            json.WriteStartObject("percentiles");
            foreach (var point in fitted.Points)
            {
                json.Figure(point.Name, point.Value);
            }
            json.WriteEndObject();
            json.WriteString("version", ProgramVersion.Text);
            json.WriteString("choice", fitted.Choice?.Name);
            json.WriteStartArray("laws");
            foreach (var law in fitted.Laws)
            {
                json.WriteStartObject();
                json.WriteString("law", law.Name);
                Parameters(json, law.Stated);
                json.WriteString("method", FitWords.Of(law.Method));
                json.Figure("largest_misfit", law.Misfit);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            Finish(json, fitted.Excluded, fitted.Rows, files);
        }
        target.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, FittedData fitted, LawFit fit)
    {
        json.WriteStartObject();
        json.WriteString("law", fit.Name);
        json.WriteStartArray("components");
        foreach (var part in fit.Stated)
        {
            json.WriteStartObject();
            json.WriteString("law", part.Law);
            Parameters(json, part);
            json.Figure("weight", part.Weight);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Figure("log_likelihood", fit.LogLikelihood);
        json.Figure("aic", fit.Aic);
        json.Figure("akaike_weight", fitted.Weight(fit));
        json.Figure("ks", fit.Distance.KolmogorovSmirnov);
        json.Figure("ks_p", fit.P?.KolmogorovSmirnov);
        json.Figure("ad", fit.Distance.AndersonDarling);
        json.Figure("ad_p", fit.P?.AndersonDarling);
        json.WriteEndObject();
    }

    private static void Finish(
        Utf8JsonWriter json, IReadOnlyList<ExcludedLaw> excluded, IReadOnlyList<string> rows, IReadOnlyList<string> files)
    {
        json.WriteStartArray("excluded");
        foreach (var (law, why) in excluded)
        {
            json.WriteStartObject();
            json.WriteString("law", law);
            json.WriteString("why", why);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Words("rows_to_paste", rows);
        json.Words("files", files);
        json.WriteEndObject();
    }

    private static void Parameters(Utf8JsonWriter json, LawInWords law)
    {
        json.WriteStartObject("parameters");
        foreach (var parameter in law.Parameters)
        {
            json.Figure(parameter.Name, parameter.Value);
        }
        json.WriteEndObject();
    }
}

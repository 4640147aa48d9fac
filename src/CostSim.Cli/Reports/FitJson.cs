using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Fitting;

namespace CostSim.Cli.Reports;

/// <summary>
/// What <c>fit --json</c> prints. Of data: {data, column, count, minimum, maximum, mean, sd, rows, dropped, version, seed, replicates, location,
/// verdict, words, laws, excluded, rows_to_paste, files}. Of percentiles: {percentiles, version, choice, laws, excluded, rows_to_paste, files}.
/// Null for what is not defined.
/// </summary>
internal static class FitJson
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream target, FitReport report, IReadOnlyList<string> files)
    {
        using (var json = new Utf8JsonWriter(target, Layout))
        {
            json.WriteStartObject();
            json.WriteString("data", report.Data.File);
            json.WriteString("column", report.Data.Name);
            json.WriteNumber("count", report.Sample.Count);
            json.Figure("minimum", report.Sample.Minimum);
            json.Figure("maximum", report.Sample.Maximum);
            json.Figure("mean", report.Sample.Mean);
            json.Figure("sd", report.Sample.Sd);
            json.WriteNumber("rows", report.Data.Rows);
            json.WriteStartArray("dropped");
            foreach (var dropped in report.Data.Dropped)
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
            json.WriteNumber("seed", report.Bootstrap.Seed);
            json.WriteNumber("replicates", report.Bootstrap.Replicates);
            json.Figure("location", report.Location);
            json.WriteString("verdict", report.IsConstant ? "fixed" : report.IsChoice ? "choice" : report.Choice.Verdict switch
            {
                FitVerdict.Law => report.Choice.Law!.Name,
                FitVerdict.Mixture => "mixture",
                _ => "empirical",
            });
            json.Words("words", FitWords.Verdict(report));
            json.WriteStartArray("laws");
            foreach (var fit in report.Ranked)
            {
                Write(json, report, fit);
            }
            json.WriteEndArray();
            Finish(json, report.Excluded, report.Rows, files);
        }
        target.WriteByte((byte)'\n');
    }

    public static void Write(Stream target, JudgementReport report, IReadOnlyList<string> files)
    {
        using (var json = new Utf8JsonWriter(target, Layout))
        {
            json.WriteStartObject();
            json.WriteStartObject("percentiles");
            foreach (var point in report.Points)
            {
                json.Figure(point.Name, point.Value);
            }
            json.WriteEndObject();
            json.WriteString("version", ProgramVersion.Text);
            json.WriteString("choice", report.Choice?.Name);
            json.WriteStartArray("laws");
            foreach (var law in report.Laws)
            {
                json.WriteStartObject();
                json.WriteString("law", law.Name);
                Parameters(json, law.Stated);
                json.WriteString("method", FitTable.Method(law.Method));
                json.Figure("largest_misfit", law.Misfit);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            Finish(json, report.Excluded, report.Rows, files);
        }
        target.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, FitReport report, LawFit fit)
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
        json.Figure("akaike_weight", report.Weight(fit));
        json.Figure("ks", fit.Distance.KolmogorovSmirnov);
        json.Figure("ks_p", fit.P?.KolmogorovSmirnov);
        json.Figure("ad", fit.Distance.AndersonDarling);
        json.Figure("ad_p", fit.P?.AndersonDarling);
        json.WriteEndObject();
    }

    private static void Finish(Utf8JsonWriter json, IReadOnlyList<ExcludedLaw> excluded, IReadOnlyList<string> rows, IReadOnlyList<string> files)
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

using System.Text.Json;
using CostSim.Sampling;

namespace CostSim.Cli.Reports;

/// <summary>manifest.json: what made the folder and the SHA-256 of every file in it. No clock, no machine.</summary>
internal static class Manifest
{
    public static OutputFile Of(RunReport run, IReadOnlyList<OutputFile> files)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("program", "costsim");
            json.WriteString("version", ProgramVersion.Text);
            json.WriteString("stream_version", StreamName.Version);
            json.WriteString("scenario", run.Result.Scenario.Name);
            json.WriteNumber("seed", run.Result.Plan.Seed);
            json.WriteNumber("trials", run.Result.Plan.Trials);
            json.WriteString("sampling", RunReport.Sampling);
            json.WriteStartArray("files");
            foreach (var file in files)
            {
                json.WriteStartObject();
                json.WriteString("name", file.Name);
                json.WriteNumber("bytes", file.Bytes.Length);
                json.WriteString("sha256", file.Sha256);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return new(OutputFolder.ManifestName, stream.ToArray());
    }
}

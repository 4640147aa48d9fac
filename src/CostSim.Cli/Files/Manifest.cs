using System.Text.Json;
using CostSim.Cli.Text;
using CostSim.Sampling;
using CostSim.Simulation;

namespace CostSim.Cli.Files;

/// <summary>manifest.json: what made the folder and the SHA-256 of every file in it. No clock, no machine.</summary>
internal static class Manifest
{
    private const string Program = "costsim";

    /// <summary>The manifest of files.</summary>
    public static OutputFile Of(Making making, IReadOnlyList<OutputFile> files)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("program", Program);
            json.WriteString("version", ProgramVersion.Text);
            json.WriteString("stream_version", StreamName.Version);
            json.WriteString("scenario", making.Subject);
            json.WriteNumber("seed", making.Seed);
            json.WriteNumber("trials", making.Trials);
            json.WriteString("sampling", making.Sampling);
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

    /// <summary>The files that a manifest of this program lists; none when there is no such manifest.</summary>
    public static IReadOnlySet<string> FilesListedIn(string path)
    {
        var none = new HashSet<string>();
        if (!File.Exists(path))
        {
            return none;
        }
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(path));
            return manifest.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("program", out var program) && program.ValueEquals(Program)
                && root.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Array
                ? files.EnumerateArray().Select(file => file.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "").ToHashSet()
                : none;
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return none;
        }
    }
}

/// <summary>What files were made from.</summary>
/// <param name="Subject">The scenario, or the data.</param>
/// <param name="Seed">Key of the random bits.</param>
/// <param name="Trials">Trials simulated, or samples drawn.</param>
/// <param name="Sampling">How they were drawn.</param>
internal sealed record Making(string Subject, ulong Seed, long Trials, string Sampling)
{
    /// <summary>What the files of a run are made from.</summary>
    public static Making Of(SimulationResult run) => new(run.Scenario.Name, run.Plan.Seed, run.Plan.Trials, run.Plan.Sampling.Name);
}

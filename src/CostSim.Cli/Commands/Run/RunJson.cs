using System.Text.Json;
using CostSim.Cli.Files;
using CostSim.Cli.Text;

namespace CostSim.Cli.Commands.Run;

/// <summary>
/// What <c>run --json</c> prints: {scenario, version, seed, trials, sampling, outputs, files}; null where no interval is defined.
/// </summary>
internal static class RunJson
{
    public static void Write(Stream target, FinishedRun run, IReadOnlyList<string> files)
    {
        using (var json = new Utf8JsonWriter(target, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("scenario", run.Result.Scenario.Name);
            json.WriteString("version", ProgramVersion.Text);
            json.WriteNumber("seed", run.Result.Plan.Seed);
            json.WriteNumber("trials", run.Result.Plan.Trials);
            json.WriteString("sampling", run.Result.Plan.Sampling.Name);
            json.WriteStartArray("outputs");
            foreach (var output in run.ReportedOutputs)
            {
                json.WriteStartObject();
                json.WriteString("workload", output.Workload);
                json.WriteString("output", output.Definition.Name);
                json.WriteString("unit", output.Definition.Unit);
                json.WriteStartObject("statistics");
                foreach (var (name, estimate) in output.Statistics)
                {
                    json.Figure(name, estimate);
                }
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.Words("files", files);
            json.WriteEndObject();
        }
        target.WriteByte((byte)'\n');
    }
}

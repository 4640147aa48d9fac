using System.Text;
using System.Text.Json;
using CostSim.CostModel;
using CostSim.CostModel.Architectures;

namespace CostSim.Scenarios.Configurations;

/// <summary>Reads a Hugging Face configuration (config.json) into a row of models.csv.</summary>
internal static class ConfigurationReader
{
    private const string UsualFile = "config.json";
    private const string NoFamily = "no family of models.csv has what this model is made of: ";
    private const string NoConfiguration = "give the config.json of a model, as Hugging Face publishes it beside the weights";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The model that a file describes, or null after reporting everything that is wrong with it.</summary>
    /// <param name="path">The file, or a folder that holds config.json.</param>
    /// <param name="name">The model's name; null for that of the file or of its folder.</param>
    /// <param name="diagnostics">Takes the mistakes.</param>
    public static ConfiguredModel? Read(string path, string? name, Diagnostics diagnostics)
    {
        string file = Directory.Exists(path) ? Path.Join(path, UsualFile) : path;
        if (FileText.Bytes(file, out string why) is not { } bytes)
        {
            diagnostics.Error(
                DiagnosticCode.CannotRead, SourceText.OfFile(FileText.Shown(file), "").Whole, "", $"cannot read the file: {why}",
                "give the path of a config.json, or of the folder that holds it");
            return null;
        }
        if (FileText.Decode(FileText.Shown(file), bytes, diagnostics) is not { } text)
        {
            return null;
        }
        try
        {
            using var json = JsonDocument.Parse(text.Text, Lenient);
            return Read(text, json.RootElement, name ?? NameOf(file), Path.GetFileName(file), diagnostics);
        }
        catch (JsonException problem)
        {
            diagnostics.Error(
                DiagnosticCode.NotAConfiguration, PlaceOf(problem, text), "", "the file is not JSON from here on", NoConfiguration);
            return null;
        }
    }

    private static ConfiguredModel? Read(SourceText file, JsonElement root, string name, string fileName, Diagnostics diagnostics)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            diagnostics.Error(
                DiagnosticCode.NotAConfiguration, file.Whole, "", "the file holds no object of keys and values", NoConfiguration);
            return null;
        }
        var configuration = new ConfigurationObject(root);
        if (configuration.Type is not { } type)
        {
            diagnostics.Error(DiagnosticCode.NotAConfiguration, file.Whole, "", "the file has no model_type", NoConfiguration);
            return null;
        }
        string context = $"model_type {Diagnostics.Printable(type)}";
        if (ConfigurationTypes.Find(type) is not { } read)
        {
            string? obstacle = ConfigurationTypes.ObstacleOf(type);
            diagnostics.Error(
                DiagnosticCode.UnknownModelType, file.Whole, context,
                obstacle is null ? $"{Diagnostics.Quote(type)} is not a model_type that can be read" : NoFamily + obstacle,
                obstacle is null
                    ? $"write the row by hand, with a family that fits; can be read: {string.Join(", ", ConfigurationTypes.Names)}"
                    : "state its parameters alone: family parameters, active= total=");
            return null;
        }
        var draft = read(configuration);
        foreach (string mistake in configuration.Mistakes)
        {
            diagnostics.Error(
                DiagnosticCode.BadConfiguration, file.Whole, context, mistake, "take the file that the model's publisher released");
        }
        foreach (string obstacle in draft.Obstacles)
        {
            diagnostics.Error(
                DiagnosticCode.BadConfiguration, file.Whole, context, NoFamily + obstacle,
                draft.Family == "dit"
                    ? "write the row by hand, without it"
                    : "state its parameters alone: family parameters, active= total=");
        }
        return diagnostics.HasErrors
            ? null
            : Make(file, draft, configuration, name, $"{fileName} of the released model ({type})", context, diagnostics);
    }

    private static ConfiguredModel? Make(
        SourceText file, ArchitectureDraft draft, ConfigurationObject configuration, string name, string source, string context,
        Diagnostics diagnostics)
    {
        var outcome = ArchitectureFamilies.Find(draft.Family)!.Create(name, new Dictionary<string, double>(draft.Parameters));
        foreach (var problem in outcome.Problems)
        {
            diagnostics.Error(DiagnosticCode.BadConfiguration, file.Whole, context, problem.What, problem.Help);
        }
        return outcome.Value is { } architecture
            ? new(architecture, draft.Cell, source, [.. configuration.LeftOut, .. draft.LeftOut], StoredBits.Of(configuration))
            : null;
    }

    /// <summary>The folder's name for config.json, else the file's; what a name cannot hold becomes a dash.</summary>
    private static string NameOf(string file)
    {
        string full = Path.GetFullPath(file);
        string? name = Path.GetFileName(full) == UsualFile
            ? Path.GetFileName(Path.GetDirectoryName(full))
            : Path.GetFileNameWithoutExtension(full);
        string plain = string.Concat((name ?? "").Select(c => CatalogueReader.IsNameCharacter(c) ? char.ToLowerInvariant(c) : '-'));
        plain = plain.Trim('-');
        return plain.Length == 0 ? "model" : plain;
    }

    /// <summary>The place at which the reader of JSON gave up: it counts lines from 0, and bytes within the line.</summary>
    private static SourceLocation PlaceOf(JsonException problem, SourceText text)
    {
        int start = 0;
        for (long line = problem.LineNumber ?? 0; line > 0; line--)
        {
            start = text.Text.IndexOf('\n', start) + 1;
        }
        byte[] rest = Encoding.UTF8.GetBytes(text.Text[start..]);
        int before = Encoding.UTF8.GetCharCount(rest, 0, (int)Math.Clamp(problem.BytePositionInLine ?? 0, 0, rest.Length));
        return text.Locate(Math.Min(start + before, text.Text.Length), 1);
    }
}

namespace CostSim.Scenarios;

/// <summary>
/// Reads a scenario: a folder with inputs.csv (and models.csv, gpus.csv, correlations.csv, load_profile.csv, if
/// it has them), or one CSV file.
/// </summary>
public static class ScenarioReader
{
    /// <summary>The file of a scenario folder that states its inputs.</summary>
    public const string InputsFile = "inputs.csv";

    /// <summary>The scenario at a path, or every mistake in it.</summary>
    /// <param name="path">A folder, or a CSV file; a file called inputs.csv stands for its folder.</param>
    /// <param name="overrides">Texts of <c>--set</c>: <c>gpu_price=2</c>, <c>chat.model=choice gpt-3-13b=0.5 gpt-3-175b=0.5</c>.</param>
    public static ScenarioReading Read(string path, params IReadOnlyList<string> overrides)
    {
        var diagnostics = new Diagnostics();
        var files = new List<SourceText>();
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            diagnostics.Error(
                DiagnosticCode.CannotRead, SourceText.OfFile(Diagnostics.Quote(path), "").Whole, "", "this is not a path",
                "give the path of a scenario folder or of a CSV file");
            return new(null, diagnostics, files);
        }
        string? folder = Directory.Exists(path) ? path
            : Path.GetFileName(path) == InputsFile ? Path.GetDirectoryName(path)
            : null;
        SourceText? Open(string file)
        {
            var text = FileText.Read(file, diagnostics);
            if (text is not null)
            {
                files.Add(text);
            }
            return text;
        }

        var catalogues = Catalogues.Shipped();
        var inputs = Open(Directory.Exists(path) ? Path.Join(path, InputsFile) : path);
        if (folder is not null)
        {
            if (Existing(folder, CatalogueReader.ModelsFile) is { } models && Open(models) is { } modelRows)
            {
                CatalogueReader.AddModels(modelRows, catalogues.Models, diagnostics);
            }
            if (Existing(folder, CatalogueReader.GpusFile) is { } gpus && Open(gpus) is { } gpuRows)
            {
                CatalogueReader.AddGpus(gpuRows, catalogues.Gpus, diagnostics);
            }
        }
        var data = new DataFiles(folder ?? Path.GetDirectoryName(path) ?? "", files);
        var stated = inputs is null ? null : new InputsReader(catalogues, data, diagnostics).Read(inputs);
        var profiles = LoadProfiles.None;
        if (folder is not null && Existing(folder, LoadProfileReader.FileName) is { } profile)
        {
            profiles = Open(profile) is { } profileRows
                ? new LoadProfileReader(profileRows, diagnostics).Read(stated is { IsWhole: true } ? stated.WorkloadsOrOne : null)
                : LoadProfiles.Unknown;
        }
        var correlations = folder is not null && Existing(folder, CorrelationsReader.FileName) is { } pairs && Open(pairs) is { } pairRows
            ? new CorrelationsReader(pairRows, catalogues, diagnostics)
            : null;
        if (stated is null)
        {
            correlations?.Read(null, []);
            return new(null, diagnostics, files);
        }
        var overriding = new OverrideReader(catalogues, data, diagnostics);
        var statements = overriding.Apply(overrides, stated.Statements, stated.WorkloadsOrOne);
        stated = stated with { Meant = stated.Meant.Union(overriding.Meant).ToHashSet() };
        correlations?.Read(stated, statements);
        var scenario = new ScenarioAssembler(stated, statements, profiles, catalogues, diagnostics).Assemble(NameOf(path));
        var between = correlations?.Between(scenario);
        return new(diagnostics.HasErrors || scenario is null ? null : scenario with { Correlations = between }, diagnostics, files);
    }

    private static string? Existing(string folder, string file)
    {
        string path = Path.Join(folder, file);
        return File.Exists(path) ? path : null;
    }

    /// <summary>The folder's name, or the file's without its extension.</summary>
    private static string NameOf(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string? name = Directory.Exists(path) ? Path.GetFileName(full)
            : Path.GetFileName(full) == InputsFile ? Path.GetFileName(Path.GetDirectoryName(full))
            : Path.GetFileNameWithoutExtension(full);
        return string.IsNullOrEmpty(name) ? "scenario" : name;
    }
}

/// <summary>A scenario, or all that stands in its way; warnings may come with either.</summary>
/// <param name="Scenario">Null when there are errors.</param>
/// <param name="Diagnostics">Errors and warnings.</param>
/// <param name="Files">Every file that was read, as text.</param>
public sealed record ScenarioReading(Scenario? Scenario, Diagnostics Diagnostics, IReadOnlyList<SourceText> Files)
{
    /// <summary>True when a file is missing or cannot be read, which is not the same as bad input.</summary>
    public bool CannotRead => Diagnostics.HasUnreadableFile;
}

namespace CostSim.Scenarios.Tests;

/// <summary>A scenario folder on disk for the time of one test.</summary>
internal sealed class SampleScenario : IDisposable
{
    public const string Header = "workload,input,distribution,parameters,unit,source\n";

    /// <summary>Every input that a rented text service needs, one row each.</summary>
    public const string Rows =
        """
        ,daily_users,lognormal,p10=10M p90=17M,user/day,"13M/day: SemiAnalysis, Feb 2023"
        ,queries_per_user,lognormal,mean=15 cv=0.5,query/user,
        ,response_tokens,lognormal,median=300 sigma=0.8,token/query,
        ,model,choice,gpt-3-175b=0.6 gpt-3-13b=0.4,,"never published"
        ,gpu,fixed,value=a100-80gb,,
        ,gpu_price,triangular,min=1 mode=1.8 max=4,USD/GPU-hour,

        """;

    private SampleScenario(string folder) => Folder = folder;

    public string Folder { get; }

    public static SampleScenario Of(string inputs, string? models = null, string? gpus = null, string? loadProfile = null)
    {
        var sample = new SampleScenario(Directory.CreateTempSubdirectory("costsim-test-").FullName);
        sample.Write("inputs.csv", inputs);
        if (models is not null)
        {
            sample.Write("models.csv", models);
        }
        if (gpus is not null)
        {
            sample.Write("gpus.csv", gpus);
        }
        if (loadProfile is not null)
        {
            sample.Write("load_profile.csv", loadProfile);
        }
        return sample;
    }

    /// <summary>Reads rows under the usual header.</summary>
    public static ScenarioReading Read(string rows, params IReadOnlyList<string> overrides)
    {
        using var sample = Of(Header + rows);
        return ScenarioReader.Read(sample.Folder, overrides);
    }

    /// <summary>The diagnostics of rows that complete the usual ones: <c>COST103 8:24</c> each.</summary>
    public static string Places(string rows, params IReadOnlyList<string> overrides) => Places(Read(rows, overrides).Diagnostics);

    public static string Places(Diagnostics diagnostics) =>
        string.Join(' ', diagnostics.Select(
            diagnostic => FormattableString.Invariant($"{diagnostic.Code}@{diagnostic.Location.Line}:{diagnostic.Location.Column}")));

    public void Write(string file, string text) => File.WriteAllText(Path.Join(Folder, file), text);

    public void Write(string file, byte[] bytes) => File.WriteAllBytes(Path.Join(Folder, file), bytes);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

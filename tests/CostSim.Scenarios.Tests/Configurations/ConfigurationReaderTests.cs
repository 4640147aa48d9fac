using CostSim.Cli.Tests.Commands;
using CostSim.CostModel;
using CostSim.Scenarios.Configurations;
using Xunit;

namespace CostSim.Scenarios.Tests.Configurations;

public sealed class ConfigurationReaderTests : IDisposable
{
    private const string Llama =
        """
        "model_type": "llama", "num_hidden_layers": 4, "hidden_size": 64, "num_attention_heads": 4, "intermediate_size": 128,
        "vocab_size": 1000
        """;

    private static readonly string Configs = Path.Join(Repository.Root, "tests", "CostSim.Scenarios.Tests", "Configs");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Configurations whose model is a row of models.csv, written from papers and model cards, and counted against published totals.
    /// </summary>
    public static TheoryData<string> Expressed() =>
    [
        "llama-3.3-70b", "llama-3.2-3b", "mistral-7b", "mistral-small-3", "mixtral-8x22b", "qwen2.5-7b", "qwen2.5-3b", "qwen3-32b",
        "qwen3-4b", "qwen3-30b-a3b", "phi-4", "deepseek-v2-lite", "deepseek-v3", "kimi-k2", "gpt-oss-20b", "glm-4.5", "glm-4.5-air",
        "minimax-m2", "llama-4-scout", "llama-4-maverick", "bert-base", "bge-m3", "t5-11b", "flan-t5-xxl", "whisper-large-v3",
    ];

    [Theory]
    [MemberData(nameof(Expressed))]
    public void A_configuration_is_the_row_of_its_model(string name)
    {
        var model = Read(Path.Join(Configs, name + ".json"));
        var row = CatalogueReader.ShippedModels().Find(name)!;
        Assert.Equal((name, row.Family), (model.Architecture.Name, model.Architecture.Family));
        Assert.Equal((row.Parameters, row.ActiveParameters), (model.Architecture.Parameters, model.Architecture.ActiveParameters));
        Assert.Equal(row.Memory, model.Architecture.Memory);
        Assert.Equal(row.Work, model.Architecture.Work);
    }

    /// <summary>Parameters as published: the totals of the released weights.</summary>
    [Theory]
    [InlineData("llama-3.3-70b", 70_553_706_496)]
    [InlineData("qwen3-30b-a3b", 30_532_122_624)]
    [InlineData("mistral-7b", 7_241_732_096)]
    [InlineData("deepseek-v3", 671_026_419_200)]
    [InlineData("llama-3.2-3b", 3_212_749_824)]
    [InlineData("bge-m3", 567_754_752)]
    [InlineData("flan-t5-xxl", 11_135_332_352)]
    // The text models with 262 208 tokens, 64 of them for images: keras-hub counts 262 144.
    [InlineData("gemma-3-4b", 3_880_099_328 + 64 * 2560)]
    [InlineData("gemma-3-27b", 27_009_002_240 + 64 * 5376)]
    public void A_configuration_has_the_parameters_that_were_published(string name, long published) =>
        Assert.Equal(published, Read(Path.Join(Configs, name + ".json")).Architecture.Parameters);

    [Theory]
    [InlineData("gemma-3-4b", "the vision encoder")]
    [InlineData("llama-4-scout", "the vision encoder")]
    [InlineData("glm-4.5", "the layers that predict a token further ahead")]
    public void What_the_row_leaves_out_is_named(string name, string leftOut) =>
        Assert.Contains(leftOut, Read(Path.Join(Configs, name + ".json")).LeftOut);

    [Theory]
    [InlineData("qwen3-next-80b-a3b", "layers that keep a fixed state instead of keys and values")]
    [InlineData("qwen3.5-397b-a17b", "layers that keep a fixed state instead of keys and values")]
    [InlineData("nemotron-h-8b", "layers that keep a fixed state instead of keys and values")]
    [InlineData("jamba-1.5-mini", "layers that keep a fixed state instead of keys and values")]
    [InlineData("deepseek-v3.2", "attention to the best positions by an index of its own")]
    [InlineData("flux.1-dev", "a transformer that denoises images or video")]
    public void What_no_family_can_express_is_named(string name, string obstacle)
    {
        var problem = Assert.Single(Problems(Path.Join(Configs, name + ".json")));
        Assert.Equal("COST602", problem.Code.Id);
        Assert.EndsWith(obstacle, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "COST601", "the file is not JSON from here on")]
    [InlineData("{\n \"model_type\": llama\n}", "COST601", "the file is not JSON from here on")]
    [InlineData("[1, 2]", "COST601", "the file holds no object of keys and values")]
    [InlineData("{}", "COST601", "the file has no model_type")]
    [InlineData("{\"model_type\": null}", "COST601", "the file has no model_type")]
    [InlineData("{\"model_type\": \"gpt9\"}", "COST602", "\"gpt9\" is not a model_type that can be read")]
    public void What_is_no_configuration_is_refused(string text, string code, string message)
    {
        var problem = Assert.Single(Problems(_folder.Write("config.json", text)));
        Assert.Equal((code, message), (problem.Code.Id, problem.Message));
        Assert.NotEmpty(problem.Help);
    }

    [Theory]
    [InlineData("\"vocab_size\": 1000", "\"head_dim\": 16", "vocab_size is missing")]
    [InlineData("\"hidden_size\": 64", "\"hidden_size\": \"64\"", "hidden_size is \"\"64\"\", which is no size")]
    [InlineData("\"hidden_size\": 64", "\"hidden_size\": -64", "hidden_size is \"-64\", which is no size")]
    [InlineData("\"num_hidden_layers\": 4", "\"num_hidden_layers\": 1e30", "num_hidden_layers is 1E+30: no model has as many layers")]
    [InlineData("\"num_attention_heads\": 4", "\"num_attention_heads\": 4, \"num_key_value_heads\": 3",
        "heads cannot be shared out evenly among kv_heads")]
    [InlineData("\"num_attention_heads\": 4", "\"num_attention_heads\": 5", "head_dim must be a whole number >= 1, but is 12.8")]
    [InlineData("\"vocab_size\": 1000", "\"vocab_size\": 1000, \"tie_word_embeddings\": 1",
        "tie_word_embeddings is \"1\", neither true nor false")]
    public void A_configuration_that_lacks_a_size_or_cannot_be_is_refused(string written, string instead, string message)
    {
        string text = "{" + Llama.Replace(written, instead, StringComparison.Ordinal) + "}";
        var problem = Assert.Single(Problems(_folder.Write("config.json", text)));
        Assert.Equal(("COST603", message), (problem.Code.Id, problem.Message));
    }

    [Fact]
    public void A_mistake_in_json_has_its_place()
    {
        var problem = Assert.Single(Problems(_folder.Write("config.json", "{\n \"model_type\": llama\n}")));
        Assert.Equal((2, 16), (problem.Location.Line, problem.Location.Column));
    }

    [Fact]
    public void Null_is_absent()
    {
        const string Nulls = ", \"num_key_value_heads\": null, \"head_dim\": null, \"tie_word_embeddings\": null}";
        var model = Read(_folder.Write("config.json", "{" + Llama + Nulls));
        Assert.Equal("layers=4 d_model=64 heads=4 head_dim=16 d_ff=128 vocabulary=1000 gated=1", model.Parameters);
    }

    /// <summary>Qwen2 writes a window and does not use it; where it does, layers from max_window_layers on have it.</summary>
    [Theory]
    [InlineData("false", "")]
    [InlineData("true", " window=32 windowed_layers=3")]
    public void A_window_that_is_not_used_is_none(string isUsed, string window)
    {
        string text = "{" + Llama.Replace("llama", "qwen2", StringComparison.Ordinal)
            + $", \"sliding_window\": 32, \"max_window_layers\": 1, \"use_sliding_window\": {isUsed}}}";
        var model = Read(_folder.Write("config.json", text));
        Assert.Equal("layers=4 d_model=64 heads=4 head_dim=16 d_ff=128 vocabulary=1000 gated=1 qkv_biases=1" + window, model.Parameters);
    }

    [Fact]
    public void The_row_reads_back_as_the_same_model()
    {
        var model = Read(Path.Join(Configs, "deepseek-v3.json"), "mine");
        var catalogue = new Catalogue<Architecture>();
        var diagnostics = new Diagnostics();
        var file = SourceText.OfFile("models.csv", "model,family,architecture,source\n" + model.Row + "\n");
        CatalogueReader.AddModels(file, catalogue, diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal(model.Architecture.Parameters, catalogue.Find("mine")!.Parameters);
    }

    [Fact]
    public void A_folder_stands_for_its_config_json_and_gives_its_name()
    {
        string folder = Path.Join(Path.GetDirectoryName(_folder.Write("x", ""))!, "My Model_7B");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Join(folder, "config.json"), "{" + Llama + "}");
        Assert.Equal("my-model_7b", Read(folder).Architecture.Name);
    }

    [Theory]
    [InlineData("hidden_size=64", "did you mean d_model?")]
    [InlineData("num_hidden_layers=2", "did you mean layers?")]
    [InlineData("num_key_value_heads=2", "did you mean kv_heads?")]
    [InlineData("n_routed_experts=8", "did you mean experts?")]
    [InlineData("tie_word_embeddings=1", "did you mean tied?")]
    [InlineData("max_position_embeddings=4096",
        "leave it out: it limits the context, and costs nothing (positions= are learned embeddings, as of BERT and GPT-2)")]
    public void A_key_of_a_configuration_in_models_csv_is_answered_with_its_parameter(string written, string help)
    {
        var diagnostics = new Diagnostics();
        var file = SourceText.OfFile("models.csv", $"model,family,architecture,source\nmine,decoder,{written},\n");
        CatalogueReader.AddModels(file, new(), diagnostics);
        Assert.Equal(help, diagnostics.Single().Help);
    }

    private static ConfiguredModel Read(string path, string? name = null)
    {
        var diagnostics = new Diagnostics();
        var model = ConfigurationReader.Read(path, name, diagnostics);
        Assert.Empty(diagnostics);
        return model!;
    }

    private static Diagnostics Problems(string path)
    {
        var diagnostics = new Diagnostics();
        Assert.Null(ConfigurationReader.Read(path, null, diagnostics));
        return diagnostics;
    }
}

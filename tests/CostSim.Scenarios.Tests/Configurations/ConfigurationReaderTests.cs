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
        "qwen3-next-80b-a3b", "qwen3.5-397b-a17b", "nemotron-h-8b", "jamba-1.5-mini", "deepseek-v3.2",
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

    /// <summary>Transformers that denoise have encoders and decoders in files of their own: the row's transformer is the file's.</summary>
    [Theory]
    [InlineData("flux.1-dev", "other sizes than pictures of 1024x1024 beside 512 tokens of text")]
    [InlineData("sd3.5-large", "other sizes than 77 + 256 tokens of text")]
    [InlineData("wan2.1-14b", "other sizes than 81 frames of 1280x720 and 512 tokens of text")]
    public void A_configuration_of_a_denoiser_is_the_transformer_of_its_row(string name, string assumed)
    {
        var model = Read(Path.Join(Configs, name + ".json"));
        var row = CatalogueReader.ShippedModels().Find(name)!;
        var work = model.Architecture.Work;
        Assert.Equal((row.Family, row.Parameters), (model.Architecture.Family, model.Architecture.Parameters));
        Assert.Equal(
            (row.Work.PerStep, row.Work.PerStepArea, row.Work.PerStepAreaSquared),
            (work.PerStep, work.PerStepArea, work.PerStepAreaSquared));
        Assert.Equal(["the text encoders and the image decoder, which have files of their own", assumed], model.LeftOut);
    }

    /// <summary>CogVideoX-5b is 5.57e9 parameters; its clip of 49 frames of 720x480 follows from the file.</summary>
    [Fact]
    public void A_configuration_of_cogvideox_says_how_long_its_clip_is()
    {
        const string Keys = "\"num_attention_heads\": 48, \"attention_head_dim\": 64, \"num_layers\": 42, \"sample_frames\": 49, "
            + "\"sample_height\": 60, \"sample_width\": 90, \"text_embed_dim\": 4096";
        var model = Read(_folder.Write("cogvideox-5b.json", "{\"_class_name\": \"CogVideoXTransformer3DModel\", " + Keys + "}"));
        var row = CatalogueReader.ShippedModels().Find("cogvideox-5b")!;
        Assert.Contains("image_tokens=17550 text_tokens=226", model.Parameters, StringComparison.Ordinal);
        Assert.Equal(row.Parameters, model.Architecture.Parameters);
    }

    [Theory]
    [InlineData("sd3.5-large", "\"dual_attention_layers\": []", "\"dual_attention_layers\": [0, 1]",
        "no family of models.csv has what this model is made of: blocks that attend to the picture twice (dual_attention_layers)")]
    [InlineData("wan2.1-14b", "\"image_dim\": null", "\"image_dim\": 1280",
        "no family of models.csv has what this model is made of: cross attention to an image beside the text (image_dim)")]
    public void A_denoiser_with_more_than_its_family_has_is_refused(string name, string written, string instead, string message)
    {
        string text = File.ReadAllText(Path.Join(Configs, name + ".json"));
        Assert.Contains(written, text, StringComparison.Ordinal);
        var problem = Assert.Single(Problems(_folder.Write("config.json", text.Replace(written, instead, StringComparison.Ordinal))));
        Assert.Equal(("COST603", message), (problem.Code.Id, problem.Message));
    }

    /// <summary>Gemma 3 is published with its vision: keras-hub counts 4 299 915 632 and 27 432 062 576 for 262 144 tokens.</summary>
    [Theory]
    [InlineData("gemma-3-4b", 4_299_915_632 + 64 * 2560)]
    [InlineData("gemma-3-27b", 27_432_062_576 + 64 * 5376)]
    public void A_vision_encoder_is_part_of_the_row(string name, long published)
    {
        var model = Read(Path.Join(Configs, name + ".json"));
        Assert.Equal(published, model.Architecture.Memory.Weights);
        Assert.Empty(model.LeftOut);
        var row = CatalogueReader.ShippedModels().Find(name)!.Work;
        var work = model.Architecture.Work;
        Assert.Equal((row.PerPromptImage, row.TokensPerPromptImage), (work.PerPromptImage, work.TokensPerPromptImage));
    }

    /// <summary>MiniMax-M1: seven of eight of its 80 layers have lightning attention, in either way of saying so.</summary>
    [Theory]
    [InlineData("minimax_m1", "\"attn_type_list\"", "0", "1")]
    [InlineData("minimax", "\"layer_types\"", "\"linear_attention\"", "\"full_attention\"")]
    public void A_configuration_of_minimax_names_its_layers(string type, string key, string state, string full)
    {
        string kinds = string.Join(", ", Enumerable.Range(1, 80).Select(layer => layer % 8 == 0 ? full : state));
        string text = $"{{\"model_type\": \"{type}\", {key}: [{kinds}], "
            + "\"num_hidden_layers\": 80, \"hidden_size\": 6144, \"num_attention_heads\": 64, \"num_key_value_heads\": 8, "
            + "\"head_dim\": 128, \"intermediate_size\": 9216, \"num_local_experts\": 32, \"num_experts_per_tok\": 2, "
            + "\"vocab_size\": 200064, \"tie_word_embeddings\": false}";
        var row = CatalogueReader.ShippedModels().Find("minimax-m1")!;
        var model = Read(_folder.Write("config.json", text)).Architecture;
        Assert.Equal((row.Parameters, row.Memory, row.Work), (model.Parameters, model.Memory, model.Work));
    }

    /// <summary>Nemotron 3 Nano: its one shared expert is as wide as two routed ones.</summary>
    [Fact]
    public void A_configuration_of_nemotron_names_its_blocks()
    {
        const string Sizes = "\"hidden_size\": 2688, \"num_attention_heads\": 32, \"num_key_value_heads\": 2, \"head_dim\": 128, "
            + "\"intermediate_size\": 1856, \"moe_intermediate_size\": 1856, \"moe_shared_expert_intermediate_size\": 3712, "
            + "\"n_routed_experts\": 128, \"num_experts_per_tok\": 6, \"vocab_size\": 131072, \"mamba_num_heads\": 64, "
            + "\"mamba_head_dim\": 64, \"ssm_state_size\": 128, \"n_groups\": 8, \"conv_kernel\": 4";
        string blocks = string.Concat(Enumerable.Repeat("ME", 23)) + "******";
        string text = $"{{\"model_type\": \"nemotron_h\", \"hybrid_override_pattern\": \"{blocks}\", {Sizes}}}";
        var row = CatalogueReader.ShippedModels().Find("nemotron-3-nano-30b-a3b")!;
        var model = Read(_folder.Write("config.json", text)).Architecture;
        Assert.Equal((row.Parameters, row.Memory, row.Work), (model.Parameters, model.Memory, model.Work));

        var problem = Assert.Single(Problems(_folder.Write("wrong.json", text.Replace("******", "X", StringComparison.Ordinal))));
        Assert.Equal("COST603", problem.Code.Id);
        Assert.Equal("hybrid_override_pattern does not name a kind of block (M * - E) for every block", problem.Message);
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
    [InlineData("qwen3.5-397b-a17b", "the vision encoder")]
    [InlineData("glm-4.5", "the layers that predict a token further ahead")]
    public void What_the_row_leaves_out_is_named(string name, string leftOut) =>
        Assert.Contains(leftOut, Read(Path.Join(Configs, name + ".json")).LeftOut);

    [Theory]
    [InlineData("mamba2", "layers that keep a fixed state, and none with attention")]
    [InlineData("umt5", "relative position biases of every layer")]
    public void What_no_family_can_express_is_named(string type, string obstacle)
    {
        var problem = Assert.Single(Problems(_folder.Write("config.json", $"{{\"model_type\": \"{type}\"}}")));
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

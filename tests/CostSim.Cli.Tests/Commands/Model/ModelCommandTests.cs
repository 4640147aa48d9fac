using Xunit;

namespace CostSim.Cli.Tests.Commands.Model;

public sealed class ModelCommandTests : IDisposable
{
    private const string Configs = "tests/CostSim.Scenarios.Tests/Configs";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Llama 3.3 70B: 70 553 706 496 weights of 2 bytes, and 80 layers of 2 x 8 x 128 keys and values.</summary>
    [Fact]
    public void A_configuration_becomes_a_row_with_its_parameters_and_bytes()
    {
        var run = Program.Run("model", $"{Configs}/llama-3.3-70b.json");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.All(lines[..^1], line => Assert.StartsWith("#", line, StringComparison.Ordinal));
        Assert.Equal("# llama-3.3-70b: 70,553,706,496 parameters, of which a token uses 69.50B", lines[0]);
        Assert.Equal("# weights: 141.1 GB at 16 bit, 70.55 at 8, 35.28 at 4", lines[1]);
        Assert.Equal("# keys and values: 327,680 B a token at 16 bit, 163,840 at 8, 81,920 at 4", lines[2]);
        Assert.Equal(
            "llama-3.3-70b,decoder,layers=80 d_model=8192 heads=64 kv_heads=8 head_dim=128 d_ff=28672 vocabulary=128256 gated=1,"
                + "llama-3.3-70b.json of the released model (llama)", lines[^1]);
    }

    [Fact]
    public void All_it_prints_can_be_appended_to_models_csv()
    {
        var run = Program.Run("model", $"{Configs}/qwen3-30b-a3b.json", "--name", "mine");
        _folder.Write("models.csv", "model,family,architecture,source\n" + run.Output);
        string inputs = _folder.Write("inputs.csv", """
            workload,input,distribution,parameters,unit,source
            chat,daily_users,fixed,value=1M,user/day,
            chat,queries_per_user,fixed,value=10,query/user,
            chat,prompt_tokens,fixed,value=500,token/query,
            chat,response_tokens,fixed,value=300,token/query,
            chat,model,choice,mine,,
            ,gpu,choice,h100,,
            ,gpu_price,fixed,value=2,USD/GPU-hour,

            """);

        var check = Program.Run("check", inputs);

        Assert.Equal((0, ""), (check.ExitCode, check.Error));
    }

    [Theory]
    [InlineData("model")]
    [InlineData("model", Configs + "/phi-4.json", "--name", "a b")]
    [InlineData("model", Configs + "/phi-4.json", "--name", "")]
    public void A_wrong_command_line_exits_with_2(params string[] arguments) => AssertRefused(2, "error: ", arguments);

    [Fact]
    public void A_model_that_no_family_can_express_exits_with_3() =>
        AssertRefused(
            3, "error[COST602]: no family of models.csv has what this model is made of: layers that keep a fixed state, and none with",
            "model", _folder.Write("config.json", "{\"model_type\": \"mamba2\"}"));

    [Fact]
    public void What_an_index_keeps_of_a_token_is_told()
    {
        var run = Program.Run("model", $"{Configs}/deepseek-v3.2.json");
        Assert.Contains("# a step reads those of 2,048 tokens, and the index of all: 8,052 B a token", run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_hybrid_keeps_of_a_sequence_is_told()
    {
        var run = Program.Run("model", $"{Configs}/nemotron-h-8b.json");
        Assert.Contains("# keys and values: 16,384 B a token at 16 bit", run.Output, StringComparison.Ordinal);
        Assert.Contains("# state of a sequence, whatever its length: 51.81 MB at 16 bit", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_exits_with_4() =>
        AssertRefused(4, "error[COST100]: cannot read the file: there is no such file", "model", _folder["none.json"]);

    private static void AssertRefused(int code, string error, params string[] arguments)
    {
        var run = Program.Run(arguments);
        Assert.Equal(code, run.ExitCode);
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}

using Xunit;

namespace CostSim.Cli.Tests.Commands;

/// <summary>What every command owes its users.</summary>
public sealed class EveryCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("explain")]
    [InlineData("sensitivity")]
    public void Bad_input_exits_with_3_and_writes_nothing(string command)
    {
        string bad = _folder.Write("bad.csv", "workload,input,distribution,parameters,unit,source\nchat,daily_users,fixed,\"value=1,5\",user/day,\n");

        var run = Program.Run(command, bad, "-o", _folder["never"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("error[COST103]: \"1,5\" is not a number", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.False(Directory.Exists(_folder["never"]));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "inputs/reference", "-n", "0")]
    [InlineData("run", "inputs/reference", "-n", "1,5")]
    [InlineData("run", "inputs/reference", "--seed", "-1")]
    [InlineData("run", "inputs/reference", "--threads", "0")]
    [InlineData("run", "inputs/reference", "--outputs", "daily_kost")]
    [InlineData("no-such-command")]
    [InlineData("explain")]
    [InlineData("explain", "inputs/reference", "-n", "0")]
    [InlineData("explain", "inputs/reference", "--seed", "-1")]
    [InlineData("sensitivity")]
    [InlineData("sensitivity", "inputs/reference", "-n", "0")]
    [InlineData("sensitivity", "inputs/reference", "--of", "daily_costs")]
    [InlineData("sensitivity", "inputs/reference", "--threads", "0")]
    [InlineData("fit")]
    [InlineData("fit", "data.csv", "--quantiles", "p10=1", "p90=2")]
    [InlineData("fit", "data.csv", "--input", "model")]
    [InlineData("fit", "data.csv", "--input", "weight_bits")]
    [InlineData("fit", "data.csv", "--input", "gpus_per_replica")]
    [InlineData("fit", "data.csv", "--input", "prompt_token")]
    [InlineData("fit", "data.csv", "--input", "prompt_tokens", "--unit", "word/query")]
    [InlineData("fit", "data.csv", "--min", "2", "--max", "1")]
    [InlineData("fit", "data.csv", "--location", "x")]
    [InlineData("fit", "--quantiles", "p10=1", "p90=2", "--location", "0.5")]
    public void A_wrong_command_line_exits_with_2_and_says_why(params string[] arguments)
    {
        var run = Program.Run(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}

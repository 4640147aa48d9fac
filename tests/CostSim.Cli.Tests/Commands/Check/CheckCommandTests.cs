using Xunit;

namespace CostSim.Cli.Tests.Commands.Check;

public sealed class CheckCommandTests : IDisposable
{
    private const string Rows =
        """
        workload,input,distribution,parameters,unit,source
        ,daily_users,lognormal,p10=10M p90=17M,user/day,
        ,queries_per_user,lognormal,mean=15 cv=0.5,query/user,
        ,prompt_tokens,empirical,file=lengths.csv column=prompt at_least=20,token/query,"trace, 2023"
        ,response_tokens,lognormal,median=40 sigma=0.5 weight=0.4,token/query,short
        ,gpu_price,triangular,min=1 mode=1.8 max=4,USD/GPU-hour,
        ,response_tokens,fixed,value=300 weight=0.6,token/query,
        ,model,fixed,value=gpt-3-175b,,
        ,gpu,fixed,value=a100-80gb,,
        ,utilisation,fixed,value=0.3,,
        ,batching_efficiency,fixed,value=0.6,,

        """;

    private readonly TemporaryFolder _folder = new();

    public CheckCommandTests()
    {
        Directory.CreateDirectory(_folder["mine"]);
        File.WriteAllText(_folder["mine/inputs.csv"], Rows);
        File.WriteAllText(_folder["mine/lengths.csv"], "prompt\n10\n20\n40\n80\n");
        File.WriteAllText(_folder["mine/correlations.csv"],
            "input_a,input_b,rank_correlation\nprompt_tokens,response_tokens,0.4\ngpu_price,daily_users,-0.25\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Correlations_are_counted_and_listed()
    {
        var check = Program.Run("check", _folder["mine"]);

        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.Equal(
            ["2 rank correlations", "  between        and              correlation", "  daily_users    gpu_price        -0.25",
                "  prompt_tokens  response_tokens  0.4"],
            check.Output.Split('\n')[1..5]);
    }

    [Fact]
    public void A_pair_that_an_override_makes_idle_is_a_warning()
    {
        var check = Program.Run("check", _folder["mine"], "--set", "gpu_price=fixed value=2");

        Assert.Equal(0, check.ExitCode);
        Assert.Contains("warning[COST412]: the row has no effect: gpu_price is fixed", check.Error, StringComparison.Ordinal);
        Assert.Contains("\n1 rank correlation\n", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_file_that_is_missing_cannot_be_read()
    {
        File.Delete(_folder["mine/lengths.csv"]);

        Assert.Equal(4, Program.Run("check", _folder["mine"]).ExitCode);
    }

    [Fact]
    public void The_resolved_inputs_state_data_and_mixtures_so_that_they_can_be_run_again()
    {
        Assert.Equal(0, Program.Run("run", _folder["mine"], "-n", "4k", "--no-plots", "-o", _folder["out"]).ExitCode);
        string resolved = File.ReadAllText(_folder["out/inputs.resolved.csv"]);
        Assert.Contains("\n,prompt_tokens,empirical,file=lengths.csv column=prompt at_least=20,token/query,\"trace, 2023\"\n", resolved,
            StringComparison.Ordinal);
        Assert.Contains(
            "\n,response_tokens,lognormal,median=40 sigma=0.5 weight=0.4,token/query,short\n"
                + ",response_tokens,fixed,value=300 weight=0.6,token/query,\n",
            resolved, StringComparison.Ordinal);

        File.WriteAllText(_folder["mine/inputs.csv"], resolved);
        Assert.Equal(0, Program.Run("run", _folder["mine"], "-n", "4k", "--no-plots", "-o", _folder["again"]).ExitCode);
        Assert.Equal(File.ReadAllText(_folder["out/summary.csv"]), File.ReadAllText(_folder["again/summary.csv"]));
    }
}

using Xunit;

namespace CostSim.Scenarios.Tests;

/// <summary>
/// Models that can never fit. llama-3.1-70b has 70 553 706 496 weights: 141.107 GB in 16 bit; an h100 has 80 GB, of which
/// memory_share 0.92 leaves 73.6.
/// </summary>
public class MemoryCheckTests
{
    private const string Rows =
        """
        ,daily_users,fixed,value=1M,user/day,
        ,queries_per_user,fixed,value=1,query/user,
        ,gpu_price,fixed,value=2,USD/GPU-hour,
        ,serving,fixed,value=roofline,,
        ,gpu,fixed,value=h100,,

        """;

    private const string Lengths = ",prompt_tokens,fixed,value=1000,token/query,\n,response_tokens,fixed,value=2000,token/query,\n";
    private const string OpenLengths = ",prompt_tokens,lognormal,median=1000 sigma=1,token/query,\n"
        + ",response_tokens,lognormal,median=2000 sigma=1,token/query,\n";
    private const string Llama70 = ",model,fixed,value=llama-3.1-70b,,\n";

    [Fact]
    public void Weights_that_exceed_the_memory_are_a_mistake_at_the_models_name()
    {
        var mistake = Assert.Single(SampleScenario.Read(Rows + OpenLengths + Llama70).Diagnostics);
        Assert.Equal((DiagnosticCode.DoesNotFit, 9, 20, "input model"),
            (mistake.Code, mistake.Location.Line, mistake.Location.Column, mistake.Context));
        Assert.Equal(
            "llama-3.1-70b cannot fit h100 with gpus_per_replica 1: its 16-bit weights take 141.107 GB; the memory to fill is 73.6 GB",
            mistake.Message);
        // 8-bit weights leave 3 GB for keys and values: 9 sequences of 0.33 MB a token and 2000 tokens.
        Assert.Equal("write gpus_per_replica 2 or more, or weight_bits 8", mistake.Help);
    }

    [Fact]
    public void Weights_that_fit_without_room_for_one_sequence_are_a_mistake()
    {
        // 327 680 B a token: 20 000 + 8 000 tokens are 9.175 GB; 70.554 GB of 8-bit weights leave 3.046.
        var mistake = Assert.Single(SampleScenario.Read(
            Rows + Llama70 + ",weight_bits,fixed,value=8,bit,\n,prompt_tokens,uniform,min=20000 max=30000,token/query,\n"
                + ",response_tokens,fixed,value=8000,token/query,").Diagnostics);
        Assert.Equal(
            "llama-3.1-70b cannot fit h100 with gpus_per_replica 1: its 8-bit weights take 70.554 GB, "
                + "the keys and values of one sequence at least 9.175 GB; the memory to fill is 73.6 GB",
            mistake.Message);
        Assert.Equal("write gpus_per_replica 2 or more, or weight_bits 4", mistake.Help);
    }

    [Theory]
    // What depends on draws is left to the run.
    [InlineData(Llama70 + ",weight_bits,fixed,value=8,bit,\n,prompt_tokens,uniform,min=2000 max=300000,token/query,\n"
        + ",response_tokens,fixed,value=7000,token/query,")]
    [InlineData(Llama70 + OpenLengths + ",weight_bits,fixed,value=8,bit,\n,memory_share,uniform,min=0.5 max=0.9,,")]
    [InlineData(Llama70 + Lengths + ",weight_bits,fixed,value=8,bit,\n,kv_bits,choice,4 32,bit,")]
    [InlineData(Llama70 + Lengths + ",gpus_per_replica,choice,2 4 8,GPU,")]
    [InlineData(Llama70 + Lengths + ",weight_bits,choice,4 8,bit,")]
    [InlineData(",model,fixed,value=llama-3.1-8b,,\n" + Lengths)]
    public void What_can_fit_stays_unreported(string rows) => Assert.Empty(SampleScenario.Read(Rows + rows).Diagnostics);

    private static string Assumed => Rows.Replace("roofline", "utilisation", StringComparison.Ordinal) + Lengths + Llama70;

    [Fact]
    public void Other_serving_models_take_the_fewest_gpus_that_hold_the_weights() => Assert.Empty(SampleScenario.Read(Assumed).Diagnostics);

    [Theory]
    [InlineData(",gpus_per_replica,fixed,value=1,GPU,",
        "llama-3.1-70b cannot fit h100 with gpus_per_replica 1: its 16-bit weights take 141.107 GB; the memory to fill is 73.6 GB")]
    [InlineData(",gpu,fixed,value=l4,,",
        "llama-3.1-70b does not fit one l4, and no links join several: its 16-bit weights take 141.107 GB, the memory to fill is 22.08 GB")]
    public void Under_other_serving_models_the_weights_must_fit_the_replica_stated_or_follow_links(string row, string message)
    {
        string rows = row.Contains("gpu,", StringComparison.Ordinal) && row.Contains("l4", StringComparison.Ordinal)
            ? Assumed.Replace(",gpu,fixed,value=h100,,\n", "", StringComparison.Ordinal) : Assumed;
        var mistake = Assert.Single(SampleScenario.Read(rows + row).Diagnostics);
        Assert.Equal((DiagnosticCode.DoesNotFit, message), (mistake.Code, mistake.Message));
    }

    [Theory]
    // Every model, accelerator and precision that can be drawn is told apart; replicas of one are told together.
    [InlineData(",model,choice,llama-3.1-8b=1 llama-3.1-70b=2,,", "COST208@9:30",
        "write gpus_per_replica 2 or more, or weight_bits 8, or leave llama-3.1-70b out")]
    [InlineData(",model,choice,gpt-3-175b llama-3.1-70b,,", "COST208@9:15 COST208@9:26",
        "write gpus_per_replica 8 or more, or leave gpt-3-175b out")]
    [InlineData(Llama70 + ",weight_bits,choice,8 16 32,bit,", "COST208@9:20 COST208@9:20",
        "write gpus_per_replica 2 or more, or weight_bits 8")]
    [InlineData(",model,fixed,value=gpt-3-175b,,\n,gpus_per_replica,choice,2 4 8,GPU,", "COST208@9:20",
        "write gpus_per_replica 8 or more, or weight_bits 8")]
    [InlineData(Llama70 + ",fleet_mix,choice,h100 h200 mi300x,,", "COST206@6:2 COST208@9:20 COST208@9:20", null)]
    [InlineData(Llama70 + "a,pue,fixed,value=1.1,,\nb,pue,fixed,value=1.1,,", "COST208@9:20", null)]
    [InlineData(Llama70 + "a,pue,fixed,value=1.1,,\nb,gpus_per_replica,fixed,value=2,GPU,", "COST208@9:20", null)]
    [InlineData(Llama70 + ",memory_share,fixed,value=0.01,,", "COST208@9:20", "write gpus_per_replica 256 or more")]
    [InlineData(Llama70 + ",memory_share,fixed,value=1e-5,,", "COST208@9:20",
        "no replica of up to 1024 GPUs can hold it: choose another model or accelerator")]
    public void Every_combination_that_cannot_be_drawn_is_named(string rows, string places, string? help)
    {
        var diagnostics = SampleScenario.Read(Rows + Lengths + rows).Diagnostics;
        Assert.Equal(places, SampleScenario.Places(diagnostics));
        Assert.True(help is null || help == diagnostics.Errors.First().Help, diagnostics.Errors.First().Help);
    }

    [Fact]
    public void Replicas_that_do_not_fit_are_listed() => Assert.Equal(
        "gpt-3-175b cannot fit h100 with gpus_per_replica 2 or 4: its 16-bit weights take 349.183 GB, "
            + "the keys and values of one sequence at least 14.156 GB; the memory to fill is 294.4 GB",
        Assert.Single(SampleScenario.Read(
            Rows + Lengths + ",model,fixed,value=gpt-3-175b,,\n,gpus_per_replica,choice,2 4 8,GPU,").Diagnostics).Message);

    [Theory]
    [InlineData("model=llama-3.1-70b", "--set model:7")]
    [InlineData("model=choice llama-3.1-8b llama-3.1-70b", "--set model:27")]
    public void An_override_is_pointed_at(string text, string place) => Assert.Equal(
        place,
        Assert.Single(SampleScenario.Read(Rows + Lengths + ",model,fixed,value=llama-3.1-8b,,", text).Diagnostics).Location.ToString());

    [Theory]
    [InlineData(Llama70 + ",gpus_per_replica,fixed,value=x,GPU,", "COST103@10:31")]
    [InlineData(Llama70 + ",gpus_per_replic,fixed,value=8,GPU,", "COST201@10:2")]
    [InlineData(Llama70 + ",weight_bits,fixed", "COST109@10:1")]
    public void Nothing_is_said_where_a_mistake_leaves_it_open(string rows, string places) =>
        Assert.Equal(places, SampleScenario.Places(Rows + Lengths + rows));
}

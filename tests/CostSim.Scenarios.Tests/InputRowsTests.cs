using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Simulation;
using Xunit;

namespace CostSim.Scenarios.Tests;

public class InputRowsTests
{
    private const string Row8 = ",prompt_tokens,lognormal,median=40 sigma=0.5 weight=2,token/query,short";
    private const string Row9 = ",prompt_tokens,normal,mean=300 sd=50 weight=3 at_least=0,token/query,long";

    [Fact]
    public void Rows_with_weights_are_a_mixture()
    {
        var law = Input($"{Row8}\n,pue,fixed,value=1.2,,\n{Row9}").Law;
        Assert.IsType<Mixture>(law);
        // 0.4 Phi(log(2.5) / 0.5) + 0.6 (Phi(-4) - Phi(-6)) / (1 - Phi(-6)), with Python's math.erfc.
        Assert.Equal(0.3866460347895993, law.Cdf(100), 1e-14);
    }

    [Fact]
    public void A_mixture_keeps_its_rows_as_stated_each_with_its_source()
    {
        var input = Input($"{Row8}\n{Row9}");
        Assert.Equal(
            [new("lognormal median=40 sigma=0.5 weight=2", "short"),
                new StatedComponent("normal mean=300 sd=50 weight=3 at_least=0", "long")], input.Components);
        Assert.Equal("mixture of lognormal median=40 sigma=0.5 weight=2 and normal mean=300 sd=50 weight=3 at_least=0", input.Stated);
        Assert.Equal("short; long", input.Source);
    }

    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        var (one, other) = (Input($"{Row8}\n{Row9}").Law, Input($"{Row9}\n{Row8}").Law);
        Assert.All([0.01, 0.3, 0.5, 0.9], p => Assert.Equal(one.Quantile(p), other.Quantile(p), 1e-9 * one.Quantile(p)));
    }

    [Fact]
    public void A_mixture_of_single_numbers_is_a_choice()
    {
        var law = Assert.IsType<Choice>(SampleScenario.Read(
            SampleScenario.Rows + ",compute_bits,fixed,value=8 weight=1,bit\n"
                + ",compute_bits,choice,16=1 8=3 weight=4,bit").Scenario!.Workloads[0][InputCatalogue.ComputeBits]!.Law);
        Assert.Equal([(8.0, 0.8), (16.0, 0.2)], law.Options.Zip(law.Probabilities, (option, p) => (option.Value, Math.Round(p, 12))));
        Assert.Equal(7, Assert.IsType<Fixed>(
            Input(",prompt_tokens,fixed,value=7 weight=1,token/query\n,prompt_tokens,fixed,value=7 weight=3,token/query").Law).Value);
    }

    [Fact]
    public void Fixed_numbers_and_data_mix_with_other_laws()
    {
        using var sample = SampleScenario.Of(SampleScenario.Header + SampleScenario.Rows
            + $"{Row8}\n,prompt_tokens,fixed,value=0 weight=1,token/query\n,prompt_tokens,empirical,file=x.csv column=a "
            + "weight=2,token/query\n");
        sample.Write("x.csv", "a\n100\n200\n");
        var law = ScenarioReader.Read(sample.Folder).Scenario!.Workloads[0][InputCatalogue.PromptTokens]!.Law;
        Assert.Equal(0, law.Quantile(0.19));
        Assert.True(law.Quantile(0.21) > 1);
        Assert.True(law.Quantile(0.98) is > 100 and < 200);
    }

    [Fact]
    public void A_workload_and_all_workloads_may_each_have_a_mixture()
    {
        var scenario =
            SampleScenario.Read(SampleScenario.Rows + $"{Row8}\n{Row9}\nchat{Row8}\nchat{Row9}\ncode,pue,fixed,value=1.1,,").Scenario!;
        Assert.Equal(
            ["chat.prompt_tokens", "prompt_tokens"], scenario.Workloads.Select(workload => workload[InputCatalogue.PromptTokens]!.Name));
    }

    [Fact]
    public void An_override_replaces_all_rows()
    {
        var input = Input($"{Row8}\n{Row9}", "prompt_tokens=uniform min=1 max=2");
        Assert.Equal(("uniform min=1 max=2", 0), (input.Stated, input.Components.Count));
    }

    [Theory]
    [InlineData(",prompt_tokens,uniform,min=1 max=2 weight=1,token/query", "COST309@8:36",
        "remove weight=1, or add the other rows with their weights")]
    [InlineData(",prompt_tokens,uniform,min=1 max=2 weight=1,token/query\n,prompt_tokens,fixed,value=2,token/query", "COST309@9:22",
        "give each row of a mixture weight=, or keep one row without it")]
    [InlineData(",prompt_tokens,fixed,value=1,token/query\n,prompt_tokens,fixed,value=2,token/query\n"
        + ",prompt_tokens,fixed,value=3 weight=1,token/query", "COST309@8:22 COST309@9:22", null)]
    [InlineData(",prompt_tokens,fixed,value=1,token/query\n,prompt_tokens,fixed,value=2,token/query", "COST202@9:2",
        "keep line 8 or line 9, or give each row weight= for a mixture")]
    [InlineData(",prompt_tokens,uniform,min=1 max=2 weight=0,token/query\n,prompt_tokens,fixed,value=2 weight=1,token/query",
        "COST308@8:43", "remove the row, or give it a weight above 0")]
    [InlineData(",prompt_tokens,uniform,min=1 max=2 weight=-1,token/query\n,prompt_tokens,fixed,value=2 weight=x,token/query",
        "COST308@8:43 COST103@9:37", null)]
    [InlineData(",prompt_tokens,uniform,min=1 max=2 weight=1 weight=2,token/query\n,prompt_tokens,fixed,value=2 weight=1,token/query",
        "COST304@8:45", null)]
    [InlineData(",prompt_tokens,uniform,min=1 max=2 weight=,token/query\n,prompt_tokens,fixed,value=2 weight=1,token/query",
        "COST303@8:36", null)]
    [InlineData(",prompt_tokens,choice,1=1 2=3 weight,token/query\n,prompt_tokens,fixed,value=2 weight=1,token/query", "COST303@8:31",
        "write weight=, and a number above 0")]
    [InlineData(",prompt_tokens,unifrom,min=1 max=2 weight=1,token/query\n,prompt_tokens,fixed,value=2 weight=1,token/query",
        "COST301@8:16", null)]
    [InlineData(",prompt_tokens,uniform,min=1 max=2 weight=1e308,token/query\n,prompt_tokens,fixed,value=2 weight=1e308,token/query",
        "COST308@8:36", "divide all of them by the same number")]
    [InlineData(",prompt_tokens,normal,mean=1 sd=2 weight=1,token/query\n,prompt_tokens,fixed,value=2 weight=1,token/query",
        "COST305@8:23", "add at_least=0")]
    [InlineData(",prompt_tokens,uniform,min=1 max=2 weight=1,token/query\n,prompt_tokns,fixed,value=2 weight=1,token/query",
        "COST201@9:2", null)]
    [InlineData(",compute_bits,uniform,min=4 max=8 weight=1,bit\n,compute_bits,fixed,value=8 weight=1,bit", "COST305@8:23", null)]
    [InlineData(",pricing,choice,rent=1 weight=0.5,\n,pricing,choice,own=1 weight=0.5,", "COST309@8:24 COST309@9:23",
        "write one row, a choice with the weights of all options")]
    [InlineData(",pricing,fixed,value=rent weight=0.5,", "COST309@8:27", null)]
    [InlineData(",pricing,fixed,value=rent weight=0.5,\n,pricing,fixed,value=own,", "COST309@8:27", null)]
    public void What_rows_can_get_wrong(string rows, string places, string? help)
    {
        var diagnostics = SampleScenario.Read(SampleScenario.Rows + rows).Diagnostics;
        Assert.Equal(places, SampleScenario.Places(diagnostics));
        Assert.Equal(help ?? diagnostics.First().Help, diagnostics.First().Help);
    }

    [Fact]
    public void A_weight_in_an_override_is_a_mistake()
    {
        var diagnostic = Assert.Single(
            SampleScenario.Read(SampleScenario.Rows + $"{Row8}\n{Row9}", "prompt_tokens=uniform min=1 max=2 weight=0.3").Diagnostics);
        Assert.Equal(("COST309", "--set prompt_tokens:35", "remove weight=0.3, or mix rows of inputs.csv"),
            (diagnostic.Code.Id, diagnostic.Location.ToString(), diagnostic.Help));
    }

    private static ScenarioInput Input(string rows, params IReadOnlyList<string> overrides)
    {
        var reading = SampleScenario.Read(SampleScenario.Rows + rows, overrides);
        Assert.Empty(reading.Diagnostics);
        return reading.Scenario!.Workloads[0][InputCatalogue.PromptTokens]!;
    }
}

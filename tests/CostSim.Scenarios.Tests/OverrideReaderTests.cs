using CostSim.CostModel;
using CostSim.Distributions;
using Xunit;

namespace CostSim.Scenarios.Tests;

public class OverrideReaderTests
{
    [Theory]
    [InlineData("gpu_price=2", "fixed value=2")]
    [InlineData("gpu_price = 250%", "fixed value=2.5")]
    [InlineData("gpu_price=fixed value=2", "fixed value=2")]
    [InlineData("gpu_price=uniform min=1 max=2", "uniform min=1 max=2")]
    [InlineData("gpu_price=  uniform   min=1 max=2 ", "uniform min=1 max=2")]
    public void An_override_replaces_a_row(string text, string law)
    {
        var reading = SampleScenario.Read(SampleScenario.Rows, text);
        Assert.Empty(reading.Diagnostics);
        var price = reading.Scenario!.Workloads[0][InputCatalogue.GpuPrice]!;
        Assert.Equal(law, price.Law.ToString());
        Assert.Equal("--set gpu_price", price.Origin);
        Assert.Equal("gpu_price", price.Name);
    }

    [Fact]
    public void An_override_may_name_an_option()
    {
        var workload = SampleScenario.Read(SampleScenario.Rows, "model=llama-2-7b", "gpu=choice h100=3 a100-80gb").Scenario!.Workloads[0];
        Assert.Equal("llama-2-7b", Assert.Single(workload.Models).Name);
        Assert.True(workload[InputCatalogue.Model]!.Law.IsFixed);
        Assert.Equal([0.75, 0.25], Assert.IsType<Choice>(workload[InputCatalogue.Gpu]!.Law).Probabilities);
    }

    [Fact]
    public void An_override_adds_what_no_row_gives_and_can_complete_a_scenario()
    {
        string rows = SampleScenario.Rows.Replace(",gpu_price,triangular,min=1 mode=1.8 max=4,USD/GPU-hour,", "", StringComparison.Ordinal);
        Assert.Null(SampleScenario.Read(rows).Scenario);
        Assert.NotNull(SampleScenario.Read(rows, "gpu_price=2").Scenario);
        Assert.Equal(
            "service.pue", SampleScenario.Read(SampleScenario.Rows, "service.pue=1.5").Scenario!.Workloads[0][InputCatalogue.Pue]!.Name);
    }

    [Fact]
    public void A_name_without_a_workload_replaces_every_row_and_keeps_their_streams()
    {
        const string rows = SampleScenario.Rows + "chat,pue,fixed,value=1.1,,\ncode,gpu_price,fixed,value=3,USD/GPU-hour,\n";
        var scenario = SampleScenario.Read(rows, "gpu_price=uniform min=1 max=2").Scenario!;
        Assert.Equal(["gpu_price", "code.gpu_price"], scenario.Workloads.Select(workload => workload[InputCatalogue.GpuPrice]!.Name));
        Assert.All(scenario.Workloads, workload => Assert.Equal("uniform min=1 max=2", workload[InputCatalogue.GpuPrice]!.Law.ToString()));
        scenario = SampleScenario.Read(rows, "chat.gpu_price=2").Scenario!;
        Assert.Equal(
            ["fixed value=2", "fixed value=3"], scenario.Workloads.Select(workload => workload[InputCatalogue.GpuPrice]!.Law.ToString()));
    }

    [Theory]
    [InlineData("gpu_price", "COST112", "--set gpu_price:1")]
    [InlineData("", "COST112", "--set :1")]
    [InlineData("=2", "COST112", "--set :1")]
    [InlineData("gpu_prise=2", "COST201", "--set gpu_prise:1")]
    [InlineData("chat.gpu_price=2", "COST205", "--set chat.gpu_price:1")]
    [InlineData("service.gpu_prise=2", "COST201", "--set service.gpu_prise:9")]
    [InlineData("gpu_price:h10=2", "COST307", "--set gpu_price:h10:11")]
    [InlineData("service.gpu_price:h10=2", "COST307", "--set service.gpu_price:h10:19")]
    [InlineData("pue:h100=2", "COST209", "--set pue:h100:1")]
    [InlineData("gpu_price:=2", "COST307", "--set gpu_price::11")]
    [InlineData("gpu_price=", "COST301", "--set gpu_price:11")]
    [InlineData("gpu_price=2,5", "COST103", "--set gpu_price:11")]
    [InlineData("gpu_price=cheap", "COST301", "--set gpu_price:11")]
    [InlineData("gpu_price=triangular min=1 mode=1,5 max=4", "COST103", "--set gpu_price:33")]
    [InlineData("gpu_price=triangular", "COST302", "--set gpu_price:11")]
    [InlineData("gpu_price=min=1 max=2", "COST301", "--set gpu_price:11")]
    [InlineData("gpu_price=-1", "COST305", "--set gpu_price:11")]
    [InlineData("gpu_price=normal mean=1 sd=1", "COST305", "--set gpu_price:18")]
    [InlineData("model=gpt-3-13", "COST307", "--set model:7")]
    [InlineData("model=choice gpt-3-13=1", "COST307", "--set model:14")]
    public void A_mistake_in_an_override_is_placed_inside_its_text(string text, string code, string place)
    {
        var diagnostic = Assert.Single(SampleScenario.Read(SampleScenario.Rows, text).Diagnostics);
        Assert.Equal((code, place), (diagnostic.Code.Id, diagnostic.Location.ToString()));
    }

    [Theory]
    [InlineData("gpu_price:h200=9", "chat 1 9, code 2 9")]
    [InlineData("chat.gpu_price:h200=9", "chat 1 9, code 2 4")]
    [InlineData("gpu_price=9", "chat 9 9, code 9 9")]
    [InlineData("chat.gpu_price=9", "chat 9 9, code 2 4")]
    [InlineData("code.gpu_price=9", "chat 1 4, code 9 9")]
    [InlineData("gpu_price:h200=8;gpu_price=9", "chat 9 8, code 9 8")]
    [InlineData("gpu_price:h200=7;chat.gpu_price=8;gpu_price=9", "chat 8 7, code 9 7")]
    [InlineData("chat.gpu_price:h200=6;gpu_price:h200=7;chat.gpu_price=8;gpu_price=9", "chat 8 6, code 9 7")]
    public void An_override_stands_for_all_that_its_name_does_not_rule_out_and_the_narrower_wins(string overrides, string prices)
    {
        const string rows = SampleScenario.Rows
            + ",fleet_mix,choice,h100 h200,,\nchat,gpu_price,fixed,value=1,USD/GPU-hour\ncode,gpu_price:h100,fixed,value=2,USD/GPU-hour\n"
            + ",gpu_price:h200,fixed,value=4,USD/GPU-hour";
        var scenario = SampleScenario.Read(rows, overrides.Split(';')).Scenario!;
        Assert.Equal(prices,
            string.Join(", ", scenario.Workloads.Select(workload => $"{workload.Name} {PriceOn(workload, 0)} {PriceOn(workload, 1)}")));

        static double PriceOn(Workload workload, int gpu) =>
            (workload.PerGpu.TryGetValue((InputCatalogue.GpuPrice, gpu), out var own) ? own : workload[InputCatalogue.GpuPrice])!.Law.Mean;
    }

    [Fact]
    public void An_override_for_an_accelerator_adds_the_row_that_is_missing()
    {
        string rows = SampleScenario.Rows.Replace("gpu_price,", "gpu_price:h100,", StringComparison.Ordinal)
            + ",fleet_mix,choice,h100 h200,,";
        Assert.Null(SampleScenario.Read(rows).Scenario);
        var added = SampleScenario.Read(rows, "gpu_price:h200=3").Scenario!.Workloads[0].PerGpu[(InputCatalogue.GpuPrice, 1)];
        Assert.Equal(("gpu_price:h200", "h200", "--set gpu_price:h200"), (added.Name, added.Gpu, added.Origin));
        Assert.Equal(3, SampleScenario.Read(rows, "gpu_price=3").Scenario!.Workloads[0][InputCatalogue.GpuPrice]!.Law.Mean);
    }

    [Fact]
    public void A_mistake_in_an_override_does_not_make_its_input_missing()
    {
        string rows = SampleScenario.Rows.Replace(",gpu_price,triangular,min=1 mode=1.8 max=4,USD/GPU-hour,", "", StringComparison.Ordinal);
        Assert.Equal("COST201@0:1", SampleScenario.Places(rows, "gpu_prise=2"));
    }

    [Fact]
    public void An_override_may_state_the_fleet()
    {
        var workload = SampleScenario.Read(SampleScenario.Rows, "fleet_mix=choice h100=3 a100-80gb").Scenario!.Workloads[0];
        Assert.Equal([0.75, 0.25], workload.FleetShares);
        Assert.Equal([1], SampleScenario.Read(SampleScenario.Rows, "fleet_mix=h100").Scenario!.Workloads[0].FleetShares);
    }

    [Theory]
    [InlineData("gpu_price=fixed,value=3", "COST301", "write --set \"gpu_price=fixed value=3\"")]
    [InlineData("gpu_price=fixed, value=3", "COST301", "write --set \"gpu_price=fixed value=3\"")]
    [InlineData("gpu_price=uniform(min=1,max=2)", "COST301", "write --set \"gpu_price=uniform min=1 max=2\"")]
    [InlineData("gpu_price=fixed,value=1,5", "COST301",
        "write --set gpu_price= and a number, or a law, a space, and parameters with spaces between them: uniform min=1 max=2")]
    [InlineData("model=choice,gpt-3-13b=1,gpt-3-175b=2", "COST301", "write --set \"model=choice gpt-3-13b=1 gpt-3-175b=2\"")]
    [InlineData("gpu_price=min=1 max=2", "COST301", "write --set \"gpu_price=uniform min=1 max=2\"")]
    [InlineData("gpu_price=value=2", "COST301", "write --set \"gpu_price=fixed value=2\"")]
    [InlineData("gpu_price=min=1 mode=2 max=4", "COST301", "write --set \"gpu_price=triangular min=1 mode=2 max=4\"")]
    [InlineData("gpu_price=price=2", "COST301",
        "write --set gpu_price= and a number, or a law, a space, and parameters with spaces between them: uniform min=1 max=2")]
    [InlineData("model=value=gpt-3-13b", "COST301", "write --set \"model=fixed value=gpt-3-13b\"")]
    [InlineData("model=gpt-3-13b=1 gpt-3-175b=2", "COST301", "write --set \"model=choice gpt-3-13b=1 gpt-3-175b=2\"")]
    [InlineData("gpu_price=2 USD", "COST103", "write --set gpu_price=2")]
    [InlineData("gpu_price=2 000", "COST103", "write 2000, without spaces and invisible characters")]
    public void Help_for_an_override_can_be_pasted_back(string text, string code, string help)
    {
        var diagnostic = Assert.Single(SampleScenario.Read(SampleScenario.Rows, text).Diagnostics);
        Assert.Equal((code, help), (diagnostic.Code.Id, diagnostic.Help));
        if (help.StartsWith("write --set", StringComparison.Ordinal) && !help.Contains("= and", StringComparison.Ordinal))
        {
            Assert.Empty(SampleScenario.Read(SampleScenario.Rows, help["write --set ".Length..].Trim('"')).Diagnostics);
        }
    }

    [Fact]
    public void The_same_input_set_twice_is_a_mistake() =>
        Assert.Equal(DiagnosticCode.DuplicateInput,
            Assert.Single(SampleScenario.Read(SampleScenario.Rows, "gpu_price=2", "gpu_price=3").Diagnostics).Code);

    [Fact]
    public void A_model_known_by_its_parameters_alone_is_a_doubt_under_roofline()
    {
        var reading = SampleScenario.Read(SampleScenario.Rows, "serving=roofline", "model=gpt-4o", "gpus_per_replica=8");
        Assert.NotNull(reading.Scenario);
        Assert.Contains(reading.Diagnostics, doubt => doubt is { Severity: DiagnosticSeverity.Warning, Code.Id: "COST211" });
        Assert.DoesNotContain(
            SampleScenario.Read(SampleScenario.Rows, "model=gpt-4o").Diagnostics, diagnostic => diagnostic.Code.Id == "COST211");
    }
}

using CostSim.CostModel.Serving;
using Xunit;

namespace CostSim.Scenarios.Tests;

/// <summary>One mistake, one diagnostic, at its place. Rows under test are line 8 and on; the usual rows above them are right.</summary>
public class ScenarioMistakesTests
{
    [Fact]
    public void Twelve_mistakes_are_reported_at_once_each_at_its_place()
    {
        using var sample = SampleScenario.Of(
            """
            # twelve mistakes
            workload,input,distribution,parameters,unit,source
            ,daily_users,lognormal,p10=10M p90=1.7e400,user/day,
            ,queries_per_usr,lognormal,mean=15 cv=0.5,query/user,
            chat,response_tokens,lognormal,median=-300 sigma=0.8,token/query,
            ,model,choice,gpt-3-175=0.6 gpt-3-13b=0.4,,"never, ""ever"" published"
            ,gpu,fixed,value=h1000,,
            ,gpu_price,triangulr,min=1 mode=1.8 max=4,USD/GPU-hour,
            "chat" ;,cached_share,normal,mean=0.5 sd=0.2,1,
            chat,cached_share,normal,"mean=0.5  sd=0.2",1,
            chat,load_factor,uniform,"min=0,5
              max=0,9",,
            chat,pue,fixed,value=1.2,%,
            chat,pue,fixed,value=1.3,1,
            """);
        Assert.Equal(
            "COST110@3:36 COST201@4:2 COST302@5:32 COST307@6:15 COST307@7:18 COST301@8:12 COST104@9:8 COST305@10:27 " +
            "COST103@11:31 COST103@12:7 COST203@13:26 COST202@14:6",
            SampleScenario.Places(ScenarioReader.Read(sample.Folder).Diagnostics));
    }

    [Fact]
    public void The_screen_of_several_mistakes()
    {
        using var sample = SampleScenario.Of(SampleScenario.Header +
            """
            chat,gpu_price,triangular,min=1 mode=1,5 max=4,USD/GPU-hour,
            chat,batching_eficiency,beta,alpha=2 beta=2,,
            chat,cached_share,normal,mean=0.5 sd=0.2,,
            """);
        var diagnostics = ScenarioReader.Read(sample.Folder, "chat.pue=0.9").Diagnostics;
        Assert.Equal(
            $"""
            error[COST204]: daily_users is missing: users active in a day (never visits, never weekly users)
              --> FILE
               = help: add a row such as ,daily_users,fixed,value=...,user/day,

            error[COST204]: queries_per_user is missing: requests one active user makes in a day
              --> FILE
               = help: add a row such as ,queries_per_user,fixed,value=...,query/user,

            error[COST204]: model is missing: architecture, by its name in models.csv
              --> FILE
               = help: add a row such as ,model,fixed,value=gpt-3-175b,,

            error[COST204]: gpu is missing: accelerator, by its name in gpus.csv; several are alternatives, one of which a trial draws
              --> FILE
               = help: add a row such as ,gpu,fixed,value=a100-40gb,,

            error[COST103]: "1,5" is not a number
              --> FILE:2:38   input chat.gpu_price, parameter mode
               = help: write 1.5

            error[COST201]: "batching_eficiency" is not a known input
              --> FILE:3:6   column input
               = help: did you mean batching_efficiency?

            error[COST305]: cached_share must be in [0, 1], but this law reaches below 0 and above 1
              --> FILE:4:26   input chat.cached_share
               = help: add at_least=0 at_most=1

            error[COST305]: pue must be >= 1, but is 0.9
              --> --set chat.pue:10   input chat.pue
               = help: give values >= 1

            """.ReplaceLineEndings("\n"),
            DiagnosticRenderer.Render(diagnostics).Replace(sample.Folder + "/inputs.csv", "FILE", StringComparison.Ordinal));
    }

    [Theory]
    // Inputs, workloads, units.
    [InlineData(",,fixed,value=1,,", "COST201@8:2", "write one of the inputs that `costsim list inputs` shows")]
    [InlineData(",Daily_Users,fixed,value=1,user/day,", "COST201@8:2", "did you mean daily_users?")]
    [InlineData(",gpu_price,fixed,value=1,USD/GPU-hour,", "COST202@8:2", "keep line 7 or line 8, or give each row weight= for a mixture")]
    [InlineData(",prompt_tokens,fixed,value=1,,", "COST203@8:30", "write token/query")]
    [InlineData(",prompt_tokens,fixed,value=1", "COST203@8:29", "write token/query")]
    [InlineData(",prompt_tokens,fixed,value=1,word/query,", "COST203@8:30",
        "multiply by about 1.33 tokens per English word; then write token/query")]
    [InlineData(",gpu_power,fixed,value=1,kW,", "COST203@8:26", "multiply by 1000; then write W")]
    [InlineData(",pue,fixed,value=2,%,", "COST203@8:20", "write the values with %: 30%; then leave the unit empty")]
    [InlineData(",serving,fixed,value=utilisation,1,", "COST203@8:34", "leave the unit empty")]
    [InlineData("total,pue,fixed,value=1,,", "COST205@8:1", "choose another name")]
    [InlineData("a b,pue,fixed,value=1,,", "COST205@8:1", "use letters, digits, - and _")]
    [InlineData("a.b,pue,fixed,value=1,,\na.b,water_intensity,fixed,value=1,L/kWh,", "COST205@8:1", "use letters, digits, - and _")]
    [InlineData("a,pue,fixed,value=1,,\nA,water_intensity,fixed,value=1,L/kWh,", "COST205@9:1", "write a, or choose another name")]
    // Rows for one accelerator.
    [InlineData(",gpu_price:a100-80g,fixed,value=1,USD/GPU-hour,", "COST307@8:12",
        "did you mean a100-80gb?")]
    [InlineData(",gpu_price:cerebras,fixed,value=1,USD/GPU-hour,", "COST307@8:12",
        "write a name that `costsim list gpus` shows, or one of your gpus.csv")]
    [InlineData(",gpu_price:,fixed,value=1,USD/GPU-hour,", "COST307@8:12", null)]
    [InlineData(",gpu_prise:h100,fixed,value=1,USD/GPU-hour,", "COST201@8:2", "did you mean gpu_price?")]
    [InlineData(",pue:h100,fixed,value=1,,", "COST209@8:2",
        "write pue; gpu_price, reserved_price, server_price, server_power, gpu_power may name an accelerator")]
    [InlineData(",gpu_price:a100-80gb,fixed,value=1,USD,", "COST206@7:2 COST203@8:36", null)]
    [InlineData(",gpu_power:a100-80gb,fixed,value=1,W,\n,gpu_power:a100-80gb,fixed,value=1,W,", "COST202@9:2",
        "keep line 8 or line 9, or give each row weight= for a mixture")]
    [InlineData("chat,gpu_power:a100-80gb,fixed,value=1,W,\nchat,gpu_power : a100-80gb,fixed,value=1,W,", "COST202@9:6",
        "keep line 8 or line 9, or give each row weight= for a mixture")]
    // Fleets.
    [InlineData(",fleet_mix,choice,h100=0.7 h21=0.3,,", "COST307@8:28", null)]
    [InlineData(",fleet_mix,choice,h100=0.7 h200=0,,", "COST308@8:33", "leave the option out, or give it a weight above 0")]
    [InlineData(",fleet_mix,choice,h100=0.7 h100=0.3,,", "COST304@8:28", "keep one of them")]
    [InlineData(",fleet_mix,uniform,min=0 max=1,,", "COST306@8:12", null)]
    // Laws.
    [InlineData(",pue,,value=1,,", "COST301@8:6", null)]
    [InlineData(",pue,Fixed,value=1,,", "COST301@8:6", null)]
    [InlineData(",pue,uniform,min=1,,", "COST302@8:14", null)]
    [InlineData(",pue,fixed,,,", "COST302@8:6", null)]
    [InlineData(",pue,uniform,min=1 max=2 mx=3,,", "COST302@8:26", null)]
    [InlineData(",pue,uniform,min=2 max=1,,", "COST302@8:14", null)]
    [InlineData(",pue,uniform,min=1 2,,", "COST303@8:20", "write name=value, with spaces between the pairs only")]
    [InlineData(",pue,uniform,min = 1 max =2,,", "COST303@8:14 COST303@8:22", "write min=1")]
    [InlineData(",pue,uniform,min= max=2,,", "COST303@8:14", null)]
    [InlineData(",pue,uniform,min=1=2 max=2,,", "COST303@8:14", null)]
    [InlineData(",pue,uniform,=1 max=2,,", "COST303@8:14", null)]
    [InlineData(",pue,uniform,min=1 min=1 max=2,,", "COST304@8:20", "keep one of them")]
    [InlineData(",pue,choice,1=1 1.0=2,,", "COST304@8:17", null)]
    [InlineData(",pue,choice,1=1 2=0,,", "COST308@8:19", null)]
    [InlineData(",pue,choice,1=1 2=-1,,", "COST308@8:19", null)]
    [InlineData(",pue,choice,1=1e308 2=1e308,,", "COST308@8:13", null)]
    [InlineData(",pue,choice,one=1,,", "COST103@8:13", null)]
    [InlineData(",pue,choice,,,", "COST302@8:6", null)]
    [InlineData(",pue,fixed,value=0.5,,", "COST305@8:18", "give values >= 1")]
    [InlineData(",pue,normal,mean=2 sd=1,,", "COST305@8:13", "add at_least=1")]
    [InlineData(",pue,normal,mean=2 sd=1 at_least=0,,", "COST305@8:13", "write at_least=1")]
    [InlineData(",utilisation,fixed,value=0,,", "COST305@8:26", "give values in (0, 1]")]
    [InlineData(",utilisation,fixed,value=30,,", "COST305@8:26", "write percentages with %: 30%")]
    [InlineData(",utilisation,uniform,min=20 max=40,,", "COST305@8:22", "write percentages with %: 40%")]
    [InlineData(",load_factor,fixed,value=120%,,", "COST305@8:26", "give values in (0, 1]")]
    [InlineData(",load_factor,fixed,value=1.2,,", "COST305@8:26", "give values in (0, 1]")]
    [InlineData(",load_factor,fixed,value=120,,", "COST305@8:26", "give values in (0, 1]")]
    [InlineData(",load_factor,uniform,min=120% max=150%,,", "COST305@8:22", "give values in (0, 1]")]
    [InlineData(",pue,lognormal,median=1 sigma=0.1 shift=0.5,,", "COST305@8:16", "add at_least=1")]
    [InlineData(",pue,poisson,mean=3 shift=1,,", "COST302@8:21", "leave shift out")]
    [InlineData(",pue,choice,1=0.5 2=0.5 shift=1,,", "COST302@8:25", "remove shift=1, and write the options as they are to be")]
    [InlineData(",serving,choice,utilisation=0.5 shift=1,,", "COST302@8:33", "remove shift=1, and write the options as they are to be")]
    [InlineData(",pue,choice,1=0.5 2=0.5 at_least=1,,", "COST302@8:25", "remove at_least=1, and leave out the options that it excludes")]
    [InlineData(",serving,choice,utilisation=0.5 at_most=1,,", "COST302@8:33",
        "remove at_most=1, and leave out the options that it excludes")]
    [InlineData(",utilisation,choice,0=1 0.5=1,,", "COST305@8:21", null)]
    [InlineData(",compute_bits,fixed,value=12,bit,", "COST305@8:27", "write one of 4, 8, 16, 32")]
    [InlineData(",compute_bits,choice,8=1 12=1,bit,", "COST305@8:26", null)]
    [InlineData(",compute_bits,uniform,min=8 max=16,bit,", "COST305@8:23", "use fixed, or a choice such as 4=0.5 8=0.5")]
    [InlineData(",serving,fixed,value=roofline,,\n,gpus_per_replica,fixed,value=1.5,GPU,", "COST305@9:31", "write 1 or 2")]
    [InlineData(",serving,fixed,value=roofline,,\n,gpus_per_replica,fixed,value=0.5,GPU,", "COST305@9:31", "give values >= 1")]
    [InlineData(",serving,fixed,value=roofline,,\n,gpus_per_replica,choice,8 4.5=1,GPU,", "COST305@9:28", "write 4 or 5")]
    [InlineData(",serving,fixed,value=roofline,,\n,gpus_per_replica,uniform,min=1 max=8,GPU,", "COST305@9:27",
        "give a number or a choice such as 4=0.5 8=0.5")]
    [InlineData(",serving,normal,mean=1 sd=1,,", "COST306@8:10", null)]
    [InlineData(",serving,fixed,value=roofine,,", "COST307@8:22", null)]
    [InlineData(",serving,fixed,name=utilisation,,", "COST302@8:16", "write value=utilisation")]
    [InlineData(",serving,choice,utilisation=1 utilisation=2,,", "COST304@8:31", null)]
    [InlineData(",serving,choice,utilisation=some,,", "COST103@8:29", null)]
    // The form of rows.
    [InlineData(",pue,fixed,value=1,,a,b", "COST108@8:23", "put quotes around a cell that holds commas")]
    [InlineData(",pue,fixed", "COST109@8:1", null)]
    [InlineData(",pue,fixed,value=1,\"", "COST104@8:20", null)]
    [InlineData(",pue,fixed,value=1,5,,", "COST103@8:18", "write 1.5")]
    [InlineData(",pue,fixed,value=1,5,", "COST103@8:18", "write 1.5")]
    [InlineData(",gpu_power,fixed,value=1,5k,W,", "COST103@8:24", "write 1.5k")]
    [InlineData(",gpu_power,fixed,value=1,W,,", "COST108@8:29", "remove the ',' at its end")]
    public void One_mistake_is_one_diagnostic(string rows, string places, string? help)
    {
        var diagnostics = SampleScenario.Read(SampleScenario.Rows + rows).Diagnostics;
        Assert.Equal(places, SampleScenario.Places(diagnostics));
        if (help is not null)
        {
            Assert.Equal(help, diagnostics.First().Help);
        }
    }

    [Theory]
    [InlineData(",utilisation,uniform,min=0 max=1,,")]
    [InlineData(",utilisation,normal,mean=0.3 sd=0.2 at_least=0 at_most=1,,")]
    [InlineData(",pue,fixed,value=1.2,1,")]
    [InlineData(",compute_bits,choice,8=0.5 16=0.5,bit,")]
    [InlineData(",serving,choice,utilisation,,")]
    public void What_is_right_stays_unreported(string row) => Assert.Empty(SampleScenario.Read(SampleScenario.Rows + row).Diagnostics);

    [Fact]
    public void Rows_before_a_quote_that_is_never_closed_are_checked()
    {
        var diagnostics = SampleScenario.Read(SampleScenario.Rows + ",pue,fixed,value=0.5,,\n,utilisation,fixed,value=x,,\n"
            + ",cached_share,fixed,value=0,,\"Smith\n,power_load,fixed,value=9,,").Diagnostics;
        Assert.Equal("COST305@8:18 COST103@9:26 COST104@10:30", SampleScenario.Places(diagnostics));
        Assert.Equal("the cell that begins here with a quote is never closed: all rows below are part of it", diagnostics.Last().Message);
    }

    [Fact]
    public void A_quote_that_ends_at_the_next_one_tells_where_its_cell_began()
    {
        using var sample = SampleScenario.Of(
            SampleScenario.Header + SampleScenario.Rows + ",cached_share,fixed,value=0,,\"Smith\n,power_load,fixed,value=1,,\"Jones\"");
        var diagnostic = ScenarioReader.Read(sample.Folder).Diagnostics.First();
        Assert.Equal((DiagnosticCode.BrokenQuotes, 9, 29), (diagnostic.Code, diagnostic.Location.Line, diagnostic.Location.Column));
        Assert.Equal($"text stands after the closing quote of a cell that began at {sample.Folder}/inputs.csv:8:30", diagnostic.Message);
    }

    [Theory]
    [InlineData("sdxl", "fixed,value=throughput", "")]
    [InlineData("dall-e-12b=1 sdxl=1", "choice,throughput=1 utilisation=1", ", or leave sdxl out")]
    public void A_model_that_denoises_has_no_tokens_to_count(string models, string serving, string orElse)
    {
        string others = string.Join(
            " or ", ServingModels.All.Where(model => !model.CountsTokens).Select(model => $"serving={model.Name}"));
        string rows = SampleScenario.Rows.Replace("gpt-3-175b=0.6 gpt-3-13b=0.4", models, StringComparison.Ordinal)
            .Replace(",response_tokens,lognormal,median=300 sigma=0.8,token/query,\n", "", StringComparison.Ordinal);
        var diagnostic = Assert.Single(
            SampleScenario.Read($"{rows},serving,{serving},,\n,decode_throughput,fixed,value=100,token/GPU/s,\n").Diagnostics);
        Assert.Equal((DiagnosticCode.HasNoTokens, $"use {others}{orElse}"), (diagnostic.Code, diagnostic.Help));
        Assert.StartsWith("sdxl", diagnostic.Location.SourceLine[diagnostic.Location.MarkStart..], StringComparison.Ordinal);
    }

    [Fact]
    public void Help_never_offers_an_empty_list() => Assert.All(
        new[] { NearestName.Help("x", [], "one of "), NearestName.HelpWith("y", [], "") },
        help => Assert.DoesNotContain("write", help, StringComparison.Ordinal));

    [Fact]
    public void A_mistake_in_a_row_does_not_make_its_input_missing() => Assert.Equal(
        "COST103@2:34 COST201@3:2 COST301@4:18 COST307@5:15 COST109@6:1 COST203@7:42",
        SampleScenario.Places(SampleScenario.Read(
            """
            ,daily_users,lognormal,p10=1 p90=x,user/day,
            ,query_per_user,fixed,value=1,query/user,
            ,response_tokens,gauss,mean=1 sd=1,token/query,
            ,model,choice,unheard-of,,
            ,gpu
            ,gpu_price,triangular,min=1 mode=2 max=3,USD/month
            """).Diagnostics));

    [Fact]
    public void A_mistake_in_serving_leaves_open_what_it_needs() => Assert.Equal(
        "COST307@8:22", SampleScenario.Places(SampleScenario.Rows
            + ",serving,fixed,value=thruput,,\n,utilisation,fixed,value=0.3,,\n,decode_throughput,fixed,value=1,token/GPU/s"));

    [Fact]
    public void A_mistake_in_a_models_row_is_not_a_mistake_in_the_row_that_names_it()
    {
        using var sample = SampleScenario.Of(
            SampleScenario.Header + SampleScenario.Rows.Replace("gpt-3-13b", "mine", StringComparison.Ordinal),
            models:
            """
            model,family,architecture,source
            mine,decoder,layers=2 d_model=64 heads=4 kv_heads=8 head_dim=16 d_ff=256 vocabulary=100 gated=2,
            other,decoder,layer=2 d_model=64 heads=4 head_dim=16 d_ff=25.5 vocabulary=1e3,
            third,decoder,layers=2 d_model=64 heads=4 kv_heads=8 head_dim=16 d_ff=256 vocabulary=100,
            fourth,decodr,,
            fifth,parameters,,
            fifth,parameters,active=1e308k total=1e308k,
            a b,parameters,active=1,5,
            last,parameters,active=1.7e308,
            """,
            gpus: "gpu,peak_16bit_tflops,peak_8bit_tflops,memory_gb,bandwidth_tb_s,link_gb_s,power_w,system_power_w,source\n"
                + "mine,0,x,80,2,300,1e308,,\n");
        Assert.Equal(
            "COST402@2:95 COST402@3:15 COST402@3:59 COST402@4:52 COST401@5:8 COST402@6:18 COST403@7:1 COST110@7:25 COST110@7:38 "
                + "COST103@8:23 COST402@9:17 " +
            "COST404@2:6 COST103@2:8 COST103@2:25",
            SampleScenario.Places(ScenarioReader.Read(sample.Folder).Diagnostics));
    }

    [Theory]
    [InlineData("", "COST207@0:0")]
    [InlineData("# nothing\n\n,,,,,\n", "COST207@0:0")]
    public void A_scenario_without_rows_has_one_mistake(string rows, string places) => Assert.Equal(places, SampleScenario.Places(rows));

    [Fact]
    public void A_missing_input_names_its_workload_unless_all_lack_it()
    {
        var diagnostics = SampleScenario.Read(
            SampleScenario.Rows.Replace(",gpu_price", "chat,gpu_price", StringComparison.Ordinal)
                .Replace(",gpu,fixed,value=a100-80gb,,\n", "", StringComparison.Ordinal)
            + "code,prompt_tokens,fixed,value=1,token/query\n").Diagnostics;
        Assert.Equal(
            ["gpu: ", "gpu_price (pricing=rent needs it): workload code"],
            diagnostics.Select(diagnostic => diagnostic.Message.Replace(" is missing", "", StringComparison.Ordinal).Split(": ")[0]
                + ": " + diagnostic.Context));
    }
}

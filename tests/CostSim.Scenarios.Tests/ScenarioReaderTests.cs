using System.Text;
using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Distributions;
using Xunit;

namespace CostSim.Scenarios.Tests;

public class ScenarioReaderTests
{
    [Fact]
    public void A_right_scenario_is_read_without_diagnostics()
    {
        using var sample = SampleScenario.Of(SampleScenario.Header + SampleScenario.Rows);
        var reading = ScenarioReader.Read(sample.Folder);
        Assert.Empty(reading.Diagnostics);
        var scenario = reading.Scenario!;
        Assert.Equal(Path.GetFileName(sample.Folder), scenario.Name);
        var workload = Assert.Single(scenario.Workloads);
        Assert.Equal("service", workload.Name);
        Assert.Equal(["gpt-3-175b", "gpt-3-13b"], workload.Models.Select(model => model.Name));
        Assert.Equal(["a100-80gb"], workload.Gpus.Select(gpu => gpu.Name));

        var users = workload[InputCatalogue.DailyUsers]!;
        Assert.Equal("", users.Workload);
        Assert.Equal(sample.Folder + "/inputs.csv:2", users.Origin);
        Assert.Equal("13M/day: SemiAnalysis, Feb 2023", users.Source);
        Assert.Equal(10e6, users.Law.Quantile(0.1), 1e-3);
        var model = Assert.IsType<Choice>(workload[InputCatalogue.Model]!.Law);
        Assert.True(model.IsCategorical);
        Assert.Equal([0.6, 0.4], model.Probabilities);
        Assert.Equal(
            ["daily_users", "queries_per_user", "response_tokens", "model", "gpu_price"],
            scenario.Uncertain.Where(input => !input.IsDefault).Select(input => input.Name));
    }

    [Fact]
    public void What_is_not_given_takes_its_default_and_what_nothing_reads_is_null()
    {
        var workload = SampleScenario.Read(SampleScenario.Rows).Scenario!.Workloads[0];
        var utilisation = workload[InputCatalogue.Utilisation]!;
        Assert.Equal("default", utilisation.Origin);
        Assert.Equal("", utilisation.Workload);
        Assert.Same(InputCatalogue.Utilisation.DefaultLaw, utilisation.Law);
        Assert.Equal(0, Assert.IsType<Fixed>(workload[InputCatalogue.CachedShare]!.Law).Value);
        Assert.Equal("utilisation", Assert.IsType<Choice>(workload[InputCatalogue.Serving]!.Law).Options.Single().Name);
        Assert.Equal("rent", Assert.IsType<Choice>(workload[InputCatalogue.Pricing]!.Law).Options.Single().Name);
        Assert.Null(workload[InputCatalogue.GpuPower]);
        Assert.Null(workload[InputCatalogue.ServerPrice]);
        Assert.Null(workload[InputCatalogue.DecodeThroughput]);
        Assert.Equal(InputCatalogue.All.Count, workload.Inputs.Count);
        Assert.All(workload.Inputs.Where(input => input is not null),
            input => Assert.Same(InputCatalogue.All[input!.Definition.Index], input.Definition));
    }

    [Fact]
    public void A_shared_row_is_one_input_and_a_workloads_own_row_wins_there_only()
    {
        var scenario = SampleScenario.Read(SampleScenario.Rows +
            """
            chat,prompt_tokens,fixed,value=100,token/query,
            code,gpu_price,fixed,value=3,USD/GPU-hour,
            mail,prompt_tokens,fixed,value=10,token/query,
            """).Scenario!;
        Assert.Equal(["chat", "code", "mail"], scenario.Workloads.Select(workload => workload.Name));
        var (chat, code, mail) = (scenario.Workloads[0], scenario.Workloads[1], scenario.Workloads[2]);
        Assert.Same(chat[InputCatalogue.GpuPrice], mail[InputCatalogue.GpuPrice]);
        Assert.Equal("code.gpu_price", code[InputCatalogue.GpuPrice]!.Name);
        Assert.Equal("chat.prompt_tokens", chat[InputCatalogue.PromptTokens]!.Name);
        Assert.Equal("default", code[InputCatalogue.PromptTokens]!.Origin);
        Assert.Same(chat[InputCatalogue.Pue], code[InputCatalogue.Pue]);
    }

    [Fact]
    public void A_scenarios_catalogues_add_to_and_replace_the_shipped_ones()
    {
        using var sample = SampleScenario.Of(
            SampleScenario.Header
                + SampleScenario.Rows.Replace("gpt-3-175b=0.6 gpt-3-13b=0.4", "mine=1 gpt-3-13b", StringComparison.Ordinal),
            models: "model,family,architecture,source\nmine,parameters,active=20B total=40B,guess\ngpt-3-13b,parameters,active=13B\n",
            gpus: "gpu,peak_16bit_tflops,peak_8bit_tflops,memory_gb,bandwidth_tb_s,link_gb_s,power_w,system_power_w,source\n"
                + "a100-80gb,100,200,80,2,300,400,800,\n");
        var reading = ScenarioReader.Read(sample.Folder);
        Assert.Empty(reading.Diagnostics);
        var workload = reading.Scenario!.Workloads[0];
        Assert.Equal([40e9, 13e9], workload.Models.Select(model => model.Parameters));
        Assert.Equal(new Accelerator("a100-80gb", 100e12, 200e12, 80e9, 2e12, 300e9, 400, 800), workload.Gpus[0]);
        Assert.Equal(3, reading.Files.Count);
    }

    [Fact]
    public void A_file_of_any_name_is_a_scenario_of_that_name_without_the_folders_catalogues()
    {
        using var sample = SampleScenario.Of("", models: "broken");
        string path = Path.Join(sample.Folder, "small.csv");
        sample.Write("small.csv", SampleScenario.Header + SampleScenario.Rows);
        Assert.Equal("small", ScenarioReader.Read(path).Scenario!.Name);
    }

    [Fact]
    public void The_path_of_inputs_csv_stands_for_its_folder()
    {
        using var sample = SampleScenario.Of(
            SampleScenario.Header + SampleScenario.Rows.Replace("gpt-3-13b", "mine", StringComparison.Ordinal),
            models: "model,family,architecture,source\nmine,parameters,active=20B,\n");
        Assert.Equal(Path.GetFileName(sample.Folder), ScenarioReader.Read(Path.Join(sample.Folder, "inputs.csv")).Scenario!.Name);
    }

    [Theory]
    [InlineData("\r\n", ',')]
    [InlineData("\r", ';')]
    [InlineData("\n", '\t')]
    public void Line_breaks_separators_and_a_byte_order_mark_make_no_difference(string lineBreak, char separator)
    {
        using var sample = SampleScenario.Of("");
        string text = (SampleScenario.Header + SampleScenario.Rows.ReplaceLineEndings("\n"))
            .Replace("\"13M/day: SemiAnalysis, Feb 2023\"", "x", StringComparison.Ordinal).Replace(',', separator)
            .Replace("\n", lineBreak, StringComparison.Ordinal);
        sample.Write("inputs.csv", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)]);
        var reading = ScenarioReader.Read(sample.Folder);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(7, int.Parse(reading.Scenario!.Workloads[0][InputCatalogue.GpuPrice]!.Origin.Split(':')[^1],
            System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("/no/such/folder")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0b")]
    [InlineData("/dev/null/inputs.csv")]
    public void What_cannot_be_read_is_told_apart_from_bad_input(string path)
    {
        var reading = ScenarioReader.Read(path);
        Assert.Null(reading.Scenario);
        Assert.True(reading.CannotRead);
        Assert.Equal("COST100", Assert.Single(reading.Diagnostics).Code.Id);
    }

    [Fact]
    public void A_folder_without_inputs_cannot_be_read()
    {
        using var sample = SampleScenario.Of("");
        File.Delete(Path.Join(sample.Folder, "inputs.csv"));
        var reading = ScenarioReader.Read(sample.Folder + "/");
        Assert.True(reading.CannotRead);
        Assert.Equal(
            $"""
            error[COST100]: cannot read the file: there is no such file
              --> {sample.Folder}/inputs.csv
               = help: give the path of a CSV file, or of a scenario folder, which holds inputs.csv
            """, Assert.Single(reading.Diagnostics).ToString());
    }

    [Fact]
    public void Utf16_and_other_encodings_are_refused_as_bad_input()
    {
        using var sample = SampleScenario.Of("");
        foreach (var (bytes, message) in new (byte[], string)[]
        {
            ([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("workload")], "the file is UTF-16 text"),
            ([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes("workload")], "the file is UTF-16 text"),
            (Encoding.Unicode.GetBytes("workload,input"), "the file is UTF-16 text"),
            ([.. "ab\ncaf"u8, 0xE9, .. "!\n"u8], "the file is not UTF-8 text: byte 0xE9 stands here"),
        })
        {
            sample.Write("inputs.csv", bytes);
            var reading = ScenarioReader.Read(sample.Folder);
            var diagnostic = Assert.Single(reading.Diagnostics);
            Assert.False(reading.CannotRead);
            Assert.Equal(DiagnosticCode.NotText, diagnostic.Code);
            Assert.Equal(message, diagnostic.Message);
            Assert.Equal(message.Contains("0xE9", StringComparison.Ordinal) ? "2:4" : "0:0",
                FormattableString.Invariant($"{diagnostic.Location.Line}:{diagnostic.Location.Column}"));
        }
    }

    [Fact]
    public void Throughput_serving_with_prompts_needs_a_prefill_throughput()
    {
        const string serving = ",serving,fixed,value=throughput\n,decode_throughput,fixed,value=10,token/GPU/s\n";
        Assert.Empty(SampleScenario.Read(SampleScenario.Rows + serving).Diagnostics);
        Assert.Empty(SampleScenario.Read(SampleScenario.Rows + serving + ",prompt_tokens,fixed,value=0,token/query\n").Diagnostics);
        var reading = SampleScenario.Read(SampleScenario.Rows + serving + ",prompt_tokens,fixed,value=5,token/query\n");
        Assert.Equal(
            "prefill_throughput is missing (serving=throughput and prompt_tokens need it): measured prompt tokens read per GPU and second",
            Assert.Single(reading.Diagnostics).Message);
    }

    [Fact]
    public void A_choice_of_pricing_needs_the_inputs_of_each()
    {
        var missing = SampleScenario.Read(SampleScenario.Rows + ",pricing,choice,rent own\n").Diagnostics
            .Select(diagnostic => diagnostic.Message.Split(' ')[0]);
        Assert.Equal(["server_price", "gpus_per_server", "depreciation_years", "cost_of_capital", "colocation_price", "server_power",
            "electricity_price"], missing);
    }

    [Fact]
    public void A_row_that_the_choices_leave_unread_is_a_warning()
    {
        var reading = SampleScenario.Read(SampleScenario.Rows + "\n,server_price,fixed,value=100k,USD,\n");
        Assert.NotNull(reading.Scenario);
        Assert.Null(reading.Scenario.Workloads[0][InputCatalogue.ServerPrice]);
        var warning = Assert.Single(reading.Diagnostics);
        Assert.Equal(DiagnosticSeverity.Warning, warning.Severity);
        Assert.Equal("server_price is not used: it belongs to pricing=own", warning.Message);
    }

    [Fact]
    public void A_shared_row_that_every_workload_replaces_is_a_warning()
    {
        var reading = SampleScenario.Read(
            SampleScenario.Rows + "a,gpu_price,fixed,value=1,USD/GPU-hour\nb,gpu_price,fixed,value=1,USD/GPU-hour\n");
        Assert.NotNull(reading.Scenario);
        Assert.Equal("COST206@7:2", SampleScenario.Places(reading.Diagnostics));
    }
}

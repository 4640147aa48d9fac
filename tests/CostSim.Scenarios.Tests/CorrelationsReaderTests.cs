using CostSim.CostModel;
using CostSim.CostModel.Quantities;
using CostSim.Sampling;
using Xunit;

namespace CostSim.Scenarios.Tests;

public class CorrelationsReaderTests
{
    private const string Header = "input_a,input_b,rank_correlation\n";

    private const string Rows = SampleScenario.Rows
        + "chat,prompt_tokens,uniform,min=1 max=9,token/query\ncode,prompt_tokens,uniform,min=1 max=9,token/query\n"
        + ",pue,fixed,value=1.2,\n,gpu_power:a100-80gb,uniform,min=1 max=2,W\n";

    [Fact]
    public void Rows_of_numbers_become_a_matrix()
    {
        var correlations = Read("# why\nchat.prompt_tokens,response_tokens,0.4\n\n gpu_power:a100-80gb , gpu_price , -25%\n")!;
        Assert.Equal(["chat.prompt_tokens", "gpu_power:a100-80gb", "gpu_price", "response_tokens"], correlations.Names);
        Assert.Equal((0.4, -0.25, 0), (correlations[0, 3], correlations[2, 1], correlations[0, 1]));
    }

    [Fact]
    public void Columns_come_in_any_order_and_with_any_separator() =>
        Assert.Equal(0.5, ReadFile("rank_correlation;input_b;input_a\n0.5;gpu_price;daily_users\n").Scenario!.Correlations![0, 1]);

    [Fact]
    public void A_shared_row_may_be_named_by_a_workload_where_it_holds()
    {
        var correlations = Read("chat.gpu_price,code.daily_users,0.5\n")!;
        Assert.Equal(["daily_users", "gpu_price"], correlations.Names);
    }

    [Fact]
    public void A_scenario_without_the_file_has_none()
    {
        using var sample = SampleScenario.Of(SampleScenario.Header + Rows);
        Assert.Null(ScenarioReader.Read(sample.Folder).Scenario!.Correlations);
        Assert.Null(Read(""));
    }

    [Fact]
    public void A_file_beside_a_scenario_of_one_csv_is_not_read()
    {
        using var sample = SampleScenario.Of("");
        sample.Write("mine.csv", SampleScenario.Header + Rows);
        sample.Write("correlations.csv", "rubbish");
        var reading = ScenarioReader.Read(Path.Join(sample.Folder, "mine.csv"));
        Assert.Empty(reading.Diagnostics);
        Assert.Null(reading.Scenario!.Correlations);
    }

    [Theory]
    [InlineData("chat.prompt_tokens,gpu_prise,0.4", "COST201@2:20", "did you mean gpu_price?")]
    [InlineData("chat.prompt_tokens,,0.4", "COST201@2:20", "write one of the inputs that `costsim list inputs` shows")]
    [InlineData("chad.prompt_tokens,gpu_price,0.4", "COST205@2:1", "did you mean chat? write one of chat, code")]
    [InlineData("prompt_tokens,gpu_price,0.4", "COST410@2:1", "write chat.prompt_tokens or code.prompt_tokens")]
    [InlineData("chat.gpu_power,gpu_price,0.4", "COST410@2:1", "write gpu_power:a100-80gb")]
    [InlineData("gpu_price:h100,daily_users,0.4", "COST410@2:1", "write gpu_price")]
    [InlineData("load_factor,gpu_price,0.4", "COST410@2:1", "add a row of load_factor with a law to inputs.csv, or remove this one")]
    [InlineData("gpu_price,chat.model,0.4", "COST410@2:11", "remove the row: only inputs of numbers can be correlated")]
    [InlineData("gpu_price,chat.gpu_price,0.4", "COST411@2:11", "name two different inputs, or remove the row")]
    [InlineData("gpu_price,daily_users,0.4\nchat.daily_users,gpu_price,0.3", "COST411@3:18", "keep line 2 or line 3")]
    [InlineData("gpu_price,daily_users,1", "COST411@2:23", "write 0.999")]
    [InlineData("gpu_price,daily_users,-100%", "COST411@2:23", "write -0.999")]
    [InlineData("gpu_price,daily_users,40", "COST411@2:23", "write percentages with %: 40%")]
    [InlineData("gpu_price,daily_users,1.2", "COST411@2:23", "write a number such as 0.5")]
    [InlineData("gpu_price,daily_users,much", "COST103@2:23", null)]
    [InlineData("gpu_price,daily_users,0,4", "COST108@2:25", null)]
    [InlineData("gpu_price,daily_users", "COST109@2:1", null)]
    public void What_rows_can_get_wrong(string rows, string places, string? help)
    {
        var reading = ReadFile(Header + rows + "\n");
        Assert.Null(reading.Scenario);
        Assert.Equal(places, SampleScenario.Places(reading.Diagnostics));
        Assert.Equal(help ?? reading.Diagnostics.First().Help, reading.Diagnostics.First().Help);
    }

    [Theory]
    [InlineData("", "COST102@0:0")]
    [InlineData("gpu_price,daily_users,0.4\n", "COST102@1:1")]
    [InlineData("input_a,input_c,rank_correlation\ngpu_price,daily_users,0.4\n", "COST105@1:9")]
    [InlineData("input_a,input_b\ngpu_price,daily_users\n", "COST106@1:1")]
    public void What_the_header_can_get_wrong(string text, string places) =>
        Assert.Equal(places, SampleScenario.Places(ReadFile(text).Diagnostics));

    [Fact]
    public void Mistakes_are_reported_together_with_those_of_inputs_csv()
    {
        using var sample = SampleScenario.Of(SampleScenario.Header + Rows + ",load_factor,uniform,min=2 max=1,,\n");
        sample.Write("correlations.csv", Header + "gpu_price,nothing,0.4\ngpu_price,load_factor,0.4\ngpu_price,daily_users,2\n");
        Assert.Equal("COST302@12:22 COST201@2:11 COST411@4:23", SampleScenario.Places(ScenarioReader.Read(sample.Folder).Diagnostics));
    }

    [Theory]
    [InlineData("gpu_price=2", "gpu_price is fixed")]
    [InlineData("gpu_price=fixed value=2", "gpu_price is fixed")]
    [InlineData("pricing=own", "gpu_price is not used")]
    public void A_pair_with_an_input_that_does_not_vary_is_dropped_with_a_warning(string text, string why)
    {
        const string owning = ",server_price,fixed,value=1,USD\n,gpus_per_server,fixed,value=8,GPU\n"
            + ",depreciation_years,fixed,value=4,year\n,cost_of_capital,fixed,value=0,1/year\n"
            + ",colocation_price,fixed,value=1,USD/kW-month\n,server_power,fixed,value=1,kW\n,electricity_price,fixed,value=1,USD/kWh\n";
        using var sample = SampleScenario.Of(SampleScenario.Header + Rows + owning);
        sample.Write("correlations.csv", Header + "gpu_price,daily_users,0.4\nresponse_tokens,daily_users,0.2\n");
        var reading = ScenarioReader.Read(sample.Folder, text);
        Assert.Equal(["daily_users", "response_tokens"], reading.Scenario!.Correlations!.Names);
        var warning = Assert.Single(reading.Diagnostics, diagnostic => diagnostic.Code == DiagnosticCode.NoCorrelation);
        Assert.Equal(
            (DiagnosticSeverity.Warning, $"the row has no effect: {why}", 2), (warning.Severity, warning.Message, warning.Location.Line));
        sample.Write("correlations.csv", Header + "gpu_price,daily_users,0.4\n");
        Assert.Null(ScenarioReader.Read(sample.Folder, text).Scenario!.Correlations);
    }

    [Fact]
    public void Correlations_that_contradict_each_other_name_the_worst_pair_and_offer_rows_that_do_not()
    {
        // Near the edge of what is possible, r23 = 2 r12^2 - 1, the least way from (0.7, 0.7, -0.9) leads to 4 x^3 + 0.8 x = 0.7:
        // 0.26 for two, 0.29 for the third.
        const string rows = "gpu_price,daily_users,0.7\nchat.prompt_tokens,gpu_price,0.7\ndaily_users,chat.prompt_tokens,-0.9\n";
        using var sample = SampleScenario.Of(SampleScenario.Header + Rows);
        sample.Write("correlations.csv", Header + rows);
        var diagnostic = Assert.Single(ScenarioReader.Read(sample.Folder).Diagnostics);
        Assert.Equal(
            (DiagnosticCode.ContradictoryCorrelations, 4, 32), (diagnostic.Code, diagnostic.Location.Line, diagnostic.Location.Column));
        Assert.Contains("Farthest off is -0.9 between chat.prompt_tokens and daily_users", diagnostic.Message, StringComparison.Ordinal);
        string[] offered = diagnostic.Help.Split('\n')[1..];
        Assert.Equal((Header.TrimEnd(), 4), (offered[0], offered.Length));

        // As the screen shows them, indented.
        string[] shown = DiagnosticRenderer.Render(diagnostic).Split('\n')[^4..];
        Assert.All(shown, line => Assert.StartsWith("     ", line, StringComparison.Ordinal));
        sample.Write("correlations.csv", string.Join('\n', shown));
        Assert.Empty(ScenarioReader.Read(sample.Folder).Diagnostics);

        // Without one of the three nothing contradicts.
        sample.Write("correlations.csv", Header + rows);
        Assert.NotNull(ScenarioReader.Read(sample.Folder, "gpu_price=2").Scenario);
    }

    [Fact]
    public void A_correlation_of_a_mixture_and_of_data_is_one_of_their_draws()
    {
        using var sample = SampleScenario.Of(SampleScenario.Header + SampleScenario.Rows
            + ",prompt_tokens,fixed,value=1 weight=1,token/query\n,prompt_tokens,uniform,min=2 max=3 weight=1,token/query\n"
            + ",gpu_power,empirical,file=x.csv column=a,W");
        sample.Write("x.csv", "a\n1\n2\n");
        sample.Write("correlations.csv", Header + "prompt_tokens,gpu_power,0.5\n");
        Assert.Equal(["gpu_power", "prompt_tokens"], ScenarioReader.Read(sample.Folder).Scenario!.Correlations!.Names);
    }

    [Fact]
    public void The_azure_scenario_correlates_prompts_and_responses_as_its_sample_does()
    {
        string scenario = Path.Join(Repository.Root, "inputs/azure-conversation");
        var reading = ScenarioReader.Read(
            scenario, "prompt_tokens=empirical file=requests.csv column=prompt_tokens",
            "response_tokens=empirical file=requests.csv column=response_tokens");
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(["chat.prompt_tokens", "chat.response_tokens"], reading.Scenario!.Correlations!.Names);

        // With ties at their mean rank, as pandas' corr("spearman") counts them.
        var rows = File.ReadLines(Path.Join(scenario, "requests.csv"))
            .SkipWhile(line => !line.StartsWith("from,", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Split(',').Skip(1).Select(cell => NumberReader.Read(cell).Value!.Value).ToList()).ToList();
        Assert.Equal(240, rows.Count);
        var (a, b) = (Ranks(0), Ranks(1));
        double mean = (rows.Count + 1) / 2.0;
        Assert.Equal(reading.Scenario.Correlations[0, 1], Math.Round(Sum(a, b) / Math.Sqrt(Sum(a, a) * Sum(b, b)), 1));

        double Sum(List<double> x, List<double> y) => x.Zip(y, (p, q) => (p - mean) * (q - mean)).Sum();

        List<double> Ranks(int column) =>
            [.. rows.Select(
                row => rows.Count(other => other[column] < row[column]) + (rows.Count(other => other[column] == row[column]) + 1) / 2.0)];
    }

    private static RankCorrelations? Read(string rows)
    {
        var reading = ReadFile(Header + rows);
        Assert.Empty(reading.Diagnostics);
        return reading.Scenario!.Correlations;
    }

    private static ScenarioReading ReadFile(string text)
    {
        using var sample = SampleScenario.Of(SampleScenario.Header + Rows);
        sample.Write("correlations.csv", text);
        return ScenarioReader.Read(sample.Folder);
    }
}

using System.Globalization;
using System.Text.Json;
using CostSim.Analysis;
using CostSim.Cli.Commands.Explain;
using CostSim.Cli.Findings;
using CostSim.CostModel;
using CostSim.Scenarios;
using CostSim.Simulation;
using SkiaSharp;
using Xunit;

namespace CostSim.Cli.Tests.Commands.Explain;

public sealed class ExplainCommandTests : IDisposable
{
    private const string TwoWorkloads = """
        workload,input,distribution,parameters,unit,source
        chat,daily_users,lognormal,p10=10M p90=17M,user/day,
        chat,queries_per_user,lognormal,p10=6 p90=20,query/user,
        chat,prompt_tokens,lognormal,p10=250 p90=1500,token/query,
        chat,response_tokens,lognormal,p10=130 p90=420,token/query,
        chat,model,choice,llama-3.1-70b,,
        chat,gpus_per_replica,fixed,value=4,GPU,
        agents,daily_users,lognormal,p10=0.5M p90=1M,user/day,
        agents,queries_per_user,lognormal,p10=10 p90=60,query/user,
        agents,prompt_tokens,lognormal,p10=5k p90=30k,token/query,
        agents,cached_share,pert,min=0.4 mode=0.8 max=0.95,1,
        agents,response_tokens,lognormal,p10=500 p90=2000,token/query,
        agents,model,choice,deepseek-v3=0.6 llama-3.1-405b=0.4,,
        agents,gpus_per_replica,fixed,value=16,GPU,
        ,gpu,choice,h200,,
        ,serving,choice,roofline,,
        ,weight_bits,fixed,value=8,bit,
        ,kv_bits,fixed,value=8,bit,
        ,compute_bits,fixed,value=8,bit,
        ,batching_efficiency,pert,min=0.3 mode=0.6 max=0.9,1,
        ,load_factor,pert,min=0.4 mode=0.6 max=0.8,1,
        ,gpu_price,pert,min=2 mode=3 max=5,USD/GPU-hour,

        """;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Shipped =>
        ["chatgpt-2023", "reference", "semianalysis-2023", "self-hosted-llama", "aigc-mix", "chatgpt-2025", "two"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("inputs/chatgpt-2023")]
    [InlineData("inputs/self-hosted-llama")]
    [InlineData("inputs/chatgpt-2023", "--set", "serving=roofline", "--set", "gpus_per_replica=8")]
    public void The_last_line_is_what_a_run_gives_with_all_inputs_at_the_values_explained(params string[] scenario)
    {
        var explained = Program.Run(["explain", .. scenario, "-n", "1024", "--no-plots", "-o", _folder["text"]]);
        using var json = Json([.. scenario]);
        var inputs = json.RootElement.GetProperty("workloads")[0].GetProperty("steps").EnumerateArray()
            .SelectMany(step => step.GetProperty("inputs").EnumerateArray())
            .GroupBy(input => input.GetProperty("name").GetString()!, input => input.GetProperty("value"))
            .SelectMany(input => new[] { "--set", $"{input.Key}={input.First()}" });

        var run = Program.Run(
            ["run", scenario[0], .. inputs, "-n", "1024", "--no-plots", "--outputs", "daily_cost", "--json", "-o", _folder["run"]]);

        using var result = JsonDocument.Parse(run.Output);
        var statistics = result.RootElement.GetProperty("outputs").EnumerateArray().Last().GetProperty("statistics");
        string last = explained.Output.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("daily_cost at the medians   ", last, StringComparison.Ordinal);
        Assert.EndsWith(" USD/day", last, StringComparison.Ordinal);
        double cost = Convert.ToDouble(last["daily_cost at the medians".Length..^" USD/day".Length], CultureInfo.InvariantCulture);
        Assert.InRange(cost / statistics.GetProperty("min").GetProperty("value").GetDouble(), 1 - 1e-12, 1 + 1e-12);
        Assert.InRange(cost / statistics.GetProperty("max").GetProperty("value").GetDouble(), 1 - 1e-12, 1 + 1e-12);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void In_a_pipe_no_line_is_wider_than_80_columns(string scenario)
    {
        var explained = Program.Run("explain", PathOf(scenario), "-n", "1024", "--no-plots", "-o", _folder["out"]);

        Assert.Equal(0, explained.ExitCode);
        Assert.Empty(explained.Error);
        Assert.All(
            explained.Output.Split('\n').Where(line => !line.Contains(_folder.Path, StringComparison.Ordinal)),
            line => Assert.True(line.Length <= 80, $"{line.Length}: {line}"));
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void No_label_of_a_picture_covers_another_or_is_cut_off(string scenario)
    {
        var report = Report(PathOf(scenario));
        foreach (var (fileName, compose) in ExplainFiles.Pictures)
        {
            using var sheet = compose(report);
            Assert.NotNull(sheet);
            for (int i = 0; i < sheet.Labels.Count; i++)
            {
                var (text, box) = sheet.Labels[i];
                Assert.True(sheet.Bounds.Contains(box), $"{fileName}: \"{text}\" is cut off");
                foreach (var (other, otherBox) in sheet.Labels.Take(i))
                {
                    var common = SKRect.Intersect(box, otherBox);
                    Assert.False(common.Width > 0.5f && common.Height > 1, $"{fileName}: \"{text}\" covers \"{other}\"");
                }
            }
        }
    }

    [Fact]
    public void Json_prints_the_documented_shape_and_nothing_else()
    {
        using var json = Json("inputs/chatgpt-2023", "--set", "serving=roofline", "--set", "gpus_per_replica=8");

        var root = json.RootElement;
        Assert.Equal(
            [
                "scenario", "version", "seed", "trials", "workloads", "totals", "daily_cost", "median_of_trials", "mean_of_trials",
                "median_with_likeliest_options", "gap", "files",
            ],
            Keys(root));
        var workload = root.GetProperty("workloads")[0];
        Assert.Equal(["name", "model", "gpus", "serving", "pricing", "steps", "flop", "parts", "rates", "roofline"], Keys(workload));
        var step = workload.GetProperty("steps")[0];
        Assert.Equal(["step", "quantity", "value", "unit", "formula", "inputs"], Keys(step));
        Assert.Equal(["name", "value", "unit", "origin"], Keys(step.GetProperty("inputs")[0]));
        Assert.Equal("inputs/chatgpt-2023/inputs.csv:5", step.GetProperty("inputs")[0].GetProperty("origin").GetString());
        Assert.Equal(["component", "prefill", "decode", "unit"], Keys(workload.GetProperty("flop")[0]));
        Assert.Equal(["a100-80gb"], Keys(workload.GetProperty("roofline")));
    }

    [Fact]
    public void A_scenario_without_a_roofline_has_null_for_it()
    {
        using var json = Json("inputs/reference");

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("workloads")[0].GetProperty("roofline").ValueKind);
    }

    [Fact]
    public void Every_input_names_the_row_that_states_it()
    {
        string[] lines = Program.Run(
            "explain", "inputs/chatgpt-2023", "-n", "1024", "--no-plots", "-o", _folder["out"], "--set", "gpu_price=2").Output.Split('\n');

        Assert.Contains(lines,
            line => line.Contains("daily_users", StringComparison.Ordinal) && line.EndsWith("inputs.csv:5", StringComparison.Ordinal));
        Assert.Contains(lines,
            line => line.Contains("gpu_price ", StringComparison.Ordinal) && line.EndsWith("--set gpu_price", StringComparison.Ordinal));
        Assert.Contains(
            lines, line => line.Contains("cached_share", StringComparison.Ordinal) && line.EndsWith("default", StringComparison.Ordinal));
    }

    [Fact]
    public void The_folder_holds_both_pictures_and_the_explanation()
    {
        Assert.Equal(0, Program.Run("explain", "inputs/self-hosted-llama", "-n", "1024", "-o", _folder["out"]).ExitCode);

        Assert.Equal(
            ["explain.json", "manifest.json", "roofline.png", "waterfall.png"],
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_plots_no_picture_is_drawn()
    {
        Assert.Equal(0, Program.Run("explain", "inputs/reference", "-n", "1024", "--no-plots", "-o", _folder["out"]).ExitCode);

        Assert.Equal(
            ["explain.json", "manifest.json"], Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_day_that_costs_nothing_is_explained_too()
    {
        var explained = Program.Run("explain", "inputs/reference", "-n", "1024", "-o", _folder["out"], "--set", "daily_users=0");

        Assert.Equal(0, explained.ExitCode);
        Assert.EndsWith("daily_cost at the medians   0 USD/day\n", explained.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out/waterfall.png"]));
    }

    [Fact]
    public void A_scenario_without_uncertainty_says_that_every_day_is_this_day()
    {
        var explained = Program.Run("explain", "inputs/semianalysis-2023", "-n", "1024", "--no-plots", "-o", _folder["out"]);

        Assert.Contains("every day is this day", explained.Output, StringComparison.Ordinal);
        Assert.Contains("694444.44", explained.Output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_too_large_to_compute_with_are_refused_in_words()
    {
        var explained = Program.Run("explain", "inputs/reference", "-n", "1024", "-o", _folder["never"], "--set", "daily_users=1e200",
            "--set", "queries_per_user=1e200");

        Assert.Equal(3, explained.ExitCode);
        Assert.Contains("in trial", explained.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["never"]));
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static ExplainedDay Report(string path)
    {
        var scenario = ScenarioReader.Read(path).Scenario!;
        var plan = new SimulationPlan(1024, 1, [OutputCatalogue.DailyCost]);
        return new(Explanation.Of(scenario), new Simulator(scenario).Run(plan, threads: 1), null);
    }

    private string PathOf(string scenario) =>
        scenario == "two" ? _folder.Write("two.csv", TwoWorkloads) : Path.Join(Program.Root, "inputs", scenario);

    private JsonDocument Json(params string[] arguments)
    {
        var explained = Program.Run(["explain", .. arguments, "-n", "1024", "--no-plots", "--json", "-o", _folder["json"]]);
        Assert.Equal(0, explained.ExitCode);
        return JsonDocument.Parse(explained.Output);
    }
}

using System.Globalization;
using System.Text.Json;
using Xunit;

namespace CostSim.Cli.Tests.Commands.Sensitivity;

public sealed class SensitivityCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Shipped =>
        ["chatgpt-2023", "reference", "semianalysis-2023", "self-hosted-llama", "chatgpt-2025", "azure-conversation"];

    public void Dispose() => _folder.Dispose();

    /// <summary>A service that is used on 3 days of 100: P5 and P95 are both 0, and the one input explains everything.</summary>
    [Fact]
    public void An_output_whose_P5_and_P95_are_one_number_is_analysed_too()
    {
        var run = Program.Run("sensitivity", "inputs/goldstein-2022", "--set", "daily_users=choice 0=0.97 1M=0.03", "-o", _folder["out"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("P5 and P95 are the same number", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Without any effect", run.Output, StringComparison.Ordinal);
        Assert.Contains("1.00    1.00        –", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Closed forms, within 3 % or 0.003; the intervals that the default seed gives cover them.</summary>
    [Fact]
    public void The_default_run_of_the_reference_scenario_gives_its_closed_indices()
    {
        var run = Program.Run("sensitivity", "inputs/reference", "--no-plots", "-o", _folder["out"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        var rows = File.ReadAllLines(_folder["out/sensitivity.csv"]).Skip(1).Select(line => line.Split(','))
            .ToDictionary(row => (row[1], row[2]), row => row);
        foreach (var (input, measure, exact) in new[]
        {
            ("chat.daily_users", "first_order_index", .0735571), ("chat.daily_users", "total_index", .1725396),
            ("chat.prompt_tokens", "first_order_index", .2081716), ("chat.prompt_tokens", "total_index", .3383524),
            ("chat.gpu_price", "first_order_index", .0481397), ("chat.gpu_price", "total_index", .1172479),
            ("", "sum_of_first_order", .7014616),
        })
        {
            double[] figures = [.. rows[(input, measure)][3..6].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            Assert.InRange(Math.Abs(figures[0] - exact), 0, Math.Max(0.003, 0.03 * exact));
            Assert.InRange(exact, figures[1], figures[2]);
        }
        // The input scales the cost: P10 to P90 of 13M users with a P90 of 20M are 20M - 8.45M users.
        double Value(string input, string measure) => double.Parse(rows[(input, measure)][3], CultureInfo.InvariantCulture);
        Assert.Equal((20 - 8.45) / 13, Value("chat.daily_users", "swing") / Value("", "at_medians"), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void In_a_pipe_no_line_is_wider_than_80_columns(string scenario)
    {
        var run = Program.Run("sensitivity", $"inputs/{scenario}", "-n", "1", "--no-plots", "-o", _folder["out"]);

        Assert.Equal(0, run.ExitCode);
        Assert.All(
            (run.Output + run.Error).Split('\n').Where(line => !line.Contains(_folder.Path, StringComparison.Ordinal)),
            line => Assert.True(line.Length <= 80, $"{line.Length}: {line}"));
    }

    [Fact]
    public void Files_have_the_same_bytes_on_one_and_on_three_threads()
    {
        Assert.Equal(
            0, Program.Run("sensitivity", "inputs/azure-conversation", "-n", "1", "--threads", "1", "-o", _folder["one"]).ExitCode);
        Assert.Equal(
            0, Program.Run("sensitivity", "inputs/azure-conversation", "-n", "1", "--threads", "3", "-o", _folder["three"]).ExitCode);

        string[] files = [.. Directory.GetFiles(_folder["one"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(["indices.png", "manifest.json", "sensitivity.csv", "tornado.png"], files);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(_folder[$"one/{file}"]), File.ReadAllBytes(_folder[$"three/{file}"])));
    }

    [Fact]
    public void Json_prints_the_documented_shape_and_nothing_else()
    {
        var run = Program.Run("sensitivity", "inputs/chatgpt-2023", "-n", "1", "--no-plots", "--json", "-o", _folder["out"]);

        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal(
            [
                "scenario", "version", "seed", "points", "sampling", "output", "inputs", "factors", "sum_of_first_order", "r_squared",
                "findings", "warnings", "files",
            ],
            Keys(root));
        Assert.Equal(16_384, root.GetProperty("points").GetInt64());
        Assert.Equal(["name", "unit", "at_medians", "mean", "sd", "p5", "p50", "p95"], Keys(root.GetProperty("output")));
        var model = root.GetProperty("inputs").EnumerateArray().Single(input => input.GetProperty("name").GetString() == "chat.model");
        Assert.Equal(
            [
                "name", "unit", "is_choice_by_name", "swing", "swing_of_median", "rank_correlation",
                "standardised_coefficient", "width_reduction",
                "levels",
            ],
            Keys(model));
        var options = model.GetProperty("levels").EnumerateArray().Select(level => level.GetProperty("value").GetString()!);
        Assert.Equal(["gpt-3-175b", "gpt-3.5-turbo-20b"], options);
        Assert.Equal(JsonValueKind.Null, model.GetProperty("standardised_coefficient").GetProperty("lower").ValueKind);
        Assert.Equal(["inputs", "first_order_index", "total_index"], Keys(root.GetProperty("factors")[0]));
    }

    [Fact]
    public void Correlated_inputs_are_named_on_stderr_and_have_indices_together()
    {
        var run = Program.Run("sensitivity", "inputs/azure-conversation", "-n", "1", "--no-plots", "-o", _folder["out"]);

        Assert.Contains(
            "chat.prompt_tokens and chat.response_tokens are correlated", run.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("2 correlated inputs", run.Output, StringComparison.Ordinal);
        string csv = File.ReadAllText(_folder["out/sensitivity.csv"]);
        Assert.Contains("daily_cost,chat.prompt_tokens + chat.response_tokens,total_index,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("daily_cost,chat.prompt_tokens,total_index,", csv, StringComparison.Ordinal);
        Assert.Contains("daily_cost,chat.prompt_tokens,width_reduction,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_output_can_be_asked_for()
    {
        var run = Program.Run("sensitivity", "inputs/reference", "-n", "1", "--no-plots", "--of", "cost_per_query", "-o", _folder["out"]);

        Assert.Contains("cost_per_query (USD/query)", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Without any effect on cost_per_query: daily_users and queries_per_user.", run.Output.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_law_without_variance_is_warned_of_by_name()
    {
        var run = Program.Run(
            "sensitivity", "inputs/reference", "-n", "1", "--no-plots", "--set",
            "prompt_tokens=pareto min=100 alpha=1.5", "-o", _folder["out"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("chat.prompt_tokens has no finite variance", run.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_without_uncertainty_says_so()
    {
        var run = Program.Run("sensitivity", "inputs/guosheng-2023", "-o", _folder["out"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("No input of guosheng-2023 is uncertain", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out/tornado.png"]));
    }

    [Fact]
    public void A_cost_of_nothing_is_said_not_to_vary()
    {
        var run = Program.Run("sensitivity", "inputs/reference", "-n", "1", "--set", "daily_users=0", "-o", _folder["out"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("daily_cost is the same in every trial", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "daily_cost,chat.gpu_price,total_index,,,,1", File.ReadAllText(_folder["out/sensitivity.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_too_large_to_compute_with_are_refused_in_words()
    {
        var run = Program.Run(
            "sensitivity", "inputs/reference", "-n", "1", "-o", _folder["never"], "--set", "daily_users=1e200", "--set",
            "queries_per_user=1e200");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("in trial", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["never"]));
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}

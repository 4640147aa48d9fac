using System.Globalization;
using System.Text.Json;
using CostSim.Distributions;
using CostSim.Sampling;
using CostSim.Scenarios;
using Xunit;

namespace CostSim.Cli.Tests.Commands.Fit;

public sealed class FitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_lognormal_column_is_recognised_and_its_row_printed_plainly()
    {
        var fit = Program.Run("fit", Column(new LogNormal(200, 0.8), 400), "--column", "tokens", "--workload", "chat", "--input",
            "prompt_tokens", "-o", _folder["out"]);

        Assert.Equal(0, fit.ExitCode);
        Assert.Empty(fit.Error);
        string row = Assert.Single(Rows(fit));
        Assert.StartsWith("chat,prompt_tokens,lognormal,median=", row, StringComparison.Ordinal);
        Assert.EndsWith(",token/query,fit to 400 values of data.csv column tokens", row, StringComparison.Ordinal);
        Assert.Contains("lognormal fits: nothing speaks against it (KS p", Prose(fit), StringComparison.Ordinal);
        Assert.Equal(["fit.csv", "fit.png", "manifest.json"],
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private const string ScenarioWithoutPrompts = """
        workload,input,distribution,parameters,unit,source
        chat,daily_users,fixed,value=1M,user/day,
        chat,queries_per_user,fixed,value=10,query/user,
        chat,response_tokens,fixed,value=300,token/query,
        chat,model,choice,gpt-3-175b,,
        ,gpu,choice,a100-80gb,,
        ,gpu_price,fixed,value=2,USD/GPU-hour,

        """;

    [Fact]
    public void The_whole_output_can_be_appended_to_a_scenario()
    {
        var fit = Program.Run(
            "fit", Column(new Gamma(2, 100), 300), "--workload", "chat", "--input", "prompt_tokens", "--no-plots", "-o", _folder["out"]);

        AssertCompletes(fit);
    }

    [Fact]
    public void A_mixture_can_be_appended_to_a_scenario()
    {
        var humps = Mixture.Of([new(0.4, new LogNormal(40, 0.5)), new(0.6, new LogNormal(600, 0.4))]).Value!;

        var fit = Program.Run(
            "fit", Column(humps, 500), "--workload", "chat", "--input", "prompt_tokens", "--no-plots", "-o", _folder["out"]);

        Assert.Equal(2, Rows(fit).Length);
        AssertCompletes(fit);
    }

    [Fact]
    public void Data_that_follow_no_law_can_be_appended_to_a_scenario_once_their_file_is_copied()
    {
        // Three far-apart numbers, each spread evenly by a tenth, under a name of two words; one cell is empty.
        var values = Enumerable.Range(0, 300).Select(i => Math.Pow(10, i % 3 + 1) * (1 + i / 3000.0));
        string data = "prompt tokens\n" + string.Concat(values.Select(value => FormattableString.Invariant($"{value:R}\n")));
        string file = _folder.Write("my data.csv", data + "\"\"\n");

        var fit = Program.Run(
            "fit", file, "--column", "prompt tokens", "--workload", "chat", "--input", "prompt_tokens", "--no-plots", "-o", _folder["out"]);

        Assert.Contains("as my_data.csv and remove its 1 row without a number", Prose(fit), StringComparison.Ordinal);
        _folder.Write("my_data.csv", data);
        AssertCompletes(fit);
    }

    [Fact]
    public void Numbers_with_a_decimal_comma_are_not_read_as_their_whole_parts()
    {
        string cut = "x\n" + string.Concat(Enumerable.Range(10, 40).Select(i => FormattableString.Invariant($"{i},5\n")));
        string some = "x\n" + string.Concat(Enumerable.Range(10, 40).Select(i => FormattableString.Invariant($"{i}\n"))) + "1,5\n";

        var refused = Program.Run("fit", _folder.Write("cut.csv", cut), "--column", "x", "-o", _folder["never"]);
        var left = Program.Run("fit", _folder.Write("some.csv", some), "--column", "x", "--no-plots", "-o", _folder["out"]);

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("40 of 40 rows have more cells than the header, first in line 2", refused.Error, StringComparison.Ordinal);
        Assert.Contains("left out 1 of 41 rows: 1 in a row of more cells than the header", Prose(left), StringComparison.Ordinal);
    }

    [Fact]
    public void One_value_far_from_all_others_is_no_component_of_a_mixture()
    {
        var values = Enumerable.Range(0, 300).Select(i => new LogNormal(1000, 0.5).Quantile((i + 0.5) / 300)).Append(1e9);
        string data = "x\n" + string.Concat(values.Select(value => FormattableString.Invariant($"{value:R}\n")));

        var fit = Program.Run("fit", _folder.Write("data.csv", data), "--column", "x", "--no-plots", "-o", _folder["out"]);

        Assert.DoesNotContain("weight=", fit.Output, StringComparison.Ordinal);
    }

    private void AssertCompletes(Program.Outcome fit)
    {
        var check = Program.Run("check", _folder.Write("inputs.csv", ScenarioWithoutPrompts + fit.Output));

        Assert.Equal("", check.Error);
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("chat.prompt_tokens", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_mixture_is_two_rows_with_weights()
    {
        var humps = Mixture.Of([new(0.4, new LogNormal(40, 0.5)), new(0.6, new LogNormal(600, 0.4))]).Value!;

        var fit = Program.Run("fit", Column(humps, 500), "--input", "response_tokens", "--no-plots", "-o", _folder["out"]);

        string[] rows = Rows(fit);
        Assert.Equal(2, rows.Length);
        Assert.All(
            rows, row => Assert.Matches(@"^,response_tokens,lognormal,median=[0-9.]+ sigma=[0-9.]+ weight=0\.[0-9]+,token/query,", row));
        Assert.Contains("No single law fits", Prose(fit), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_above_a_known_least_one_get_a_law_that_starts_there()
    {
        var law = new LogNormal(200, 0.8);
        string file = Column(Shifted.Create(law, 1234567).Value!, 400);

        var fit = Program.Run("fit", file, "--location", "1234567", "--workload", "chat", "--input", "prompt_tokens", "-o", _folder["out"]);

        string row = Assert.Single(Rows(fit));
        Assert.Matches(@"^chat,prompt_tokens,lognormal,median=[0-9.]+ sigma=[0-9.]+ shift=1\.234567M,token/query,", row);
        Assert.Contains("Laws of positive numbers start at 1234567.", Prose(fit), StringComparison.Ordinal);
        Assert.Contains("lognormal fits: nothing speaks against it (KS p", Prose(fit), StringComparison.Ordinal);
        Assert.Contains("shift=1234567", File.ReadAllText(_folder["out/fit.csv"]), StringComparison.Ordinal);
        AssertCompletes(fit);

        // The pasted law's median against that of the data: within 4 standard errors, 1.2533 * 0.8 / sqrt(400)
        // of its distance from the start.
        var reading = ScenarioReader.Read(_folder["inputs.csv"]);
        double median = reading.Scenario!.Workloads[0][CostModel.InputCatalogue.PromptTokens]!.Law.Quantile(0.5);
        Assert.InRange((median - 1234567) / 200, 0.8, 1.2);
    }

    [Fact]
    public void Numbers_up_to_the_location_exclude_laws_of_positive_numbers_in_words()
    {
        var fit = Program.Run("fit", Column(new Normal(200, 30), 200), "--location", "200", "--no-plots", "-o", _folder["out"]);

        Assert.Matches(
            @"lognormal, gamma, weibull, pareto, loguniform \([0-9]+ values at or below 200\); exponential \([0-9]+ values below 200\)",
            Prose(fit));
        Assert.StartsWith(",INPUT,normal,mean=", Assert.Single(Rows(fit)), StringComparison.Ordinal);
    }

    [Fact]
    public void Three_humps_are_drawn_from_the_file_itself()
    {
        var humps = Mixture.Of([new(1, new Normal(10, 1)), new(1, new Normal(20, 0.5)), new(1, new Normal(50, 2))]).Value!;

        var fit = Program.Run("fit", Column(humps, 600), "--no-plots", "-o", _folder["out"]);

        Assert.Equal(",INPUT,empirical,file=data.csv column=tokens,,fit to 600 values of data.csv column tokens", Assert.Single(Rows(fit)));
    }

    [Fact]
    public void Equal_numbers_are_fixed_and_few_numbers_a_choice()
    {
        var same = Program.Run("fit", _folder.Write("same.csv", "v\n7\n7\n7\n7\n7\n"), "--no-plots", "-o", _folder["out"]);
        var few = Program.Run("fit", _folder.Write("few.csv", "v\n" + string.Concat(Enumerable.Repeat("4\n8\n8\n8\n", 10))),
            "--no-plots", "-o", _folder["out"]);

        Assert.StartsWith(",INPUT,fixed,value=7,", Assert.Single(Rows(same)), StringComparison.Ordinal);
        Assert.StartsWith(",INPUT,choice,4=0.25 8=0.75,", Assert.Single(Rows(few)), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_a_number_are_counted_by_reason()
    {
        string text = File.ReadAllText(Column(new LogNormal(200, 0.8), 50)).Replace("\n", ",1\n", StringComparison.Ordinal)
            .Replace("tokens,1", "tokens,id", StringComparison.Ordinal)
            + ",1\nn/a,1\n\"1,5\",1\ninf,1\n,1\n";

        var fit = Program.Run("fit", _folder.Write("gaps.csv", text), "-c", "tokens", "--no-plots", "-o", _folder["out"]);

        string prose = Prose(fit);
        Assert.Contains("left out 5 of 55 rows", prose, StringComparison.Ordinal);
        Assert.Contains("2 empty (first in line 52)", prose, StringComparison.Ordinal);
        Assert.Contains("1 not a number (line 54: \"1,5\")", prose, StringComparison.Ordinal);
        Assert.Contains("1 not finite (line 55: \"inf\")", prose, StringComparison.Ordinal);
    }

    [Fact]
    public void The_range_of_the_input_decides_which_laws_can_apply()
    {
        var fit = Program.Run(
            "fit", Column(new Beta(3, 5, 0, 1), 300), "-c", "tokens", "--input", "utilisation", "--no-plots", "-o", _folder["out"]);

        Assert.StartsWith(",utilisation,beta,alpha=", Assert.Single(Rows(fit)), StringComparison.Ordinal);
        Assert.Contains("(values above 1, which utilisation never has)", Prose(fit), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p10=5M", "p50=10M", "p90=30M")]
    [InlineData("p10=5M p90=30M")]
    [InlineData("p10=-5", "p50=1", "p90=3")]
    public void Percentiles_of_a_judgement_are_fitted_in_the_same_way(params string[] percentiles)
    {
        var fit = Program.Run(["fit", "--quantiles", .. percentiles, "-o", _folder["out"]]);

        Assert.Equal(0, fit.ExitCode);
        Assert.StartsWith(",INPUT,", Assert.Single(Rows(fit)), StringComparison.Ordinal);
        Assert.Equal(["fit.csv", "fit.png", "manifest.json"],
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("data.csv")]
    [InlineData("data.csv", "--input", "utilisation")]
    [InlineData("--quantiles", "p10=0.2", "p50=0.3", "p90=0.6")]
    [InlineData("--quantiles", "p10=0.2", "p50=0.3", "p90=0.6", "--input", "utilisation")]
    public void Every_law_of_the_catalogue_is_named_with_its_figures_or_with_the_reason_why_it_has_none(params string[] arguments)
    {
        Column(new Beta(3, 5, 0, 1), 100);
        string[] located = [.. arguments.Select(argument => argument.Replace("data.csv", _folder["data.csv"], StringComparison.Ordinal))];

        var fit = Program.Run(["fit", .. located, "--no-plots", "-o", _folder["out"]]);

        string[][] rows = [.. File.ReadLines(_folder["out/fit.csv"]).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(
            LawCatalogue.All.Select(law => law.Name).Order(StringComparer.Ordinal),
            rows.Select(row => row[1]).Where(name => !name.StartsWith("mixture", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(rows.Where(row => row[0].Length == 0), row => Assert.NotEmpty(row[^1]));
        Assert.Contains("poisson, binomial, choice (separate values)", Prose(fit), StringComparison.Ordinal);
    }

    [Fact]
    public void The_row_of_a_judgement_can_be_run()
    {
        var fit = Program.Run(
            "fit", "--quantiles", "p10=0.2", "p50=0.3", "p90=0.6", "--input", "utilisation", "--no-plots", "-o", _folder["out"]);

        string[] cells = Assert.Single(Rows(fit)).Split(',');
        Assert.Equal(0, Program.Run("check", "inputs/reference", "--set", $"utilisation={cells[2]} {cells[3]}").ExitCode);
    }

    [Fact]
    public void In_a_pipe_no_comment_is_wider_than_80_columns()
    {
        var data = Program.Run(
            "fit", Column(new LogNormal(20_000_000, 0.8), 300), "--input", "daily_users", "--no-plots", "-o", _folder["out"]);
        var judgement = Program.Run(
            "fit", "--quantiles", "p10=5M", "p50=10M", "p90=30M", "--input", "daily_users", "--no-plots", "-o", _folder["out"]);

        Assert.All(
            (data.Output + judgement.Output).Split('\n')
                .Where(line => line.StartsWith('#') && !line.Contains(_folder.Path, StringComparison.Ordinal)),
            line => Assert.True(line.Length <= 80, $"{line.Length}: {line}"));
    }

    [Fact]
    public void The_same_data_and_seed_give_the_same_bytes()
    {
        string column = Column(new Weibull(1.5, 30), 200);
        Program.Run("fit", column, "-o", _folder["a"]);
        Program.Run("fit", column, "-o", _folder["b"]);
        Program.Run("fit", column, "--seed", "4", "--no-plots", "-o", _folder["c"]);

        foreach (string name in new[] { "fit.csv", "fit.png", "manifest.json" })
        {
            Assert.Equal(File.ReadAllBytes(_folder[$"a/{name}"]), File.ReadAllBytes(_folder[$"b/{name}"]));
        }

        Assert.NotEqual(File.ReadAllText(_folder["a/fit.csv"]), File.ReadAllText(_folder["c/fit.csv"]));
    }

    [Fact]
    public void Json_prints_the_documented_shape_and_nothing_else()
    {
        var fit = Program.Run("fit", Column(new LogNormal(200, 0.8), 100), "--json", "--no-plots", "-o", _folder["out"]);

        using var json = JsonDocument.Parse(fit.Output);
        Assert.Equal(
            [
                "data", "column", "count", "minimum", "maximum", "mean", "sd", "rows", "dropped", "version", "seed",
                "replicates", "location",
                "verdict", "words", "laws", "excluded", "rows_to_paste", "files",
            ],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.InRange(json.RootElement.GetProperty("laws")[0].GetProperty("ks_p").GetDouble(), 0.001, 1);
    }

    [Theory]
    [InlineData("COST501", "fit", "data.csv", "--column", "token")]
    [InlineData("COST502", "fit", "short.csv", "--column", "v")]
    [InlineData("COST504", "fit", "data.csv", "--column", "tokens", "--input", "utilisation")]
    [InlineData("COST503", "fit", "--quantiles", "p90=1", "p10=2")]
    [InlineData("COST103", "fit", "--quantiles", "p10=1,5", "p90=2")]
    [InlineData("COST102", "fit", "empty.csv", "--column", "v")]
    public void Bad_data_exit_with_3_and_write_nothing(string code, params string[] arguments)
    {
        Column(new LogNormal(200, 0.8), 50);
        _folder.Write("short.csv", "v\n1\n2\nx\n");
        _folder.Write("empty.csv", "");

        var fit = Program.Run(
            [.. arguments.Select(argument => argument.EndsWith(".csv", StringComparison.Ordinal) ? _folder[argument] : argument),
                "-o", _folder["never"]]);

        Assert.Equal(3, fit.ExitCode);
        Assert.Contains($"error[{code}]", fit.Error, StringComparison.Ordinal);
        Assert.Empty(fit.Output);
        Assert.False(Directory.Exists(_folder["never"]));
    }

    [Fact]
    public void A_missing_file_cannot_be_read()
    {
        var fit = Program.Run("fit", _folder["nothing.csv"], "-o", _folder["never"]);

        Assert.Equal(4, fit.ExitCode);
        Assert.Contains("there is no such file", fit.Error, StringComparison.Ordinal);
    }

    private static string[] Rows(Program.Outcome fit) =>
        [.. fit.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'))];

    /// <summary>The comments as one line.</summary>
    private static string Prose(Program.Outcome fit) =>
        string.Join(
            ' ', fit.Output.Split('\n').Where(line => line.StartsWith("# ", StringComparison.Ordinal)).Select(line => line[2..].Trim()));

    private string Column(Distribution law, int count)
    {
        double[] uniforms = new double[(count + Sampler.GroupLength) / Sampler.GroupLength * Sampler.GroupLength];
        Philox.Uniforms(20251123, StreamName.Hash("fit.command"), 0, uniforms);
        string[] lines = [.. uniforms.Take(count).Select(u => string.Create(CultureInfo.InvariantCulture, $"{law.Quantile(u):G9}"))];
        return _folder.Write("data.csv", "tokens\n" + string.Join('\n', lines) + "\n");
    }
}

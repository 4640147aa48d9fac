using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace CostSim.Cli.Tests.Commands.Run;

public sealed partial class RunCommandTests : IDisposable
{
    private const int ManyThreads = 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Published results of point scenarios, with the tolerance their rounding allows.</summary>
    [Theory]
    [InlineData("guosheng-2023", "paid_gpus", 729166.6667 / 24, 1e-6)]
    [InlineData("guosheng-2023", "energy_per_day", 593.165, 1e-3)]
    [InlineData("goldstein-2022", "daily_cost", 87500, 1e-9)]
    [InlineData("goldstein-2022", "cost_per_query", 0.00875, 1e-9)]
    [InlineData("semianalysis-2023", "daily_cost", 694444, 1e-6)]
    [InlineData("semianalysis-2023", "paid_gpus", 28935, 2e-5)]
    [InlineData("semianalysis-2023", "cost_per_query", 0.00356, 1e-3)]
    [InlineData("devries-2023", "energy_per_day", 564.25, 1e-3)]
    [InlineData("devries-2023", "energy_per_query", 2.89, 2e-3)]
    [InlineData("epoch-gpt4o-2025", "gpu_seconds_per_query", 1.011, 1e-3)]
    [InlineData("epoch-gpt4o-2025", "energy_per_query", 0.301, 1e-3)]
    public void A_point_scenario_reproduces_its_published_result(string scenario, string output, double published, double tolerance)
    {
        var summary = Summary($"inputs/{scenario}", "-n", "1024");

        Assert.InRange(summary[("total", output, "mean")].Value / published, 1 - tolerance, 1 + tolerance);
        Assert.Equal(summary[("total", output, "mean")].Value, summary[("total", output, "p50")].Value, tolerance: 1e-9 * published);
    }

    [Fact]
    public void The_power_bill_of_guosheng_is_reproduced()
    {
        Assert.Equal(0, Program.Run("run", "inputs/guosheng-2023", "-n", "1024", "--no-plots", "-o", _folder["out"]).ExitCode);

        string power = File.ReadLines(_folder["out/breakdown.csv"])
            .Single(line => line.StartsWith("total,kind,power,", StringComparison.Ordinal));

        Assert.InRange(Number(power.Split(',')[3]) / 47453, 1 - 1e-3, 1 + 1e-3);
    }

    [Fact]
    public void The_readme_tells_every_file_of_a_run()
    {
        Assert.Equal(0, Program.Run("run", "inputs/chatgpt-2025", "-n", "1024", "-o", _folder["out"]).ExitCode);

        string readme = File.ReadAllText(Path.Join(Program.Root, "README.md"));

        Assert.All(
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName),
            file => Assert.Contains($"`{file}`", readme, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mc")]
    [InlineData("lhs")]
    [InlineData("sobol")]
    public void Summary_has_the_same_bytes_at_any_thread_count_and_vector_width(string sampling)
    {
        string[] environments = ["", "DOTNET_EnableAVX512", "DOTNET_EnableAVX2"];
        string[] threads = ["1", "2", "7"];
        var digests = new HashSet<string>();
        foreach (var (variable, count) in environments.Zip(threads))
        {
            var environment = variable.Length == 0 ? new Dictionary<string, string>() : new() { [variable] = "0" };
            var run = Program.RunWith(environment, "run", "inputs/chatgpt-2023", "-n", "200001", "--sampling", sampling, "--threads", count,
                "--no-plots", "--quiet", "-o", _folder[count]);
            Assert.Equal(0, run.ExitCode);
            digests.Add(Digest(_folder[$"{count}/summary.csv"]));
        }

        Assert.Single(digests);
    }

    [Fact]
    public void The_manifest_holds_the_digest_of_every_file()
    {
        Assert.Equal(0, Program.Run("run", "inputs/chatgpt-2023", "-n", "10k", "-o", _folder["out"]).ExitCode);

        using var manifest = JsonDocument.Parse(File.ReadAllText(_folder["out/manifest.json"]));
        var listed = manifest.RootElement.GetProperty("files").EnumerateArray()
            .ToDictionary(file => file.GetProperty("name").GetString()!, file => file.GetProperty("sha256").GetString()!);

        Assert.Equal(
            Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Where(name => name != "manifest.json")
                .Order(StringComparer.Ordinal),
            listed.Keys.Order(StringComparer.Ordinal));
        Assert.All(listed, file => Assert.Equal(Digest(_folder[$"out/{file.Key}"]), file.Value));
    }

    [Fact]
    public void The_output_folder_has_every_report_of_the_contract()
    {
        Assert.Equal(0, Program.Run("run", "inputs/chatgpt-2023", "-n", "10k", "-o", _folder["out"]).ExitCode);

        string[] reports =
        [
            "summary.csv", "histogram.csv", "drivers.csv", "breakdown.csv", "inputs.resolved.csv", "manifest.json",
            "cost.png", "exceedance.png", "breakdown.png", "drivers.png", "inputs.png", "convergence.png", "convergence.csv",
        ];
        Assert.All(reports, report => Assert.True(new FileInfo(_folder[$"out/{report}"]) is { Exists: true, Length: > 0 }, report));
    }

    [Fact]
    public void Resolved_inputs_run_again_to_the_same_summary()
    {
        Assert.Equal(0, Program.Run("run", "inputs/chatgpt-2023", "-n", "10k", "--no-plots", "-o", _folder["first"]).ExitCode);
        Assert.Equal(
            0, Program.Run("run", _folder["first/inputs.resolved.csv"], "-n", "10k", "--no-plots", "-o", _folder["second"]).ExitCode);

        Assert.Equal(File.ReadAllBytes(_folder["first/summary.csv"]), File.ReadAllBytes(_folder["second/summary.csv"]));
    }

    [Fact]
    public void Both_breakdowns_add_up_to_the_mean_cost()
    {
        Assert.Equal(0, Program.Run("run", "inputs/chatgpt-2023", "-n", "100k", "--no-plots", "-o", _folder["out"]).ExitCode);
        double mean = ReadSummary(_folder["out"])[("total", "daily_cost", "mean")].Value;

        var sums = File.ReadLines(_folder["out/breakdown.csv"]).Skip(1).Select(line => line.Split(','))
            .GroupBy(cells => (cells[0], cells[1]), cells => Number(cells[3])).ToList();

        Assert.Equal(4, sums.Count);
        Assert.All(sums, parts => Assert.InRange(parts.Sum() / mean, 1 - 1e-12, 1 + 1e-12));
    }

    [Fact]
    public void Totals_of_a_mixed_scenario_are_sums_in_the_mean_and_not_in_percentiles()
    {
        var summary = Summary("inputs/aigc-mix", "-n", "20k");
        string[] workloads = [.. summary.Keys.Select(key => key.Workload).Where(name => name != "total").Distinct()];
        double Sum(string output, string statistic) => workloads.Sum(workload => summary[(workload, output, statistic)].Value);

        Assert.Equal(6, workloads.Length);
        string[] sums =
        [
            "daily_cost", "annual_cost", "queries_per_day", "tokens_per_day", "paid_gpus", "peak_gpus", "energy_per_day",
            "co2_per_day", "water_per_day",
        ];
        Assert.All(sums, output => Assert.Equal(1, Sum(output, "mean") / summary[("total", output, "mean")].Value, 1e-12));
        Assert.True(Sum("daily_cost", "p95") > 1.01 * summary[("total", "daily_cost", "p95")].Value);
        double perQuery = summary[("total", "cost_per_query", "p50")].Value;
        Assert.InRange(perQuery, workloads.Min(name => summary[(name, "cost_per_query", "p50")].Value),
            workloads.Max(name => summary[(name, "cost_per_query", "p50")].Value));
    }

    [Fact]
    public void Json_prints_the_documented_shape_and_nothing_else()
    {
        var run = Program.Run("run", "inputs/reference", "-n", "1024", "--no-plots", "--json", "-o", _folder["out"]);

        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal(["scenario", "version", "seed", "trials", "sampling", "outputs", "files"],
            root.EnumerateObject().Select(property => property.Name));
        var cost = root.GetProperty("outputs").EnumerateArray()
            .Single(output => output.GetProperty("workload").GetString() == "total"
                && output.GetProperty("output").GetString() == "daily_cost");
        Assert.Equal("USD/day", cost.GetProperty("unit").GetString());
        Assert.Equal(["value", "lower", "upper"],
            cost.GetProperty("statistics").GetProperty("p50").EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Files_and_json_say_how_the_trials_were_placed()
    {
        var run = Program.Run(
            "run", "inputs/reference", "--sampling", "sobol", "--outputs", "daily_cost", "--no-plots", "--json", "-o", _folder["out"]);

        using var json = JsonDocument.Parse(run.Output);
        using var manifest = JsonDocument.Parse(File.ReadAllText(_folder["out/manifest.json"]));
        Assert.All([json, manifest], document =>
        {
            Assert.Equal("sobol", document.RootElement.GetProperty("sampling").GetString());
            Assert.Equal(1_048_576, document.RootElement.GetProperty("trials").GetInt64());
        });
    }

    [Fact]
    public void A_way_of_sampling_that_is_none_is_refused_with_the_nearest_name()
    {
        var run = Program.Run("run", "inputs/reference", "--sampling", "sobel", "-o", _folder["never"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("did you mean sobol", run.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("mc", "p95=2%")]
    [InlineData("sobol", "p95=0.5%,mean=1000")]
    public void A_run_until_a_tolerance_is_the_run_of_as_many_trials(string sampling, string tolerance)
    {
        string[] options = ["--sampling", sampling, "--outputs", "daily_cost", "--no-plots", "--quiet", "-o"];
        Assert.Equal(
            0, Program.Run(["run", "inputs/reference", "--until", tolerance, "--threads", "1", .. options, _folder["until"]]).ExitCode);
        using var manifest = JsonDocument.Parse(File.ReadAllText(_folder["until/manifest.json"]));
        string trials = manifest.RootElement.GetProperty("trials").GetInt64().ToString(CultureInfo.InvariantCulture);
        Assert.Equal(0, Program.Run(["run", "inputs/reference", "-n", trials, .. options, _folder["fixed"]]).ExitCode);

        Assert.Equal(File.ReadAllBytes(_folder["fixed/summary.csv"]), File.ReadAllBytes(_folder["until/summary.csv"]));
        Assert.True(long.Parse(trials, CultureInfo.InvariantCulture) < 2_000_000);
    }

    [Fact]
    public void A_law_without_variance_is_named_because_the_interval_of_the_mean_means_nothing()
    {
        string[] options = ["--outputs", "daily_cost", "--no-plots", "-n", "10k", "-o", _folder["out"]];
        var endless = Program.Run(["run", "inputs/reference", "--set", "queries_per_user=pareto min=5 alpha=1.5", .. options]);
        var bounded = Program.Run(["run", "inputs/reference", "--set", "queries_per_user=pareto min=5 alpha=1.5 at_most=1000", .. options]);

        Assert.Contains("chat.queries_per_user: no finite variance", endless.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal((0, ""), (bounded.ExitCode, bounded.Error));
    }

    [Fact]
    public void A_cap_that_comes_before_the_tolerance_exits_with_5()
    {
        var run = Program.Run(
            "run", "inputs/reference", "--until", "p95=0.01%", "-n", "100k", "--sampling", "sobol", "--no-plots", "-o", _folder["out"]);

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("not reached; raise --trials", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_scenario_exits_with_4() =>
        Assert.Equal(4, Program.Run("run", "inputs/no-such-scenario", "-o", _folder["never"]).ExitCode);

    [Fact]
    public void A_folder_that_no_run_wrote_is_left_alone()
    {
        Directory.CreateDirectory(_folder["mine"]);
        _folder.Write("mine/notes.txt", "keep me");

        var run = Program.Run("run", "inputs/reference", "-n", "1024", "--no-plots", "-o", _folder["mine"]);

        Assert.Equal(4, run.ExitCode);
        Assert.Equal(["notes.txt"], Directory.GetFileSystemEntries(_folder["mine"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_with_somebody_elses_manifest_is_left_alone()
    {
        Directory.CreateDirectory(_folder["app"]);
        _folder.Write("app/manifest.json", "{\"name\":\"my app\"}");

        Assert.Equal(4, Program.Run("run", "inputs/reference", "-n", "1024", "--no-plots", "-o", _folder["app"]).ExitCode);
        Assert.Equal("{\"name\":\"my app\"}", File.ReadAllText(_folder["app/manifest.json"]));
    }

    [Fact]
    public void Notes_beside_the_reports_are_not_thrown_away()
    {
        Assert.Equal(0, Program.Run("run", "inputs/reference", "-n", "1024", "--no-plots", "-o", _folder["out"]).ExitCode);
        _folder.Write("out/notes.txt", "keep me");

        var run = Program.Run("run", "inputs/reference", "-n", "1024", "--no-plots", "-o", _folder["out"]);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("notes.txt", run.Error, StringComparison.Ordinal);
        Assert.Equal("keep me", File.ReadAllText(_folder["out/notes.txt"]));
    }

    [Fact]
    public void An_output_folder_without_a_name_is_a_wrong_command_line() =>
        Assert.Equal(2, Program.Run("run", "inputs/reference", "-n", "1024", "-o", "").ExitCode);

    [Fact]
    public void A_single_trial_is_not_called_certain()
    {
        var run = Program.Run("run", "inputs/chatgpt-2023", "-n", "1", "--no-plots", "-o", _folder["out"]);

        Assert.Contains("from a single trial", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("drivers", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_replaces_the_first_whole()
    {
        Assert.Equal(0, Program.Run("run", "inputs/reference", "-n", "1024", "-o", _folder["out"]).ExitCode);
        Assert.Equal(0, Program.Run("run", "inputs/reference", "-n", "1024", "--no-plots", "-o", _folder["out"]).ExitCode);

        Assert.False(File.Exists(_folder["out/cost.png"]));
        Assert.Equal(["out"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(2, 130)]
    [InlineData(15, 143)]
    public async Task A_signal_ends_a_run_with_nothing_written(int signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill(2)");
        string[] endless = ["run", "inputs/reference", "-n", "100B", "--outputs", "daily_cost", "--threads", $"{ManyThreads}"];
        using var process = StartHeeding(signal, [.. endless, "-o", _folder["out"]]);
        try
        {
            await WaitUntilItSimulates(process);

            Assert.Equal(0, Kill(process.Id, signal));
            string said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal((exitCode, "Interrupted; nothing was written."), (process.ExitCode, said.Trim()));
            Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public void Draws_of_one_input_do_not_move_when_another_is_changed()
    {
        Program.Run("run", "inputs/reference", "-n", "10k", "--no-plots", "--outputs", "queries_per_day", "-o", _folder["a"]);
        Program.Run("run", "inputs/reference", "-n", "10k", "--no-plots", "--outputs", "queries_per_day", "--set", "gpu_price=2", "--set",
            "utilisation=uniform min=0.2 max=0.3", "-o", _folder["b"]);

        Assert.Equal(File.ReadAllBytes(_folder["a/summary.csv"]), File.ReadAllBytes(_folder["b/summary.csv"]));
    }

    /// <summary>
    /// log(users × queries) is normal with variance 0.5² + 0.4² + 2·0.5·0.4·ρ and ρ = 2 sin(π r / 6), so that P95 over the median is
    /// exp(1.6449 sd). 64k Sobol points know it to about 0.1 %; the seed is fixed.
    /// </summary>
    [Theory]
    [InlineData("0.6", 3.7941546729546016)]
    [InlineData("-60%", 1.9418589914057323)]
    [InlineData("0", 2.8669)]
    public void A_rank_correlation_widens_or_narrows_a_product_as_it_must(string correlation, double ratio)
    {
        Directory.CreateDirectory(_folder["mine"]);
        File.WriteAllText(_folder["mine/inputs.csv"], File.ReadAllText(Path.Join(Program.Root, "inputs/goldstein-2022/inputs.csv")));
        File.WriteAllText(
            _folder["mine/correlations.csv"], $"input_a,input_b,rank_correlation\nchat.queries_per_user,chat.daily_users,{correlation}\n");

        var summary = Summary(
            _folder["mine"], "-n", "64k", "--sampling", "sobol", "--set", "daily_users=lognormal median=1M sigma=0.5", "--set",
            "queries_per_user=lognormal median=10 sigma=0.4");

        Assert.InRange(
            summary[("total", "queries_per_day", "p95")].Value / summary[("total", "queries_per_day", "p50")].Value / ratio, 0.995, 1.005);
        Assert.InRange(summary[("total", "queries_per_day", "p50")].Value / 1e7, 0.995, 1.005);
    }

    [Fact]
    public void An_input_that_overflows_the_model_is_refused_in_words()
    {
        var run = Program.Run("run", "inputs/reference", "-n", "10k", "--no-plots", "--set", "daily_users=1e200", "--set",
            "queries_per_user=1e200", "-o", _folder["never"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("in trial", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["never"]));
    }

    /// <summary>Waits until the process has more threads than the runtime alone ever starts: those of the simulation.</summary>
    private static async Task WaitUntilItSimulates(Process process)
    {
        while (process.Threads.Count < ManyThreads)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            process.Refresh();
        }
    }

    /// <summary>Starts the program so that a signal reaches it: shells tell what they start in the background to ignore SIGINT.</summary>
    private static Process StartHeeding(int signal, string[] arguments)
    {
        // All zeros is the default action, whatever a platform's struct sigaction looks like; none is as large as this.
        byte[] standard = new byte[256], before = new byte[256], since = new byte[256];
        Assert.Equal(0, SetAction(signal, standard, before));
        try
        {
            return Program.Start(new Dictionary<string, string>(), arguments);
        }
        finally
        {
            Assert.Equal(0, SetAction(signal, before, since));
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SetAction(int signal, byte[] action, byte[] before);

    private Dictionary<(string Workload, string Output, string Statistic), (double Value, string Interval)> Summary(
        params string[] arguments)
    {
        var run = Program.Run(["run", .. arguments, "--no-plots", "-o", _folder["out"]]);
        Assert.Equal(0, run.ExitCode);
        return ReadSummary(_folder["out"]);
    }

    private static Dictionary<(string Workload, string Output, string Statistic), (double Value, string Interval)> ReadSummary(
        string folder) =>
        File.ReadLines(Path.Join(folder, "summary.csv")).Skip(1).Select(line => line.Split(','))
            .ToDictionary(cells => (cells[0], cells[1], cells[2]), cells => (Number(cells[3]), $"{cells[4]} - {cells[5]}"));

    private static double Number(string text) => Convert.ToDouble(text, CultureInfo.InvariantCulture);

    private static string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}

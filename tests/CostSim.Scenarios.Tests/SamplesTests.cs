using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace CostSim.Scenarios.Tests;

/// <summary>The programs of docs/samples, as their readers run them.</summary>
public partial class SamplesTests
{
    /// <summary>
    /// Five standard errors or more: of P95 of the reference scenario, the widest, it is 0.3 % of the figure at a million trials.
    /// </summary>
    private const double Tolerance = 0.015;

    [Fact]
    public void The_csharp_sample_prints_the_cost_that_its_inputs_have_by_hand()
    {
        var (exitCode, output, error) = Run("csharp");

        Assert.Equal((0, ""), (exitCode, error));
        // 10 queries of 300 tokens, each 2 x 100e9 FLOP at 0.4 of 312e12 FLOP/s with batches filled to 0.7, on GPUs that are busy half of
        // the busiest hour, which is 1.4 times the mean; 2 USD an hour and 15 % on top. Only the users vary, log-normally.
        double busyHours = 1e6 * 10 * 300 * (2 * 100e9) / (0.4 * 0.7 * 312e12) / 3600;
        double median = busyHours / 0.5 * 1.4 * 2 * 1.15;
        var (p50, p95) = Figures(output);
        Assert.Equal(1, p50 / median, Tolerance);
        Assert.Equal(1, p95 / (median * Math.Exp(0.5 * 1.6448536269514722)), Tolerance);
    }

    [Fact]
    public void The_fsharp_sample_prints_the_cost_of_the_reference_scenario()
    {
        var (exitCode, output, error) = Run("fsharp", Path.Join(Repository.Root, "inputs", "reference"));

        Assert.Equal((0, ""), (exitCode, error));
        // By FFT convolution, without sampling.
        var (p50, p95) = Figures(output);
        Assert.Equal(1, p50 / 137_244.978, Tolerance);
        Assert.Equal(1, p95 / 674_515.38, Tolerance);
    }

    [Fact]
    public void The_fsharp_sample_shows_mistakes_with_their_places()
    {
        var (exitCode, output, error) = Run("fsharp", Path.Join(Repository.Root, "inputs", "reference"), "utilisation=3");

        Assert.Equal((3, ""), (exitCode, output));
        Assert.StartsWith("error[COST305]: utilisation must be in (0, 1], but is 3\n  --> --set utilisation:13", error,
            StringComparison.Ordinal);
    }

    private static (double P50, double P95) Figures(string output)
    {
        var figures = FiguresPattern().Match(output);
        Assert.True(figures.Success, output);
        return (Number(figures.Groups[1].Value), Number(figures.Groups[2].Value));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static (int ExitCode, string Output, string Error) Run(string sample, params string[] arguments)
    {
        // Built with these tests, in the same configuration.
        string folder = Path.GetRelativePath(Path.Join(Repository.Root, "tests", "CostSim.Scenarios.Tests"), AppContext.BaseDirectory);
        string program = Path.Join(Repository.Root, "docs", "samples", sample, folder, $"sample-{sample}.dll");
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    [GeneratedRegex(@"^USD/day: P50 ([0-9.]+), P95 ([0-9.]+)\s*$")]
    private static partial Regex FiguresPattern();
}

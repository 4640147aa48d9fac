using CostSim.CostModel;
using CostSim.Distributions;
using Xunit;

namespace CostSim.Scenarios.Tests;

public class LawCellTests
{
    /// <summary>Tokens a request in the Azure conversation trace of 2023.</summary>
    [Theory]
    [InlineData("p5=181 p50=1020 p90=2734 p99=4142", 181, 1020, 2734, 4142)]
    [InlineData("p5=41 median=129 p90=424 p99=601", 41, 129, 424, 601)]
    public void Published_percentiles_are_given_back_by_a_law_of_positive_numbers(
        string parameters, double p5, double p50, double p90, double p99)
    {
        var law = Read($"quantiles {parameters}").Law;
        double[] values = [law.Quantile(0.05), law.Quantile(0.5), law.Quantile(0.9), law.Quantile(0.99)];
        Assert.All(values.Zip([p5, p50, p90, p99]), pair => Assert.Equal(1, pair.First / pair.Second, 1e-14));
        Assert.True(law.Minimum >= 0 && law.Quantile(1e-15) > 0);
    }

    /// <summary>Medians in closed form, or of scipy.stats (poisson, binom).</summary>
    [Theory]
    [InlineData("student_t location=50 scale=3 dof=4 at_least=0 at_most=100", 50)]
    [InlineData("pareto min=2 alpha=0.5", 8)]
    [InlineData("pareto min=2 p75=32", 8)]
    [InlineData("poisson mean=300", 300)]
    [InlineData("poisson mean=3 at_least=3", 4)]
    [InlineData("binomial n=1k p=30%", 300)]
    [InlineData("metalog p10=10 p50=25 p90=80 min=0", 25)]
    [InlineData("lognormal median=50 sigma=0.5 shift=20", 70)]
    [InlineData("lognormal p10=10 p50=25 shift=1k", 1025)]
    [InlineData("normal mean=50 sd=1e-3 shift=-20 at_least=0", 30)]
    public void Every_law_can_be_stated(string law, double median) => Assert.Equal(median, Read(law).Law.Quantile(0.5), 1e-9 * median);

    [Theory]
    [InlineData("p10=10 p50=11 p90=40", "p50", 15)]
    [InlineData("p10=10 p50=38 p90=40", "p50", 35)]
    public void A_metalog_law_that_does_not_exist_says_which_percentile_to_move_and_there_it_exists(
        string parameters, string moved, double near)
    {
        var reading = SampleScenario.Read(SampleScenario.Rows, $"prompt_tokens=metalog {parameters}");
        var diagnostic = Assert.Single(reading.Diagnostics);
        Assert.Equal(("COST302", $"input prompt_tokens, parameter {moved}"), (diagnostic.Code.Id, diagnostic.Context));
        string written = diagnostic.Help.Split(',', ' ')[1];
        // Keelin 2016, section 3.5: of three symmetric percentiles the middle one lies from 0.1666 to 0.8334 of the way.
        Assert.Equal(near, NumberReader.Read(written.Split('=')[1]).Value!.Value, 0.02 * near);
        string mended = string.Join(
            ' ', parameters.Split(' ').Select(pair => pair.StartsWith(moved + "=", StringComparison.Ordinal) ? written : pair));
        Assert.Empty(SampleScenario.Read(SampleScenario.Rows, $"prompt_tokens=metalog {mended} at_least=0").Diagnostics);
    }

    [Fact]
    public void Every_law_of_the_catalogue_is_offered_for_an_unknown_one()
    {
        string help = Assert.Single(SampleScenario.Read(SampleScenario.Rows, "prompt_tokens=xyzzyxyzzy a=1").Diagnostics).Help;
        Assert.All(LawCatalogue.All, law => Assert.Contains(law.Name, help, StringComparison.Ordinal));
    }

    private static ScenarioInput Read(string law)
    {
        var reading = SampleScenario.Read(SampleScenario.Rows, $"prompt_tokens={law}");
        Assert.Empty(reading.Diagnostics);
        return reading.Scenario!.Workloads[0][InputCatalogue.PromptTokens]!;
    }
}

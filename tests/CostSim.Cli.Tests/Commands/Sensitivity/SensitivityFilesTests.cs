using CostSim.Analysis;
using CostSim.Cli.Commands.Sensitivity;
using CostSim.Cli.Findings;
using CostSim.CostModel;
using CostSim.Sampling;
using CostSim.Scenarios;
using SkiaSharp;
using Xunit;

namespace CostSim.Cli.Tests.Commands.Sensitivity;

public sealed class SensitivityFilesTests
{
    public static TheoryData<string, string> Shipped => new()
    {
        { "chatgpt-2023", "daily_cost" }, { "chatgpt-2023", "model_flop_utilisation" }, { "reference", "daily_cost" },
        { "reference", "paid_gpus" },
        { "semianalysis-2023", "daily_cost" }, { "self-hosted-llama", "daily_cost" }, { "aigc-mix", "daily_cost" },
        { "chatgpt-2025", "daily_cost" },
        { "azure-conversation", "daily_cost" }, { "azure-conversation", "energy_per_query" },
    };

    [Theory]
    [MemberData(nameof(Shipped))]
    public void No_label_of_a_picture_covers_another_or_is_cut_off(string scenario, string output) =>
        AssertLegible(
            Analyse(ScenarioReader.Read(Path.Join(Commands.Program.Root, "inputs", scenario)).Scenario!, OutputCatalogue.Find(output)!));

    [Fact]
    public void Long_groups_of_correlated_inputs_are_legible_too()
    {
        var scenario = ScenarioReader.Read(Path.Join(Commands.Program.Root, "inputs", "aigc-mix")).Scenario!;
        string[] names = [.. scenario.Uncertain.Select(input => input.Name).Order(StringComparer.Ordinal).Take(8)];
        var correlations = RankCorrelations.Of([.. names.Skip(1).Select(name => (names[0], name, 0.2))]);

        var sensitivity = Analyse(scenario with { Correlations = correlations }, OutputCatalogue.DailyCost);

        AssertLegible(sensitivity);
        Assert.Contains(SensitivityFindings.Warnings(sensitivity), warning => warning.Contains("are correlated", StringComparison.Ordinal));
    }

    private static void AssertLegible(SensitivityResult sensitivity)
    {
        foreach (var (fileName, compose) in SensitivityFiles.Pictures)
        {
            using var sheet = compose(sensitivity);
            Assert.Equal(sensitivity.Varies, sheet is not null);
            for (int i = 0; i < (sheet?.Labels.Count ?? 0); i++)
            {
                var (text, box) = sheet!.Labels[i];
                Assert.True(sheet.Bounds.Contains(box), $"{fileName}: \"{text}\" is cut off");
                foreach (var (other, otherBox) in sheet.Labels.Take(i))
                {
                    var common = SKRect.Intersect(box, otherBox);
                    Assert.False(common.Width > 0.5f && common.Height > 1, $"{fileName}: \"{text}\" covers \"{other}\"");
                }
            }
        }
    }

    private static SensitivityResult Analyse(Scenario scenario, OutputDefinition output) =>
        new SensitivityAnalysis(scenario).Run(new(1, 1, output), threads: 2, cancellation: TestContext.Current.CancellationToken);
}

using CostSim.Cli.Commands.Fit;
using CostSim.Cli.Findings;
using CostSim.Cli.Pictures;
using CostSim.CostModel;
using CostSim.Distributions;
using CostSim.Scenarios;
using SkiaSharp;
using Xunit;

namespace CostSim.Cli.Tests.Pictures;

public sealed class FitPictureTests
{
    public static TheoryData<string, double[]> Columns => new()
    {
        { "v", [.. Enumerable.Range(1, 300).Select(i => new LogNormal(2e7, 2).Quantile((i - 0.5) / 300))] },
        { "a_column_with_a_name_that_is_much_too_long_for_the_line_it_stands_in_but_is_written_all_the_same_and_wraps",
            [.. Enumerable.Range(1, 50).Select(i => i * i / 1e7)] },
        { "small", [1, 2, 3, 4, 7] },
        { "negative", [.. Enumerable.Range(1, 2000).Select(i => new StudentT(-1e9, 1e8, 2).Quantile((i - 0.5) / 2000))] },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void No_label_covers_another_or_is_cut_off(string name, double[] values)
    {
        var target = new FitTarget("", FitTarget.Open, "", null, "");
        var report = FitRun.Of(
            target, new DataColumn("data.csv", name, values, values.Length, []), new(0, 1), 0, 1, TestContext.Current.CancellationToken);

        using var sheet = FitPicture.OfData(report);

        AssertReadable(sheet!);
    }

    [Theory]
    [InlineData("daily_users", 5e6, 1e7, 3e7)]
    [InlineData("utilisation", 0.2, 0.3, 0.7)]
    [InlineData("gpu_price", 1e-4, 1, 1e4)]
    public void No_label_of_a_judgement_covers_another_or_is_cut_off(string input, double low, double middle, double high)
    {
        var definition = InputCatalogue.Find(input)!;
        var target = new FitTarget("chat", input, definition.Unit, definition, "");
        var report = FitRun.Of(target, [Point("p10", low), Point("p50", middle), Point("p90", high)], new(0, 1));

        using var sheet = FitPicture.OfPercentiles(report);

        AssertReadable(sheet!);

        static QuantilePoint Point(string name, double value) => QuantilePoint.Read(name, value)!.Value;
    }

    private static void AssertReadable(Sheet sheet)
    {
        for (int i = 0; i < sheet.Labels.Count; i++)
        {
            var (text, box) = sheet.Labels[i];
            Assert.True(sheet.Bounds.Contains(box), $"\"{text}\" is cut off");
            foreach (var (other, otherBox) in sheet.Labels.Take(i))
            {
                var common = SKRect.Intersect(box, otherBox);
                Assert.False(common.Width > 0.5f && common.Height > 1, $"\"{text}\" covers \"{other}\"");
            }
        }
    }
}

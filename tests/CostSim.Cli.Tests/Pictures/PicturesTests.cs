using System.Buffers.Binary;
using System.Reflection;
using CostSim.Cli.Commands.Explain;
using CostSim.Cli.Commands.Run;
using CostSim.Cli.Commands.Sensitivity;
using CostSim.Cli.Pictures;
using CostSim.CostModel;
using CostSim.Statistics;
using SkiaSharp;
using Xunit;

namespace CostSim.Cli.Tests.Pictures;

public class PicturesTests
{
    public static TheoryData<string, string> RunsAndPictures
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (string run in SampleRun.Cases.Keys)
            {
                foreach (var picture in RunFiles.Pictures)
                {
                    pairs.Add(run, picture.FileName);
                }
            }
            return pairs;
        }
    }

    public static TheoryData<string> FileNames => [.. RunFiles.Pictures.Select(picture => picture.FileName)];

    [Theory]
    [MemberData(nameof(RunsAndPictures))]
    public void No_label_covers_another_or_is_cut_off(string run, string fileName)
    {
        using var sheet = Named(fileName).Compose(SampleRun.Cases[run]());
        if (sheet is null)
        {
            string[] without = ["no draws and no drivers", "constant", "zero", "one trial"];
            Assert.Contains(run, fileName == "convergence.png"
                ? [.. without, "two trials", "twenty trials", "1024 trials", "three values", "a rare second value"] : without);
            Assert.NotEqual("cost.png", fileName);
            return;
        }
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

    [Theory]
    [MemberData(nameof(FileNames))]
    public void Every_label_is_there_to_be_read(string fileName)
    {
        using var sheet = Named(fileName).Compose(SampleRun.Cases["two peaks"]());
        using var image = SKBitmap.Decode(sheet!.ToPng());
        foreach (var (text, box) in sheet.Labels.Where(label => label.Text.Length > 0))
        {
            Assert.True(HasInk(image, box), $"nothing is written where \"{text}\" should stand");
        }
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_picture_is_a_PNG_of_1600_by_900(string fileName)
    {
        var context = SampleRun.Of((u, v) => SampleRun.LogNormal(7e5, 0.87, u, v), inputs: 6);
        byte[] png = Named(fileName).Draw(context)!;
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(1600, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(900, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    [Theory]
    [InlineData("inputs.png", "wide")]
    [InlineData("breakdown.png", "thirty workloads")]
    public void A_picture_with_more_to_show_grows_in_height_only(string fileName, string run)
    {
        byte[] png = Named(fileName).Draw(SampleRun.Cases[run]())!;
        Assert.Equal(1600, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), 901, 3000);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_also_when_drawn_side_by_side()
    {
        var alone = RunFiles.Pictures.Select(picture => picture.Draw(SampleRun.Typical)!).ToList();
        var together = RunFiles.Pictures.Concat(RunFiles.Pictures).AsParallel().AsOrdered().WithDegreeOfParallelism(4)
            .Select(picture => picture.Draw(SampleRun.Typical)!).ToList();
        for (int i = 0; i < together.Count; i++)
        {
            Assert.True(alone[i % alone.Count].AsSpan().SequenceEqual(together[i]));
        }
    }

    [Theory]
    [InlineData("typical", "cost.png", "A day costs $1")]
    [InlineData("three values", "cost.png", "A day costs $900k (60 %), $")]
    [InlineData("forty values", "cost.png", "A day costs one of 40 sums: ")]
    [InlineData("constant", "cost.png", "Every day costs $87.5k")]
    [InlineData("zero", "cost.png", "A day costs nothing")]
    [InlineData("one trial", "cost.png", "In the one trial a day costs ")]
    [InlineData("typical", "exceedance.png", "One chance in twenty that a day costs more than $")]
    [InlineData("twenty trials", "exceedance.png", "An even chance that a day costs more than $")]
    [InlineData("typical", "breakdown.png", "A mean day costs $1.02M; 50 % of it generates responses")]
    [InlineData("two peaks", "breakdown.png", "A mean day costs $627k; 50 % of it generates responses")]
    [InlineData("typical", "drivers.png", "model moves the cost most (0.61), then daily_users")]
    [InlineData("typical", "inputs.png", "8 inputs are uncertain; ")]
    [InlineData("constant", "inputs.png", "Every input is fixed")]
    public void The_title_is_the_finding(string run, string fileName, string start)
    {
        using var sheet = Named(fileName).Compose(SampleRun.Cases[run]());
        Assert.StartsWith(start, sheet!.Labels[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void Subtitle_and_footer_say_what_was_run(string fileName)
    {
        using var sheet = Named(fileName).Compose(SampleRun.Typical);
        Assert.Contains(sheet!.Labels, label => label.Text.StartsWith("chatgpt-2023", StringComparison.Ordinal));
        string trials = fileName is "drivers.png" or "inputs.png" ? "first 4,096 of 20,000 trials" : "20,000 trials";
        string footer = $"{trials} · seed 1 · plain draws · CostSim 1.2.3";
        Assert.Contains(sheet.Labels, label => label.Text.StartsWith(footer, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cost.png")]
    [InlineData("exceedance.png")]
    [InlineData("drivers.png")]
    public void A_picture_of_the_daily_cost_is_not_drawn_without_it(string fileName)
    {
        var result = SampleRun.Typical.Result;
        var without = result with { Outputs = [.. result.Outputs.Where(output => output.Definition != OutputCatalogue.DailyCost)] };
        Assert.Null(Named(fileName).Draw(SampleRun.Typical with { Result = without }));
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("one trial")]
    public void A_cost_that_is_one_figure_is_said_once(string run)
    {
        var context = SampleRun.Cases[run]();
        Assert.NotNull(Named("cost.png").Draw(context));
        Assert.Null(Named("exceedance.png").Draw(context));
        Assert.Null(Named("drivers.png").Draw(context with { Drivers = [] }));
        Assert.NotNull(Named("inputs.png").Draw(context));
    }

    [Fact]
    public void A_breakdown_is_not_drawn_without_parts()
    {
        var result = SampleRun.Typical.Result;
        var without = result with { Outputs = [.. result.Outputs.Where(output => OutputCatalogue.All.Contains(output.Definition))] };
        Assert.Null(Named("breakdown.png").Draw(SampleRun.Typical with { Result = without }));
    }

    [Fact]
    public void A_part_that_is_only_rounding_is_left_out_of_the_breakdown()
    {
        var result = SampleRun.Typical.Result;
        var outputs = result.Outputs.Select(output => output.Definition.Name == "idle"
            ? output with { Sample = new(Moments.Of([5e-12]), output.Histogram, []) }
            : output);
        using var sheet = Named("breakdown.png").Compose(SampleRun.Typical with { Result = result with { Outputs = [.. outputs] } });
        Assert.DoesNotContain(sheet!.Labels, label => label.Text == "idle");
        Assert.Contains(sheet.Labels, label => label.Text == "decode");
    }

    [Fact]
    public void Shares_of_the_breakdown_add_up_to_100()
    {
        double[] shares = [0.017, 0.0195, 0.6795, 0.284];
        var result = SampleRun.Typical.Result;
        var outputs = result.Outputs.Select(output => OutputCatalogue.PartsByUse.ToList().IndexOf(output.Definition) is >= 0 and var i
            ? output with { Sample = new(Moments.Of([shares[i]]), output.Histogram, []) }
            : output);
        using var sheet = Named("breakdown.png").Compose(SampleRun.Typical with { Result = result with { Outputs = [.. outputs] } });
        var written = sheet!.Labels.Select(label => label.Text.Split(" % · ")).Where(cells => cells.Length == 2).Select(cells => cells[0]);
        Assert.Equal(["2", "2", "68", "28"], written.Take(4));
    }

    [Fact]
    public void One_workload_is_not_drawn_twice()
    {
        using var sheet = Named("breakdown.png").Compose(SampleRun.Typical);
        Assert.DoesNotContain(sheet!.Labels, label => label.Text is "chat" or "total");
    }

    [Fact]
    public void What_lies_beyond_the_axis_is_counted()
    {
        using var sheet = Named("cost.png").Compose(SampleRun.Typical);
        var footer = sheet!.Labels.Single(label => label.Text.Contains("seed", StringComparison.Ordinal));
        Assert.EndsWith("0.2 % of trials beyond the axis", footer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_is_named_with_the_chance_that_it_is_exceeded()
    {
        using var sheet = Named("exceedance.png").Compose(SampleRun.Cases["a budget"]());
        Assert.Contains(sheet!.Labels, label => label.Text == "budget $1.5M");
        Assert.Contains(sheet.Labels, label => label.Text == "19 %");
        using var far = Named("exceedance.png").Compose(SampleRun.Cases["a budget out of reach"]());
        Assert.Contains(far!.Labels, label => label.Text.EndsWith("budget $1.0T exceeded in 0 %", StringComparison.Ordinal));
    }

    [Fact]
    public void At_most_twelve_drivers_are_drawn_and_the_rest_counted()
    {
        using var sheet = Named("drivers.png").Compose(SampleRun.Cases["wide"]());
        Assert.Contains(sheet!.Labels, label => label.Text.StartsWith("and 4 smaller", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_picture_is_in_the_catalogue_of_a_command()
    {
        var composers = typeof(Sheet).Assembly.GetTypes().Where(type => type.Name.EndsWith("Picture", StringComparison.Ordinal)
            && type.GetMethod("Compose", BindingFlags.Static | BindingFlags.Public) is not null);
        var catalogued = RunFiles.Pictures.Select(picture => picture.Compose.Method)
            .Concat(ExplainFiles.Pictures.Select(picture => picture.Compose.Method))
            .Concat(SensitivityFiles.Pictures.Select(picture => picture.Compose.Method))
            .Select(method => method.DeclaringType!.Name);
        Assert.Equal(composers.Select(type => type.Name).Order(), catalogued.Order());
    }

    private static Picture<PictureContext> Named(string fileName) => RunFiles.Pictures.Single(picture => picture.FileName == fileName);

    private static bool HasInk(SKBitmap image, SKRect box)
    {
        int left = (int)(box.Left * Theme.Scale), right = (int)(box.Right * Theme.Scale), ink = 0;
        for (int y = (int)(box.Top * Theme.Scale); y < (int)(box.Bottom * Theme.Scale); y++)
        {
            var first = image.GetPixel(Math.Max(0, left - 1), y);
            for (int x = left; x < right; x++)
            {
                ink += image.GetPixel(x, y) != first ? 1 : 0;
            }
        }
        return ink > 10;
    }
}

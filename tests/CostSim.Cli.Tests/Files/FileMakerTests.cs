using CostSim.Cli.Files;
using Xunit;

namespace CostSim.Cli.Tests.Files;

public sealed class FileMakerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Files_come_in_their_order_without_those_that_have_no_content(int threads)
    {
        var makers = Enumerable.Range(0, 20).Select(i => new FileMaker($"{i}", () => i % 3 == 0 ? null : [(byte)i]));

        var files = FileMaker.MakeAll(makers, threads);

        Assert.Equal(Enumerable.Range(0, 20).Where(i => i % 3 != 0).Select(i => $"{i}"), files.Select(file => file.Name));
        Assert.All(files, file => Assert.Equal(file.Name, $"{file.Bytes.Single()}"));
    }

    [Fact]
    public void A_written_folder_names_its_files_but_for_the_manifest()
    {
        var written = new WrittenFolder("out/mine/", ["a.csv", "b.png", "c.csv", "manifest.json"]);

        Assert.Equal("Wrote out/mine/ (4 files): a.csv, b.png, c.csv", written.Line);
        Assert.Equal("Wrote out/mine/ (4 files): c.csv, a.csv ...", written.LineWith("c.csv", "none.png", "a.csv"));
        Assert.Equal(["out/mine/a.csv", "out/mine/b.png", "out/mine/c.csv", "out/mine/manifest.json"], written.Paths);
    }
}

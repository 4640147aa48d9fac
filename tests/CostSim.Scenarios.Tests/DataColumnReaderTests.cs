using CostSim.Cli.Tests.Commands;
using Xunit;

namespace CostSim.Scenarios.Tests;

public sealed class DataColumnReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("v,w\n1,9\n2k,9\n3M,9\n40%,9\n5e3,9\n")]
    [InlineData("w;v\n9;1\n9;2k\n9;3M\n9;40%\n9;5e3\n")]
    [InlineData("w\tv\n9\t1\n9\t2k\n9\t3M\n9\t40%\n9\t5e3\n")]
    [InlineData("\ufeffv,w\r\n1,9\r\n\r\n2k,9\r\n3M,9\r\n40%,9\r\n5e3,9")]
    [InlineData("# measured, in March\n\"v\",w\n1,9\n 2k ,9\n\"3M\",9\n# a comment\n40%,9\n5e3,9\n")]
    public void Numbers_are_read_as_in_scenarios_whatever_the_separator(string text)
    {
        var column = Read(text, "v", out var diagnostics);

        Assert.Empty(diagnostics);
        Assert.Equal([1, 2000, 3e6, 0.4, 5000], column!.Values);
        Assert.Empty(column.Dropped);
        Assert.Equal("v", column.Name);
    }

    [Fact]
    public void Rows_that_end_early_have_an_empty_cell()
    {
        var column = Read("w,v\n1,1\n1\n1,2\n1,3\n1,4\n1,5\n", "v", out _);

        Assert.Equal(new DroppedRows("empty", 1, 3, ""), Assert.Single(column!.Dropped));
        Assert.Equal(6, column.Rows);
    }

    [Fact]
    public void The_only_column_need_not_be_named() => Assert.Equal(5, Read("v\n1\n2\n3\n4\n5\n", null, out _)!.Values.Count);

    [Theory]
    [InlineData("v,w\n1,1\n", "x", "COST501", "one of v, w")]
    [InlineData("v,w\n1,1\n", null, "COST501", "--column with one of v, w")]
    [InlineData("1,1\n2,2\n", "x", "COST501", "write names for the columns")]
    [InlineData("v,v\n1,1\n", "v", "COST107", "rename")]
    [InlineData("v\n1\n2\n3\n4\n", "v", "COST502", "5 numbers or more")]
    [InlineData("", "v", "COST102", "header")]
    public void What_cannot_be_fitted_to_is_said_with_a_remedy(string text, string? name, string code, string help)
    {
        Assert.Null(Read(text, name, out var diagnostics));

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(code, diagnostic.Code.Id);
        Assert.Contains(help, diagnostic.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        File.WriteAllBytes(_folder["bytes.csv"], [(byte)'v', (byte)'\n', 0xff, 0xfe, 0x41]);
        Diagnostics diagnostics = [];

        Assert.Null(DataColumnReader.Read(_folder["bytes.csv"], "v", diagnostics));
        Assert.Equal("COST101", Assert.Single(diagnostics).Code.Id);
    }

    private DataColumn? Read(string text, string? column, out Diagnostics diagnostics)
    {
        diagnostics = [];
        return DataColumnReader.Read(_folder.Write("data.csv", text), column, diagnostics);
    }
}

using System.Text;
using Xunit;

namespace CostSim.Scenarios.Tests;

public class CsvTableTests
{
    private static readonly CsvColumn[] Columns = [new("a"), new("b"), new("c", MayEndRowEarly: true)];

    [Theory]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("a,b,c\r\n1,2,3\r\n")]
    [InlineData("a,b,c\r1,2,3\r")]
    [InlineData("a,b,c\n1,2,3")]
    [InlineData("a;b;c\n1;2;3\n")]
    [InlineData("a\tb\tc\n1\t2\t3\n")]
    [InlineData(" a , b , c \n 1 ,  2,3  \n")]
    [InlineData("# comment, with \"quote\n\n  \na,b,c\n# another\n\n1,2,3\n\n#end")]
    [InlineData("\"a\",\"b\",\"c\"\n\"1\",\"2\" , \"3\"\n")]
    [InlineData("c,a,b\n3,1,2\n")]
    [InlineData("a,b,c,,\n1,2,3,,\n,,,,\n\"# excel, quotes comments\",,,,\n")]
    public void A_table_is_read_whatever_its_line_breaks_separators_and_quotes(string text)
    {
        var (rows, diagnostics) = Read(text);
        Assert.Equal("", SampleScenario.Places(diagnostics));
        var row = Assert.Single(rows);
        Assert.Equal(["1", "2", "3"], Columns.Select(column => row[column.Name]!.Text));
    }

    [Fact]
    public void Cells_know_their_line_and_column()
    {
        var (rows, _) = Read("a,b,c\r\n  x ,\"two \"\"words\"\"\r\nand a line\" , z\r\n\u00e9\U0001F600,,y\r\n");
        Assert.Equal("two \"words\"\r\nand a line", rows[0]["b"]!.Text);
        Assert.Equal(["2:3", "2:7", "3:15"], Columns.Select(column => Place(rows[0][column.Name]!)));
        Assert.Equal("2:11", Place(rows[0]["b"]!.Slice(4, 7)));
        Assert.Equal("2:13", Place(rows[0]["b"]!.Slice(5, 5)));
        Assert.Equal("3:5", Place(rows[0]["b"]!.Slice(17, 1)));
        Assert.Equal(["4:1", "4:4", "4:5"], Columns.Select(column => Place(rows[1][column.Name]!)));
    }

    [Theory]
    [InlineData("", "COST102@0:0")]
    [InlineData("\n# only a comment\n", "COST102@0:0")]
    [InlineData("1,2,3\n", "COST102@1:1")]
    [InlineData("a,b\n1,2\n", "COST106@1:1")]
    [InlineData("a,b,c,b\n1,2,3,4\n", "COST107@1:7")]
    [InlineData("a,b,c,weight\n1,2,3,4\n", "COST105@1:7")]
    [InlineData("a,B,c\n1,2,3\n", "COST105@1:3")]
    [InlineData("a,b,c\n1,2,3,4\n", "COST108@2:7")]
    [InlineData("a,b,c\n1\n", "COST109@2:1")]
    [InlineData("a;b;c\n1,2,3\n", "COST109@2:1")]
    [InlineData("a,b,c\n1,\"2,3\n4,5,6\n", "COST104@2:3")]
    [InlineData("a,b,c\n1,\"2\"x,3\n", "COST104@2:6")]
    [InlineData("\"a,b,c\n", "COST104@1:1")]
    [InlineData("a,b,c\np=1 q=1,5M,3,4\n", "COST103@2:7")]
    public void A_mistake_of_form_is_reported_once_at_its_place(string text, string expected) =>
        Assert.Equal(expected, SampleScenario.Places(Read(text).Diagnostics));

    [Fact]
    public void The_last_cell_may_be_left_out()
    {
        var (rows, diagnostics) = Read("a,b,c\n1,2\n");
        Assert.Empty(diagnostics);
        Assert.Equal("", rows[0]["c"]!.Text);
        Assert.Equal("2:4", Place(rows[0]["c"]!));
    }

    [Fact]
    public void A_file_longer_than_the_parsers_buffer_keeps_its_places()
    {
        var text = new StringBuilder("a,b,c\n");
        for (int i = 0; i < 5000; i++)
        {
            text.Append("# filler \"\n\"x\"\"y\", two ,\u00e9\U0001F600\r\n");
        }
        var (rows, diagnostics) = Read(text.ToString());
        Assert.Empty(diagnostics);
        Assert.Equal(5000, rows.Count);
        Assert.All(rows, (row, i) => Assert.Equal(FormattableString.Invariant($"{2 * i + 3}:9"), Place(row["b"]!)));
    }

    /// <summary>
    /// Random tables, written with random quoting, separators and line breaks, come back cell by cell, each where it was put.
    /// </summary>
    [Fact]
    public void What_was_written_is_read_back_at_its_place()
    {
        var bits = new Bits(3);
        for (int round = 0; round < 2000; round++)
        {
            char separator = bits.Of([',', ';', '\t']);
            string lineBreak = bits.Of(["\n", "\r\n", "\r"]);
            var text = new StringBuilder("a,b,c".Replace(',', separator) + lineBreak);
            var written = new List<(string Text, int Offset)[]>();
            for (int r = bits.Below(5); r > 0; r--)
            {
                var row = new (string, int)[Columns.Length];
                for (int c = 0; c < row.Length; c++)
                {
                    text.Append(c == 0 ? "" : separator).Append(' ', bits.Below(3));
                    string cell = (c == 0 ? "r" : "") + bits.Text("ab,;\"\t\n#\u00e9 ", 6).Trim();
                    bool isQuoted = cell.Any(c => c is ',' or ';' or '"' or '\t' or '\n') || bits.Below(2) == 0;
                    row[c] = (cell, text.Length + (isQuoted ? 1 : 0));
                    text.Append(isQuoted ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell).Append(' ', bits.Below(2));
                }
                written.Add(row);
                text.Append(lineBreak);
            }
            var source = SourceText.OfFile("x.csv", text.ToString());
            var diagnostics = new Diagnostics();
            var rows = CsvTable.Read(source, Columns, _ => "", diagnostics)!.Rows;
            Assert.Equal("", SampleScenario.Places(diagnostics));
            Assert.Equal(written.Count, rows.Count);
            for (int r = 0; r < rows.Count; r++)
            {
                for (int c = 0; c < Columns.Length; c++)
                {
                    var cell = rows[r][Columns[c].Name]!;
                    Assert.Equal(written[r][c].Text, cell.Text);
                    if (cell.Text.Length > 0)
                    {
                        Assert.Equal(source.Locate(written[r][c].Offset, 0).ToString(), cell.Location.ToString());
                    }
                }
            }
        }
    }

    private static (IReadOnlyList<CsvRow> Rows, Diagnostics Diagnostics) Read(string text)
    {
        var diagnostics = new Diagnostics();
        var table = CsvTable.Read(SourceText.OfFile("x.csv", text), Columns, _ => "", diagnostics);
        return (table?.Rows ?? [], diagnostics);
    }

    private static string Place(SourceFragment cell) => FormattableString.Invariant($"{cell.Location.Line}:{cell.Location.Column}");
}

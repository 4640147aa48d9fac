using CostSim.CostModel;
using CostSim.Distributions;
using Xunit;

namespace CostSim.Scenarios.Tests;

public class DataFilesTests
{
    private const string Lengths = "time,prompt tokens,response\nmon,20,5\ntue,10,7\nwed,40,9\n";

    [Fact]
    public void A_column_of_a_file_beside_the_scenario_is_drawn_by_type_7_quantiles()
    {
        var law = LawOf(",prompt_tokens,empirical,file=lengths.csv column=prompt_tokens,token/query,trace");
        Assert.IsType<Empirical>(law);
        // quantile(c(20, 10, 40), c(0.25, 0.5, 0.9), type = 7) of R.
        Assert.Equal([15.0, 20.0, 36.0], new[] { 0.25, 0.5, 0.9 }.Select(law.Quantile), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Bounds_cut_the_data()
    {
        var law = LawOf(",prompt_tokens,empirical,file=lengths.csv column=prompt_tokens at_least=15 at_most=30,token/query,");
        Assert.Equal((15, 30), (law.Minimum, law.Maximum));
        // Between 15 and 30 the law keeps the probabilities 0.25 to 0.75, whose middle is the median of all.
        Assert.Equal(20, law.Quantile(0.5), 1e-12);
    }

    [Fact]
    public void Equal_values_are_a_fixed_number() =>
        Assert.Equal(3, Assert.IsType<Fixed>(LawOf(",prompt_tokens,empirical,file=lengths.csv column=a,token/query,", "a\n3\n3\n")).Value);

    [Theory]
    [InlineData("a;b\n1;2\n3;4\n", "b", 2, 4)]
    [InlineData("# measured\n\na\tb\n1\t2k\n3\t4e3\n", "b", 2000, 4000)]
    [InlineData("\"a\",\"b\"\r\n\"x, y\",\"2\"\r\n\"z\",\"4\"\r\n", "b", 2, 4)]
    [InlineData("a,b,,\n1,2,,\n3,4,,\n,,,\n", "b", 2, 4)]
    [InlineData(",b,b2\n1,2,3\n3,4,5\n", "b", 2, 4)]
    public void Data_come_in_any_form_of_csv(string text, string column, double least, double most)
    {
        var law = LawOf($",prompt_tokens,empirical,file=lengths.csv column={column},token/query,", text);
        Assert.Equal((least, most), (law.Minimum, law.Maximum));
    }

    [Fact]
    public void A_data_file_may_lie_in_a_folder_below()
    {
        using var sample = Sample(",prompt_tokens,empirical,file=data/x.csv column=a,token/query,");
        Directory.CreateDirectory(Path.Join(sample.Folder, "data"));
        sample.Write("data/x.csv", "a\n1\n2\n");
        Assert.NotNull(ScenarioReader.Read(sample.Folder).Scenario);
    }

    [Fact]
    public void Data_lie_beside_a_scenario_of_one_file_too()
    {
        using var sample = Sample(",prompt_tokens,empirical,file=lengths.csv column=response,token/query,");
        File.Move(Path.Join(sample.Folder, "inputs.csv"), Path.Join(sample.Folder, "mine.csv"));
        Assert.NotNull(ScenarioReader.Read(Path.Join(sample.Folder, "mine.csv")).Scenario);
    }

    [Fact]
    public void An_override_reads_data_beside_the_scenario()
    {
        using var sample = Sample("");
        var reading = ScenarioReader.Read(sample.Folder, "prompt_tokens=empirical  file=lengths.csv column=response at_least=6");
        var input = reading.Scenario!.Workloads[0][InputCatalogue.PromptTokens]!;
        Assert.Equal((6, 9), (input.Law.Minimum, input.Law.Maximum));
        Assert.Equal("empirical file=lengths.csv column=response at_least=6", input.Stated);
        Assert.EndsWith("/lengths.csv", reading.Files[^1].Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_are_moved_before_they_are_cut()
    {
        using var sample = Sample("");
        var reading = ScenarioReader.Read(sample.Folder, "prompt_tokens=empirical file=lengths.csv column=response shift=10 at_least=16");
        var input = reading.Scenario!.Workloads[0][InputCatalogue.PromptTokens]!;
        Assert.Equal((16, 19), (input.Law.Minimum, input.Law.Maximum));
        Assert.Equal("empirical file=lengths.csv column=response shift=10 at_least=16", input.Stated);
    }

    [Theory]
    [InlineData("file=lenghts.csv column=response", "COST407@8:32", "cannot read the data file FOLDER/lenghts.csv: there is no such file",
        "did you mean lengths.csv?")]
    [InlineData("file=other.txt column=response", "COST407@8:32", "cannot read the data file FOLDER/other.txt: there is no such file",
        "put the file into FOLDER, or correct its name")]
    [InlineData("file=/etc/passwd column=x", "COST407@8:32", "the data file \"/etc/passwd\" does not lie beside the scenario",
        "put it into FOLDER and write its name alone")]
    [InlineData("file=../x/lengths.csv column=x", "COST407@8:32",
        "the data file \"../x/lengths.csv\" does not lie beside the scenario", null)]
    [InlineData("file=a\\..\\..\\lengths.csv column=x", "COST407@8:32", null, null)]
    [InlineData("file=C:lengths.csv column=x", "COST407@8:32", null, null)]
    [InlineData("file=. column=x", "COST407@8:32", "cannot read the data file FOLDER/.: it is a folder", null)]
    [InlineData("file=lengths.csv column=reponse", "COST408@8:51", "FOLDER/lengths.csv has no column \"reponse\"",
        "did you mean response? write one of time, prompt_tokens, response")]
    [InlineData("file=lengths.csv", "COST302@8:27", "empirical needs the column to draw from",
        "add column= with one of time, prompt_tokens, response")]
    [InlineData("column=response", "COST302@8:27", "empirical needs the file and the column to draw from",
        "write file=lengths.csv column=response")]
    [InlineData("file=lengths.csv colum=response", "COST302@8:44", "\"colum\" is not a parameter of empirical",
        "did you mean column? write one of file, column, shift, at_least, at_most")]
    [InlineData("file=lengths.csv column=response at_least=8 at_most=6", "COST302@8:60",
        "at_least must not exceed at_most, but 8 is above 6", null)]
    [InlineData("file=lengths.csv column=response at_least=70", "COST302@8:60", null, null)]
    [InlineData("file=lengths.csv column=response shift=x", "COST103@8:66", null, null)]
    [InlineData("file=lengths.csv column=response at_least=x", "COST103@8:69", null, null)]
    [InlineData("file=lengths.csv column=time", "COST409@2:1 COST409@3:1 COST409@4:1", null, null)]
    public void What_a_row_can_get_wrong(string parameters, string places, string? what, string? help)
    {
        using var sample = Sample($",prompt_tokens,empirical, {parameters},token/query,");
        var diagnostics = ScenarioReader.Read(sample.Folder).Diagnostics;
        Assert.Equal(places, SampleScenario.Places(diagnostics));
        var (message, remedy) = (Anywhere(diagnostics.First().Message), Anywhere(diagnostics.First().Help));
        Assert.Equal((what ?? message, help ?? remedy), (message, remedy));

        string Anywhere(string text) => text.Replace(sample.Folder, "FOLDER", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "COST102@0:0", "the file is empty")]
    [InlineData("1,2\n3,4\n", "COST102@1:1", "the first row holds numbers, not the names of columns")]
    [InlineData("a\n1\n", "COST409@8:50", "FILE has one value in the column a, but empirical needs two or more")]
    [InlineData("a\n", "COST409@8:50", "FILE has no values in the column a, but empirical needs two or more")]
    [InlineData("a,a\n1,2\n", "COST408@8:50", "FILE has more than one column \"a\"")]
    [InlineData("b,a\n1,\n2,3\n4\n5,6\n", "COST409@2:3 COST409@4:2", "the cell is empty, and a missing value is not 0")]
    [InlineData("a,b\n1,2\n1,5,2\n2,3\n", "COST108@3:5", "the row has 3 cells, the header 2")]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n", "COST104@3:1", null)]
    [InlineData("a\n1\nn/a\n3\n1.234,5\n", "COST409@3:1 COST108@5:7", "\"n/a\" is not a number")]
    [InlineData("a\n1\nNaN\n1e999\n3\n", "COST409@3:1 COST409@4:1", "\"NaN\" is not a number")]
    public void What_data_can_get_wrong(string text, string places, string? what)
    {
        using var sample = Sample(",prompt_tokens,empirical,file=lengths.csv column=a,token/query,", text);
        var diagnostics = ScenarioReader.Read(sample.Folder).Diagnostics;
        Assert.Equal(places, SampleScenario.Places(diagnostics));
        string message = diagnostics.First().Message.Replace(sample.Folder + "/lengths.csv", "FILE", StringComparison.Ordinal);
        Assert.Equal(what ?? message, message);
    }

    [Fact]
    public void Many_bad_cells_are_counted_and_a_column_that_two_rows_name_is_reported_once()
    {
        using var sample = Sample(
            ",prompt_tokens,empirical,file=lengths.csv column=a,token/query,\n,gpu_power,empirical,file=lengths.csv column=a,W,",
            "a\n" + string.Concat(Enumerable.Repeat("-,-\n1\n", 12)).Replace("-,-", "?", StringComparison.Ordinal));
        var diagnostics = ScenarioReader.Read(sample.Folder).Diagnostics;
        Assert.Equal("COST409@0:0 COST409@2:1 COST409@4:1 COST409@6:1 COST409@8:1 COST409@10:1", SampleScenario.Places(diagnostics));
        Assert.Equal("7 more rows have no number in this column", diagnostics.First().Message);
        Assert.Equal("column a of input prompt_tokens", diagnostics.First().Context);
    }

    [Fact]
    public void Data_outside_the_range_of_the_input_ask_for_a_bound_which_then_works()
    {
        using var sample = Sample(",cached_share,empirical,file=lengths.csv column=a,,", "a\n0.2\n-0.1\n0.7\n1.4\n");
        var diagnostic = Assert.Single(ScenarioReader.Read(sample.Folder).Diagnostics);
        Assert.Equal(("COST305", "add at_least=0 at_most=1"), (diagnostic.Code.Id, diagnostic.Help));
        sample.Write("inputs.csv", SampleScenario.Header + SampleScenario.Rows
            + $",cached_share,empirical,file=lengths.csv column=a {diagnostic.Help["add ".Length..]},,");
        Assert.Empty(ScenarioReader.Read(sample.Folder).Diagnostics);
    }

    [Fact]
    public void A_missing_data_file_is_a_file_that_cannot_be_read() =>
        Assert.True(SampleScenario.Read(SampleScenario.Rows + ",prompt_tokens,empirical,file=x.csv column=a,token/query,").CannotRead);

    [Fact]
    public void Inputs_of_a_few_numbers_are_not_drawn_from_data()
    {
        using var sample = Sample(",compute_bits,empirical,file=lengths.csv column=response,bit,");
        Assert.Equal(DiagnosticCode.OutOfRange, Assert.Single(ScenarioReader.Read(sample.Folder).Diagnostics).Code);
    }

    private static SampleScenario Sample(string rows, string lengths = Lengths)
    {
        var sample = SampleScenario.Of(SampleScenario.Header + SampleScenario.Rows + rows);
        sample.Write("lengths.csv", lengths);
        return sample;
    }

    private static Distribution LawOf(string row, string lengths = Lengths)
    {
        using var sample = Sample(row, lengths);
        var reading = ScenarioReader.Read(sample.Folder);
        Assert.Empty(reading.Diagnostics);
        return reading.Scenario!.Workloads[0][InputCatalogue.PromptTokens]!.Law;
    }
}

using Xunit;

namespace CostSim.Scenarios.Tests;

public class DiagnosticRendererTests
{
    private static readonly SourceText File = SourceText.OfFile(
        "inputs/mine/inputs.csv", "1\n2\n3\n4\n5\n6\n,gpu_price,triangular,min=1 mode=1,5 max=4,USD/GPU-hour,\n");

    private static Diagnostic DecimalComma => new(
        DiagnosticSeverity.Error, DiagnosticCode.NotANumber, File.Locate(File.Text.IndexOf("1,5", StringComparison.Ordinal), 3),
        "input gpu_price, parameter mode", "\"1,5\" is not a number", "write 1.5");

    [Fact]
    public void A_diagnostic_has_three_lines() => Assert.Equal(
        """
        error[COST103]: "1,5" is not a number
          --> inputs/mine/inputs.csv:7:34   input gpu_price, parameter mode
           = help: write 1.5
        """, DiagnosticRenderer.Render(DecimalComma));

    [Fact]
    public void The_source_line_goes_between_them() => Assert.Equal(
        """
        error[COST103]: "1,5" is not a number
          --> inputs/mine/inputs.csv:7:34   input gpu_price, parameter mode
          7 | ,gpu_price,triangular,min=1 mode=1,5 max=4,USD/GPU-hour,
            |                                  ^^^
           = help: write 1.5
        """, DiagnosticRenderer.Render(DecimalComma, showSource: true));

    [Fact]
    public void Colours_change_nothing_but_colours()
    {
        string coloured = DiagnosticRenderer.Render([DecimalComma], showSource: true, colours: true);
        Assert.Contains("\u001b[1;31merror[COST103]\u001b[0m: ", coloured, StringComparison.Ordinal);
        Assert.Equal(
            DiagnosticRenderer.Render([DecimalComma], showSource: true),
            System.Text.RegularExpressions.Regex.Replace(coloured, "\u001b\\[[0-9;]*m", ""));
    }

    [Fact]
    public void The_file_as_a_whole_has_no_line() => Assert.Equal(
        "warning[COST206]: what\n  --> inputs/mine/inputs.csv",
        DiagnosticRenderer.Render(
            new Diagnostic(DiagnosticSeverity.Warning, DiagnosticCode.UnusedInput, File.Whole, "", "what", ""), showSource: true));

    [Fact]
    public void A_file_cannot_steer_the_terminal()
    {
        var file = SourceText.OfFile("x\u001b[2J.csv", "a\u001b[2J\tb");
        string text = DiagnosticRenderer.Render(
            new Diagnostic(DiagnosticSeverity.Error, DiagnosticCode.NotANumber, file.Locate(7, 1), "input \u001b",
                Diagnostics.Quote("\u001b[2J\u202e"), "\u0007"), showSource: true);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Contains("\"\\u001b[2J\\u202e\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_long_line_is_cut_around_its_mark()
    {
        var file = SourceText.OfFile("x.csv", new string('a', 1000) + "!" + new string('b', 1000));
        string[] lines = DiagnosticRenderer.Render(
            new Diagnostic(DiagnosticSeverity.Error, DiagnosticCode.NotANumber, file.Locate(1000, 1), "", "what", ""),
            showSource: true).Split('\n');
        Assert.All(lines, line => Assert.True(line.Length < 200));
        Assert.Equal('!', lines[2][lines[3].IndexOf('^', StringComparison.Ordinal)]);
    }
}

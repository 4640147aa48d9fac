using System.CommandLine;
using CostSim.Cli.Text;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Help;

/// <summary><c>costsim help</c>: topics that belong to no single command.</summary>
internal static class HelpCommand
{
    public static Command Create() => new("help", "Show a topic: exit-codes, diagnostics")
    {
        Topic("exit-codes", "what the program returns to the shell", () => TextTable.Lines(
            ["code", "meaning"],
            ExitCode.All.Select(code => new[] { code.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), code.Meaning }),
            Terminal.Width)),
        Topic("diagnostics", "codes of mistakes in scenarios", () => TextTable.Lines(
            ["code", "meaning"],
            DiagnosticCode.All.Select(code => new[] { code.Id, code.Meaning }), Terminal.Width)),
    };

    private static Command Topic(string name, string description, Func<IEnumerable<string>> lines)
    {
        var command = new Command(name, $"Show {description}");
        command.SetAction(_ =>
        {
            foreach (string line in lines())
            {
                Terminal.Result(line);
            }
            return ExitCode.Ok.Number;
        });
        return command;
    }
}

using System.CommandLine;

namespace CostSim.Cli.Commands.Check;

/// <summary><c>costsim check</c>: reads a scenario, reports every mistake and shows what a run would draw.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var scenario = new ScenarioArguments();
        var command = new Command("check", "Read a scenario and report all its mistakes without simulating");
        scenario.AddTo(command);
        command.SetAction(parsed =>
        {
            var (read, code) = scenario.Read(parsed, showWarnings: true);
            if (read is null)
            {
                return code.Number;
            }
            foreach (string line in CheckScreen.Lines(read))
            {
                Terminal.Result(line);
            }
            return ExitCode.Ok.Number;
        });
        return command;
    }
}

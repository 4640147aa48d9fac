using System.CommandLine;
using CostSim.Cli.Commands;
using CostSim.Cli.Commands.Check;
using CostSim.Cli.Commands.Explain;
using CostSim.Cli.Commands.Fit;
using CostSim.Cli.Commands.Help;
using CostSim.Cli.Commands.List;
using CostSim.Cli.Commands.Model;
using CostSim.Cli.Commands.Run;
using CostSim.Cli.Commands.Sensitivity;

namespace CostSim.Cli;

/// <summary>The program <c>costsim</c>.</summary>
internal static class Program
{
    /// <summary>All its commands.</summary>
    public static RootCommand Root() => new("What does it cost a day to run a service like ChatGPT, and how sure can we be?")
    {
        RunCommand.Create(),
        CheckCommand.Create(),
        ExplainCommand.Create(),
        SensitivityCommand.Create(),
        FitCommand.Create(),
        ModelCommand.Create(),
        ListCommand.Create(),
        HelpCommand.Create(),
    };

    private static int Main(string[] args) => CommandLine.Invoke(Root(), args);
}

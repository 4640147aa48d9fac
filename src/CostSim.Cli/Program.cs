using System.CommandLine;
using CostSim.Cli.Commands;

var root = new RootCommand("What does it cost a day to run a service like ChatGPT, and how sure can we be?")
{
    RunCommand.Create(),
    CheckCommand.Create(),
    ExplainCommand.Create(),
    SensitivityCommand.Create(),
    FitCommand.Create(),
    ListCommand.Create(),
    HelpCommand.Create(),
};
return CommandLine.Invoke(root, args);

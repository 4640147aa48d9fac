using System.CommandLine;
using System.CommandLine.Help;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary>Parses and runs the command line; whatever happens, the user gets words and an exit code, never a stack trace.</summary>
internal static class CommandLine
{
    public static int Invoke(RootCommand root, string[] args)
    {
        root.Options.OfType<HelpOption>().Single().Action = new HelpAction { MaxWidth = Terminal.Width };
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            var command = parsed.CommandResult.Command;
            if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count > 0)
            {
                string[] known = [.. command.Subcommands.Select(subcommand => subcommand.Name)];
                string written = parsed.UnmatchedTokens[0];
                Terminal.Error($"\"{written}\" is not a command{(command == root ? "" : $" of {command.Name}")}; "
                    + $"{NearestName.Help(written, known, "--help")}");
            }
            else
            {
                foreach (var error in parsed.Errors)
                {
                    Terminal.Error(error.Message);
                }
            }
            Terminal.Say(command == root ? "Try: costsim --help" : $"Try: costsim {command.Name} --help");
            return ExitCode.Usage.Number;
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Terminal.Error(failure.Message);
            return ExitCode.Unreadable.Number;
        }
        catch (Exception failure)
        {
            Terminal.Error($"this is a mistake of costsim itself: {failure.GetType().Name}: {failure.Message}");
            Terminal.Say("Please report it with the command line and the scenario that led to it.");
            return ExitCode.Bug.Number;
        }
    }
}

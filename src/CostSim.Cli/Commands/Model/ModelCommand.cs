using System.CommandLine;
using CostSim.Scenarios;
using CostSim.Scenarios.Configurations;

namespace CostSim.Cli.Commands.Model;

/// <summary><c>costsim model</c>: the row of models.csv that a Hugging Face configuration stands for.</summary>
internal static class ModelCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("config") { Description = "config.json of a model, or the folder that holds it" };
        var name = new Option<string?>("--name")
        {
            Description = "name of the model (default: that of the file, or of its folder)",
            HelpName = "name",
        };
        var command = new Command("model", "Turn a Hugging Face configuration into the row of models.csv, with its parameters and bytes")
        {
            path,
            name,
        };
        command.SetAction(parsed => Print(parsed.GetRequiredValue(path), parsed.GetValue(name)).Number);
        return command;
    }

    private static ExitCode Print(string path, string? name)
    {
        if (name is not null && (name.Length == 0 || !name.All(CatalogueReader.IsNameCharacter)))
        {
            Terminal.Error($"--name: {Diagnostics.Quote(name)} cannot be the name of a model; use letters, digits, - _ and .");
            return ExitCode.Usage;
        }
        Diagnostics diagnostics = [];
        var model = ConfigurationReader.Read(path, name, diagnostics);
        Terminal.Show(diagnostics);
        if (model is null)
        {
            Terminal.Say("No row was made.");
            return diagnostics.HasUnreadableFile ? ExitCode.Unreadable : ExitCode.BadInput;
        }
        foreach (string line in RowsToPaste.Below([model.Row], width => ModelScreen.Lines(model, width)))
        {
            Terminal.Result(line);
        }
        return ExitCode.Ok;
    }
}
